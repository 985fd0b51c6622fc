"""Elections and their rounds."""

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.codes import ElectionKind
from incidents.labels import choices
from incidents.models.base import Edited, code_constraint
from incidents.models.vocabulary import Jurisdiction, in_active_language


class Election(Edited):
    """A vote that incidents may touch."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name_fr = models.CharField(_("name (French)"), max_length=160)
    name_en = models.CharField(_("name (English)"), max_length=160, blank=True)
    jurisdiction = models.ForeignKey(
        Jurisdiction, verbose_name=_("jurisdiction"), on_delete=models.PROTECT
    )
    kind = models.CharField(_("kind"), max_length=16, choices=choices(ElectionKind))

    class Meta:
        verbose_name = _("election")
        verbose_name_plural = _("elections")
        ordering = ("slug",)
        constraints = [code_constraint("election", "kind", ElectionKind)]

    def __str__(self) -> str:
        return in_active_language(self.name_fr, self.name_en)


class ElectionRound(models.Model):
    """One round in one territory, with the days on which candidacies are handed in, and the silence
    period before it."""

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("round"), default=1)
    on = models.DateField(_("voting day"))
    territory = models.CharField(_("territory"), max_length=120, blank=True)
    lists_from = models.DateField(_("candidacies handed in from"), null=True, blank=True)
    lists_to = models.DateField(_("candidacies handed in to"), null=True, blank=True)
    silence_from = models.DateTimeField(_("silence period from"), null=True, blank=True)
    silence_to = models.DateTimeField(_("silence period to"), null=True, blank=True)

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ("on", "number", "territory")
        constraints = [
            models.UniqueConstraint(
                fields=("election", "number", "territory"), name="round_is_unique_in_territory"
            ),
            models.CheckConstraint(
                condition=Q(silence_from__isnull=True, silence_to__isnull=True)
                | Q(silence_from__lt=F("silence_to")),
                name="silence_period_begins_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(lists_from__isnull=True, lists_to__isnull=True)
                | Q(lists_from__lte=F("lists_to")),
                name="candidacies_begin_before_they_end",
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(election)s, round %(number)s (%(day)s)") % {
            "election": self.election,
            "number": self.number,
            "day": date_format(self.on, "DATE_FORMAT"),
        }
