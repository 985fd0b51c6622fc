"""Where published incidents were seen."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.models.listing.incident import ListedIncident


class ListedAppearance(models.Model):
    """One place where a published incident was seen, and whether it still is, as far as is
    known."""

    listed = models.ForeignKey(ListedIncident, on_delete=models.CASCADE, related_name="appearances")
    public_id = models.CharField(max_length=10)
    platform = models.CharField(max_length=40)
    now = models.CharField(max_length=10)

    class Meta:
        verbose_name = _("listed appearance")
        verbose_name_plural = _("listed appearances")
        ordering = ("listed_id", "public_id")
        indexes = [
            models.Index(fields=("platform", "now"), name="listed_seen_on"),
            models.Index(fields=("public_id",), name="listed_appearance_alone"),
            models.Index(fields=("now", "listed"), name="listed_appearances_by_state"),
        ]

    def __str__(self) -> str:
        return self.public_id
