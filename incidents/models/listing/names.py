"""Who and what published incidents name: actors, elections."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _


@deconstructible(path="incidents.models.listing.Names")
class Names(models.Func):
    """``vigie_names``: the words of a name, its short form and its aliases (migration 0019)."""

    function = "vigie_names"
    arity = 1
    output_field = SearchVectorField()


class ListedActor(models.Model):
    """A named actor of at least one published incident.

    ``sort_fr`` and ``sort_en`` are its name in each language as words are compared
    (``transcripts.folding``): lists are in their order, and are searched by them.
    """

    slug = models.CharField(max_length=80, primary_key=True)
    kind = models.CharField(max_length=20)
    content = models.JSONField()
    sort_fr = models.CharField(max_length=400, default="")
    sort_en = models.CharField(max_length=400, default="")

    class Meta:
        verbose_name = _("listed actor")
        verbose_name_plural = _("listed actors")
        ordering = ("slug",)
        indexes = [
            models.Index(fields=("sort_fr", "slug"), name="listed_actors_in_french"),
            models.Index(fields=("sort_en", "slug"), name="listed_actors_in_english"),
            models.Index(fields=("kind", "slug"), name="listed_actors_of_kind"),
            GinIndex(Names("content"), name="listed_actor_names"),
        ]

    def __str__(self) -> str:
        return self.slug


class ListedElection(models.Model):
    """An election that at least one published incident touches."""

    slug = models.CharField(max_length=80, primary_key=True)
    content = models.JSONField()

    class Meta:
        verbose_name = _("listed election")
        verbose_name_plural = _("listed elections")
        ordering = ("slug",)
        indexes = [GinIndex(Names("content"), name="listed_election_names")]

    def __str__(self) -> str:
        return self.slug
