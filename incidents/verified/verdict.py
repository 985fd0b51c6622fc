"""What is known of a file, as data."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from incidents.attachments import ToldFile, Unread


class Standing(StrEnum):
    """What a file is to us. ``DATA``: the snapshot of an edition, taken out of its PDF."""

    ISSUED = "issued"
    DATA = "data"
    NOT_ISSUED = "not_issued"


class Check(StrEnum):
    """What does not agree. ``place`` of a finding is a file, an incident or a key of it."""

    NO_SNAPSHOT = "no_snapshot"
    SNAPSHOT_DIFFERS = "snapshot_differs"
    INCIDENT_DIFFERS = "incident_differs"
    INCIDENT_MISSING = "incident_missing"
    INCIDENT_ADDED = "incident_added"
    PART_DIFFERS = "part_differs"
    MANIFEST_DIFFERS = "manifest_differs"
    NO_MANIFEST = "no_manifest"
    LISTED_DIFFERS = "listed_differs"
    LISTED_MISSING = "listed_missing"
    UNLISTED = "unlisted"
    DOUBLE = "double"
    WRITTEN_DIFFERS = "written_differs"
    AUDIT_DIFFERS = "audit_differs"


class Note(StrEnum):
    """What could not be compared, and why; it speaks against no file."""

    BEFORE_TABLES = "before_tables"
    OTHER_VERSION = "other_version"
    NO_AUDIT = "no_audit"


@dataclass(frozen=True)
class Finding:
    """One thing that does not agree: where, what stands there, and what should."""

    check: Check
    place: str = ""
    value: str = ""
    expected: str = ""


@dataclass(frozen=True)
class Later:
    """A later edition of the same period."""

    edition: int
    issued_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class Edition:
    """An edition that we issued. ``withdrawn_class``: code and label of the public class."""

    kind: str
    period: str
    edition: int
    title: dict[str, str]
    cut_off: datetime
    issued_at: datetime
    digest: str
    withdrawn_at: datetime | None = None
    withdrawn_class: dict[str, str] | None = None
    later: Sequence[Later] = ()


@dataclass(frozen=True)
class IssuedFile:
    """One volume of an edition in one language, under the digest of its bytes."""

    language: str
    volume: int
    volumes: int
    pages: int
    sha256: str


@dataclass(frozen=True)
class Claim:
    """What a file that we did not issue says of itself. ``preview``: it is marked as one; ``site``:
    where it says that it comes from."""

    kind: str = ""
    period: str = ""
    edition: int | None = None
    language: str = ""
    volume: int | None = None
    preview: bool = False
    site: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.period


@dataclass(frozen=True)
class Audit:
    """Where the audit ended, as the file says; ``held``: that entry is in our chain today."""

    count: int
    hash: str
    held: bool


@dataclass(frozen=True)
class Since:
    """A change of an incident of the edition after its cut-off."""

    reference: str
    kind: str
    at: datetime
    number: int | None = None
    into: str = ""


@dataclass(frozen=True)
class Verdict:
    """All of it. ``edition`` is the one that the file is of, or claims to be of; ``file`` the one
    that we issued under that name. ``size`` is None where only a digest was asked about.
    ``elsewhere``: it says that it comes from another site."""

    standing: Standing
    sha256: str
    size: int | None = None
    edition: Edition | None = None
    file: IssuedFile | None = None
    claim: Claim | None = None
    unread: Unread | None = None
    attached: Sequence[ToldFile] = ()
    findings: Sequence[Finding] = ()
    notes: Sequence[Note] = ()
    audit: Audit | None = None
    since: Sequence[Since] = ()
    elsewhere: bool = False

    @property
    def withdrawn(self) -> bool:
        """Whether the edition is given out no more."""
        return self.edition is not None and self.edition.withdrawn_at is not None

    @property
    def matches(self) -> bool:
        """Whether it is ours and nothing of it disagrees; a withdrawn one is ours all the same."""
        return self.standing is not Standing.NOT_ISSUED and not self.findings and not self.unread

    def as_json(self) -> dict[str, Any]:
        """With moments in ISO 8601, UTC."""
        told: dict[str, Any] = _plain(asdict(self))
        return told | {"withdrawn": self.withdrawn, "matches": self.matches}


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            return value
