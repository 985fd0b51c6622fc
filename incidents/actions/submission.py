"""What partners send: a draft made through the actions that load case files, once per idempotency
key; what becomes of it; what its sender is told."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Prefetch
from django.utils import timezone

from incidents.actions import publication
from incidents.actions.case_keys import Keys, Team
from incidents.actions.case_register import load_register, load_sources
from incidents.actions.case_story import load_claims, load_incidents
from incidents.actions.permission import check_may
from incidents.actions.submission_actors import is_named, keep
from incidents.actions.submission_check import Checked
from incidents.codes import State, SubmissionState
from incidents.imports.case_file import Case
from incidents.input_error import InputError, gettext_noop
from incidents.models import ApiKey, Incident, IncidentMove, Partner, Submission, SubmissionMessage
from incidents.models.base import Person
from incidents.models.submission import SubmissionQuerySet
from incidents.publication import Move
from incidents.recorded import recorded

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
STEPS = (load_register, load_sources, load_incidents, load_claims)
THE_ONE = "incident"
LONGEST_MESSAGE = 5000


class OtherContent(InputError):
    """An idempotency key that stands for something else already."""


class MessageRefused(InputError):
    """Words that cannot be sent."""


@recorded
def receive(
    *, key: ApiKey, idempotency_key: str, digest: str, checked: Checked, by: Person, at: datetime
) -> Submission:
    """A new draft of what was checked, all of it or nothing; of two that come at once with the same
    key the second gets what the first made. Raises OtherContent, and InputError."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [f"vigie.submission {key.partner_id} {idempotency_key}"])
    known = earlier(partner=key.partner, idempotency_key=idempotency_key, digest=digest)
    if known is not None:
        return known
    submission = Submission.objects.create(
        partner=key.partner,
        key=key,
        idempotency_key=idempotency_key,
        digest=digest,
        note=checked.body.get("note", ""),
        received_at=at,
    )
    keys = Keys(actors=dict(checked.public), elections=checked.elections)
    for number, each in enumerate(checked.named, 1):
        keys.actors[each.row["key"]] = keep(submission, each, number, by)
    case = Case(Path("submission"), _tables(checked.body), None)
    for step in STEPS:
        step(case, keys, Team(author=by, editor=by, legal=by, publisher=by))
    submission.incident = keys.incidents[THE_ONE]
    submission.save(update_fields=["incident"])
    return submission


def earlier(*, partner: Partner, idempotency_key: str, digest: str) -> Submission | None:
    """What this partner's key stands for already. Raises OtherContent where that is another."""
    known = Submission.objects.filter(partner=partner, idempotency_key=idempotency_key).first()
    if known is not None and known.digest != digest:
        raise OtherContent(
            gettext_noop("this idempotency key stands for a submission of other content, “%(id)s”"),
            id=known.public_id,
        )
    return known


def _tables(body: dict[str, Any]) -> dict[str, Any]:
    """The tables of a case file: every record with a key, every claim with its incident."""
    incident = body["incident"] | {"key": THE_ONE}
    for name in ("involvement", "appearance"):
        incident[name] = _keyed(incident.get(name, []))
    claims = [row | {"incidents": [THE_ONE]} for row in _keyed(body["claim"])]
    return {
        "actor": [row for row in body["actor"] if not is_named(row)],
        "source": body["source"],
        "incident": [incident],
        "claim": claims,
    }


def _keyed(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those without a key get one that no sender can give: theirs have no blanks at the end."""
    return [{"key": f"{number} ", **row} for number, row in enumerate(rows)]


@recorded
def tell(
    *,
    submission: Submission,
    text: str,
    by: Person,
    about: SubmissionState | None = None,
    at: datetime | None = None,
) -> SubmissionMessage:
    """Words for the sender, who reads them at the status address; ``about`` a refusal they give the
    reason of. Raises NotAllowed, MessageRefused."""
    check_may(by, "answer_submission")
    said = text.replace("\0", "").strip()
    if not said:
        raise MessageRefused(gettext_noop("the message says nothing"))
    if len(said) > LONGEST_MESSAGE:
        raise MessageRefused(
            gettext_noop("%(length)d characters; at most %(limit)d are kept"),
            length=len(said),
            limit=LONGEST_MESSAGE,
        )
    return SubmissionMessage.objects.create(
        submission=submission,
        about=about or "",
        text=said,
        written_by=by,
        written_at=at or timezone.now(),
    )


@recorded
def request_changes(*, incident: Incident, by: Person, reason: str, to_sender: str = "") -> None:
    """Back to draft; the sender of it, if a partner sent it, is told why in words of their own."""
    publication.request_changes(incident=incident, by=by, reason=reason)
    _tell_why(incident, SubmissionState.CHANGES_REQUESTED, to_sender, by)


@recorded
def reject(*, incident: Incident, by: Person, reason: str, to_sender: str = "") -> None:
    """The same of one that is refused for good."""
    publication.reject(incident=incident, by=by, reason=reason)
    _tell_why(incident, SubmissionState.REJECTED, to_sender, by)


def _tell_why(incident: Incident, about: SubmissionState, text: str, by: Person) -> None:
    sent = Submission.objects.filter(incident=incident).first()
    if sent is not None and text.strip():
        tell(submission=sent, text=text, by=by, about=about)


def with_standing(rows: SubmissionQuerySet) -> SubmissionQuerySet:
    """With all that ``standing`` and its sender's page read: four queries, however many rows."""
    return rows.select_related(
        "partner", "incident__merged_into", "incident__withdrawal__reason_class"
    ).prefetch_related(
        Prefetch("messages", SubmissionMessage.objects.select_related("written_by")),
        Prefetch("incident__moves", IncidentMove.objects.deciding(), to_attr="decisions"),
    )


def standing(submission: Submission) -> SubmissionState:
    """Where it stands, as far as its sender is told: of approvals, assignments and edits nothing.
    For rows that were read ``with_standing``."""
    incident: Any = submission.incident
    if incident is None:
        return SubmissionState.DISCARDED
    match State(incident.state):
        case State.DRAFT:
            last = next(iter(incident.decisions), None)
            asked = last is not None and last.move == Move.REQUEST_CHANGES
            return SubmissionState.CHANGES_REQUESTED if asked else SubmissionState.RECEIVED
        case State.IN_REVIEW | State.APPROVED:
            return SubmissionState.IN_REVIEW
        case State.PUBLISHED:
            return SubmissionState.PUBLISHED
        case State.REJECTED:
            return SubmissionState.REJECTED
        case State.WITHDRAWN:
            return SubmissionState.WITHDRAWN
        case State.MERGED:
            return SubmissionState.MERGED
