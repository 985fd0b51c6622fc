"""What the incident's page says beside its form: state, what is missing, what may be done."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from incidents.actions.affiliation import proposed
from incidents.actions.approval import approvals_of, missing_approvals
from incidents.actions.notice import digest_of
from incidents.actions.notice import of as notice_of
from incidents.actions.permission import may_edit
from incidents.actions.readiness import in_silence, obstacles
from incidents.actions.withdrawal import LEGAL, PUBLISHER, may_confirm
from incidents.admin.before_facts import early_events
from incidents.admin.incident_work import Missing, Work, work
from incidents.admin.quick_kinds import quick_kinds
from incidents.admin.warnings import Warned, convictions, warned
from incidents.canonical import digest
from incidents.codes import ApprovalKind, State
from incidents.dates import wording
from incidents.documents import Document
from incidents.labels import label
from incidents.models import (
    Affiliation,
    Approval,
    ElectionRound,
    Incident,
    IncidentMove,
    Notice,
    PlannedPublication,
    ProposedWithdrawal,
    Publication,
)
from incidents.models.planned import OPEN
from incidents.projection import document
from incidents.publication import Move, approvals_needed, find


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


@dataclass(frozen=True)
class Desk:
    """Everything the panel shows of one incident."""

    pk: int
    state: str
    obstacles: list[Missing]
    needed: list[tuple[str, Approval | None]]
    buttons: list[Button]
    work: Work
    publications: list[Publication]
    changed: bool
    notice: Notice | None
    withdrawal: ProposedWithdrawal | None
    silence: ElectionRound | None
    quick: list[dict[str, Any]]
    proposed: list[Affiliation]
    refusals: list[IncidentMove]
    planned: PlannedPublication | None
    public_url: str
    warnings: list[Warned]
    convictions: list[str]
    early: list[str]

    @property
    def unannounced(self) -> bool:
        """Whether the next publication still lacks its notice."""
        return bool(self.public_url) and self.changed and self.notice is None

    @property
    def awaited(self) -> int:
        """How many approvals are still to come; none where all that is recorded is public."""
        return sum(approval is None for _kind, approval in self.needed) if self.changed else 0

    @property
    def ready(self) -> bool:
        """All is there: the record, every approval, and no silence period."""
        there = not self.obstacles and not self.unannounced
        return there and not self.awaited and self.silence is None


def desk(incident: Incident, user: Any, content: Document | None = None) -> Desk:
    """The panel of one incident, whose document may be known already. A fixed number of queries,
    however much is recorded."""
    content = content or document(incident)
    found = digest(content)
    withdrawal = ProposedWithdrawal.objects.filter(incident=incident).first()
    notice = notice_of(incident)
    publications = list(
        incident.publications.select_related("published_by", "correction_class").defer("content")
    )
    current = next((p for p in publications if p.ended_at is None), None)
    changed = current is None or current.digest != found
    approved = approvals_of(incident, content) if changed or not current else current.approvals
    given = {each.kind: each for each in approved.select_related("approved_by")}
    missing = missing_approvals(incident, content)
    planned = _last_plan(incident)
    led = work(incident, content, obstacles(incident, content))
    return Desk(
        pk=incident.pk,
        state=label(State(incident.state)),
        obstacles=led.missing,
        needed=[(label(kind), given.get(kind)) for kind in sorted(approvals_needed(content))],
        buttons=[
            *buttons(
                incident, user, changed=changed, missing=missing, notice=notice, planned=planned
            ),
            *(_button(name, incident) for name in BESIDE if may_beside(name, incident, user)),
        ],
        work=led,
        publications=publications,
        changed=changed,
        notice=notice,
        withdrawal=withdrawal,
        silence=in_silence(incident, content, timezone.now()),
        quick=quick_kinds(incident, user),
        proposed=proposed(incident),
        refusals=list(incident.moves.refusing().select_related("moved_by")),
        planned=planned,
        public_url=_public_url(incident) if current else "",
        warnings=warned(content),
        convictions=convictions([content]),
        early=early_events(incident),
    )


def _last_plan(incident: Incident) -> PlannedPublication | None:
    """The one that is open, else what became of the last one."""
    found = incident.planned_publications.select_related("planned_by", "ended_by", "publication")
    return found.order_by("-pk").first()


def seen(incident: Incident, content: Document) -> str:
    """What somebody who answers has read: the digest of the content and of its notice."""
    return digest([content, digest_of(notice_of(incident))])


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


def when(record: Any) -> str:
    """The date of a dated record in words."""
    return wording(record.fact_date, get_language() or "fr")


def _public_url(incident: Incident) -> str:
    language = (get_language() or "fr")[:2]
    return f"/{language}/incidents/{incident.reference}/"
