"""A publication planned for a moment, and what became of it."""

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import PlanState
from incidents.labels import choices
from incidents.models.base import code_constraint
from incidents.models.incident import Incident
from incidents.models.publication import Publication

OPEN = (PlanState.WAITING, PlanState.HELD)
FARTHEST = timedelta(days=366)
"""So far ahead a publication may be planned."""

ENDS_ONCE = """
    IF OLD.state IN ('waiting', 'held') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a planned publication ends once';
"""


class PlannedPublicationQuerySet(models.QuerySet["PlannedPublication"]):
    """Chains of filters on planned publications."""

    def open(self) -> "PlannedPublicationQuerySet":
        """Still to come: waiting for their moment, or held by a silence period."""
        return self.filter(state__in=OPEN)


class PlannedPublication(models.Model):
    """Publish this approved content at that moment, with all that publishing asks.

    It holds for one version and one digest. An edit, or a move out of what may be published, ends
    it: a trigger of the incident's table does so, whichever way the edit came.
    """

    incident = models.ForeignKey(
        Incident,
        verbose_name=_("incident"),
        on_delete=models.PROTECT,
        related_name="planned_publications",
    )
    at = models.DateTimeField(_("moment of publication"))
    silence_override = models.TextField(
        _("reason for publishing in a silence period (internal)"), blank=True
    )
    digest = models.CharField(_("digest"), max_length=64)
    version = models.PositiveIntegerField()
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("planned by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    planned_at = models.DateTimeField(_("planned at"))
    state = models.CharField(
        _("state"), max_length=10, choices=choices(PlanState), default=PlanState.WAITING
    )
    held_until = models.DateTimeField(_("held until"), null=True)
    reason_fr = models.TextField(_("reason (French)"), blank=True)
    reason_en = models.TextField(_("reason (English)"), blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ended by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    publication = models.OneToOneField(
        Publication,
        verbose_name=_("publication"),
        on_delete=models.PROTECT,
        null=True,
        related_name="planned",
    )

    objects = PlannedPublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned publication")
        verbose_name_plural = _("planned publications")
        ordering = ("-at", "-pk")
        constraints = [
            code_constraint("planned_publication", "state", PlanState),
            models.UniqueConstraint(
                fields=("incident",),
                condition=Q(state__in=OPEN),
                name="incident_has_one_planned_publication",
            ),
            models.CheckConstraint(
                condition=Q(at__gt=F("planned_at")), name="publication_is_planned_ahead"
            ),
            models.CheckConstraint(
                condition=Q(at__lte=F("planned_at") + FARTHEST),
                name="publication_is_planned_within_a_year",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at__isnull=True)
                | (~Q(state__in=OPEN) & Q(ended_at__isnull=False)),
                name="planned_publication_that_ended_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=PlanState.PUBLISHED, publication__isnull=False)
                | (~Q(state=PlanState.PUBLISHED) & Q(publication__isnull=True)),
                name="planned_publication_that_was_made_is_named",
            ),
            models.CheckConstraint(
                condition=~Q(state=PlanState.REFUSED) | ~Q(reason_fr=""),
                name="refused_plan_has_its_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=PlanState.HELD) | Q(held_until__isnull=False),
                name="held_plan_says_until_when",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="planned_publication_ends_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=ENDS_ONCE,
            ),
            pgtrigger.ReadOnly(
                name="planned_publication_is_not_rewritten",
                exclude=[
                    *("state", "held_until", "reason_fr", "reason_en"),
                    *("ended_at", "ended_by", "publication"),
                ],
            ),
            pgtrigger.Protect(
                name="planned_publication_is_never_deleted", operation=pgtrigger.Delete
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.at:%Y-%m-%d %H:%M}"
