"""Two people withdraw an incident: one proposes, the other confirms; one is the legal reviewer."""

from datetime import datetime

from django.utils import timezone

from incidents import listing
from incidents.actions import publication
from incidents.actions.move import MoveRefused
from incidents.actions.permission import NotAllowed, check_may
from incidents.codes import State
from incidents.input_error import gettext_noop
from incidents.models import Incident, ProposedWithdrawal, Term, Withdrawal
from incidents.models.base import Person
from incidents.recorded import recorded

PUBLISHER = "incidents.withdraw_incident"
LEGAL = "incidents.approve_legal"


@recorded
def propose(
    *, incident: Incident, by: Person, reason_class: Term, reason: str, at: datetime | None = None
) -> ProposedWithdrawal:
    """Ask for a withdrawal; nothing changes in public. Raises NotAllowed, MoveRefused."""
    _check_may_take_part(by)
    locked = Incident.objects.select_for_update().get(pk=incident.pk)
    if locked.state != State.PUBLISHED:
        raise MoveRefused(gettext_noop("only what is public can be withdrawn"))
    if not reason.strip():
        raise MoveRefused(gettext_noop("a withdrawal needs its reason"))
    if ProposedWithdrawal.objects.filter(incident=locked).exists():
        raise MoveRefused(gettext_noop("its withdrawal is proposed already: confirm or decline it"))
    return ProposedWithdrawal.objects.create(
        incident=locked,
        reason_class=reason_class,
        internal_reason=reason.strip(),
        proposed_by=by,
        proposed_at=at or timezone.now(),
    )


@recorded
def ask(
    *, incident: Incident, by: Person, reason_class: Term, reason: str
) -> Withdrawal | ProposedWithdrawal:
    """What a publisher or a legal reviewer asks for: to protect a person a publisher withdraws at
    once, and it is confirmed afterwards; anything else is proposed."""
    if reason_class.code == publication.AT_ONCE and by.has_perm(PUBLISHER):
        return publication.withdraw(
            incident=incident, by=by, reason_class=reason_class, reason=reason
        )
    return propose(incident=incident, by=by, reason_class=reason_class, reason=reason)


@recorded
def confirm(*, incident: Incident, by: Person, at: datetime | None = None) -> Withdrawal:
    """The second person: withdraws what was proposed, or confirms what a publisher withdrew alone.

    Raises NotAllowed, MoveRefused: also for the person who began it, and where neither of the two
    is a legal reviewer or neither a publisher. The audit and the move name this person, whichever
    of the two it is.
    """
    listing.one_at_a_time()
    locked = Incident.objects.select_for_update().get(pk=incident.pk)
    proposed = ProposedWithdrawal.objects.filter(incident=locked).first()
    if proposed is None:
        return _confirm_afterwards(locked, by, at or timezone.now())
    pair = _pair(proposed.proposed_by, by)
    if pair is None:
        raise NotAllowed(
            gettext_noop("a withdrawal is for a publisher and a legal reviewer, two people")
        )
    publisher, legal = pair
    return publication.withdraw(
        incident=incident,
        by=by,
        withdrawn_by=publisher,
        confirmed_by=legal,
        reason_class=proposed.reason_class,
        reason=proposed.internal_reason,
        at=at,
    )


@recorded
def decline(*, incident: Incident, by: Person, reason: str) -> None:
    """It stays public. Whoever proposed it may take it back; the audit keeps both reasons."""
    _check_may_take_part(by)
    if not reason.strip():
        raise MoveRefused(gettext_noop("declining a withdrawal needs a reason"))
    gone, _each = ProposedWithdrawal.objects.filter(incident=incident).delete()
    if not gone:
        raise MoveRefused(gettext_noop("its withdrawal is not proposed"))


def may_confirm(incident: Incident, by: Person) -> bool:
    """Whether this person is the second one that its withdrawal waits for."""
    if incident.state == State.PUBLISHED:
        proposed = ProposedWithdrawal.objects.filter(incident=incident).first()
        return proposed is not None and _pair(proposed.proposed_by, by) is not None
    waits = Withdrawal.objects.filter(incident=incident, confirmed_by=None)
    return by.has_perm(LEGAL) and waits.exclude(withdrawn_by=by).exists()


def _confirm_afterwards(incident: Incident, by: Person, at: datetime) -> Withdrawal:
    check_may(by, "approve_legal")
    found = Withdrawal.objects.select_for_update().filter(incident=incident).first()
    if found is None or found.confirmed_by_id is not None:
        raise MoveRefused(gettext_noop("no withdrawal waits to be confirmed"))
    if found.withdrawn_by_id == by.pk:
        raise MoveRefused(gettext_noop("a withdrawal is confirmed by a second person"))
    found.confirmed_by, found.confirmed_at = by, at
    found.save(update_fields=["confirmed_by", "confirmed_at"])
    return found


def _pair(one: Person, other: Person) -> tuple[Person, Person] | None:
    """The two as publisher and legal reviewer; None where they cannot be both."""
    if one.pk == other.pk:
        return None
    for publisher, legal in ((one, other), (other, one)):
        if publisher.has_perm(PUBLISHER) and legal.has_perm(LEGAL):
            return publisher, legal
    return None


def _check_may_take_part(by: Person) -> None:
    if not by.has_perm(LEGAL):
        check_may(by, "withdraw_incident")
