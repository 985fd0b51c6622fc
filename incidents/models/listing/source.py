"""Sources that published incidents cite, with the public passages of their transcripts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListedSource(models.Model):
    """A source that at least one published incident cites, as its newest Publication has it."""

    public_id = models.CharField(max_length=10, primary_key=True)
    content = models.JSONField()

    class Meta:
        verbose_name = _("listed source")
        verbose_name_plural = _("listed sources")
        ordering = ("public_id",)

    def __str__(self) -> str:
        return self.public_id


class ListedSegment(models.Model):
    """A public passage of a source's transcript, with what cites it.

    A redacted one keeps its place and its times, and has neither text nor speaker.
    """

    source = models.ForeignKey(ListedSource, on_delete=models.CASCADE, related_name="segments")
    digest = models.CharField(max_length=64)
    position = models.PositiveIntegerField()
    start_ms = models.PositiveIntegerField()
    end_ms = models.PositiveIntegerField(null=True)
    text = models.TextField(blank=True)
    redacted = models.BooleanField(default=False)
    low_confidence = models.BooleanField(default=False)
    speaker = models.CharField(max_length=120, blank=True)
    cited_by = models.JSONField(default=list)

    class Meta:
        verbose_name = _("listed segment")
        verbose_name_plural = _("listed segments")
        ordering = ("source_id", "digest", "position")
        constraints = [
            models.UniqueConstraint(
                fields=("source", "digest", "position"), name="listed_segment_stands_once"
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
