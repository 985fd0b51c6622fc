"""The follow-up list in public: which procedures wait for something today, and for what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from incidents import stats
from incidents.codes import ClockNature
from incidents.filters import Rows
from incidents.models import ListedFollowUp, ListedIncident
from incidents.views.procedures import wording


@dataclass(frozen=True)
class Item:
    """What one procedure waits for: of whom (None: of everybody), since when, until when, and for
    a term what its last day means today (``procedures.wording``)."""

    respondent: dict[str, Any] | None
    since: date | None
    due_on: date | None
    clock: str
    wording: str


@dataclass(frozen=True)
class Entry:
    """One procedure with the incidents it is about; each leads to its place on their pages."""

    public_id: str
    track: str
    overdue: bool
    items: Sequence[Item]
    incidents: Sequence[tuple[str, dict[str, str]]]


@dataclass(frozen=True)
class Section:
    """What waits for one reason; ``total`` procedures, of which the most urgent are named."""

    kind: str
    total: int
    entries: Sequence[Entry]

    @property
    def unnamed(self) -> int:
        """How many are counted and not named."""
        return self.total - len(self.entries)


def sections(rows: Rows, today: date) -> list[Section]:
    """The follow-up list of the incidents of ``rows`` as of ``today``, by reason."""
    return [
        Section(each.kind, each.total, [_entry(waiting, today) for waiting in each.procedures])
        for each in stats.follow_up_lists(rows, today)
    ]


def named(incidents: Sequence[ListedIncident]) -> list[tuple[str, dict[str, str]]]:
    """Reference and title of each."""
    return [(row.reference, {"fr": row.title_fr, "en": row.title_en}) for row in incidents]


def _entry(waiting: stats.Waiting, today: date) -> Entry:
    return Entry(
        waiting.public_id,
        waiting.track,
        waiting.overdue,
        [_item(row, today) for row in waiting.items],
        named(waiting.incidents),
    )


def _item(row: ListedFollowUp, today: date) -> Item:
    words = ""
    if row.nature and row.due_on is not None:
        words = wording(ClockNature(row.nature), row.due_on, today)
    return Item(row.respondent, row.since, row.due_on, row.clock, words)
