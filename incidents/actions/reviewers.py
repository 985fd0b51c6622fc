"""Who is asked to review: one person for the editorial side, one for the legal one.

Never public, no part of the content: it makes no version and voids no approval. Who is asked may
be anybody that could approve; whoever else could still can.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from incidents.actions.assignment import LIMIT, TooMany, Undone
from incidents.actions.permission import NotAllowed, check_may
from incidents.codes import ApprovalKind, State
from incidents.input_error import InputError, gettext_noop
from incidents.models import Incident
from incidents.models.base import Person
from incidents.publication import Move, find
from incidents.recorded import recorded

MAY_ASK = ("approve_editorial", "publish_incident")
"""Any of these may ask somebody to review."""


@dataclass(frozen=True)
class Asked:
    """What is needed to take it back: who was asked before for each incident, and who is now."""

    kind: str
    before: Mapping[int, int | None]
    now: int | None


@recorded
def ask(*, incidents: Collection[int], kind: ApprovalKind, to: Person | None, by: Person) -> Asked:
    """Ask one person to review incidents, or nobody any more. All or nothing.

    Raises NotAllowed where they may not give this approval, wrote or last edited one of them;
    InputError for an incident that is not where one approves; TooMany.
    """
    rows = _chosen(incidents, by)
    for row in rows:
        _check_is_reviewed(row)
        if to is not None:
            _check_can_review(row, kind, to)
    now = to.pk if to is not None else None
    before = {row.pk: had for row in rows if (had := getattr(row, _column(kind))) != now}
    Incident.objects.filter(pk__in=before).update(**{_column(kind): now})
    return Asked(kind.value, before, now)


@recorded
def unask(*, done: Asked, by: Person) -> Undone:
    """Ask whoever was asked before; where somebody else was asked meanwhile, that stays."""
    rows = _chosen(done.before, by)
    column = _column(ApprovalKind(done.kind))
    people: Any = Incident._meta.get_field("assigned_to").related_model
    had = set(done.before.values())
    there = {
        None,
        *people._default_manager.filter(pk__in=had - {None}).values_list("pk", flat=True),
    }
    as_left = {
        row.pk: done.before[row.pk]
        for row in rows
        if getattr(row, column) == done.now and done.before[row.pk] in there
    }
    for pk, person in as_left.items():
        Incident.objects.filter(pk=pk).update(**{column: person})
    return Undone(len(as_left), tuple(row for row in rows if row.pk not in as_left))


def can_review(incident: Incident, kind: ApprovalKind, person: Person) -> bool:
    """Active staff with the permission, who neither wrote it nor edited it last."""
    able = person.is_active and person.is_staff and person.has_perm(f"incidents.approve_{kind}")
    return able and person.pk not in (incident.created_by_id, incident.updated_by_id)


def may_ask(by: Person) -> bool:
    return any(by.has_perm(f"incidents.{codename}") for codename in MAY_ASK)


def _column(kind: ApprovalKind) -> str:
    return f"{kind}_reviewer_id"


def _check_is_reviewed(incident: Incident) -> None:
    state = State(incident.state)
    if find(Move.APPROVE, state) is None:
        raise InputError(
            gettext_noop("“%(incident)s” is not where somebody reviews it: “%(state)s”"),
            incident=str(incident),
            state=state,
        )


def _check_can_review(incident: Incident, kind: ApprovalKind, person: Person) -> None:
    if not can_review(incident, kind, person):
        raise NotAllowed(
            gettext_noop(
                "%(person)s cannot give “%(incident)s” its %(kind)s: they lack the permission, "
                "wrote it, or edited it last"
            ),
            person=person.get_username(),
            incident=str(incident),
            kind=kind,
        )


def _chosen(incidents: Collection[int], by: Person) -> list[Incident]:
    """These incidents, locked in one order, so that two such actions cannot block each other."""
    if not may_ask(by):
        check_may(by, MAY_ASK[0])
    if len(incidents) > LIMIT:
        raise TooMany(
            gettext_noop("%(chosen)d incidents are chosen: at most %(limit)d at once"),
            chosen=len(incidents),
            limit=LIMIT,
        )
    rows = Incident.objects.select_for_update().filter(pk__in=list(incidents))
    return list(rows.order_by("pk"))
