"""From draft to the public and back: every move of an incident's state."""

from datetime import datetime
from typing import Any

from django.db.models.functions import Now
from django.utils import timezone

from incidents import listing
from incidents.actions import approval, clock
from incidents.actions import notice as notices
from incidents.actions.move import MoveRefused, begin, check_none, finish, keep
from incidents.actions.permission import NotAllowed, check_may
from incidents.actions.readiness import in_silence, obstacles
from incidents.actions.reference import reference
from incidents.canonical import digest
from incidents.codes import ApprovalKind, PlanState, PublicationKind, State
from incidents.documents import Document
from incidents.input_error import gettext_noop
from incidents.models import (
    Approval,
    Incident,
    Notice,
    ProposedWithdrawal,
    Publication,
    Term,
    Withdrawal,
)
from incidents.models.base import Person
from incidents.projection import document
from incidents.publication import Move
from incidents.recorded import recorded

AT_ONCE = "privacy"
"""Class of reason for which a publisher may withdraw without waiting for a second person."""


class HeldBySilence(MoveRefused):
    """Nothing stands against it but a silence period."""


@recorded
def submit(*, incident: Incident, by: Person) -> None:
    """Hand a draft to review."""
    locked, transition = begin(incident, Move.SUBMIT, by)
    finish(incident, locked, transition, by=by, content_digest=_digest(locked))


@recorded
def request_changes(*, incident: Incident, by: Person, reason: str) -> None:
    """Give it back to its author, with a reason."""
    locked, transition = begin(incident, Move.REQUEST_CHANGES, by, reason)
    finish(incident, locked, transition, by=by, reason=reason, content_digest=_digest(locked))


@recorded
def reject(*, incident: Incident, by: Person, reason: str) -> None:
    """Refuse it for good, with a reason."""
    locked, transition = begin(incident, Move.REJECT, by, reason)
    finish(incident, locked, transition, by=by, reason=reason, content_digest=_digest(locked))


@recorded
def approve(
    *, incident: Incident, kind: ApprovalKind, by: Person, at: datetime | None = None
) -> Approval:
    """Agree to the content as it stands now and, where it is public already, to its notice. The
    state moves when every approval needed is there.

    Raises MoveRefused when the approver wrote it or edited it last, or something is missing.
    """
    locked, transition = begin(incident, Move.APPROVE, by, permission=f"approve_{kind}")
    content = document(locked)
    check_none(obstacles(locked, content))
    current = locked.publications.current().first()
    if current is not None:
        notices.check(current, content, notices.of(locked))
    given = approval.give(locked, kind, content, by, at or timezone.now())
    if approval.missing_approvals(locked, content):
        stays = State(locked.state)
        keep([locked], Move.APPROVE, stays, by=by, at=at, digests={locked.pk: given.digest})
    else:
        finish(incident, locked, transition, by=by, at=at, content_digest=given.digest)
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
    _check_not_in_the_future(at)
    return make_public(incident, by, at, silence_override)


def make_public(
    incident: Incident, by: Person, at: datetime | None = None, silence_override: str = ""
) -> Publication:
    """The same at a moment that has come by whoever's clock it was waited for, or as soon as it is
    its turn; never before the Publication that it follows. What was planned of it has happened."""
    listing.one_at_a_time()
    locked, transition = begin(incident, Move.PUBLISH, by)
    content = document(locked)
    current = locked.publications.current().first()
    at = clock.following(current, at)
    said = check_content(locked, content, current, by)
    _check_silence(locked, content, at, silence_override)
    if current is not None:
        end(current, at)
    publication = _create(
        locked, content, current, at, published_by=by, silence_override=silence_override, **said
    )
    publication.approvals.set(approval.approvals_of(locked, content))
    Notice.objects.filter(incident=locked).delete()
    listing.add(publication)
    finish(incident, locked, transition, by=by, at=at, content_digest=publication.digest)
    locked.planned_publications.open().update(
        state=PlanState.PUBLISHED, publication=publication, ended_at=Now(), ended_by=by
    )
    return publication


@recorded
def withdraw(
    *,
    incident: Incident,
    by: Person,
    reason_class: Term,
    reason: str,
    at: datetime | None = None,
    withdrawn_by: Person = None,
    confirmed_by: Person = None,
) -> Withdrawal:
    """Take it out of the public; a tombstone with reference, dates and class of reason stays.

    Two people want it, the publisher ``withdrawn_by`` and the legal reviewer ``confirmed_by``; the
    one who does it, by whom it is recorded, is the publisher unless told otherwise. To protect a
    person the publisher may act alone, at once, and it is confirmed afterwards
    (``withdrawal.confirm``).
    """
    publisher = withdrawn_by or by
    listing.one_at_a_time()
    locked, transition = begin(incident, Move.WITHDRAW, publisher, reason)
    _check_second(publisher, confirmed_by, reason_class)
    if by not in (publisher, confirmed_by):
        raise NotAllowed(gettext_noop("a withdrawal is done by one of the two who want it"))
    current = locked.publications.current().get()
    at = clock.following(current, at)
    end(current, at)
    Notice.objects.filter(incident=locked).delete()
    ProposedWithdrawal.objects.filter(incident=locked).delete()
    withdrawal = Withdrawal.objects.create(
        incident=locked,
        reference=current.reference,
        first_published_at=current.first_published_at,
        withdrawn_at=at,
        withdrawn_by=publisher,
        reason_class=reason_class,
        internal_reason=reason,
        confirmed_by=confirmed_by,
        confirmed_at=at if confirmed_by else None,
    )
    finish(incident, locked, transition, by=by, at=at, reason=reason, content_digest=current.digest)
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
    incident: Incident, content: Document, current: Publication | None, at: datetime, **said: Any
) -> Publication:
    """The row of the first Publication, or of the one after ``current``."""
    return Publication.objects.create(
        incident=incident,
        reference=reference(incident, at),
        number=current.number + 1 if current else 1,
        content=content,
        digest=digest(content),
        published_at=at,
        first_published_at=current.first_published_at if current else at,
        **said,
    )


def check_content(
    incident: Incident, content: Document, current: Publication | None, by: Person
) -> dict[str, Any]:
    """All that stands against this person's publishing it but a silence period: something is
    missing, an approval is, or the next one does not say what it is. Returns what it says."""
    check_none(obstacles(incident, content))
    approval.check_approved(incident, content)
    return _notice(incident, content, current, by)


def _digest(incident: Incident) -> str:
    return digest(document(incident))


def _check_silence(incident: Incident, content: Document, at: datetime, override: str) -> None:
    held = in_silence(incident, content, at)
    if held is not None and not override.strip():
        raise HeldBySilence(
            gettext_noop("held: silence period of %(round)s until %(until)s"),
            round=str(held),
            until=timezone.localtime(held.silence_to),
        )


def _check_not_in_the_future(at: datetime | None) -> None:
    if at is not None and at > timezone.now():
        raise MoveRefused(
            gettext_noop("%(at)s is in the future: nothing is published ahead of time"),
            at=timezone.localtime(at),
        )


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
