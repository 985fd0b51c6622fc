"""The words of published incidents, as the search looks through them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _


class ListedText(models.Model):
    """Words of published incidents, as the search looks through them (ADR 0018).

    Of an incident, by tier: 1 its titles, 2 its summaries and the basis of its verdict, 3 its
    claims, quotes and the names in it. Tier 4 are windows of consecutive public passages of one
    version of a source's transcript, each with every published incident that cites the source. What
    is too long for one vector comes in parts.
    """

    tier = models.PositiveSmallIntegerField()
    incidents = ArrayField(models.IntegerField())
    source = models.CharField(max_length=10, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    first_position = models.PositiveIntegerField(default=0)
    last_position = models.PositiveIntegerField(default=0)
    part = models.PositiveIntegerField(default=0)
    words = SearchVectorField()

    class Meta:
        verbose_name = _("listed text")
        verbose_name_plural = _("listed texts")
        ordering = (
            *("tier", "source", "digest", "first_position", "last_position", "part"),
            "incidents",
        )
        indexes = [
            # One index for both: the texts of a page's incidents that hold a word are few.
            GinIndex(fields=("incidents", "words"), name="listed_text_words"),
            models.Index(
                fields=("source",), condition=models.Q(tier=4), name="listed_text_of_source"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tier__in=(1, 2, 3), source="")
                | (models.Q(tier=4) & ~models.Q(source="")),
                name="listed_text_of_tier_four_and_no_other_has_a_source",
            ),
            models.CheckConstraint(
                condition=models.Q(last_position__gte=models.F("first_position")),
                name="listed_text_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tier} {self.source} {self.incidents}"


class ListedWord(models.Model):
    """A word of at least one listed text, as written and without accents, and of how many: what a
    misspelt word may have meant, and what a beginning may become."""

    word = models.TextField(primary_key=True)
    folded = models.TextField()
    texts = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("listed word")
        verbose_name_plural = _("listed words")
        ordering = ("word",)
        indexes = [
            models.Index(
                fields=("folded",), opclasses=("text_pattern_ops",), name="listed_word_begins"
            ),
            # Only this kind gives the nearest without saying how near they must be.
            GistIndex(fields=("folded",), opclasses=("gist_trgm_ops",), name="listed_word_alike"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(texts__gt=0), name="listed_word_stands_in_a_text"
            )
        ]

    def __str__(self) -> str:
        return self.word
