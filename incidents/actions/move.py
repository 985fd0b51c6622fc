"""One move of an incident's state: what the table, the permission and the reason say of it."""

from incidents.actions.obstacle import Obstacle
from incidents.actions.permission import check_may
from incidents.codes import State
from incidents.input_error import InputError, gettext_noop
from incidents.models import Incident
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


def finish(incident: Incident, locked: Incident, transition: Transition) -> None:
    """Into the state the move leads to. A move is no edit: version and last editor stay."""
    locked.state = transition.target
    fields = {
        "state": locked.state,
        "reference": locked.reference,
        "review_note": locked.review_note,
    }
    Incident.objects.filter(pk=locked.pk).update(**fields)
    for name, value in fields.items():
        setattr(incident, name, value)


def check_none(found: list[Obstacle]) -> None:
    """Raises MoveRefused with every obstacle."""
    if found:
        raise MoveRefused(gettext_noop("not ready: %(obstacles)s"), obstacles=list(found))
