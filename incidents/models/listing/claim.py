"""What is said in published incidents, and what they cite: one row per incident and record."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.models.listing.incident import ListedIncident


class ListedClaim(models.Model):
    """One claim of a published incident; one of several incidents stands once for each, as the
    document of each has it. ``speaker``: the address of the actor who speaks, if there is one."""

    listed = models.ForeignKey(ListedIncident, on_delete=models.CASCADE, related_name="claim_rows")
    public_id = models.CharField(max_length=10)
    proposition = models.CharField(max_length=20)
    stance = models.CharField(max_length=20)
    accusation = models.BooleanField(default=False)
    speaker = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = _("listed claim")
        verbose_name_plural = _("listed claims")
        ordering = ("listed_id", "public_id")
        indexes = [
            models.Index(fields=("public_id",), name="listed_claim_alone"),
            models.Index(
                fields=("proposition", "stance", "accusation", "listed"), name="listed_claims_about"
            ),
            models.Index(fields=("stance", "accusation", "listed"), name="listed_claims_by_stance"),
            models.Index(
                fields=("speaker", "listed"),
                condition=~models.Q(speaker=""),
                name="listed_claims_by_speaker",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("listed", "public_id"), name="listed_claim_stands_once_per_incident"
            )
        ]

    def __str__(self) -> str:
        return self.public_id


class ListedSourceUse(models.Model):
    """One source that a published incident cites, with what its lists are filtered by; what the
    source is stands in ``ListedSource``. ``publisher``: the address of the actor, if it has one."""

    listed = models.ForeignKey(ListedIncident, on_delete=models.CASCADE, related_name="source_rows")
    public_id = models.CharField(max_length=10)
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=20, blank=True)
    publisher = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = _("listed use of a source")
        verbose_name_plural = _("listed uses of sources")
        ordering = ("listed_id", "public_id")
        indexes = [
            models.Index(fields=("public_id",), name="listed_source_use_alone"),
            models.Index(fields=("kind", "language", "listed"), name="listed_sources_of_kind"),
            models.Index(fields=("language", "listed"), name="listed_sources_in_language"),
            models.Index(
                fields=("publisher", "listed"),
                condition=~models.Q(publisher=""),
                name="listed_sources_by_publisher",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("listed", "public_id"), name="listed_source_stands_once_per_incident"
            )
        ]

    def __str__(self) -> str:
        return self.public_id
