"""Adding events to a procedure: the table decides, corrections supersede."""

from collections.abc import Sequence
from typing import Any

from incidents.actions import citation, event_rules, record
from incidents.actions.event_rules import Details, ProcedureError
from incidents.codes import Track
from incidents.dates import FactDate
from incidents.input_error import gettext_noop
from incidents.models import Actor, Procedure, ProcedureEvent
from incidents.models.base import Person
from incidents.procedures import Event, EventKind, is_allowed
from incidents.recorded import recorded

__all__ = ["ProcedureError", "add_event"]


@recorded
def add_event(
    *,
    procedure: Procedure,
    kind: EventKind,
    by: Person | None,
    fact_date: FactDate,
    respondent: Actor | None = None,
    outcome: str = "",
    channel: str = "",
    decisions: list[str] | None = None,
    outside_table_reason_fr: str = "",
    outside_table_reason_en: str = "",
    supersedes: ProcedureEvent | None = None,
    keep_sources: bool = False,
    **fields: Any,
) -> ProcedureEvent:
    """Add the next event, or one in the place of the event it corrects.

    ``fields``: note_fr, note_en, is_public. A step outside the table, or a day that runs against
    the order, needs a reason. Whom it names becomes a respondent of the procedure. With
    ``keep_sources`` it cites what the event it corrects cites. ``by`` is None for a command of the
    machine's owner. Raises ProcedureError naming step, day or value.
    """
    held = Procedure.objects.select_for_update().get(pk=procedure.pk)
    if supersedes is not None:
        _check_supersedes(held, supersedes)
    new = Event(kind, str(respondent.final.pk) if respondent else None, fact_date)
    details = Details(outcome, channel, list(dict.fromkeys(decisions or ())))
    event_rules.check(held, new, details)
    reasons = (outside_table_reason_fr.strip(), outside_table_reason_en.strip())
    outside = _is_outside(held, new, supersedes, has_reason=any(reasons))
    event = _create(
        held,
        new,
        details,
        supersedes,
        respondent=respondent,
        outside_table_reason_fr=reasons[0] if outside else "",
        outside_table_reason_en=reasons[1] if outside else "",
        created_by=by,
        **fields,
    )
    if supersedes is not None and keep_sources:
        citation.carry_over(old=supersedes, new=event, by=by)
    _name_respondent(held, respondent, by)
    record.touch(incidents=held.incidents.all(), by=by)
    return event


def is_respondent(procedure: Procedure, person: Actor) -> bool:
    """Whether a person is among the respondents, merged actors counted as who remains."""
    return person.final.pk in {each.final.pk for each in procedure.respondents.all()}


def _create(
    procedure: Procedure,
    new: Event,
    details: Details,
    supersedes: ProcedureEvent | None,
    **fields: Any,
) -> ProcedureEvent:
    """The row: at the end, or in the place of the event it corrects."""
    return ProcedureEvent.objects.create(
        procedure=procedure,
        order=supersedes.order if supersedes else _next_order(procedure),
        kind=new.kind,
        supersedes=supersedes,
        earliest=new.on.earliest,
        latest=new.on.latest,
        precision=new.on.precision,
        outcome=details.outcome,
        channel=details.channel,
        decisions=details.decisions,
        **fields,
    )


def _name_respondent(procedure: Procedure, person: Actor | None, by: Person | None) -> None:
    """An event names only respondents: who is not among them yet is put there with it."""
    if person is not None and not is_respondent(procedure, person):
        procedure.respondents.add(person.final)
        record.save(record=procedure, by=by)


def _is_outside(
    procedure: Procedure, new: Event, supersedes: ProcedureEvent | None, *, has_reason: bool
) -> bool:
    """Whether the event steps outside the table or the order of days, or bars by its correction
    what follows; then it needs a reason."""
    track = Track(procedure.track)
    before, after = _around(procedure, supersedes)
    in_order = event_rules.check_order(track, before, new, after)
    allowed = is_allowed(track, before, new)
    barred = None
    if supersedes is not None:
        old = supersedes.step
        event_rules.check_still_sent(track, before, old, new, after)
        barred = event_rules.barred_by(track, before, old, new, after)
    if not has_reason:
        if not allowed:
            raise _no_such_step(track, new, before[-1:])
        if barred is not None:
            raise _no_such_step(track, barred, [new])
        if not in_order:
            raise _out_of_order(new)
    return not allowed or barred is not None or not in_order


def _no_such_step(track: Track, event: Event, before: Sequence[Event]) -> ProcedureError:
    return ProcedureError(
        gettext_noop("“%(kind)s” cannot follow “%(before)s” on track “%(track)s” without a reason"),
        kind=event.kind,
        before=before[-1].kind if before else "–",
        track=track,
    )


def _out_of_order(new: Event) -> ProcedureError:
    return ProcedureError(
        gettext_noop(
            "“%(kind)s” of %(day)s runs against the order of the days: give a reason, such as "
            "that it became known late"
        ),
        kind=new.kind,
        day=new.on,
    )


def _check_supersedes(procedure: Procedure, event: ProcedureEvent) -> None:
    if event.procedure_id != procedure.pk:
        raise ProcedureError(gettext_noop("the event to supersede belongs to another procedure"))
    if ProcedureEvent.objects.filter(supersedes=event).exists():
        raise ProcedureError(
            gettext_noop("event %(order)d is superseded already"), order=event.order
        )


def _around(
    procedure: Procedure, supersedes: ProcedureEvent | None
) -> tuple[list[Event], list[Event]]:
    """The standing events before and after the place of the new one."""
    standing = procedure.events.standing().order_by("order", "pk")
    found = list(standing.select_related("respondent__merged_into"))
    if supersedes is None:
        return [event.step for event in found], []
    return (
        [event.step for event in found if event.order < supersedes.order],
        [event.step for event in found if event.order > supersedes.order],
    )


def _next_order(procedure: Procedure) -> int:
    last = procedure.events.order_by("-order").first()
    return last.order + 1 if last else 1
