"""What the incident's page says beside its form: state, what is missing, what may be done."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from incidents.actions.affiliation import proposed
from incidents.actions.approval import approvals_of, missing_approvals
from incidents.actions.notice import digest_of
from incidents.actions.notice import of as notice_of
from incidents.actions.permission import ENDED
from incidents.actions.readiness import in_silence, obstacles
from incidents.admin.before_facts import early_events
from incidents.admin.incident_buttons import Button, approves, besides, buttons, is_own
from incidents.admin.incident_work import Missing, Work, work
from incidents.admin.quick_kinds import quick_kinds
from incidents.admin.warnings import Warned, convictions, warned
from incidents.canonical import digest
from incidents.codes import State
from incidents.dates import wording
from incidents.documents import Document
from incidents.labels import label
from incidents.models import (
    Affiliation,
    Approval,
    ElectionRound,
    ImportedRow,
    Incident,
    IncidentMove,
    Notice,
    PlannedPublication,
    ProposedInvolvement,
    ProposedWithdrawal,
    Publication,
    Submission,
)
from incidents.projection import document
from incidents.publication import approvals_needed

UNDER_REVIEW = (State.DRAFT, State.IN_REVIEW, State.REJECTED)


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
    submission: Submission | None
    public_url: str
    warnings: list[Warned]
    convictions: list[str]
    early: list[str]
    ended: bool
    own: bool
    imported: ImportedRow | None
    names: list[ProposedInvolvement]

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
    however much is recorded. Of what has ended nothing is missing."""
    content = content or document(incident)
    ended = incident.state in ENDED
    withdrawal = ProposedWithdrawal.objects.filter(incident=incident).first()
    publications = list(
        incident.publications.select_related("published_by", "correction_class").defer("content")
    )
    current = next((p for p in publications if p.ended_at is None), None)
    changed = current is None or current.digest != digest(content)
    notice, planned = notice_of(incident), _last_plan(incident)
    moves = buttons(
        incident,
        user,
        changed=changed,
        missing=missing_approvals(incident, content),
        notice=notice,
        planned=planned,
    )
    own = is_own(incident, user) and any(map(approves, moves))
    led = work(incident, content, [] if ended else obstacles(incident, content))
    return Desk(
        pk=incident.pk,
        state=label(State(incident.state)),
        obstacles=led.missing,
        needed=[] if ended else _needed(incident, content, None if changed else current),
        buttons=[
            *(each for each in moves if not (own and approves(each))),
            *besides(incident, user, withdrawal),
        ],
        work=led,
        publications=publications,
        changed=changed,
        notice=notice,
        withdrawal=withdrawal,
        silence=in_silence(incident, content, timezone.now()),
        quick=quick_kinds(incident, user),
        proposed=proposed(incident),
        refusals=_refusals(incident),
        planned=planned,
        submission=_submission(incident),
        public_url=_public_url(incident) if current else "",
        warnings=warned(content),
        convictions=convictions([content]),
        early=early_events(incident),
        ended=ended,
        own=own,
        imported=ImportedRow.objects.filter(incident=incident).select_related("batch").first(),
        names=_names(incident, user),
    )


def _names(incident: Incident, user: Any) -> list[ProposedInvolvement]:
    """Names of its imported record that no actor bears, for who may know them."""
    if not user.has_perm("incidents.view_proposedactor"):
        return []
    return list(incident.proposed_involvements.select_related("proposal", "source"))


def _needed(
    incident: Incident, content: Document, public: Publication | None
) -> list[tuple[str, Approval | None]]:
    """Each approval that is needed, and whose it is; of what is public, those it was given."""
    approved = public.approvals if public else approvals_of(incident, content)
    given = {each.kind: each for each in approved.select_related("approved_by")}
    return [(label(kind), given.get(kind)) for kind in sorted(approvals_needed(content))]


def _refusals(incident: Incident) -> list[IncidentMove]:
    """Reviewers' reasons, while they still say what is to be done, or why nothing is."""
    if incident.state not in UNDER_REVIEW:
        return []
    return list(incident.moves.refusing().select_related("moved_by"))


def _last_plan(incident: Incident) -> PlannedPublication | None:
    """The one that is open, else what became of the last one."""
    found = incident.planned_publications.select_related("planned_by", "ended_by", "publication")
    return found.order_by("-pk").first()


def _submission(incident: Incident) -> Submission | None:
    return Submission.objects.filter(incident=incident).select_related("partner").first()


def seen(incident: Incident, content: Document) -> str:
    """What somebody who answers has read: the digest of the content and of its notice."""
    return digest([content, digest_of(notice_of(incident))])


def when(record: Any) -> str:
    """The date of a dated record in words."""
    return wording(record.fact_date, get_language() or "fr")


def _public_url(incident: Incident) -> str:
    language = (get_language() or "fr")[:2]
    return f"/{language}/incidents/{incident.reference}/"
