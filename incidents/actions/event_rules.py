"""What an event of a procedure may not be, whatever the table says. Each rule refuses by itself.

Which step may follow which is the table's (``procedures/tracks.py``); here are dates, and what
belongs to which track. Unknown days are never held against anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from incidents.codes import Channel, Decision, Track
from incidents.dates import FactDate
from incidents.input_error import InputError, gettext_noop
from incidents.models import Procedure
from incidents.procedures import (
    BEFORE_THE_NOTICE,
    Event,
    EventKind,
    belongs,
    is_allowed,
    of_respondent,
    outcomes_of,
)

MAY_BE_BEFORE_THE_FACTS = frozenset({EventKind.INQUIRY})
"""An authority may have opened its inquiry into a platform before, and take these facts in."""

ANSWERS = frozenset({EventKind.RECEIPT, EventKind.DECISION, EventKind.NO_ACTION})
"""What a platform does with a notice that was sent to it."""

CARRIES_DECISIONS = frozenset({EventKind.DECISION, EventKind.REVERSED})


class ProcedureError(InputError):
    """An event that the procedure's table or history does not let happen."""


@dataclass(frozen=True)
class Details:
    """What belongs to some kinds only."""

    outcome: str = ""
    channel: str = ""
    decisions: Sequence[str] = ()


def check(procedure: Procedure, new: Event, details: Details) -> None:
    """All that can be said of an event by itself. Raises ProcedureError."""
    track = Track(procedure.track)
    _check_has_happened(new.on)
    _check_after_facts(procedure, new)
    _check_platform(procedure, new.kind)
    _check_outcome(new.kind, details.outcome)
    _check_channel(track, new.kind, details.channel)
    _check_decisions(track, new.kind, details.decisions)


def check_order(track: Track, before: Sequence[Event], new: Event, after: Sequence[Event]) -> bool:
    """Whether the days agree with the order of the events that concern the same person.

    A platform notice is one exchange between two parties: there, days that run backwards are a
    mistake, and refused with ProcedureError. On the other tracks an event may come to be known late
    and be recorded after younger ones: False, and the action asks for a reason.
    """
    for earlier in _concerning(before, new):
        if new.on.is_before(earlier.on):
            if track is Track.PLATFORM:
                raise _backwards(new, earlier)
            return False
    for later in _concerning(after, new):
        if later.on.is_before(new.on):
            if track is Track.PLATFORM:
                raise _backwards(later, new)
            return False
    return True


def barred_by(
    track: Track, before: Sequence[Event], old: Event, new: Event, after: Sequence[Event]
) -> Event | None:
    """The first later event that the table lets follow ``old`` and no longer follows ``new``: the
    correction asks for a reason then. An event that was outside the table before has its own."""
    for index, later in enumerate(after):
        between = after[:index]
        stood = is_allowed(track, [*before, old, *between], later)
        if stood and not is_allowed(track, [*before, new, *between], later):
            return later
    return None


def check_still_sent(
    track: Track, before: Sequence[Event], old: Event, new: Event, after: Sequence[Event]
) -> None:
    """No correction takes the notice from under its answer. Raises ProcedureError."""
    if track is not Track.PLATFORM or old.kind is not EventKind.SENT:
        return
    sent = any(event.kind is EventKind.SENT for event in [*before, new])
    for later in after:
        sent = sent or later.kind is EventKind.SENT
        if later.kind in ANSWERS and not sent:
            raise ProcedureError(
                gettext_noop(
                    "“%(kind)s” cannot take the place of “%(sent)s”: “%(later)s” answers that "
                    "notice"
                ),
                kind=new.kind,
                sent=old.kind,
                later=later.kind,
            )


def _concerning(events: Sequence[Event], new: Event) -> Sequence[Event]:
    return events if new.respondent is None else of_respondent(events, new.respondent)


def _backwards(late: Event, early: Event) -> ProcedureError:
    if early.kind is EventKind.SENT:
        template = gettext_noop("“%(kind)s” of %(day)s is before the notice of %(before)s")
    else:
        template = gettext_noop(
            "“%(kind)s” of %(day)s is before “%(earlier)s” of %(before)s, which it follows"
        )
    return ProcedureError(
        template, kind=late.kind, day=late.on, earlier=early.kind, before=early.on
    )


def _check_has_happened(on: FactDate) -> None:
    if on.earliest is not None and on.earliest > timezone.localdate():
        raise ProcedureError(
            gettext_noop("%(day)s is in the future: an event is recorded once it has happened"),
            day=on.earliest,
        )


def _check_after_facts(procedure: Procedure, new: Event) -> None:
    """Nothing follows from facts that have not happened; of several incidents the first counts."""
    if new.kind in MAY_BE_BEFORE_THE_FACTS:
        return
    incidents = list(procedure.incidents.all())
    facts = [incident.fact_date for incident in incidents]
    if not facts or not all(new.on.is_before(each) for each in facts):
        return
    first = min(incidents, key=lambda incident: incident.earliest or date.max)
    raise ProcedureError(
        gettext_noop("“%(kind)s” of %(day)s is before the facts of “%(incident)s”, %(facts)s"),
        kind=new.kind,
        day=new.on,
        incident=str(first),
        facts=first.fact_date,
    )


def _check_platform(procedure: Procedure, kind: EventKind) -> None:
    if procedure.track != Track.PLATFORM or kind in BEFORE_THE_NOTICE:
        return
    if procedure.platform_id is None:
        raise ProcedureError(
            gettext_noop("“%(kind)s” needs the platform that the notice goes to: choose it first"),
            kind=kind,
        )


def _check_outcome(kind: EventKind, outcome: str) -> None:
    if not belongs(kind, outcome):
        raise ProcedureError(
            gettext_noop("“%(outcome)s” is no outcome of “%(kind)s”; possible: %(possible)s"),
            outcome=outcome[:60],
            kind=kind,
            possible=list(outcomes_of(kind)) or "–",
        )


def _check_channel(track: Track, kind: EventKind, channel: str) -> None:
    if not channel:
        return
    if channel not in set(Channel):
        raise ProcedureError(
            gettext_noop("“%(channel)s” is no way to send a notice"), channel=channel[:60]
        )
    if track is not Track.PLATFORM or kind is not EventKind.SENT:
        raise ProcedureError(
            gettext_noop(
                "“%(channel)s”: only a notice sent to a platform has a way it was sent, not "
                "“%(kind)s” on track “%(track)s”"
            ),
            channel=Channel(channel),
            kind=kind,
            track=track,
        )


def _check_decisions(track: Track, kind: EventKind, decisions: Sequence[str]) -> None:
    unknown = [code for code in decisions if code not in set(Decision)]
    if unknown:
        raise ProcedureError(
            gettext_noop("“%(code)s” is no decision code of the DSA Transparency Database"),
            code=unknown[0][:80],
        )
    if decisions and (track is not Track.PLATFORM or kind not in CARRIES_DECISIONS):
        raise ProcedureError(
            gettext_noop(
                "“%(decision)s”: only a decision of a platform has such codes, not “%(kind)s” "
                "on track “%(track)s”"
            ),
            decision=Decision(decisions[0]),
            kind=kind,
            track=track,
        )
