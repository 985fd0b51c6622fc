"""What somebody has to look at again: announcements, open accusations, clocks. Pure.

Nothing here depends on today: each item says from which day to which it is on the list, so that
a list is a comparison of days (in SQL: ``models/follow_up.py``), and nothing about today is stored.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from incidents.codes import ClockCode, ClockNature, FollowUpKind, Track
from incidents.procedures.clocks import Deadline, deadlines
from incidents.procedures.events import Event, EventKind, of_respondent, respondents
from incidents.procedures.status import AWAITS_REVIEW, Standing, overall

K = EventKind

ABOUT_TO_RUN_OUT = timedelta(days=7)
"""So long before its last day a term is on the list."""

OUTCOMES = frozenset(
    {
        K.ASSISTED_WITNESS,
        K.NO_CASE,
        K.COMMITTED_FOR_TRIAL,
        K.ACQUITTED,
        K.CONVICTED,
        K.TIME_BARRED,
    }
)
"""What ends the wait of a person placed under formal investigation: a decision about them. To be
committed for trial is the end of the investigation (CPP art. 179); the trial is another matter."""


@dataclass(frozen=True)
class FollowUp:
    """One item of the follow-up list.

    ``since``: the day from which it has stood open, None where unknown. ``due_on``: the review
    date, or the last day of a term. On the list from ``listed_from`` (None: always) to
    ``listed_until`` (None: until something happens), both included.
    """

    kind: FollowUpKind
    respondent: str | None = None
    since: date | None = None
    due_on: date | None = None
    clock: ClockCode | None = None
    nature: ClockNature | None = None
    listed_from: date | None = None
    listed_until: date | None = None

    def is_listed(self, today: date) -> bool:
        """Whether it is on the list on a day."""
        begun = self.listed_from is None or self.listed_from <= today
        return begun and (self.listed_until is None or today <= self.listed_until)

    def is_overdue(self, today: date) -> bool:
        """Whether somebody is late: a review date reached, a duty's term gone by."""
        if self.due_on is None:
            return False
        if self.kind is FollowUpKind.NOTHING_FOLLOWED:
            return self.due_on <= today
        return self.nature is ClockNature.DUE and self.due_on < today


def follow_ups(
    track: Track,
    events: Sequence[Event],
    *,
    review_on: date | None = None,
    bases: Collection[str] = (),
    facts_from: date | None = None,
    others: bool = False,
) -> list[FollowUp]:
    """Everything about one procedure that is or will be on the list; ``others``: there are more
    respondents than events name."""
    terms = deadlines(track, events, bases=bases, facts_from=facts_from, others=others)
    found = [*_nothing_followed(overall(events, others=others), review_on)]
    found += _without_outcome(events, others=others)
    return found + [item for term in terms if (item := _running_out(term)) is not None]


def _nothing_followed(standing: Standing, review_on: date | None) -> list[FollowUp]:
    """Considered or announced: from the review date on, nothing is known to have followed."""
    if review_on is None or standing.status not in AWAITS_REVIEW:
        return []
    kind = FollowUpKind.NOTHING_FOLLOWED
    return [FollowUp(kind, since=standing.since.earliest, due_on=review_on, listed_from=review_on)]


def _without_outcome(events: Sequence[Event], *, others: bool) -> list[FollowUp]:
    """A published formal investigation demands its outcome, for each person."""
    found = []
    for person in respondents(events, others=others):
        opened = None
        for event in of_respondent(events, person):
            if event.kind is K.FORMAL_INVESTIGATION:
                opened = opened or event
            elif event.kind in OUTCOMES:
                opened = None
        if opened is not None:
            kind = FollowUpKind.NO_OUTCOME
            found.append(FollowUp(kind, person, opened.on.earliest, listed_from=opened.on.earliest))
    return found


def _running_out(term: Deadline) -> FollowUp | None:
    """A term is listed a week before its last day. A duty that is late stays; a remedy that was not
    used goes; that a remedy opens is no task."""
    if term.nature is ClockNature.OPENS_ON:
        return None
    return FollowUp(
        FollowUpKind.CLOCK,
        term.respondent,
        due_on=term.on,
        clock=term.clock,
        nature=term.nature,
        listed_from=term.on - ABOUT_TO_RUN_OUT,
        listed_until=term.on if term.nature is ClockNature.OPEN_UNTIL else None,
    )
