"""The link from a fact to the source, and to the second, in which it was learned."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from incidents.codes import Supports
from incidents.labels import choices
from incidents.models.appearance import AppearanceEvent, Observation
from incidents.models.base import Edited, code_constraint
from incidents.models.claim import Claim
from incidents.models.incident import Incident, Involvement
from incidents.models.procedure_event import ProcedureEvent
from incidents.models.source import SourceMedia
from incidents.models.transcript import Segment

OWNERS = (
    "claim",
    "procedure_event",
    "appearance_event",
    "observation",
    "involvement",
    "incident",
)


RANGE_IS_OF_ITS_SOURCE = """
IF EXISTS (
    SELECT FROM incidents_segment AS segment
    JOIN incidents_transcript AS transcript ON transcript.id = segment.transcript_id
    WHERE segment.id IN (NEW.first_segment_id, NEW.last_segment_id)
    AND transcript.source_id <> NEW.source_id
) THEN
    RAISE EXCEPTION 'a citation quotes segments of its own source only' USING ERRCODE = '23514';
END IF;
RETURN NEW;
"""


class NumNonNulls(models.Func):
    """PostgreSQL's ``num_nonnulls``: how many of its arguments are not null."""

    function = "num_nonnulls"
    output_field = models.IntegerField()


class Citation(Edited):
    """A source, optionally a range of its transcript, cited by exactly one record."""

    source = models.ForeignKey(
        SourceMedia, verbose_name=_("source"), on_delete=models.PROTECT, related_name="citations"
    )
    first_segment = models.ForeignKey(
        Segment,
        verbose_name=_("first segment"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    last_segment = models.ForeignKey(
        Segment,
        verbose_name=_("last segment"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    quote = models.TextField(_("quote"), blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    supports = models.CharField(
        _("supports"),
        max_length=10,
        choices=choices(Supports),
        blank=True,
        help_text=_("Which fact of the incident this source carries."),
    )
    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    procedure_event = models.ForeignKey(
        ProcedureEvent, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    appearance_event = models.ForeignKey(
        AppearanceEvent, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    observation = models.ForeignKey(
        Observation, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    involvement = models.ForeignKey(
        Involvement, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    incident = models.ForeignKey(
        Incident, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ("pk",)
        constraints = [
            code_constraint("citation", "supports", Supports, blank=True),
            models.CheckConstraint(
                condition=Exact(NumNonNulls(*(F(f"{owner}_id") for owner in OWNERS)), 1),
                name="citation_belongs_to_exactly_one_record",
            ),
            models.CheckConstraint(
                condition=Q(first_segment__isnull=True, last_segment__isnull=True)
                | Q(first_segment__isnull=False, last_segment__isnull=False),
                name="citation_has_both_ends_of_its_range_or_none",
            ),
            models.CheckConstraint(
                condition=Q(supports="", incident__isnull=True)
                | (~Q(supports="") & Q(incident__isnull=False)),
                name="citation_of_an_incident_and_no_other_says_what_it_supports",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="citation_range_is_of_its_source",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=RANGE_IS_OF_ITS_SOURCE,
            )
        ]

    def __str__(self) -> str:
        return self.quote[:80] or str(self.source)
