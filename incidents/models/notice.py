"""What is said to the public of an incident's next Publication, and of its withdrawal: proposals of
one person that need another."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import PublicationKind, Scheme
from incidents.labels import choices
from incidents.models.base import Edited, code_constraint
from incidents.models.incident import Incident
from incidents.models.vocabulary import Term

NEXT_KINDS = [kind for kind in PublicationKind if kind is not PublicationKind.FIRST]


class Notice(Edited):
    """The public notice of the next Publication, written beside the edit and approved with it. It
    becomes part of that Publication and is gone from here."""

    incident = models.OneToOneField(
        Incident,
        verbose_name=_("incident"),
        on_delete=models.CASCADE,
        related_name="next_notice",
        editable=False,
    )
    kind = models.CharField(
        _("what this is"),
        max_length=12,
        choices=[each for each in choices(PublicationKind) if each[0] in NEXT_KINDS],
        help_text=_(
            "A correction says that we were wrong; a development, that something happened; a "
            "right of reply, that somebody concerned answers."
        ),
    )
    correction_class = models.ForeignKey(
        Term,
        verbose_name=_("class of the correction"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": Scheme.CORRECTION_CLASS},
    )
    notice_fr = models.TextField(_("public notice (French)"), blank=True)
    notice_en = models.TextField(_("public notice (English)"), blank=True)

    class Meta:
        verbose_name = _("notice of the next publication")
        verbose_name_plural = _("notices of next publications")
        ordering = ("-updated_at", "-pk")
        constraints = [
            code_constraint("notice", "kind", PublicationKind),
            models.CheckConstraint(
                condition=~Q(kind=PublicationKind.FIRST),
                name="notice_is_of_a_next_publication",
            ),
            models.CheckConstraint(
                condition=~Q(notice_fr="") | ~Q(notice_en=""), name="notice_says_something"
            ),
            models.CheckConstraint(
                condition=Q(kind=PublicationKind.CORRECTION, correction_class__isnull=False)
                | (~Q(kind=PublicationKind.CORRECTION) & Q(correction_class__isnull=True)),
                name="notice_of_a_correction_has_a_class",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident}: {self.get_kind_display()}"


class ProposedWithdrawal(models.Model):
    """One person wants an incident withdrawn; another confirms it or declines. Then it is gone from
    here: what was withdrawn is a Withdrawal, and the audit has the rest."""

    incident = models.OneToOneField(
        Incident,
        verbose_name=_("incident"),
        on_delete=models.CASCADE,
        related_name="proposed_withdrawal",
    )
    reason_class = models.ForeignKey(
        Term,
        verbose_name=_("class of the reason"),
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"scheme": Scheme.CORRECTION_CLASS},
    )
    internal_reason = models.TextField(_("reason (internal)"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    proposed_at = models.DateTimeField(_("proposed at"))

    class Meta:
        verbose_name = _("proposed withdrawal")
        verbose_name_plural = _("proposed withdrawals")
        ordering = ("proposed_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(internal_reason=""), name="proposed_withdrawal_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.incident)
