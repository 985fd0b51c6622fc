"""Who says what, about whom, in answer to what."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import (
    AnswerKind,
    Credibility,
    Directness,
    Likelihood,
    Proposition,
    Reliability,
    Stance,
)
from incidents.labels import choices
from incidents.models.actor import Actor
from incidents.models.base import (
    Edited,
    FactDated,
    PublicIdField,
    code_constraint,
    fact_date_constraints,
)
from incidents.models.incident import Incident, Involvement
from incidents.models.vocabulary import in_active_language


class Claim(Edited, FactDated):
    """One proposition, one stance, one speaker. Its fact date is when it was said."""

    public_id = PublicIdField()
    incidents = models.ManyToManyField(Incident, verbose_name=_("incidents"), related_name="claims")
    proposition = models.CharField(_("proposition"), max_length=20, choices=choices(Proposition))
    stance = models.CharField(_("stance"), max_length=12, choices=choices(Stance))
    speaker = models.ForeignKey(
        Actor,
        verbose_name=_("speaker"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
    )
    speaker_label_fr = models.CharField(
        _("unnamed speaker (French)"),
        max_length=160,
        blank=True,
        help_text=_("When the source does not name who speaks."),
    )
    speaker_label_en = models.CharField(_("unnamed speaker (English)"), max_length=160, blank=True)
    on_behalf_of = models.ManyToManyField(
        Actor, verbose_name=_("on behalf of"), blank=True, related_name="claims_made_for"
    )
    about = models.ManyToManyField(
        Actor, verbose_name=_("about"), blank=True, related_name="claims_about"
    )
    relayed_by = models.ForeignKey(
        Actor,
        verbose_name=_("relayed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claims_relayed",
    )
    summary_fr = models.TextField(_("in our own words (French)"), blank=True)
    summary_en = models.TextField(_("in our own words (English)"), blank=True)
    directness = models.CharField(
        _("directness"),
        max_length=24,
        choices=choices(Directness),
        default=Directness.UNKNOWN,
    )
    reliability = models.CharField(
        _("reliability of the source"), max_length=1, choices=choices(Reliability), blank=True
    )
    credibility = models.CharField(
        _("credibility of the information"), max_length=1, choices=choices(Credibility), blank=True
    )
    likelihood = models.CharField(
        _("likelihood"), max_length=20, choices=choices(Likelihood), blank=True
    )
    assessed_at = models.DateTimeField(_("assessed at"), null=True, editable=False)
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assessed by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ("earliest", "pk")
        constraints = [
            *fact_date_constraints("claim"),
            code_constraint("claim", "proposition", Proposition),
            code_constraint("claim", "stance", Stance),
            code_constraint("claim", "directness", Directness),
            code_constraint("claim", "reliability", Reliability, blank=True),
            code_constraint("claim", "credibility", Credibility, blank=True),
            code_constraint("claim", "likelihood", Likelihood, blank=True),
            models.CheckConstraint(
                condition=Q(speaker__isnull=False, speaker_label_fr="", speaker_label_en="")
                | (Q(speaker__isnull=True) & (~Q(speaker_label_fr="") | ~Q(speaker_label_en=""))),
                name="claim_has_a_speaker_or_a_label_for_one",
            ),
            models.CheckConstraint(
                condition=~Q(summary_fr="") | ~Q(summary_en=""), name="claim_has_a_summary"
            ),
            models.CheckConstraint(
                condition=Q(
                    reliability="",
                    credibility="",
                    likelihood="",
                    assessed_at__isnull=True,
                    assessed_by__isnull=True,
                )
                | (
                    Q(assessed_at__isnull=False)
                    & (~Q(reliability="") | ~Q(credibility="") | ~Q(likelihood=""))
                ),
                name="claim_assessment_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return in_active_language(self.summary_fr, self.summary_en)[:120]


class ClaimAnswer(models.Model):
    """A claim answers a claim or an involvement."""

    answer = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="answers")
    claim = models.ForeignKey(
        Claim,
        verbose_name=_("claim answered"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_by",
    )
    involvement = models.ForeignKey(
        Involvement,
        verbose_name=_("involvement answered"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_by",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=choices(AnswerKind))

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ("pk",)
        constraints = [
            code_constraint("claim_answer", "kind", AnswerKind),
            models.CheckConstraint(
                condition=Q(claim__isnull=False, involvement__isnull=True)
                | Q(claim__isnull=True, involvement__isnull=False),
                name="answer_is_to_exactly_one_claim_or_involvement",
            ),
            models.CheckConstraint(
                condition=Q(claim__isnull=True) | ~Q(claim=F("answer")),
                name="claim_does_not_answer_itself",
            ),
            models.UniqueConstraint(
                fields=("answer", "claim", "involvement"),
                nulls_distinct=False,
                name="claim_answers_each_thing_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
