"""Which record became part of which: the history of merges, and where old addresses lead."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import RecordKind
from incidents.labels import choices
from incidents.models.actor import Actor
from incidents.models.base import code_constraint
from incidents.models.incident import Incident


class Merger(models.Model):
    """One merge: what was merged into what, by whom and why. Never changed, never undone.

    ``old`` and ``new`` are the public addresses (slug, reference) that the two had then, empty
    where they had none; ``content`` is the public record of the actor that remains.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=choices(RecordKind))
    actor = models.OneToOneField(Actor, on_delete=models.PROTECT, null=True, related_name="merger")
    incident = models.OneToOneField(
        Incident, on_delete=models.PROTECT, null=True, related_name="merger"
    )
    old = models.CharField(_("old address"), max_length=80, blank=True)
    new = models.CharField(_("new address"), max_length=80, blank=True)
    content = models.JSONField(default=dict)
    reason = models.TextField(_("reason (internal)"))
    merged_at = models.DateTimeField(_("merged at"))
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("merged by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ("-merged_at", "-pk")
        constraints = [
            code_constraint("merger", "kind", RecordKind),
            models.CheckConstraint(
                condition=Q(kind=RecordKind.ACTOR, actor__isnull=False, incident__isnull=True)
                | Q(kind=RecordKind.INCIDENT, actor__isnull=True, incident__isnull=False),
                name="merger_is_of_one_actor_or_one_incident",
            ),
            models.UniqueConstraint(
                fields=("kind", "old"),
                condition=~Q(old=""),
                name="an_old_address_leads_to_one_place",
            ),
            models.CheckConstraint(
                condition=Q(old="") | ~Q(old=F("new")), name="merger_leads_elsewhere"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="merger_is_never_changed", operation=pgtrigger.Delete | pgtrigger.Update
            )
        ]

    def __str__(self) -> str:
        return f"{self.old or self.actor or self.incident} → {self.new or '–'}"
