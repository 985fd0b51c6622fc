"""Where the content was seen, what happened to it there, and how far it reached."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incidents.appearances import Seen
from incidents.codes import AppearanceEventKind, AppearanceKind, Measure, Scheme
from incidents.labels import choices
from incidents.models.base import (
    Edited,
    FactDated,
    PublicIdField,
    code_constraint,
    fact_date_constraints,
    web_address_constraints,
)
from incidents.models.incident import Incident
from incidents.models.vocabulary import Platform, Term


class Appearance(Edited):
    """One place where the content was seen."""

    public_id = PublicIdField()
    incident = models.ForeignKey(
        Incident,
        verbose_name=_("incident"),
        on_delete=models.CASCADE,
        related_name="appearances",
    )
    platform = models.ForeignKey(Platform, verbose_name=_("platform"), on_delete=models.PROTECT)
    kind = models.CharField(_("kind"), max_length=10, choices=choices(AppearanceKind))
    account = models.CharField(_("account"), max_length=120, blank=True)
    account_masked = models.BooleanField(
        _("mask the account in public"), default=False, help_text=_("Shown as “masked account”.")
    )
    url = models.URLField(
        _("address"), max_length=1000, blank=True, help_text=_("Never shown in public.")
    )
    archived_url = models.URLField(_("archived address"), max_length=1000, blank=True)
    disclosure = models.ForeignKey(
        Term,
        verbose_name=_("disclosure"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": Scheme.DISCLOSURE},
    )

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        ordering = ("pk",)
        constraints = [
            *web_address_constraints("appearance"),
            code_constraint("appearance", "kind", AppearanceKind),
        ]

    def __str__(self) -> str:
        return f"{self.platform} {self.account}".strip()


class AppearanceEvent(Edited, FactDated):
    """A dated thing that happened to an appearance."""

    appearance = models.ForeignKey(Appearance, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(_("kind"), max_length=16, choices=choices(AppearanceEventKind))
    note_fr = models.CharField(_("note (French)"), max_length=300, blank=True)
    note_en = models.CharField(_("note (English)"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("appearance event")
        verbose_name_plural = _("appearance events")
        ordering = ("earliest", "pk")
        constraints = [
            *fact_date_constraints("appearance_event"),
            code_constraint("appearance_event", "kind", AppearanceEventKind),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def seen(self) -> Seen:
        """The event as the pure layer knows it."""
        return Seen(AppearanceEventKind(self.kind), self.fact_date)


class Observation(Edited):
    """One whole-number reading of one measure. Readings may contradict one another; all stay."""

    appearance = models.ForeignKey(
        Appearance, on_delete=models.CASCADE, related_name="observations"
    )
    measure = models.CharField(_("measure"), max_length=10, choices=choices(Measure))
    value = models.PositiveBigIntegerField(_("value"))
    as_of = models.DateField(_("as of"))
    is_headline = models.BooleanField(_("headline reading"), default=False)
    headline_reason_fr = models.CharField(_("why (French)"), max_length=300, blank=True)
    headline_reason_en = models.CharField(_("why (English)"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ("measure", "as_of", "pk")
        constraints = [
            code_constraint("observation", "measure", Measure),
            models.UniqueConstraint(
                fields=("appearance", "measure"),
                condition=Q(is_headline=True),
                name="appearance_has_one_headline_reading_per_measure",
            ),
            models.CheckConstraint(
                condition=Q(is_headline=False)
                | ~Q(headline_reason_fr="")
                | ~Q(headline_reason_en=""),
                name="headline_reading_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.get_measure_display()}"
