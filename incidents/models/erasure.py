"""Requests of persons that what is kept of them be erased."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from incidents.codes import ErasureChannel, ErasureGround, ErasureState
from incidents.dates import day_wording
from incidents.erasure import due_on
from incidents.labels import choices
from incidents.models.actor import Actor
from incidents.models.base import Edited, code_constraint
from incidents.models.incident import Incident
from incidents.models.publication import Publication
from incidents.models.report import Report
from incidents.models.source import SourceMedia


class ErasureRequestQuerySet(models.QuerySet["ErasureRequest"]):
    """Chains of filters of the erasure desk."""

    def open(self) -> "ErasureRequestQuerySet":
        """Not answered, or granted and not carried out."""
        undone = Q(state__in=(ErasureState.GRANTED, ErasureState.PARTLY), done_at__isnull=True)
        return self.filter(Q(answered_on__isnull=True) | undone)


class ErasureRequest(Edited):
    """What one person asked to have erased, who decided, on which ground, and who carried it out.

    Name, contact, words and ``values`` (what is looked for) are forgotten once it is carried out
    and answered; what shows that the law was kept to stays.
    """

    received_on = models.DateField(_("received on"))
    channel = models.CharField(_("how it came"), max_length=10, choices=choices(ErasureChannel))
    person_name = models.CharField(_("who asks"), max_length=200, blank=True)
    person_contact = models.CharField(
        _("where the answer goes"), max_length=300, blank=True, help_text=_("Never public.")
    )
    asked = models.TextField(_("what is asked"), blank=True)
    values = ArrayField(
        models.CharField(max_length=200),
        verbose_name=_("what to look for"),
        default=list,
        blank=True,
        help_text=_(
            "Each name, nickname, handle, number or address of the person as it may stand in the "
            "records, one to a line. Names of the actors chosen below are added by themselves."
        ),
    )
    label_fr = models.CharField(
        _("public label (French)"),
        max_length=120,
        default="une personne privée",
        help_text=_("Stands from then on where a name stood."),
    )
    label_en = models.CharField(
        _("public label (English)"), max_length=120, default="a private person"
    )
    actors = models.ManyToManyField(
        Actor,
        verbose_name=_("the person among the actors"),
        blank=True,
        related_name="+",
        help_text=_("They become private; their identities are deleted."),
    )
    incidents = models.ManyToManyField(
        Incident, verbose_name=_("incidents concerned"), blank=True, related_name="+"
    )
    sources = models.ManyToManyField(
        SourceMedia, verbose_name=_("sources concerned"), blank=True, related_name="+"
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=choices(ErasureState),
        default=ErasureState.RECEIVED,
        editable=False,
    )
    extended = models.BooleanField(
        _("term extended by two months"),
        default=False,
        help_text=_("GDPR art. 12(3): complex or many requests; the person must be told why."),
    )
    ground = models.CharField(
        _("ground"), max_length=20, choices=choices(ErasureGround), blank=True, editable=False
    )
    reasons = models.TextField(_("reasons of the decision"), blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    done_at = models.DateTimeField(_("carried out at"), null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("carried out by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    answered_on = models.DateField(_("answered on"), null=True, editable=False)
    forgotten_at = models.DateTimeField(_("person forgotten at"), null=True, editable=False)
    erased = models.JSONField(_("what was erased"), default=dict, editable=False)
    publications = models.ManyToManyField(
        Publication,
        verbose_name=_("publications whose content was erased"),
        blank=True,
        editable=False,
        related_name="erasures",
    )
    reports = models.ManyToManyField(
        Report,
        verbose_name=_("issued reports to withdraw"),
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for erasure")
        verbose_name_plural = _("requests for erasure")
        ordering = ("received_on", "pk")
        permissions = [
            ("decide_erasure", _("Can decide a request for erasure")),
            ("carry_out_erasure", _("Can carry out an erasure that another decided")),
            ("view_erasure_person", _("Can see who asks for erasure, and what to look for")),
        ]
        constraints = [
            code_constraint("erasure_request", "channel", ErasureChannel),
            code_constraint("erasure_request", "state", ErasureState),
            code_constraint("erasure_request", "ground", ErasureGround, blank=True),
            models.CheckConstraint(
                condition=Q(
                    state=ErasureState.RECEIVED,
                    ground="",
                    reasons="",
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                )
                | (
                    ~Q(state=ErasureState.RECEIVED)
                    & ~Q(ground="")
                    & ~Q(reasons="")
                    & Q(decided_at__isnull=False, decided_by__isnull=False)
                ),
                name="erasure_is_decided_on_a_ground_with_reasons",
            ),
            models.CheckConstraint(
                condition=Q(done_by__isnull=True) | ~Q(done_by=F("decided_by")),
                name="erasure_is_carried_out_by_another_than_decided",
            ),
            models.CheckConstraint(
                condition=Q(done_by__isnull=True)
                | Q(state__in=(ErasureState.GRANTED, ErasureState.PARTLY)),
                name="only_a_granted_erasure_is_carried_out",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(done_by__isnull=False),
                name="carried_out_erasure_names_who_did_it",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True)
                | Q(
                    person_name="",
                    person_contact="",
                    asked="",
                    values=[],
                    done_at__isnull=False,
                    answered_on__isnull=False,
                ),
                name="forgotten_person_leaves_no_value",
            ),
            models.CheckConstraint(condition=~Q(label_fr=""), name="erasure_has_a_public_label"),
        ]
        triggers = [
            pgtrigger.Protect(name="erasure_request_is_never_deleted", operation=pgtrigger.Delete)
        ]

    @property
    def due_on(self) -> date:
        """The last day for the answer."""
        return due_on(self.received_on, extended=self.extended)

    def clean(self) -> None:
        """Say kindly what decides nothing and finds nothing."""
        super().clean()
        if self.state == ErasureState.RECEIVED and not (self.person_name and self.asked):
            raise ValidationError(_("A request says who asks, and what."))

    def __str__(self) -> str:
        """Names nobody: lists and the audit show it to who may not know the person."""
        return gettext("request no. %(number)d, received on %(day)s") % {
            "number": self.pk,
            "day": day_wording(self.received_on, get_language() or "fr"),
        }
