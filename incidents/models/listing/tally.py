"""How many published incidents a tie ties to a name."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ListedTally(models.Model):
    """How many published incidents a tie (a role, or ``codes.Tie``) ties to one name: kept, so that
    no page counts them; a name that none has is no row."""

    tie = models.CharField(max_length=24)
    name = models.CharField(max_length=80)
    incidents = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("listed tally")
        verbose_name_plural = _("listed tallies")
        ordering = ("name", "tie")
        constraints = [
            models.UniqueConstraint(fields=("name", "tie"), name="tally_counts_each_tie_once"),
            models.CheckConstraint(condition=Q(incidents__gt=0), name="tally_counts_something"),
        ]
        indexes = [models.Index(fields=("tie", "name"), name="tally_by_tie")]

    def __str__(self) -> str:
        return f"{self.tie} {self.name}"
