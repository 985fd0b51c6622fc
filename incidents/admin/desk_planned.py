"""The first page of a publisher: what is planned, what was planned and did not happen."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from incidents.admin.counted import Counted, counted
from incidents.admin.desk_lists import LATELY
from incidents.codes import PlanState
from incidents.jobs import worker_is_silent
from incidents.models import PlannedPublication, Publication
from incidents.models.planned import PlannedPublicationQuerySet


@dataclass(frozen=True)
class Planned:
    """``silent``: no worker runs, so that nothing planned would happen."""

    open: Counted
    unmade: Counted
    silent: bool


def planned(user: Any) -> Planned | None:
    """None for who does not publish."""
    if not user.has_perm("incidents.publish_incident"):
        return None
    url = reverse("admin:incidents_plannedpublication_changelist")
    shown = PlannedPublication.objects.select_related("incident", "planned_by", "ended_by")
    waiting = shown.filter(pk__in=PlannedPublication.objects.open().values("pk"))
    return Planned(
        open=counted(waiting.order_by("at", "pk"), url),
        unmade=counted(shown.filter(pk__in=unmade().values("pk")), url),
        silent=worker_is_silent(),
    )


def unmade() -> PlannedPublicationQuerySet:
    """Refused at their moment, or ended by an edit, lately; and nothing planned or published of the
    incident since."""
    since = timezone.now() - LATELY
    later = PlannedPublication.objects.filter(incident=OuterRef("incident"), pk__gt=OuterRef("pk"))
    made = Publication.objects.filter(
        incident=OuterRef("incident"), published_at__gt=OuterRef("ended_at")
    )
    found = PlannedPublication.objects.filter(
        state__in=(PlanState.REFUSED, PlanState.VOIDED), ended_at__gte=since
    )
    return found.exclude(Exists(later)).exclude(Exists(made))
