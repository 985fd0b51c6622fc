"""From draft to the public and back: every move of an incident's state."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from incidents import listing
from incidents.actions import approval
from incidents.actions import notice as notices
from incidents.actions.move import MoveRefused, begin, check_none, finish
from incidents.actions.permission import check_may
from incidents.actions.readiness import in_silence, obstacles
from incidents.canonical import digest
from incidents.codes import ApprovalKind, PublicationKind
from incidents.documents import Document
from incidents.input_error import gettext_noop
from incidents.models import (
    Approval,
    Incident,
    Notice,
    ProposedWithdrawal,
    Publication,
    ReferenceCounter,
    Term,
    Withdrawal,
)
from incidents.models.base import Person
from incidents.projection import document
from incidents.publication import Move
from incidents.recorded import recorded

AT_ONCE = "privacy"
"""Class of reason for which a publisher may withdraw without waiting for a second person."""


@recorded
def submit(*, incident: Incident, by: Person) -> None:
    """Hand a draft to review."""
    locked, transition = begin(incident, Move.SUBMIT, by)
    finish(incident, locked, transition)


@recorded
def request_changes(*, incident: Incident, by: Person, reason: str) -> None:
    """Give it back to its author, with a reason."""
    locked, transition = begin(incident, Move.REQUEST_CHANGES, by, reason)
    locked.review_note = reason
    finish(incident, locked, transition)


@recorded
def reject(*, incident: Incident, by: Person, reason: str) -> None:
    """Refuse it for good, with a reason."""
    locked, transition = begin(incident, Move.REJECT, by, reason)
    locked.review_note = reason
    finish(incident, locked, transition)


@recorded
def approve(
    *, incident: Incident, kind: ApprovalKind, by: Person, at: datetime | None = None
) -> Approval:
    """Agree to the content as it stands now and, where it is public already, to its notice. The
    state moves when every approval needed is there; what a reviewer asked for is settled then.

    Raises MoveRefused when the approver wrote it or edited it last, or something is missing.
    """
    locked, transition = begin(incident, Move.APPROVE, by, permission=f"approve_{kind}")
    content = document(locked)
    _check_ready(locked, content)
    current = locked.publications.current().first()
    if current is not None:
        notices.check(current, content, notices.of(locked))
    given = approval.give(locked, kind, digest(content), by, at or timezone.now())
    if not approval.missing_approvals(locked, content):
        locked.review_note = ""
        finish(incident, locked, transition)
    return given


@recorded
def publish(
    *,
    incident: Incident,
    by: Person,
    at: datetime | None = None,
    silence_override: str = "",
) -> Publication:
    """Make the content public: the first Publication, or the next one under the notice that was
    approved with it. Raises MoveRefused, also where who publishes wrote that notice."""
    listing.one_at_a_time()
    locked, transition = begin(incident, Move.PUBLISH, by)
    at = _not_in_the_future(at)
    content = document(locked)
    _check_ready(locked, content)
    approval.check_approved(locked, content)
    _check_silence(locked, content, at, silence_override)
    current = locked.publications.current().first()
    said = _notice(locked, content, current, by)
    if current is not None:
        end(current, at)
    publication = _create(
        locked, content, current, at, published_by=by, silence_override=silence_override, **said
    )
    publication.approvals.set(approval.approvals_of(locked, content))
    Notice.objects.filter(incident=locked).delete()
    listing.add(publication)
    finish(incident, locked, transition)
    return publication


@recorded
def withdraw(
    *,
    incident: Incident,
    by: Person,
    reason_class: Term,
    reason: str,
    at: datetime | None = None,
    confirmed_by: Person = None,
) -> Withdrawal:
    """Take it out of the public; a tombstone with reference, dates and class of reason stays.

    Two people want it, a publisher and the legal reviewer ``confirmed_by``. To protect a person the
    publisher may act alone, at once: that is confirmed afterwards (``withdrawal.confirm``).
    """
    listing.one_at_a_time()
    locked, transition = begin(incident, Move.WITHDRAW, by, reason)
    _check_second(by, confirmed_by, reason_class)
    at = at or timezone.now()
    current = locked.publications.current().get()
    end(current, at)
    Notice.objects.filter(incident=locked).delete()
    ProposedWithdrawal.objects.filter(incident=locked).delete()
    withdrawal = Withdrawal.objects.create(
        incident=locked,
        reference=current.reference,
        first_published_at=current.first_published_at,
        withdrawn_at=at,
        withdrawn_by=by,
        reason_class=reason_class,
        internal_reason=reason,
        confirmed_by=confirmed_by,
        confirmed_at=at if confirmed_by else None,
    )
    finish(incident, locked, transition)
    return withdrawal


def _check_second(by: Person, second: Person, reason_class: Term) -> None:
    if second is None:
        if reason_class.code != AT_ONCE:
            raise MoveRefused(
                gettext_noop("withdrawing for “%(why)s” needs a legal reviewer: propose it"),
                why=str(reason_class),
            )
        return
    check_may(second, "approve_legal")
    if second.pk == by.pk:
        raise MoveRefused(gettext_noop("a withdrawal is confirmed by a second person"))


def end(current: Publication, at: datetime) -> None:
    """It is public no more, in no list either."""
    Publication.objects.filter(pk=current.pk).update(ended_at=at)
    listing.remove(current)


def _create(
    incident: Incident, content: Document, current: Publication | None, at: datetime, **fields: Any
) -> Publication:
    """The row of the first Publication, or of the one after ``current``."""
    return Publication.objects.create(
        incident=incident,
        reference=_reference(incident, at),
        number=current.number + 1 if current else 1,
        content=content,
        digest=digest(content),
        published_at=at,
        first_published_at=current.first_published_at if current else at,
        **fields,
    )


def _check_ready(incident: Incident, content: Document) -> None:
    check_none(obstacles(incident, content))


def _check_silence(incident: Incident, content: Document, at: datetime, override: str) -> None:
    held = in_silence(incident, content, at)
    if held is not None and not override.strip():
        raise MoveRefused(
            gettext_noop("held: silence period of %(round)s until %(until)s"),
            round=str(held),
            until=timezone.localtime(held.silence_to),
        )


def _not_in_the_future(at: datetime | None) -> datetime:
    now = timezone.now()
    if at is not None and at > now:
        raise MoveRefused(
            gettext_noop("%(at)s is in the future: nothing is published ahead of time"),
            at=timezone.localtime(at),
        )
    return at or now


def _notice(
    incident: Incident, content: Document, current: Publication | None, by: Person
) -> dict[str, Any]:
    """What the Publication says of itself to the public."""
    if current is None:
        return {"kind": PublicationKind.FIRST}
    notice = notices.check(current, content, notices.of(incident))
    if notice.updated_by_id == by.pk:
        raise MoveRefused(gettext_noop("whoever wrote the notice cannot publish it"))
    names = ("kind", "correction_class", "notice_fr", "notice_en")
    return {name: getattr(notice, name) for name in names} | {"notice_by": notice.updated_by}


def _reference(incident: Incident, at: datetime) -> str:
    """The incident's reference, minted at first publication (Paris year), never reused."""
    if incident.reference:
        return incident.reference
    year = timezone.localtime(at).year
    ReferenceCounter.objects.get_or_create(year=year)
    counter = ReferenceCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    incident.reference = str(counter)
    return incident.reference
