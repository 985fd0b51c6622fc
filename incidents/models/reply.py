"""The right of reply: who asked to answer what, and what was decided."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import ReplyChannel, ReplyDecision
from incidents.labels import choices
from incidents.models.actor import Actor
from incidents.models.base import Edited, PublicIdField, code_constraint
from incidents.models.claim import Claim
from incidents.models.incident import LANGUAGES, Incident, Involvement
from incidents.models.publication import Publication


class ReplyQuerySet(models.QuerySet["Reply"]):
    """Chains of filters of requests, for staff code only."""

    def waiting(self) -> "ReplyQuerySet":
        """Not decided, or accepted since the Publication that is public: the clock runs."""
        older = Publication.objects.current().filter(
            incident=OuterRef("incident"), published_at__lt=OuterRef("decided_at")
        )
        unpublished = Q(Exists(older), decision=ReplyDecision.ACCEPTED)
        return self.filter(Q(decision="") | unpublished)


class Reply(Edited):
    """A request to answer a claim, an involvement, or the whole incident where neither is named.

    Once accepted it stands in the public document from the next Publication on, beside what it
    answers. How to reach who asked is never public; the name is once the reply is.
    """

    public_id = PublicIdField()
    incident = models.ForeignKey(
        Incident, verbose_name=_("incident"), on_delete=models.PROTECT, related_name="replies"
    )
    claim = models.ForeignKey(
        Claim,
        verbose_name=_("claim that it answers"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
    )
    involvement = models.ForeignKey(
        Involvement,
        verbose_name=_("involvement that it answers"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
    )
    asked_by = models.CharField(
        _("who asks"),
        max_length=200,
        help_text=_("Public with the reply, unless an actor is chosen: then the actor is named."),
    )
    actor = models.ForeignKey(
        Actor,
        verbose_name=_("actor"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        help_text=_("A private person stands there under the public label."),
    )
    contact = models.TextField(
        _("how to reach them (internal)"), blank=True, help_text=_("For staff; never public.")
    )
    received_how = models.CharField(
        _("received by"), max_length=10, choices=choices(ReplyChannel), default=ReplyChannel.EMAIL
    )
    requested_at = models.DateTimeField(_("received at"))
    due_at = models.DateTimeField(_("due at"), editable=False)
    text = models.TextField(_("text of the reply"), help_text=_("Word for word, as received."))
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="fr")
    decision = models.CharField(
        _("decision"), max_length=10, choices=choices(ReplyDecision), blank=True, editable=False
    )
    refusal_reason = models.TextField(_("reason of the refusal"), blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("right of reply")
        verbose_name_plural = _("rights of reply")
        ordering = ("due_at", "pk")
        permissions = [("decide_reply", _("Can decide on a right of reply"))]
        constraints = [
            code_constraint("reply", "decision", ReplyDecision, blank=True),
            code_constraint("reply", "received_how", ReplyChannel),
            models.CheckConstraint(
                condition=Q(claim__isnull=True) | Q(involvement__isnull=True),
                name="reply_is_to_one_thing_or_to_the_whole",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("requested_at")), name="reply_is_due_after_its_request"
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(asked_by=""), name="reply_has_a_text_and_a_name"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="decision_on_a_reply_is_dated_and_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(decision=ReplyDecision.REFUSED) & ~Q(refusal_reason="")
                | ~Q(decision=ReplyDecision.REFUSED) & Q(refusal_reason=""),
                name="reply_is_refused_with_a_reason",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="reply_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="accepted_reply_stays_as_it_was_accepted",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__decision="accepted")
                & (
                    pgtrigger.Q(old__text__df=pgtrigger.F("new__text"))
                    | pgtrigger.Q(old__language__df=pgtrigger.F("new__language"))
                    | pgtrigger.Q(old__decision__df=pgtrigger.F("new__decision"))
                    | pgtrigger.Q(old__requested_at__df=pgtrigger.F("new__requested_at"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident} – {self.asked_by}"
