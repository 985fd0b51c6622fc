"""Registers of shared terms: vocabularies, jurisdictions, platforms, legal bases."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from incidents.codes import PlatformKind, Scheme, Track
from incidents.labels import choices
from incidents.models.base import Edited, code_constraint


def in_active_language(fr: str, en: str) -> str:
    """The text in the reader's language, or the other one when it is missing."""
    return (fr or en) if (get_language() or "fr").startswith("fr") else (en or fr)


class Term(Edited):
    """One descriptive term of one vocabulary. Retired or replaced, never deleted."""

    scheme = models.CharField(_("vocabulary"), max_length=20, choices=choices(Scheme))
    code = models.SlugField(_("code"), max_length=60)
    label_fr = models.CharField(_("label (French)"), max_length=120)
    label_en = models.CharField(_("label (English)"), max_length=120)
    definition_fr = models.TextField(_("definition (French)"))
    definition_en = models.TextField(_("definition (English)"))
    source = models.CharField(_("source"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", verbose_name=_("replaced by"), on_delete=models.PROTECT, null=True, blank=True
    )

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ("scheme", "position", "code")
        constraints = [
            models.UniqueConstraint(
                fields=("scheme", "code"), name="term_code_is_unique_in_scheme"
            ),
            code_constraint("term", "scheme", Scheme),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_from__lte=F("valid_to")),
                name="term_is_valid_from_before_it_is_valid_to",
            ),
        ]

    def __str__(self) -> str:
        return in_active_language(self.label_fr, self.label_en)


class Jurisdiction(models.Model):
    """A country (ISO 3166-1), the European Union, or the demo's fictional country."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    name_fr = models.CharField(_("name (French)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120)
    is_fictional = models.BooleanField(_("fictional"), default=False)

    class Meta:
        verbose_name = _("jurisdiction")
        verbose_name_plural = _("jurisdictions")
        ordering = ("code",)

    def __str__(self) -> str:
        return in_active_language(self.name_fr, self.name_en)


class Platform(Edited):
    """A place where content is seen."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_fr = models.CharField(_("name (French)"), max_length=80)
    name_en = models.CharField(_("name (English)"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=choices(PlatformKind))
    operator = models.CharField(_("legal operator"), max_length=120, blank=True)
    vlop_since = models.DateField(
        _("very large platform since"),
        null=True,
        blank=True,
        help_text=_("Date of designation under Regulation (EU) 2022/2065."),
    )
    notice_url = models.URLField(_("address for notices"), blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("platform")
        verbose_name_plural = _("platforms")
        ordering = ("code",)
        constraints = [code_constraint("platform", "kind", PlatformKind)]

    def __str__(self) -> str:
        return in_active_language(self.name_fr, self.name_en)


class LegalBasis(Edited):
    """A provision that a procedure may rest on, with the dates between which it is in force."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    short = models.CharField(_("short name"), max_length=80)
    jurisdiction = models.ForeignKey(
        Jurisdiction, verbose_name=_("jurisdiction"), on_delete=models.PROTECT
    )
    title_fr = models.CharField(_("title (French)"), max_length=300)
    title_en = models.CharField(_("title (English)"), max_length=300)
    tracks = ArrayField(
        models.CharField(max_length=20, choices=choices(Track)), verbose_name=_("tracks")
    )
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_to = models.DateField(_("in force to"), null=True, blank=True)
    url = models.URLField(_("address of the text"), blank=True)
    note_fr = models.TextField(_("note (French)"), blank=True)
    note_en = models.TextField(_("note (English)"), blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")
        ordering = ("jurisdiction_id", "code")
        constraints = [
            models.CheckConstraint(
                condition=Q(in_force_to__isnull=True)
                | Q(in_force_from__isnull=True)
                | Q(in_force_from__lte=F("in_force_to")),
                name="legal_basis_is_in_force_from_before_it_ends",
            )
        ]

    def __str__(self) -> str:
        return self.short
