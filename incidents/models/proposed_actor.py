"""Names that imports used and that no actor of the register bears: for staff to decide."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import ProposalState, Role
from incidents.labels import choices
from incidents.models.actor import Actor
from incidents.models.base import code_constraint
from incidents.models.importing import DIGEST, Import
from incidents.models.incident import Incident
from incidents.models.source import SourceMedia


class ProposedActor(models.Model):
    """One name, once for the whole register, however many files use it: never an actor by itself,
    because many names in such files are those of private persons.

    ``key`` is the SHA-256 of the folded name. Of a dismissed name nothing else is kept, so that it
    is neither proposed again nor remembered. The audit knows the name by its digest only.
    """

    key = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=choices(ProposalState), default=ProposalState.OPEN
    )
    actor = models.ForeignKey(
        Actor, verbose_name=_("actor"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    first_batch = models.ForeignKey(
        Import, verbose_name=_("first used by"), on_delete=models.PROTECT, related_name="proposed"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("proposed actor")
        verbose_name_plural = _("proposed actors")
        ordering = ("name", "pk")
        constraints = [
            code_constraint("proposed_actor", "state", ProposalState),
            models.CheckConstraint(
                condition=Q(key__regex=DIGEST), name="proposed_actor_key_is_a_sha256"
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.MATCHED, actor__isnull=False)
                | (~Q(state=ProposalState.MATCHED) & Q(actor__isnull=True)),
                name="matched_proposal_and_no_other_has_an_actor",
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.DISMISSED, name="")
                | (~Q(state=ProposalState.DISMISSED) & ~Q(name="")),
                name="dismissed_proposal_forgets_the_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"


class ProposedInvolvement(models.Model):
    """The role in which a draft's record used such a name, and the source that says so. It becomes
    an involvement when the name is matched, and goes when it is dismissed."""

    proposal = models.ForeignKey(ProposedActor, on_delete=models.CASCADE, related_name="uses")
    batch = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey(
        Incident, on_delete=models.CASCADE, related_name="proposed_involvements"
    )
    role = models.CharField(_("role"), max_length=20, choices=choices(Role))
    source = models.ForeignKey(SourceMedia, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("proposed involvement")
        verbose_name_plural = _("proposed involvements")
        ordering = ("pk",)
        constraints = [
            code_constraint("proposed_involvement", "role", Role),
            models.UniqueConstraint(
                fields=("proposal", "incident", "role"),
                name="name_is_proposed_once_per_role_and_incident",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal} – {self.get_role_display()}"
