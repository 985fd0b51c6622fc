"""The versions of an incident that is public, and which of them may still be read.

Two kinds are shown to nobody again: one whose content was erased, and whatever came before a
correction that protects a person. Of these only number, dates, digest and class are left; their
notices are not given either: who writes what was corrected often repeats it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from incidents.models import Publication

PRIVACY = "privacy"
"""The class of a correction after which no earlier words are given."""


@dataclass(frozen=True)
class Version:
    """One Publication of an incident; its content is fetched only where it is asked for."""

    publication: Publication
    erased: bool
    guarded: bool

    @property
    def number(self) -> int:
        """Its number, from 1."""
        return self.publication.number

    @property
    def readable(self) -> bool:
        """Whether its words may be shown."""
        return not (self.erased or self.guarded)

    @property
    def notice(self) -> dict[str, str]:
        """Its public notice, empty for the first and where it is given no more."""
        return notice_of(self.publication, guarded=self.guarded)

    @property
    def is_current(self) -> bool:
        """Whether it is what the incident's page shows."""
        return self.publication.ended_at is None


def versions(reference: str) -> list[Version]:
    """Every version, the newest first; one query. None where nothing was ever published; where the
    newest is not current the incident is withdrawn or merged."""
    rows = (
        Publication.objects.filter(reference=reference)
        .select_related("correction_class")
        .defer("content")
        .annotate(erased=Q(content={}))
        .order_by("-number")
    )
    made = list(rows)
    first = first_open(made)
    return [Version(each, each.erased, each.number < first) for each in made]


def notice_of(publication: Publication, *, guarded: bool) -> dict[str, str]:
    """The public notice of a version, empty for the first and where it is given no more."""
    if guarded:
        return {"fr": "", "en": ""}
    return {"fr": publication.notice_fr, "en": publication.notice_en}


PROTECTED_SINCE = Exists(
    Publication.objects.filter(
        reference=OuterRef("reference"),
        number__gt=OuterRef("number"),
        correction_class__code=PRIVACY,
    )
)
"""Whether a later Publication of the same incident protects a person: the rule of ``first_open``
for rows of many incidents, whose successors are not at hand."""


def with_guarded(rows: QuerySet[Publication]) -> QuerySet[Publication]:
    """Publications of any incidents, each told apart by ``is_guarded``."""
    return rows.annotate(guarded=PROTECTED_SINCE)


def is_guarded(publication: Publication) -> bool:
    """Whether a row of ``with_guarded`` is shown to nobody again."""
    return bool(vars(publication)["guarded"])


def readable(rows: QuerySet[Publication]) -> QuerySet[Publication]:
    """Those Publications whose words may be shown."""
    return rows.filter(~PROTECTED_SINCE).exclude(content={})


def first_open(made: Iterable[Publication]) -> int:
    """The number of the last correction that protects a person, 0 where there is none: the first
    version whose words may be given."""
    return max((each.number for each in made if _protects(each)), default=0)


def numbered(made: Sequence[Version], number: int) -> Version | None:
    """The version of a number."""
    return next((each for each in made if each.number == number), None)


def _protects(publication: Publication) -> bool:
    reason = publication.correction_class
    return reason is not None and reason.code == PRIVACY
