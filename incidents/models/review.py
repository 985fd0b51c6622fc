"""What reviewers did with an incident: every move of its state, and the contents they agreed to."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import State
from incidents.labels import choices
from incidents.models.base import code_constraint
from incidents.models.incident import Incident
from incidents.publication import Move

ONLY_BLANKED = """
    IF NEW.digest = OLD.digest AND NEW.content IS NULL THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a reviewed content is never changed';
"""


class ReviewedContent(models.Model):
    """A document that somebody approved, once for each digest: review compares with it.

    A lawful erasure blanks it, and the digest stays.
    """

    digest = models.CharField(primary_key=True, max_length=64)
    content = models.JSONField(null=True)

    class Meta:
        verbose_name = _("approved content")
        verbose_name_plural = _("approved contents")
        triggers = [
            pgtrigger.Trigger(
                name="reviewed_content_is_only_blanked",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=ONLY_BLANKED,
            ),
            pgtrigger.Protect(name="reviewed_content_is_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.digest[:12]


class IncidentMoveQuerySet(models.QuerySet["IncidentMove"]):
    """Chains of filters on moves."""

    def deciding(self) -> "IncidentMoveQuerySet":
        """What a reviewer answered, the newest first."""
        return self.filter(move__in=(Move.REQUEST_CHANGES, Move.REJECT, Move.APPROVE)).order_by(
            "-pk"
        )

    def refusing(self) -> "IncidentMoveQuerySet":
        """Given back or rejected, each with its reason, the newest first."""
        return self.filter(move__in=(Move.REQUEST_CHANGES, Move.REJECT)).order_by("-pk")


class IncidentMove(models.Model):
    """One move of an incident's state, of which content, and why. Only ever added.

    The first of two approvals leads nowhere yet: it is here as well, from a state to itself.
    """

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="moves")
    move = models.CharField(_("move"), max_length=20, choices=choices(Move))
    from_state = models.CharField(_("from"), max_length=10, choices=choices(State))
    to_state = models.CharField(_("to"), max_length=10, choices=choices(State))
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    moved_at = models.DateTimeField(_("when"))
    reason = models.TextField(_("reason"), blank=True)
    digest = models.CharField(_("digest of the content"), max_length=64, blank=True)

    objects = IncidentMoveQuerySet.as_manager()

    class Meta:
        verbose_name = _("move of an incident")
        verbose_name_plural = _("moves of incidents")
        ordering = ("-pk",)
        constraints = [
            code_constraint("incident_move", "move", Move),
            code_constraint("incident_move", "from_state", State),
            code_constraint("incident_move", "to_state", State),
            models.CheckConstraint(
                condition=~Q(move__in=(Move.REQUEST_CHANGES, Move.REJECT)) | ~Q(reason=""),
                name="refusing_move_has_its_reason",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="incident_move_is_never_changed", operation=pgtrigger.Delete | pgtrigger.Update
            )
        ]

    def __str__(self) -> str:
        moved = f"{self.get_from_state_display()} → {self.get_to_state_display()}"
        return f"{self.get_move_display()} ({moved})"
