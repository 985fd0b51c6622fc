"""Publishing at a moment: planned by a publisher, cancelled, and done when it is due.

What is due is published as if its publisher had pressed the button then, with every check made
again. A silence period holds it until the period ends; anything else that stands against it ends
the plan, and the publisher is told why: it is not tried again.
"""

import logging
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from incidents import listing
from incidents.actions import clock
from incidents.actions.move import MoveRefused, begin
from incidents.actions.publication import HeldBySilence, check_content, make_public
from incidents.actions.readiness import in_silence
from incidents.canonical import digest
from incidents.codes import PlanState
from incidents.input_error import InputError, gettext_noop
from incidents.labels import said
from incidents.models import Incident, PlannedPublication
from incidents.models.base import Person
from incidents.models.planned import FARTHEST
from incidents.projection import document
from incidents.publication import Move
from incidents.recorded import context, recorded

logger = logging.getLogger(__name__)


@recorded
def plan(
    *,
    incident: Incident,
    at: datetime,
    by: Person,
    silence_override: str = "",
) -> PlannedPublication:
    """Publish the approved content at ``at``. Everything that publishing asks is asked now, too.

    One that falls into a silence period is planned all the same: ``held_until`` says until when it
    will be held, unless there is a reason to override. Raises MoveRefused.
    """
    locked, _transition = begin(incident, Move.PUBLISH, by)
    content = document(locked)
    current = locked.publications.current().first()
    check_content(locked, content, current, by)
    planned_at = clock.now()
    _check_moment(at, planned_at)
    if locked.planned_publications.open().exists():
        raise MoveRefused(gettext_noop("its publication is planned already: cancel that one first"))
    silent = None if silence_override.strip() else in_silence(locked, content, at)
    return PlannedPublication.objects.create(
        incident=locked,
        at=at,
        silence_override=silence_override,
        digest=digest(content),
        version=locked.version,
        planned_by=by,
        planned_at=planned_at,
        held_until=silent.silence_to if silent else None,
    )


@recorded
def cancel(*, incident: Incident, by: Person) -> None:
    """What was planned does not happen; the approval stays. Raises MoveRefused when nothing is."""
    locked, _transition = begin(incident, Move.PUBLISH, by)
    ended = locked.planned_publications.open().update(
        state=PlanState.CANCELLED, ended_at=clock.now(), ended_by=by
    )
    if not ended:
        raise MoveRefused(gettext_noop("no publication of it is planned"))


def publish_due() -> Iterator[PlannedPublication]:
    """Try everything whose moment has come, in the order of the moments, each by itself.

    Gives each plan as it is afterwards. What fails for a reason of ours, not of the content, is
    logged, stays due, and keeps no other from being published.
    """
    due = PlannedPublication.objects.open().filter(at__lte=clock.now()).order_by("at", "pk")
    for pk in list(due.values_list("pk", flat=True)):
        try:
            tried = publish_planned(pk)
        except Exception:
            logger.exception("a planned publication failed", extra={"event": "planned_failed"})
        else:
            if tried is not None:
                yield tried


def publish_planned(pk: int) -> PlannedPublication | None:
    """One plan that is due: published, held or refused, in one transaction. None when somebody else
    has ended it meanwhile.

    Whoever publishes comes one at a time, and locks the incident before the plan, as an edit does:
    of two workers the second finds the plan ended.
    """
    with transaction.atomic():
        listing.one_at_a_time()
        incident = Incident.objects.select_for_update(of=("self",)).get(planned_publications=pk)
        found = PlannedPublication.objects.open().select_for_update(of=("self",)).filter(pk=pk)
        plan = found.select_related("planned_by").first()
        if plan is None:
            return None
        with context(by=plan.planned_by):
            _try(plan, incident)
        return plan


def _try(plan: PlannedPublication, incident: Incident) -> None:
    """Once, at the database's moment. What is written of a refusal outlives what it undid."""
    at = clock.now()
    try:
        with transaction.atomic():
            _check_unchanged(plan, incident)
            make_public(incident, plan.planned_by, at, plan.silence_override)
    except HeldBySilence:
        _hold(plan, incident, at)
    except InputError as refusal:
        _refuse(plan, refusal, at)
    else:
        plan.refresh_from_db()


def _check_unchanged(plan: PlannedPublication, incident: Incident) -> None:
    """An edit has ended the plan; a shared record that was renamed since has not."""
    if plan.version != incident.version or plan.digest != digest(document(incident)):
        raise MoveRefused(gettext_noop("the content is not the one that was planned"))


def _hold(plan: PlannedPublication, incident: Incident, at: datetime) -> None:
    """Until the end of the period; written once, not each minute."""
    silent = in_silence(incident, document(incident), at)
    until = silent.silence_to if silent else at
    if plan.state != PlanState.HELD or plan.held_until != until:
        plan.state, plan.held_until = PlanState.HELD, until
        plan.save(update_fields=["state", "held_until"])


def _refuse(plan: PlannedPublication, refusal: InputError, at: datetime) -> None:
    """Ended, with the reason in both languages."""
    plan.state, plan.ended_at = PlanState.REFUSED, at
    plan.reason_fr, plan.reason_en = said(refusal, "fr"), said(refusal, "en")
    plan.save(update_fields=["state", "ended_at", "reason_fr", "reason_en"])


def _check_moment(at: datetime, now: datetime) -> None:
    if at <= now:
        raise MoveRefused(
            gettext_noop("%(at)s is past: choose a moment to come"), at=timezone.localtime(at)
        )
    if at > now + FARTHEST:
        raise MoveRefused(
            gettext_noop("%(at)s is more than a year ahead"), at=timezone.localtime(at)
        )
