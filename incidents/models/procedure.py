"""Legal and quasi-legal follow-up as dated, sourced events."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import Track
from incidents.labels import choices
from incidents.models.actor import Actor
from incidents.models.base import (
    Edited,
    FactDated,
    PublicIdField,
    code_constraint,
    fact_date_constraints,
)
from incidents.models.incident import Incident
from incidents.models.vocabulary import LegalBasis
from incidents.procedures import EventKind


class Procedure(Edited):
    """One follow-up on one track; its status is derived from its events, never stored."""

    public_id = PublicIdField()
    incidents = models.ManyToManyField(
        Incident, verbose_name=_("incidents"), related_name="procedures"
    )
    track = models.CharField(
        _("track"), max_length=20, choices=choices(Track), default=Track.UNDETERMINED
    )
    bases = models.ManyToManyField(LegalBasis, verbose_name=_("legal bases"), blank=True)
    complainants = models.ManyToManyField(
        Actor, verbose_name=_("complainants"), blank=True, related_name="procedures_brought"
    )
    respondents = models.ManyToManyField(
        Actor, verbose_name=_("respondents"), blank=True, related_name="procedures_faced"
    )
    against_x = models.BooleanField(_("against persons unknown"), default=False)
    authority = models.ForeignKey(
        Actor,
        verbose_name=_("authority"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="procedures_handled",
    )
    authority_reference = models.CharField(
        _("the authority's reference"), max_length=80, blank=True
    )
    review_on = models.DateField(
        _("next review"),
        null=True,
        blank=True,
        help_text=_("When to check what followed. After it: “nothing known to have followed”."),
    )

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")
        ordering = ("-pk",)
        constraints = [code_constraint("procedure", "track", Track)]

    def __str__(self) -> str:
        """The track and the first incident: what people call it by."""
        of = next(iter(self.incidents.all()), None) if self.pk else None
        return f"{self.get_track_display()} – {of or self.public_id}"


class ProcedureEventQuerySet(models.QuerySet["ProcedureEvent"]):
    """Chains of event filters."""

    def standing(self) -> "ProcedureEventQuerySet":
        """Without the events that a correction superseded."""
        return self.filter(superseded_by__isnull=True)

    def public(self) -> "ProcedureEventQuerySet":
        """Standing and not internal."""
        return self.standing().filter(is_public=True)


class ProcedureEvent(FactDated):
    """One thing that happened. Events are only added; a correction supersedes."""

    public_id = PublicIdField()
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="events")
    order = models.PositiveIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=24, choices=choices(EventKind))
    respondent = models.ForeignKey(
        Actor,
        verbose_name=_("respondent"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Where the law is per person, e.g. a formal investigation."),
    )
    outcome = models.CharField(_("outcome"), max_length=60, blank=True)
    note_fr = models.TextField(_("note (French)"), blank=True)
    note_en = models.TextField(_("note (English)"), blank=True)
    is_public = models.BooleanField(_("public"), default=True)
    outside_table_reason_fr = models.CharField(
        _("reason for a step outside the table (French)"), max_length=300, blank=True
    )
    outside_table_reason_en = models.CharField(
        _("reason for a step outside the table (English)"), max_length=300, blank=True
    )
    supersedes = models.OneToOneField(
        "self",
        verbose_name=_("supersedes"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = ProcedureEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("procedure event")
        verbose_name_plural = _("procedure events")
        ordering = ("procedure_id", "order", "pk")
        constraints = [
            *fact_date_constraints("procedure_event"),
            code_constraint("procedure_event", "kind", EventKind),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("pk")),
                name="event_does_not_supersede_itself",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="procedure_event_is_only_added",
                operation=pgtrigger.Delete | pgtrigger.Update,
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
