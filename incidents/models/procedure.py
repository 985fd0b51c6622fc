"""Legal and quasi-legal follow-up as dated, sourced events."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.query import RawQuerySet
from django.utils.translation import gettext_lazy as _

from incidents.codes import Track
from incidents.labels import choices
from incidents.models.actor import Actor
from incidents.models.appearance import Appearance
from incidents.models.base import (
    Edited,
    PublicIdField,
    code_constraint,
)
from incidents.models.follow_up import first_on_follow_up_list, on_follow_up_list
from incidents.models.incident import Incident
from incidents.models.procedure_event import ProcedureEvent
from incidents.models.standing import DeadlineOn, Since, Status
from incidents.models.vocabulary import LegalBasis, Platform
from incidents.procedures import Event, has_others


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    """Chains of procedure filters, for staff code only: the public reads Publications."""

    def with_standing(self) -> "models.QuerySet[Any]":
        """With ``status``, ``since`` and ``deadline_on`` as the pure layer derives them, over all
        standing events, internal ones too."""
        return self.annotate(status=Status(), since=Since(), deadline_on=DeadlineOn())

    def to_follow_up(self, today: date) -> "ProcedureQuerySet":
        """On the follow-up list on a day: announced and nothing followed, a formal investigation
        without an outcome, a term about to run out or gone by."""
        return self.filter(on_follow_up_list(today))

    def first_to_follow_up(self, today: date, limit: int) -> "RawQuerySet[Any]":
        """The first of the follow-up list: the longest overdue (``FollowUp.is_overdue``), by the
        review date or the duty's last day that has gone by; then what runs out next; then what has
        stood open longest. Each with ``in_all``, how many the list has."""
        return self.raw(*first_on_follow_up_list(today, limit))


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
    platform = models.ForeignKey(
        Platform,
        verbose_name=_("platform"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Whom the notice goes to; for the track “platform notice” only."),
    )
    appearances = models.ManyToManyField(
        Appearance,
        verbose_name=_("appearances notified"),
        blank=True,
        related_name="notices",
        help_text=_("What the notice is about; for the track “platform notice” only."),
    )
    review_on = models.DateField(
        _("next review"),
        null=True,
        blank=True,
        help_text=_("When to check what followed. After it: “nothing known to have followed”."),
    )

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")
        ordering = ("-pk",)
        constraints = [
            code_constraint("procedure", "track", Track),
            models.CheckConstraint(
                condition=Q(platform__isnull=True) | Q(track=Track.PLATFORM),
                name="only_a_platform_notice_has_a_platform",
            ),
        ]

    def steps(self) -> list[Event]:
        """The standing events as the pure layer knows them, internal ones too, in order; reads
        ``events`` as they were prefetched, with their respondents."""
        return [event.step for event in self._standing()]

    def public_events(self) -> list[ProcedureEvent]:
        """The standing events that are not internal, in order; reads ``events`` likewise."""
        return [event for event in self._standing() if event.is_public]

    def _standing(self) -> Iterator[ProcedureEvent]:
        events = sorted(self.events.all(), key=lambda event: (event.order, event.pk))
        superseded = {event.supersedes_id for event in events}
        return (event for event in events if event.pk not in superseded)

    def has_others(self, steps: Sequence[Event]) -> bool:
        """Whether it is against somebody whom none of the steps names; reads ``respondents`` as
        they were prefetched."""
        against = [str(person.merged_into_id or person.pk) for person in self.respondents.all()]
        return has_others(steps, against, against_x=self.against_x)

    def __str__(self) -> str:
        """The track and the first incident: what people call it by."""
        of = next(iter(self.incidents.all()), None) if self.pk else None
        return f"{self.get_track_display()} – {of or self.public_id}"
