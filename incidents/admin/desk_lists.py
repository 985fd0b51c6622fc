"""The lists of incidents on a person's desk. First page and list filter use the same queries, so
that a number and the list it leads to agree."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.actions.permission import ENDED
from incidents.admin.desk_review import approvable, legally_approvable
from incidents.codes import ApprovalKind, State
from incidents.models import (
    Approval,
    Incident,
    IncidentMove,
    PlannedPublication,
    Submission,
)
from incidents.models.incident import IncidentQuerySet
from incidents.publication import Move

LATELY = timedelta(days=14)


@dataclass(frozen=True)
class DeskList:
    """One list: its name in addresses, its words, who has it (any of the permissions), its query.

    ``why``: whether the reviewers' reasons stand beside each. ``reviewed``: whether each leads to
    its page of review.
    """

    name: str
    heading: str | Promise
    nothing: str | Promise
    permissions: tuple[str, ...]
    find: Callable[[Any], IncidentQuerySet]
    why: bool = False
    reviewed: bool = False

    def is_for(self, user: Any) -> bool:
        return any(user.has_perm(f"incidents.{name}") for name in self.permissions)


def _returned(user: Any) -> IncidentQuerySet:
    """Given back with a reason, and not handed in again."""
    return _drafts_of(user, returned=True)


def _drafts(user: Any) -> IncidentQuerySet:
    """What an import made and nobody edited yet waits on the page of its import: hundreds of them
    would hide what a person is writing."""
    untouched = Q(imported__isnull=False, version=1)
    return _drafts_of(user, returned=False).exclude(untouched)


def _drafts_of(user: Any, *, returned: bool) -> IncidentQuerySet:
    """Those to which a reviewer last answered with a request, or the others."""
    last = IncidentMove.objects.deciding().filter(incident=OuterRef("pk")).values("move")[:1]
    found = Incident.objects.filter(state=State.DRAFT, created_by=user)
    asked = found.annotate(answered=Coalesce(Subquery(last), Value("")))
    back = {"answered": Move.REQUEST_CHANGES}
    return asked.filter(**back) if returned else asked.exclude(**back)


def _rejected(user: Any) -> IncidentQuerySet:
    """Mine, lately: nobody can take them up again."""
    lately = IncidentMove.objects.filter(
        incident=OuterRef("pk"), move=Move.REJECT, moved_at__gte=timezone.now() - LATELY
    )
    return Incident.objects.filter(Exists(lately), state=State.REJECTED, created_by=user)


def _asked(user: Any) -> IncidentQuerySet:
    """Where this person was asked to review, and may and can still do so."""
    found = Incident.objects.none()
    for kind in ApprovalKind:
        if user.has_perm(f"incidents.approve_{kind}"):
            found |= approvable(user, kind).filter(**{f"{kind}_reviewer": user})
    return found


def _sent(user: Any) -> IncidentQuerySet:
    """Drafts of partners that nobody works on yet."""
    sent = Submission.objects.to_take_up().filter(incident=OuterRef("pk"))
    return Incident.objects.filter(Exists(sent))


def _assigned(user: Any) -> IncidentQuerySet:
    return Incident.objects.filter(assigned_to=user).exclude(state__in=ENDED)


def _to_review(user: Any) -> IncidentQuerySet:
    return approvable(user, ApprovalKind.EDITORIAL)


def _to_publish(user: Any) -> IncidentQuerySet:
    """What is planned has a list of its own."""
    planned = PlannedPublication.objects.open().filter(incident=OuterRef("pk"))
    return Incident.objects.filter(~Exists(planned), state=State.APPROVED)


def _to_confirm(user: Any) -> IncidentQuerySet:
    """A withdrawal that somebody else proposed, or that a publisher made alone."""
    proposed = Q(proposed_withdrawal__isnull=False) & ~Q(proposed_withdrawal__proposed_by=user)
    alone = Q(withdrawal__isnull=False, withdrawal__confirmed_by__isnull=True)
    wanted = proposed
    if user.has_perm("incidents.approve_legal"):
        wanted |= alone & ~Q(withdrawal__withdrawn_by=user)
    return Incident.objects.filter(wanted)


def _edited_since(user: Any) -> IncidentQuerySet:
    """Public, and no publication was made of the version that is recorded now."""
    made = Approval.objects.filter(
        incident=OuterRef("pk"), version=OuterRef("version"), publications__isnull=False
    )
    return Incident.objects.filter(~Exists(made), state=State.PUBLISHED)


def _touched(user: Any) -> IncidentQuerySet:
    """Mine - written by me or assigned to me - and last edited by somebody else, lately."""
    mine = Q(created_by=user) | Q(assigned_to=user)
    since = timezone.now() - LATELY
    found = Incident.objects.filter(mine, updated_at__gte=since, updated_by__isnull=False)
    return found.exclude(updated_by=user)


LISTS: tuple[DeskList, ...] = (
    DeskList(
        "returned",
        _("Sent back to you"),
        _("Nothing came back to you."),
        ("change_incident",),
        _returned,
        why=True,
    ),
    DeskList(
        "rejected",
        _("Rejected lately"),
        _("Nothing of yours was rejected lately."),
        ("change_incident",),
        _rejected,
        why=True,
    ),
    DeskList(
        "asked",
        _("You are asked to review"),
        _("Nobody asks you in particular to review."),
        ("approve_editorial", "approve_legal"),
        _asked,
        reviewed=True,
    ),
    DeskList(
        "review",
        _("For you to review"),
        _("Nothing waits for your review."),
        ("approve_editorial",),
        _to_review,
        reviewed=True,
    ),
    DeskList(
        "legal",
        _("For you to approve, legally"),
        _("Nothing waits for your approval."),
        ("approve_legal",),
        legally_approvable,
        reviewed=True,
    ),
    DeskList(
        "publish",
        _("Approved, to be published"),
        _("Nothing waits for publication."),
        ("publish_incident",),
        _to_publish,
    ),
    DeskList(
        "withdrawals",
        _("Withdrawals to confirm"),
        _("No withdrawal waits for a second person."),
        ("approve_legal", "withdraw_incident"),
        _to_confirm,
    ),
    DeskList(
        "sent",
        _("Sent by partners, to take up"),
        _("No draft of a partner waits for somebody."),
        ("answer_submission",),
        _sent,
    ),
    DeskList(
        "assigned",
        _("Assigned to you"),
        _("Nothing is assigned to you."),
        ("view_incident",),
        _assigned,
    ),
    DeskList("drafts", _("Your drafts"), _("You have no drafts."), ("change_incident",), _drafts),
    DeskList(
        "edited",
        _("Public, and edited since"),
        _("What is recorded is what is public."),
        ("approve_editorial", "publish_incident"),
        _edited_since,
    ),
    DeskList(
        "touched",
        _("Yours, edited by others lately"),
        _("Nobody else edited your incidents lately."),
        ("change_incident",),
        _touched,
    ),
)
"""In the order of the first page."""

BY_NAME = {each.name: each for each in LISTS}
