"""One edition of a report, and its files, as they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language

from incidents.codes import ReportKind

LANGUAGE_NAMES = {"fr": "Français", "en": "English"}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class File:
    """One volume of an edition in one language: a PDF."""

    period: str
    edition: int
    language: str
    volume: int
    pages: int
    size: int
    digest: str

    @property
    def language_name(self) -> str:
        """The language in itself."""
        return LANGUAGE_NAMES[self.language]

    @property
    def path(self) -> str:
        """Its one address on this site, below its own language."""
        place: list[object] = [self.period, self.edition, self.language]
        name = "public:report_edition_pdf"
        if self.volume > 1:
            name, place = "public:report_volume_pdf", [*place, self.volume]
        with translation.override(self.language):
            return reverse(name, args=place)

    @property
    def url(self) -> str:
        """The same with the site."""
        return settings.SITE_URL + self.path

    @property
    def name(self) -> str:
        """What it is called among somebody's downloads."""
        volume = f"-volume-{self.volume}" if self.volume > 1 else ""
        return f"vigie-{self.period}-edition-{self.edition}-{self.language}{volume}.pdf"


@dataclass(frozen=True)
class Gone:
    """The withdrawal of an edition: when, and the class of the reason. The reason is not public."""

    at: datetime
    reason: str


@dataclass(frozen=True)
class Edition:
    """One edition. ``summary`` has heading and text of each paragraph in the active language, none
    in editions older than it. Of a withdrawn one no summary is given, and its files are known by
    their digests only: they are not to be linked."""

    pk: int
    kind: ReportKind
    period: str
    titles: Mapping[str, str]
    edition: int
    first_day: date
    next_day: date
    issued_at: datetime
    digest: str
    incidents: int
    changes: int
    jurisdiction: str = ""
    election: str = ""
    about: str = ""
    summary: Sequence[tuple[str, str]] = ()
    files: Sequence[File] = field(default_factory=list)
    gone: Gone | None = None

    @property
    def title(self) -> str:
        """What it is called, in the active language."""
        return self.titles[get_language() or "fr"]

    @property
    def last_day(self) -> date:
        """The last day of its period."""
        return self.next_day - ONE_DAY

    @property
    def year(self) -> int:
        """The year under which the archive has it: that in which its period ends."""
        return self.last_day.year

    @property
    def mark(self) -> str:
        """Where it is in the page of its period."""
        return f"edition-{self.edition}"

    @property
    def path(self) -> str:
        """The page of its period."""
        return reverse("public:report", args=[self.period])

    @property
    def country(self) -> str:
        """The name of the one jurisdiction that it is about, "" where it is about all."""
        return self.about if self.jurisdiction else ""

    @property
    def lead(self) -> str:
        """The first paragraph of its summary."""
        return self.summary[0][1] if self.summary else ""

    @property
    def own_files(self) -> list[File]:
        """Its volumes in the active language first."""
        return sorted(self.files, key=lambda each: each.language != get_language())

    @property
    def volumes(self) -> int:
        """How many volumes each language has."""
        return max((each.volume for each in self.files), default=0)


@dataclass(frozen=True)
class Period:
    """The newest edition of a period, and those before it, the newest of them first."""

    newest: Edition
    earlier: Sequence[Edition]
