"""The sets of incidents from which facets are counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListedFacet(models.Model):
    """Which published incidents have one value of one facet: a chunk of their keys (those of
    ``ListedIncident``), as a roaring bitmap.

    ``version`` grows with every change, in the order of commits, so that a process asks only for
    what changed since it last looked. A chunk that has lost its last key stays, without any, so
    that such a process learns of it.
    """

    CHUNK = 1 << 16
    """So many keys one row may hold: as many as one container of a roaring bitmap."""

    facet = models.CharField(max_length=16)
    value = models.CharField(max_length=160, blank=True)
    chunk = models.PositiveIntegerField()
    keys = models.BinaryField(blank=True, default=b"")
    version = models.BigIntegerField()

    class Meta:
        verbose_name = _("listed facet")
        verbose_name_plural = _("listed facets")
        ordering = ("facet", "value", "chunk")
        indexes = [models.Index(fields=("version",), name="listed_facet_version")]
        constraints = [
            models.UniqueConstraint(
                fields=("facet", "value", "chunk"), name="listed_facet_chunk_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.facet} {self.value} {self.chunk}"
