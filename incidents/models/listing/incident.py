"""A published incident as lists and filters need it."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incidents.models.listing.codes import codes
from incidents.models.publication import Publication


class ListedIncident(models.Model):
    """One published incident as lists and filters need it.

    ``rules`` says by which rules it was derived (``listing.rows.RULES``): rows of earlier ones wait
    for ``rebuild_listing``.
    """

    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, primary_key=True, related_name="listed"
    )
    reference = models.CharField(max_length=20, unique=True)
    published_at = models.DateTimeField()
    first_published_at = models.DateTimeField()
    title_fr = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    summary_fr = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    card = models.JSONField(default=dict)
    verdict = models.CharField(max_length=20)
    jurisdiction = models.CharField(max_length=2)
    election = models.CharField(max_length=80, blank=True)
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)
    platforms = codes()
    techniques = codes()
    propositions = codes()
    goals = codes()
    legal_statuses = codes()
    parties = codes()
    party_roles = codes()
    actors = codes()
    sources = codes()
    ties = codes()
    review_due_on = models.DateField(null=True)
    claims = models.PositiveIntegerField(default=0)
    denials = models.PositiveIntegerField(default=0)
    rules = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("listed incident")
        verbose_name_plural = _("listed incidents")
        ordering = ("-first_published_at", "-reference")
        indexes = [
            models.Index(fields=("-first_published_at", "-reference"), name="listed_newest_first"),
            models.Index(fields=("-published_at", "-reference"), name="listed_updated_first"),
            models.Index(
                fields=("-claims", "-first_published_at", "-reference"),
                name="listed_most_claims_first",
            ),
            models.Index(fields=("review_due_on",), name="listed_review_due"),
            models.Index(fields=("rules",), name="listed_by_rules"),
            models.Index(fields=("earliest", "latest"), name="listed_facts"),
            GinIndex(
                fields=(
                    "platforms",
                    "techniques",
                    "propositions",
                    "goals",
                    "legal_statuses",
                    "parties",
                    "party_roles",
                    "actors",
                    "sources",
                ),
                name="listed_codes",
            ),
            GinIndex(fields=("ties",), name="listed_ties"),
            models.Index(
                fields=("election", "-first_published_at", "-reference"),
                condition=~Q(election=""),
                name="listed_of_election",
            ),
        ]

    def __str__(self) -> str:
        return self.reference
