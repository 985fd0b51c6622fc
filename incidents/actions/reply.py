"""The right of reply: a request comes in, is decided on, and waits for the next Publication."""

from datetime import datetime

from django.utils import timezone

from incidents import replies
from incidents.actions import record
from incidents.actions.permission import check_may
from incidents.actions.record import mark_edited
from incidents.codes import ReplyDecision, State
from incidents.input_error import InputError, gettext_noop
from incidents.models import Incident, ListedIncident, Reply
from incidents.models.base import Person
from incidents.recorded import recorded


class ReplyRefused(InputError):
    """A request that cannot be recorded or decided as it stands."""


@recorded
def save(*, reply: Reply, by: Person) -> Reply:
    """Record a request, or its next version: no edit of the incident, in which nothing changes yet.

    The day by which an answer is due follows from the day of receipt. Raises NotAllowed,
    ReplyRefused, ChangedMeanwhile; then nothing is saved.
    """
    _check_fits(reply)
    reply.due_at = replies.due_at(reply.requested_at)
    record.save(record=reply, by=by)
    return reply


def may_be_answered(reference: str) -> Incident | None:
    """The incident that is public under a reference."""
    listed = ListedIncident.objects.filter(reference=reference, publication__ended_at=None)
    found = listed.select_related("publication__incident").first()
    return found.publication.incident if found else None


@recorded
def accept(*, reply: Reply, by: Person, at: datetime | None = None) -> Reply:
    """It becomes public with the next Publication; the incident is edited by that."""
    return _decide(reply, by, at, ReplyDecision.ACCEPTED, "")


@recorded
def refuse(*, reply: Reply, by: Person, reason: str, at: datetime | None = None) -> Reply:
    """It does not become public. It can still be accepted, as when a court orders it."""
    if not reason.strip():
        raise ReplyRefused(gettext_noop("a right of reply is refused with a reason"))
    return _decide(reply, by, at, ReplyDecision.REFUSED, reason.strip())


def _decide(
    reply: Reply, by: Person, at: datetime | None, decision: ReplyDecision, reason: str
) -> Reply:
    check_may(by, "decide_reply")
    locked = Reply.objects.select_for_update().get(pk=reply.pk)
    if locked.decision == ReplyDecision.ACCEPTED or locked.decision == decision:
        raise ReplyRefused(gettext_noop("it is decided already"))
    locked.decision, locked.refusal_reason = decision, reason
    locked.decided_by, locked.decided_at = by, at or timezone.now()
    locked.version += 1
    locked.updated_by = by
    locked.save()
    if decision == ReplyDecision.ACCEPTED:
        mark_edited(Incident.objects.filter(pk=locked.incident_id), by=by)
    return locked


def _check_fits(reply: Reply) -> None:
    if reply.incident.state != State.PUBLISHED:
        raise ReplyRefused(gettext_noop("only what is public can be answered"))
    if reply.decision == ReplyDecision.ACCEPTED:
        raise ReplyRefused(gettext_noop("an accepted right of reply stays as it was accepted"))
    if reply.requested_at > timezone.now():
        raise ReplyRefused(gettext_noop("the request was received in the future"))
    claim, involvement = reply.claim, reply.involvement
    if claim is not None and not claim.incidents.filter(pk=reply.incident_id).exists():
        raise ReplyRefused(gettext_noop("the claim that it answers is not in this incident"))
    if involvement is not None and involvement.incident_id != reply.incident_id:
        raise ReplyRefused(gettext_noop("the involvement that it answers is not in this incident"))
