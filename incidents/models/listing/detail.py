"""What files say of a published incident and no list does."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.models.listing.codes import codes
from incidents.models.listing.incident import ListedIncident


class ListedDetail(models.Model):
    """The rest of an incident's own fields, so that a file of all of them is written by the
    database from narrow rows: reading the documents instead takes many times as long."""

    listed = models.OneToOneField(
        ListedIncident, on_delete=models.CASCADE, primary_key=True, related_name="detail"
    )
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    original_language = models.CharField(max_length=2)
    translation_outdated = models.BooleanField(default=False)
    facts_precision = models.CharField(max_length=12)
    presented_as = models.CharField(max_length=20)
    synthetic_level = models.CharField(max_length=20)
    media = codes()
    ratings = codes()
    persona = models.CharField(max_length=60, blank=True)
    spread = models.PositiveSmallIntegerField(null=True)
    sensitivity = codes()
    verdict_basis_fr = models.TextField(blank=True)
    verdict_basis_en = models.TextField(blank=True)
    verdict_on = models.DateField(null=True)
    involved_fr = ArrayField(models.TextField(), default=list)
    involved_en = ArrayField(models.TextField(), default=list)

    class Meta:
        verbose_name = _("listed detail")
        verbose_name_plural = _("listed details")
        ordering = ("listed_id",)

    def __str__(self) -> str:
        return self.digest
