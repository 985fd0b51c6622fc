"""The buttons of an incident: what this person may do with it now."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.actions.permission import may_edit
from incidents.actions.withdrawal import LEGAL, PUBLISHER, may_confirm
from incidents.codes import ApprovalKind, State
from incidents.models import Incident, Notice, PlannedPublication, ProposedWithdrawal
from incidents.models.planned import OPEN
from incidents.publication import Move, find


@dataclass(frozen=True)
class Button:
    """One move that this person may make now; it opens a page that asks before it does it."""

    name: str
    words: str | Promise
    url: str
    grave: bool = False


WORDS: dict[str, str | Promise] = {
    "submit": _("Hand in for review"),
    "request_changes": _("Request changes"),
    "reject": _("Reject"),
    "approve_editorial": _("Approve (editorial)"),
    "approve_legal": _("Approve (legal)"),
    "publish": _("Publish"),
    "republish": _("Publish a correction or development"),
    "notice": _("Write the public notice"),
    "plan": _("Publish at a moment to come"),
    "unplan": _("Cancel the planned publication"),
    "withdraw": _("Withdraw"),
    "propose_withdrawal": _("Propose its withdrawal"),
    "confirm_withdrawal": _("Confirm the withdrawal"),
    "decline_withdrawal": _("Decline the withdrawal"),
}
GRAVE = frozenset({"reject", "withdraw", "propose_withdrawal", "confirm_withdrawal"})

MOVES: dict[str, Move] = {
    "submit": Move.SUBMIT,
    "request_changes": Move.REQUEST_CHANGES,
    "reject": Move.REJECT,
    "approve_editorial": Move.APPROVE,
    "approve_legal": Move.APPROVE,
    "publish": Move.PUBLISH,
    "republish": Move.PUBLISH,
    "plan": Move.PUBLISH,
    "unplan": Move.PUBLISH,
    "withdraw": Move.WITHDRAW,
}
BESIDE = ("notice", "propose_withdrawal", "confirm_withdrawal", "decline_withdrawal")
"""What may be done beside the moves of the state table."""


def approves(button: Button) -> bool:
    """Whether it is an approval."""
    return button.name.startswith("approve_")


def is_own(incident: Incident, user: Any) -> bool:
    """Whoever wrote it or edited it last approves nothing of it."""
    return user.pk in (incident.created_by_id, incident.updated_by_id)


def buttons(
    incident: Incident,
    user: Any,
    *,
    changed: bool,
    missing: list[ApprovalKind],
    notice: Notice | None,
    planned: PlannedPublication | None = None,
) -> list[Button]:
    """The moves that the state table and the person's permissions both allow."""
    announced = incident.state != State.PUBLISHED or notice is not None
    return [
        _button(name, incident)
        for name in MOVES
        if may(name, incident, user)
        and _makes_sense(name, incident, changed and announced, missing)
        and _fits_plan(name, planned is not None and planned.state in OPEN)
    ]


def besides(incident: Incident, user: Any, withdrawal: ProposedWithdrawal | None) -> list[Button]:
    """The same beside the moves; what is proposed is not proposed again."""
    return [
        _button(name, incident)
        for name in BESIDE
        if may_beside(name, incident, user) and not (withdrawal and name == "propose_withdrawal")
    ]


def _button(name: str, incident: Incident) -> Button:
    url = reverse(f"admin:incidents_incident_{name}", args=[incident.pk])
    return Button(name, WORDS[name], url, name in GRAVE)


def may_beside(name: str, incident: Incident, user: Any) -> bool:
    """The same for what is done beside the moves: the notice, and what two people withdraw."""
    public = incident.state == State.PUBLISHED
    legal, publisher = user.has_perm(LEGAL), user.has_perm(PUBLISHER)
    match name:
        case "notice":
            return public and may_edit(user, incident)
        case "propose_withdrawal":
            return public and legal and not publisher
        case "confirm_withdrawal":
            return may_confirm(incident, user)
        case _:
            proposed = ProposedWithdrawal.objects.filter(incident=incident)
            return public and (legal or publisher) and proposed.exists()


def may(name: str, incident: Incident, user: Any) -> bool:
    """Whether the table has this move from the incident's state, and this person the right."""
    transition = find(MOVES[name], State(incident.state))
    if transition is None:
        return False
    is_public = transition.source is State.PUBLISHED
    if name in ("publish", "republish") and (name == "republish") != is_public:
        return False
    if name == "submit" and not may_edit(user, incident):
        return False
    permission = name if name.startswith("approve_") else transition.permission
    return user.has_perm(f"incidents.{permission}")


def _makes_sense(name: str, incident: Incident, changed: bool, missing: list[ApprovalKind]) -> bool:
    """An approval that is needed, and a next publication that would say something new."""
    if name.startswith("approve_"):
        return changed and name.removeprefix("approve_") in missing
    if name == "republish" or (name == "plan" and incident.state == State.PUBLISHED):
        return changed and not missing
    return True


def _fits_plan(name: str, is_planned: bool) -> bool:
    """One plan at a time; only what is planned can be cancelled."""
    return name not in ("plan", "unplan") or (name == "unplan") == is_planned
