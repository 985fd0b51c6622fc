"""What partners sent: the draft it became, what they were told, the actors they named."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import ActorKind, State, SubmissionState, SubmittedActorState
from incidents.labels import choices
from incidents.models.actor import Actor
from incidents.models.base import PublicIdField, code_constraint
from incidents.models.incident import Incident
from incidents.models.partner import ApiKey, Partner
from incidents.models.vocabulary import Jurisdiction

TOLD_ABOUT = (SubmissionState.CHANGES_REQUESTED, SubmissionState.REJECTED)
"""The moves whose reason is told to the sender, in words meant for the sender."""


DECIDED = (SubmittedActorState.ACCEPTED, SubmittedActorState.PRIVATE)


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Chains of filters of submissions."""

    def to_take_up(self) -> "SubmissionQuerySet":
        """Drafts that nobody of the staff works on yet."""
        return self.filter(incident__state=State.DRAFT, incident__assigned_to__isnull=True)


class Submission(models.Model):
    """One accepted request: the same ``idempotency_key`` of a partner never makes another draft.

    ``digest`` is that of the request's canonical JSON. ``incident`` is None once the draft was
    deleted.
    """

    public_id = PublicIdField()
    partner = models.ForeignKey(
        Partner, verbose_name=_("partner"), on_delete=models.PROTECT, related_name="submissions"
    )
    key = models.ForeignKey(
        ApiKey, verbose_name=_("API key"), on_delete=models.PROTECT, related_name="submissions"
    )
    idempotency_key = models.CharField(_("idempotency key"), max_length=200)
    digest = models.CharField(max_length=64)
    incident = models.OneToOneField(
        Incident,
        verbose_name=_("incident"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="submission",
    )
    note = models.TextField(_("note of the sender"), blank=True)
    received_at = models.DateTimeField(_("received at"))

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ("-pk",)
        default_permissions = ("view",)
        permissions = [("answer_submission", _("Can write to whoever sent a submission"))]
        constraints = [
            models.UniqueConstraint(
                fields=("partner", "idempotency_key"), name="submission_is_received_once"
            ),
            models.CheckConstraint(
                condition=Q(digest__regex="^[0-9a-f]{64}$"), name="submission_digest_is_a_sha256"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} – {self.public_id}"


class SubmissionMessage(models.Model):
    """Words for the sender of a submission; nothing else that staff write reaches them. ``about``:
    the move that it gives the reason of, if it does."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="messages")
    about = models.CharField(
        _("about"), max_length=20, choices=choices(SubmissionState), blank=True
    )
    text = models.TextField(_("message to the sender"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("message to a sender")
        verbose_name_plural = _("messages to senders")
        ordering = ("-pk",)
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(about__in=["", *(state.value for state in TOLD_ABOUT)]),
                name="message_to_a_sender_is_about_a_refusal_or_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="message_to_a_sender_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class SubmittedActor(models.Model):
    """An actor that a submission gave by name.

    Where the register has exactly one of that name or id, ``actor`` is that one (``matched``).
    Otherwise it is a stand-in that is unidentified and has no page, and staff decide who it is: no
    free text of a partner becomes a public person by itself.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="actors")
    actor = models.ForeignKey(
        Actor, verbose_name=_("actor"), on_delete=models.PROTECT, related_name="submitted"
    )
    state = models.CharField(_("state"), max_length=10, choices=choices(SubmittedActorState))
    kind = models.CharField(_("kind"), max_length=20, choices=choices(ActorKind))
    name_fr = models.CharField(_("name (French)"), max_length=200, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    country = models.ForeignKey(
        Jurisdiction, verbose_name=_("country"), on_delete=models.PROTECT, null=True
    )
    wikidata_id = models.CharField(_("Wikidata id"), max_length=20, blank=True)
    party_facts_id = models.CharField(_("Party Facts id"), max_length=20, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        verbose_name = _("actor named by a partner")
        verbose_name_plural = _("actors named by partners")
        ordering = ("pk",)
        default_permissions = ("view", "change")
        constraints = [
            code_constraint("submitted_actor", "state", SubmittedActorState),
            code_constraint("submitted_actor", "kind", ActorKind),
            models.CheckConstraint(
                condition=Q(wikidata_id="") | Q(wikidata_id__regex=r"^Q[1-9][0-9]*$"),
                name="submitted_wikidata_id_is_a_q_and_digits",
            ),
            models.CheckConstraint(
                condition=Q(party_facts_id="") | Q(party_facts_id__regex="^[1-9][0-9]*$"),
                name="submitted_party_facts_id_is_digits",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="decision_on_a_submitted_actor_is_dated_and_signed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, decided_by__isnull=False)
                | (~Q(state__in=DECIDED) & Q(decided_by__isnull=True)),
                name="submitted_actor_is_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name_fr or self.name_en
