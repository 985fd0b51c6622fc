"""One move of an incident's state: what the table, the permission and the reason say of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from incidents.actions.obstacle import Obstacle
from incidents.actions.permission import check_may
from incidents.codes import State
from incidents.input_error import InputError, gettext_noop
from incidents.models import Approval, Incident, IncidentMove
from incidents.models.base import Person
from incidents.publication import Move, Transition, find


class MoveRefused(InputError):
    """The table, a missing approval or an obstacle stands against this move."""


def begin(
    incident: Incident,
    move: Move,
    by: Person,
    reason: str | None = None,
    permission: str = "",
) -> tuple[Incident, Transition]:
    """Lock the row and ask the table, the permission and the reason, in this order."""
    locked = Incident.objects.select_for_update().get(pk=incident.pk)
    transition = find(move, State(locked.state))
    if transition is None:
        raise MoveRefused(
            gettext_noop("“%(move)s” is not possible from the state “%(state)s”"),
            move=move,
            state=State(locked.state),
        )
    check_may(by, permission or transition.permission)
    if transition.needs_reason and not (reason or "").strip():
        raise MoveRefused(gettext_noop("“%(move)s” needs a reason"), move=move)
    return locked, transition


def finish(
    incident: Incident,
    locked: Incident,
    transition: Transition,
    *,
    by: Person,
    content_digest: str,
    reason: str | None = None,
    at: datetime | None = None,
) -> None:
    """Into the state the move leads to, and the move is kept. A move is no edit: version and last
    editor stay."""
    keep(
        [locked],
        transition.move,
        transition.target,
        by=by,
        digests={locked.pk: content_digest},
        reason=reason,
        at=at,
    )
    locked.state = transition.target
    fields = {"state": locked.state, "reference": locked.reference}
    Incident.objects.filter(pk=locked.pk).update(**fields)
    for name, value in fields.items():
        setattr(incident, name, value)


def keep(
    incidents: Iterable[Incident],
    move: Move,
    target: State,
    *,
    by: Person | None,
    digests: Mapping[int, str],
    reason: str | None = None,
    at: datetime | None = None,
) -> None:
    """One row for each incident, which is still in the state that it leaves."""
    IncidentMove.objects.bulk_create(
        IncidentMove(
            incident=each,
            move=move,
            from_state=each.state,
            to_state=target,
            moved_by=by,
            moved_at=at or timezone.now(),
            reason=(reason or "").strip(),
            digest=digests.get(each.pk, ""),
        )
        for each in incidents
    )


def void(incidents: QuerySet[Incident], *, by: Person | None) -> None:
    """What was approved is edited now: back to draft. The move keeps which content had been
    approved."""
    approved = list(incidents.filter(state=State.APPROVED).order_by("pk"))
    if approved:
        keep(approved, Move.EDIT, State.DRAFT, by=by, digests=last_approved(approved))
        keys = [incident.pk for incident in approved]
        Incident.objects.filter(pk__in=keys).update(state=State.DRAFT)


def last_approved(incidents: Iterable[Incident]) -> dict[int, str]:
    """By incident: the digest of the content that was approved last."""
    found = Approval.objects.filter(incident__in=list(incidents)).order_by("incident_id", "-pk")
    return dict(found.distinct("incident_id").values_list("incident_id", "digest"))


def check_none(found: list[Obstacle]) -> None:
    """Raises MoveRefused with every obstacle."""
    if found:
        raise MoveRefused(gettext_noop("not ready: %(obstacles)s"), obstacles=list(found))
