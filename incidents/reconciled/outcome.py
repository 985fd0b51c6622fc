"""What came of recomputing a report's numbers, and what is said where one disagrees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from incidents.input_error import InputError, gettext_noop
from incidents.reconciled.recount import NOT_HELD, Found

Bilingual = dict[str, str]
NAMED = 12
"""So many disagreements stand in one sentence."""


class Since(StrEnum):
    """Why an incident is counted from its frozen document: what the lists have of it is newer."""

    CORRECTED = "corrected"
    """A next version was published."""
    MERGED = "merged"
    """It became a part of another incident."""
    RENAMED = "renamed"
    """An actor that it names was merged into another."""
    REDACTED = "redacted"
    """The edition is a redacted one: it holds less than was published."""


@dataclass(frozen=True)
class Recounted:
    """One incident that was counted from its frozen document."""

    reference: str
    since: Since


@dataclass(frozen=True)
class Reconciled:
    """What was recomputed. No part of the snapshot, whose digest does not depend on it.

    ``numbers`` were compared, each with the public lists (``by_lists`` of them; the lists do not
    hold the others) and with the exports; ``read_at`` is the moment that was read.
    """

    numbers: int
    by_lists: int
    incidents: int
    recounted: tuple[Recounted, ...]
    read_at: datetime

    @property
    def line(self) -> tuple[str, dict[str, str]]:
        """What a log keeps of it: an English template and its values."""
        values = {
            "numbers": str(self.numbers),
            "by_lists": str(self.by_lists),
            "recounted": ", ".join(each.reference for each in self.recounted) or "–",
        }
        return LINE, values


LINE = gettext_noop(
    "%(numbers)s numbers agree with the exports, %(by_lists)s of them also with the public lists; "
    "counted from their frozen documents: %(recounted)s"
)


class Disagreement(InputError):
    """One number on which they do not agree."""


class ReconciliationError(InputError):
    """A report that must not be issued as it is."""


class Unreconciled(ReconciliationError):
    """Numbers of a report that the public lists or the exports contradict. ``disagreements`` are
    all of them, its words name the first ones."""

    def __init__(self, found: Sequence[Disagreement]) -> None:
        self.disagreements = tuple(found)
        super().__init__(
            gettext_noop("nothing is issued, disagreements: %(count)d. %(found)s"),
            count=len(found),
            found=list(found[:NAMED]),
        )


class ListsBehind(ReconciliationError):
    """Public lists that earlier rules derived: what they count says nothing about a report."""

    def __init__(self) -> None:
        super().__init__(
            gettext_noop(
                "the public lists were derived by earlier rules, so that nothing can be compared "
                "with them: run “manage.py rebuild_listing”, then try again"
            )
        )


class TakenBack(ReconciliationError):
    """Incidents that the snapshot shows and the site does not show any more, or not so."""

    def __init__(self, references: Sequence[str]) -> None:
        self.references = tuple(references)
        super().__init__(
            gettext_noop(
                "withdrawn, erased, redacted or corrected to protect a person since the report was "
                "frozen: %(references)s. Freeze it anew"
            ),
            references=list(references),
        )


def number_differs(
    table: Bilingual, row: Bilingual, code: str, *, report: Found, lists: Found, exports: Found
) -> Disagreement:
    """A number of a table, by the words of its table and row and by its code."""
    said = {"table": table, "row": row, "code": code}
    numbers = {"report": _said(report), "lists": _said(lists), "exports": _said(exports)}
    if lists is NOT_HELD:
        template = gettext_noop(
            "%(table)s, %(row)s (%(code)s): %(report)s in the report, %(exports)s in the exports"
        )
    else:
        template = gettext_noop(
            "%(table)s, %(row)s (%(code)s): %(report)s in the report, %(lists)s in the public "
            "lists, %(exports)s in the exports"
        )
    return Disagreement(template, **said, **numbers)


def not_counted(table: Bilingual, code: str) -> Disagreement:
    """A table whose numbers nobody counts again."""
    return Disagreement(
        gettext_noop("%(table)s (%(code)s): nothing counts its numbers again"),
        table=table,
        code=code,
    )


def only_in_the_report(reference: str) -> Disagreement:
    """An incident that the report has and neither the lists nor its own history account for."""
    return Disagreement(
        gettext_noop("%(reference)s is in the report and not in the public lists"),
        reference=reference,
    )


def only_in_the_lists(reference: str) -> Disagreement:
    """An incident of the period that the report leaves out."""
    return Disagreement(
        gettext_noop("%(reference)s is in the public lists and not in the report"),
        reference=reference,
    )


def not_as_published(reference: str) -> Disagreement:
    """A frozen document that is not what was published under its number and digest."""
    return Disagreement(
        gettext_noop("%(reference)s is in the report otherwise than it was published"),
        reference=reference,
    )


def _said(number: Found) -> str:
    return f"{number:g}" if isinstance(number, int | float) else "–"
