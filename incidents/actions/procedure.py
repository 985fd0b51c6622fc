"""Adding events to a procedure: the table decides, corrections supersede."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from incidents.actions import record
from incidents.codes import Track
from incidents.dates import FactDate
from incidents.input_error import InputError, gettext_noop
from incidents.models import Actor, Procedure, ProcedureEvent
from incidents.models.base import Person
from incidents.procedures import Event, EventKind, is_allowed


class ProcedureError(InputError):
    """An event that the procedure's table or history does not let happen."""


@transaction.atomic
def add_event(
    *,
    procedure: Procedure,
    kind: EventKind,
    by: Person,
    fact_date: FactDate,
    respondent: Actor | None = None,
    outside_table_reason_fr: str = "",
    outside_table_reason_en: str = "",
    supersedes: ProcedureEvent | None = None,
    **fields: Any,
) -> ProcedureEvent:
    """Add the next event, or one in the place of the event it corrects.

    ``fields``: outcome, note_fr, note_en, is_public. A step outside the table needs a reason;
    raises ProcedureError naming the step.
    """
    Procedure.objects.select_for_update().get(pk=procedure.pk)
    if supersedes is not None:
        _check_supersedes(procedure, supersedes)
    _check_has_happened(fact_date)
    before = _standing_before(procedure, supersedes)
    new = Event(kind, str(respondent.final.pk) if respondent else None, fact_date)
    outside = not is_allowed(Track(procedure.track), before, new)
    if outside:
        _check_reason(procedure, kind, before, outside_table_reason_fr or outside_table_reason_en)
    event = ProcedureEvent.objects.create(
        procedure=procedure,
        order=supersedes.order if supersedes else _next_order(procedure),
        kind=kind,
        respondent=respondent,
        supersedes=supersedes,
        earliest=fact_date.earliest,
        latest=fact_date.latest,
        precision=fact_date.precision,
        outside_table_reason_fr=outside_table_reason_fr if outside else "",
        outside_table_reason_en=outside_table_reason_en if outside else "",
        created_by=by,
        **fields,
    )
    record.touch(incidents=procedure.incidents.all(), by=by)
    return event


def _check_has_happened(fact_date: FactDate) -> None:
    if fact_date.earliest is not None and fact_date.earliest > timezone.localdate():
        raise ProcedureError(
            gettext_noop("%(day)s is in the future: an event is recorded once it has happened"),
            day=fact_date.earliest.isoformat(),
        )


def _check_reason(procedure: Procedure, kind: EventKind, before: list[Event], reason: str) -> None:
    if not reason.strip():
        raise ProcedureError(
            gettext_noop(
                "“%(kind)s” cannot follow “%(before)s” on track “%(track)s” without a reason"
            ),
            kind=kind,
            before=before[-1].kind if before else "–",
            track=Track(procedure.track),
        )


def _check_supersedes(procedure: Procedure, event: ProcedureEvent) -> None:
    if event.procedure_id != procedure.pk:
        raise ProcedureError(gettext_noop("the event to supersede belongs to another procedure"))
    if ProcedureEvent.objects.filter(supersedes=event).exists():
        raise ProcedureError(
            gettext_noop("event %(order)d is superseded already"), order=event.order
        )


def _standing_before(procedure: Procedure, supersedes: ProcedureEvent | None) -> list[Event]:
    standing = procedure.events.standing().order_by("order", "pk")
    if supersedes is not None:
        standing = standing.filter(order__lt=supersedes.order)
    return [event.step for event in standing.select_related("respondent__merged_into")]


def _next_order(procedure: Procedure) -> int:
    last = procedure.events.order_by("-order").first()
    return last.order + 1 if last else 1
