"""Transcripts, their segments and speakers."""

from collections.abc import Iterable

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import MadeBy, SpeakerRole
from incidents.labels import choices
from incidents.models.actor import Actor
from incidents.models.base import Edited, code_constraint
from incidents.models.source import SourceMedia, StoredFile
from incidents.passages import Range, merged
from incidents.timecode import display


class Transcript(models.Model):
    """The words of a source, immutable once saved; changing text makes a new version."""

    source = models.ForeignKey(
        SourceMedia,
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        related_name="transcripts",
    )
    number = models.PositiveIntegerField(_("version"), default=1)
    digest = models.CharField(max_length=64, editable=False)
    language = models.CharField(_("language"), max_length=12)
    format = models.CharField(_("format"), max_length=30)
    encoding = models.CharField(_("encoding"), max_length=20, default="utf-8")
    made_by = models.CharField(_("made by"), max_length=10, choices=choices(MadeBy))
    tool = models.CharField(_("tool"), max_length=80, blank=True)
    tool_version = models.CharField(_("version of the tool"), max_length=40, blank=True)
    original = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    size = models.PositiveIntegerField(_("number of segments"))
    problems = models.JSONField(default=list, blank=True)
    warnings = models.JSONField(default=list, blank=True)
    raw_cues = models.JSONField(_("cues as they were, where captions were folded"), null=True)
    reason = models.CharField(_("reason for this version"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("saved at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("transcript")
        verbose_name_plural = _("transcripts")
        ordering = ("source_id", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=("source", "number"), name="transcript_version_is_unique_in_source"
            ),
            code_constraint("transcript", "made_by", MadeBy),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="later_transcript_version_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(made_by=MadeBy.MACHINE) | ~Q(tool=""),
                name="machine_transcript_names_its_tool",
            ),
        ]
        triggers = [pgtrigger.ReadOnly(name="transcript_is_never_changed")]

    def __str__(self) -> str:
        return f"{self.source} v{self.number}"


class Speaker(Edited):
    """A voice of a transcript; it may stay unnamed."""

    transcript = models.ForeignKey(Transcript, on_delete=models.CASCADE, related_name="speakers")
    label = models.CharField(_("label"), max_length=120)
    role = models.CharField(
        _("role"), max_length=12, choices=choices(SpeakerRole), default=SpeakerRole.OTHER
    )
    actor = models.ForeignKey(
        Actor, verbose_name=_("actor"), on_delete=models.PROTECT, null=True, blank=True
    )

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("transcript", "label"), name="speaker_label_is_unique_in_transcript"
            ),
            code_constraint("speaker", "role", SpeakerRole),
        ]

    def __str__(self) -> str:
        return self.label


class Segment(models.Model):
    """One timed passage. Only its speaker may change after it was saved.

    Times are as the file has them: a cue of WebVTT may end before it starts.
    """

    transcript = models.ForeignKey(Transcript, on_delete=models.CASCADE, related_name="segments")
    position = models.PositiveIntegerField()
    start_ms = models.PositiveIntegerField(_("start, ms"))
    end_ms = models.PositiveIntegerField(_("end, ms"), null=True)
    text = models.TextField(_("text"), blank=True)
    confidence = models.FloatField(null=True)
    proposed_speaker = models.CharField(_("proposed speaker"), max_length=120, blank=True)
    speaker = models.ForeignKey(
        Speaker, on_delete=models.SET_NULL, null=True, related_name="segments"
    )

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        ordering = ("transcript_id", "position")
        constraints = [
            models.UniqueConstraint(
                fields=("transcript", "position"), name="segment_position_is_unique_in_transcript"
            ),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__range=(0, 1)),
                name="segment_confidence_is_zero_to_one",
            ),
        ]
        indexes = [models.Index(fields=("transcript", "start_ms"), name="segment_by_time")]
        triggers = [pgtrigger.ReadOnly(name="segment_is_never_changed", exclude=["speaker"])]

    def __str__(self) -> str:
        return f"{display(self.start_ms)} {self.text[:80]}"


class RedactionQuerySet(models.QuerySet["Redaction"]):
    """What is asked of redactions."""

    def ranges(self, transcripts: "Iterable[Transcript | int]") -> dict[int, list[Range]]:
        """The redacted positions of each of these transcripts that has any, in as few ranges as
        possible; one query."""
        found: dict[int, list[Range]] = {}
        rows = self.filter(transcript__in=list(transcripts)).order_by()
        for transcript, first, last in rows.values_list(
            "transcript", "first_position", "last_position"
        ):
            found.setdefault(transcript, []).append((first, last))
        return {transcript: merged(places) for transcript, places in found.items()}


class Redaction(models.Model):
    """Passages of a transcript that the public never sees again. Only added, never undone.

    Positions are counted from 0, both included. Staff still read the text.
    """

    transcript = models.ForeignKey(Transcript, on_delete=models.PROTECT, related_name="redactions")
    first_position = models.PositiveIntegerField()
    last_position = models.PositiveIntegerField()
    reason = models.CharField(_("reason"), max_length=300)
    redacted_at = models.DateTimeField(_("redacted at"), auto_now_add=True)
    redacted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = RedactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ("transcript_id", "first_position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_position__gte=F("first_position")),
                name="redaction_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="redaction_has_a_reason"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="redaction_is_never_changed"),
            pgtrigger.Protect(name="redaction_is_never_undone", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.transcript} {self.first_position}–{self.last_position}"
