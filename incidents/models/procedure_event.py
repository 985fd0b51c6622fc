"""What happened in a procedure: events that are only added, and what platforms say of theirs."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import Channel, Decision
from incidents.labels import choices
from incidents.models.actor import Actor
from incidents.models.base import (
    FactDated,
    PublicIdField,
    code_constraint,
    fact_date_constraints,
)
from incidents.procedures import Event, EventKind


class ProcedureEventQuerySet(models.QuerySet["ProcedureEvent"]):
    """Chains of event filters."""

    def standing(self) -> "ProcedureEventQuerySet":
        """Without the events that a correction superseded."""
        return self.filter(superseded_by__isnull=True)


class ProcedureEvent(FactDated):
    """One thing that happened. Events are only added; a correction supersedes. They are taken away
    by one thing alone, held by a trigger of migration 0027: an import of drafts that is undone."""

    public_id = PublicIdField()
    procedure = models.ForeignKey("Procedure", on_delete=models.PROTECT, related_name="events")
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
    channel = models.CharField(
        _("channel"),
        max_length=16,
        choices=choices(Channel),
        blank=True,
        help_text=_("How a notice was sent to a platform."),
    )
    decisions = ArrayField(
        models.CharField(max_length=60, choices=choices(Decision)),
        verbose_name=_("what the platform decided"),
        default=list,
        blank=True,
    )
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
            code_constraint("procedure_event", "channel", Channel, blank=True),
            models.CheckConstraint(
                condition=Q(channel="") | Q(kind=EventKind.SENT),
                name="only_a_sent_notice_has_a_channel",
            ),
            models.CheckConstraint(
                condition=Q(decisions__len=0)
                | Q(kind__in=(EventKind.DECISION, EventKind.REVERSED)),
                name="only_a_decision_has_what_the_platform_decided",
            ),
            models.CheckConstraint(
                condition=Q(decisions__contained_by=[code.value for code in Decision]),
                name="what_the_platform_decided_is_known_codes",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("pk")),
                name="event_does_not_supersede_itself",
            ),
        ]
        indexes = [models.Index(fields=("procedure", "order"), name="procedure_event_in_order")]
        triggers = [
            pgtrigger.Protect(name="procedure_event_is_only_added", operation=pgtrigger.Update)
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def step(self) -> Event:
        """The event as the pure layer knows it; the respondent by the key of the actor who
        remains after merges."""
        person = str(self.respondent.final.pk) if self.respondent else None
        return Event(EventKind(self.kind), person, self.fact_date)

    @property
    def statement(self) -> "StatementOfReasons | None":
        """Its own statement of reasons, or that of the event of the same kind it corrects, and so
        on back. Reads ``procedure.events`` as they were prefetched with their statements."""
        event = self
        while True:
            own: StatementOfReasons | None = getattr(event, "statement_of_reasons", None)
            if own is not None or event.supersedes_id is None:
                return own
            all_events = event.procedure.events.all()
            event = next(each for each in all_events if each.pk == event.supersedes_id)
            if event.kind != self.kind:
                return None


class StatementOfReasons(models.Model):
    """What the DSA Transparency Database says of one decision, as the platform sent it there.

    The decisions themselves stand on the event. Source: Regulation (EU) 2022/2065, art. 17 and
    24(5); field names are those of the database. A statement is recorded once; one that no standing
    event shows any more may be taken in again, and that row ``replaces`` it.
    """

    event = models.OneToOneField(
        ProcedureEvent, on_delete=models.PROTECT, related_name="statement_of_reasons"
    )
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    uuid = models.UUIDField(_("UUID in the database"), null=True)
    puid = models.CharField(_("the platform's own id"), max_length=500, blank=True)
    permalink = models.URLField(_("permanent address"), max_length=1000, blank=True)
    platform_name = models.CharField(_("platform, as it is named there"), max_length=200)
    ground = models.CharField(_("ground"), max_length=60)
    category = models.CharField(_("category"), max_length=120)
    content_types = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    source_type = models.CharField(_("what led to it"), max_length=60)
    automated_detection = models.BooleanField(_("found by automated means"))
    automated_decision = models.CharField(_("decided by automated means"), max_length=60)
    territories = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    content_on = models.DateField(_("day of the content"), null=True)
    applies_from = models.DateField(_("applies from"))

    class Meta:
        verbose_name = _("statement of reasons")
        verbose_name_plural = _("statements of reasons")
        ordering = ("applies_from", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(uuid__isnull=False) | ~Q(puid=""),
                name="statement_of_reasons_has_an_id",
            ),
            models.UniqueConstraint(
                fields=("platform_name", "puid"),
                condition=~Q(puid="") & Q(replaces__isnull=True),
                name="statement_of_reasons_is_recorded_once",
            ),
            models.UniqueConstraint(
                fields=("uuid",),
                condition=Q(replaces__isnull=True),
                name="statement_of_reasons_is_recorded_once_by_uuid",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="statement_of_reasons_is_never_changed", operation=pgtrigger.Update
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid or self.puid)
