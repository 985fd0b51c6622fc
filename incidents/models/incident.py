"""The incident and who is involved in it."""

import uuid
from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import (
    PresentedAs,
    Role,
    Scheme,
    Sensitivity,
    State,
    SyntheticLevel,
    Verdict,
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
from incidents.models.election import Election
from incidents.models.incident_sql import ENDS_PLANNED_PUBLICATION
from incidents.models.vocabulary import Jurisdiction, Term, in_active_language

LANGUAGES = [("fr", _("French")), ("en", _("English"))]


def member_of_staff(words: Any) -> models.ForeignKey:
    """Somebody who works on an incident; no part of its content, and written by no form of it."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=words,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )


class Tag(models.Model):
    """A word by which staff group incidents for their own work; never public."""

    name = models.CharField(_("name"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class IncidentQuerySet(models.QuerySet["Incident"]):
    """Chains of incident filters, for staff code only: the public reads Publications."""

    def open(self) -> "IncidentQuerySet":
        """Still on their way: neither published nor ended."""
        return self.filter(state__in=(State.DRAFT, State.IN_REVIEW, State.APPROVED))

    def unmerged(self) -> "IncidentQuerySet":
        """Without the losers of a merge."""
        return self.filter(merged_into__isnull=True)


class Incident(Edited, FactDated):
    """One event in which manipulated or misused content touches an election."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(  # noqa: DJ001 - unique, and absent until published
        _("reference"), max_length=20, unique=True, null=True, editable=False
    )
    state = models.CharField(
        _("state"), max_length=10, choices=choices(State), default=State.DRAFT, editable=False
    )
    original_language = models.CharField(
        _("written in"), max_length=2, choices=LANGUAGES, default="fr"
    )
    title_fr = models.CharField(_("title (French)"), max_length=200, blank=True)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    summary_fr = models.TextField(
        _("summary (French)"), blank=True, help_text=_("What happened, in a paragraph, neutrally.")
    )
    summary_en = models.TextField(_("summary (English)"), blank=True)
    translated_digest = models.CharField(max_length=64, blank=True, editable=False)
    jurisdiction = models.ForeignKey(
        Jurisdiction, verbose_name=_("jurisdiction"), on_delete=models.PROTECT
    )
    election = models.ForeignKey(
        Election, verbose_name=_("election"), on_delete=models.PROTECT, null=True, blank=True
    )
    synthetic_level = models.CharField(
        _("synthetic level"),
        max_length=10,
        choices=choices(SyntheticLevel),
        default=SyntheticLevel.UNCLEAR,
    )
    presented_as = models.CharField(
        _("presented as"), max_length=10, choices=choices(PresentedAs), default=PresentedAs.UNCLEAR
    )
    techniques = models.ManyToManyField(
        Term,
        verbose_name=_("techniques"),
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": Scheme.TECHNIQUE},
    )
    media = models.ManyToManyField(
        Term,
        verbose_name=_("media"),
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": Scheme.MEDIA},
    )
    ratings = models.ManyToManyField(
        Term,
        verbose_name=_("MediaReview ratings"),
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": Scheme.RATING},
    )
    goals = models.ManyToManyField(
        Term,
        verbose_name=_("goals"),
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": Scheme.GOAL},
    )
    persona = models.ForeignKey(
        Term,
        verbose_name=_("persona"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": Scheme.PERSONA},
    )
    verdict = models.CharField(
        _("verdict"), max_length=20, choices=choices(Verdict), default=Verdict.UNKNOWN
    )
    verdict_basis_fr = models.TextField(_("basis of the verdict (French)"), blank=True)
    verdict_basis_en = models.TextField(_("basis of the verdict (English)"), blank=True)
    verdict_on = models.DateField(_("date of the verdict"), null=True, blank=True)
    spread = models.PositiveSmallIntegerField(
        _("spread"),
        null=True,
        blank=True,
        help_text=_("Breakout scale: 1 (one community, one platform) to 6 (calls for action)."),
    )
    sensitivity = ArrayField(
        models.CharField(max_length=20, choices=choices(Sensitivity)),
        verbose_name=_("sensitivity"),
        default=list,
        blank=True,
    )
    internal_note = models.TextField(
        _("internal note"), blank=True, help_text=_("For staff; never public.")
    )
    assigned_to = member_of_staff(_("assigned to"))
    editorial_reviewer = member_of_staff(_("editorial reviewer"))
    legal_reviewer = member_of_staff(_("legal reviewer"))
    tags = models.ManyToManyField(
        Tag, verbose_name=_("tags"), blank=True, editable=False, related_name="incidents"
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_incidents",
    )

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ("-updated_at", "-pk")
        permissions = [
            ("approve_editorial", _("Can give editorial approval")),
            ("approve_legal", _("Can give legal approval")),
            ("publish_incident", _("Can publish an incident")),
            ("withdraw_incident", _("Can withdraw a published incident")),
            ("merge_incident", _("Can merge an incident into another")),
        ]
        constraints = [
            *fact_date_constraints("incident"),
            code_constraint("incident", "state", State),
            code_constraint("incident", "synthetic_level", SyntheticLevel),
            code_constraint("incident", "presented_as", PresentedAs),
            code_constraint("incident", "verdict", Verdict),
            models.CheckConstraint(
                condition=Q(spread__isnull=True) | Q(spread__range=(1, 6)),
                name="incident_spread_is_one_to_six",
            ),
            models.CheckConstraint(
                condition=~Q(title_fr="") | ~Q(title_en=""), name="incident_has_a_title"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(State.PUBLISHED, State.WITHDRAWN))
                | Q(reference__isnull=False),
                name="published_incident_has_a_reference",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="incident_is_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(state=State.MERGED, merged_into__isnull=False)
                | (~Q(state=State.MERGED) & Q(merged_into__isnull=True)),
                name="merged_incident_says_into_which",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="edit_ends_planned_publication",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                func=ENDS_PLANNED_PUBLICATION,
            )
        ]

    def __str__(self) -> str:
        title = in_active_language(self.title_fr, self.title_en)
        return f"{self.reference} {title}" if self.reference else title


class Involvement(Edited):
    """One actor in one role. Alleged and promoted roles need a claim or a source."""

    public_id = PublicIdField()
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="involvements")
    actor = models.ForeignKey(
        Actor, verbose_name=_("actor"), on_delete=models.PROTECT, related_name="involvements"
    )
    role = models.CharField(_("role"), max_length=20, choices=choices(Role))
    target_kind = models.ForeignKey(
        Term,
        verbose_name=_("kind of target"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": Scheme.TARGET_KIND},
    )
    note_fr = models.CharField(_("note (French)"), max_length=300, blank=True)
    note_en = models.CharField(_("note (English)"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("involvement")
        verbose_name_plural = _("involvements")
        ordering = ("pk",)
        constraints = [
            code_constraint("involvement", "role", Role),
            models.UniqueConstraint(
                fields=("incident", "actor", "role"), name="actor_has_each_role_once_per_incident"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} – {self.get_role_display()}"
