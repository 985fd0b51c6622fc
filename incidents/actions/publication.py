"""From draft to the public and back: every move of an incident's state."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from incidents import listing
from incidents.actions import approval
from incidents.actions.move import MoveRefused, begin, check_none, finish
from incidents.actions.private_names import private_names
from incidents.actions.readiness import in_silence, obstacles
from incidents.canonical import digest
from incidents.codes import ApprovalKind, PublicationKind
from incidents.documents import Document
from incidents.input_error import gettext_noop
from incidents.models import (
    Approval,
    Incident,
    Publication,
    ReferenceCounter,
    Term,
    Withdrawal,
)
from incidents.models.base import Person
from incidents.projection import document
from incidents.publication import Move
from incidents.recorded import recorded


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
    """Agree to the content as it stands now. The state moves when every approval needed is there;
    what a reviewer had asked for is settled then.

    Raises MoveRefused when the approver wrote it or edited it last, or something is missing.
    """
    locked, transition = begin(incident, Move.APPROVE, by, permission=f"approve_{kind}")
    content = document(locked)
    _check_ready(locked, content)
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
    kind: PublicationKind = PublicationKind.CORRECTION,
    correction_class: Term | None = None,
    notice_fr: str = "",
    notice_en: str = "",
    silence_override: str = "",
) -> Publication:
    """Make the content public: the first Publication, or the next one with its public notice.

    ``kind``, class and notice concern the next one only. Raises MoveRefused.
    """
    listing.one_at_a_time()
    locked, transition = begin(incident, Move.PUBLISH, by)
    at = _not_in_the_future(at)
    content = document(locked)
    _check_ready(locked, content)
    approval.check_approved(locked, content)
    _check_silence(locked, content, at, silence_override)
    current = locked.publications.current().first()
    if current is not None:
        _check_notice(current, content, kind, correction_class, (notice_fr, notice_en))
        end(current, at)
    publication = _create(
        locked,
        content,
        current,
        at,
        published_by=by,
        kind=kind if current else PublicationKind.FIRST,
        correction_class=correction_class if current else None,
        notice_fr=notice_fr if current else "",
        notice_en=notice_en if current else "",
        silence_override=silence_override,
    )
    publication.approvals.set(approval.approvals_of(locked, content))
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
) -> Withdrawal:
    """Take it out of the public; a tombstone with reference, dates and class of reason stays."""
    listing.one_at_a_time()
    locked, transition = begin(incident, Move.WITHDRAW, by, reason)
    at = at or timezone.now()
    current = locked.publications.current().get()
    end(current, at)
    withdrawal = Withdrawal.objects.create(
        incident=locked,
        reference=current.reference,
        first_published_at=current.first_published_at,
        withdrawn_at=at,
        withdrawn_by=by,
        reason_class=reason_class,
        internal_reason=reason,
    )
    finish(incident, locked, transition)
    return withdrawal


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


def _check_notice(
    current: Publication,
    content: Document,
    kind: PublicationKind,
    correction_class: Term | None,
    notices: tuple[str, str],
) -> None:
    if current.digest == digest(content):
        raise MoveRefused(
            gettext_noop("nothing changed since publication %(number)d"), number=current.number
        )
    if kind is PublicationKind.FIRST:
        raise MoveRefused(
            gettext_noop("it is public already: say whether this corrects or develops it")
        )
    if not "".join(notices).strip():
        raise MoveRefused(gettext_noop("a correction or development needs its public notice"))
    if kind is PublicationKind.CORRECTION and correction_class is None:
        raise MoveRefused(gettext_noop("a correction needs its class"))
    check_none(private_names(notices))


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
