"""One made-up incident with all that hangs on it, before it takes a shape.

The site's document and the peers' rows are both written from this, so that they say the same.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from incidents.codes import Proposition, Role, Stance, Track, Verdict
from incidents.documents import Document
from incidents.procedures import EventKind


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of a transcript."""

    position: int
    start_ms: int
    end_ms: int
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A recording, all of whose transcript is public."""

    key: int
    title: str
    publisher: Document
    published: date
    passages: list[Passage]

    @property
    def public_id(self) -> str:
        """From the key, so that it is the same every time."""
        return f"s{self.key:09}"

    @property
    def digest(self) -> str:
        """Stands for that of the transcript's bytes, of which there are none."""
        return hashlib.sha256(self.public_id.encode()).hexdigest()

    @property
    def url(self) -> str:
        """Of a site that takes no second in its addresses."""
        return f"https://media.example.org/{self.public_id}"


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement; ``passage`` is the place in the first source where it was made, and ``answers``
    the key of the claim that it denies."""

    key: int
    proposition: Proposition
    stance: Stance
    speaker: Document
    about: Document
    said_on: date
    summary: str
    passage: int
    answers: int | None

    @property
    def public_id(self) -> str:
        """From the key, so that it is the same every time."""
        return f"c{self.key:09}"


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a procedure."""

    kind: EventKind
    on: date
    note: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """The legal follow-up of one incident."""

    key: int
    track: Track
    authority: Document
    review_on: date | None
    steps: list[Step]

    @property
    def public_id(self) -> str:
        """From the key, so that it is the same every time."""
        return f"p{self.key:09}"


@dataclass(frozen=True, slots=True)
class Made:
    """One incident. It has one platform, one party, one technique: a peer's column each."""

    number: int
    title: dict[str, str]
    summary: str
    first_published_at: datetime
    happened_on: date
    platform: Document
    technique: Document
    goal: Document
    country: Document
    election: Document | None
    party: Document
    role: Role
    person: Document
    verdict: Verdict
    views: int
    removed_on: date | None
    claims: list[Claim]
    procedure: Procedure | None
    sources: list[Source]

    @property
    def reference(self) -> str:
        """Of the year of first publication, as the site's are."""
        return f"INC-{self.first_published_at.year}-{self.number:06}"
