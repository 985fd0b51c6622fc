"""What the public sees: Publications, their approvals, and the counter of references."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import ApprovalKind, PublicationKind, Scheme
from incidents.labels import choices
from incidents.models.base import code_constraint
from incidents.models.incident import Incident
from incidents.models.vocabulary import Term


class Approval(models.Model):
    """One person's agreement to one digest of one version, given by neither its author nor its last
    editor. An edit makes another version."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="approvals")
    kind = models.CharField(_("kind"), max_length=10, choices=choices(ApprovalKind))
    digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    last_editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ("approved_at", "pk")
        constraints = [
            code_constraint("approval", "kind", ApprovalKind),
            models.UniqueConstraint(
                fields=("incident", "version", "digest", "kind"),
                name="content_is_approved_once_per_kind",
            ),
            models.UniqueConstraint(
                fields=("incident", "version", "digest", "approved_by"),
                name="two_approvals_are_of_two_people",
            ),
            models.CheckConstraint(
                condition=Q(author__isnull=True) | ~Q(approved_by=F("author")),
                name="approver_is_not_the_author",
            ),
            models.CheckConstraint(
                condition=Q(last_editor__isnull=True) | ~Q(approved_by=F("last_editor")),
                name="approver_is_not_the_last_editor",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="approval_is_never_changed", operation=pgtrigger.Delete | pgtrigger.Update
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Chains of publication filters: what every public output starts from."""

    def current(self) -> "PublicationQuerySet":
        """What is public now."""
        return self.filter(ended_at__isnull=True)


class Publication(models.Model):
    """The public document of one incident between two moments. Never changed, only ended."""

    incident = models.ForeignKey(
        Incident,
        verbose_name=_("incident"),
        on_delete=models.PROTECT,
        related_name="publications",
    )
    reference = models.CharField(_("reference"), max_length=20, db_index=True)
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=choices(PublicationKind))
    content = models.JSONField()
    digest = models.CharField(_("digest"), max_length=64)
    published_at = models.DateTimeField(_("published at"))
    first_published_at = models.DateTimeField(_("first published at"))
    ended_at = models.DateTimeField(_("ended at"), null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    approvals = models.ManyToManyField(
        Approval, verbose_name=_("approvals"), related_name="publications"
    )
    correction_class = models.ForeignKey(
        Term,
        verbose_name=_("class of the correction"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        limit_choices_to={"scheme": Scheme.CORRECTION_CLASS},
    )
    notice_fr = models.TextField(_("notice (French)"), blank=True)
    notice_en = models.TextField(_("notice (English)"), blank=True)
    silence_override = models.TextField(
        _("reason for publishing in a silence period (internal)"), blank=True
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ("-published_at", "-pk")
        constraints = [
            code_constraint("publication", "kind", PublicationKind),
            models.UniqueConstraint(
                fields=("incident", "number"), name="publication_number_is_unique_in_incident"
            ),
            models.UniqueConstraint(
                fields=("incident",),
                condition=Q(ended_at__isnull=True),
                name="incident_has_one_current_publication",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("published_at")),
                name="publication_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=(Q(kind=PublicationKind.FIRST, number=1))
                | (~Q(kind=PublicationKind.FIRST) & Q(number__gt=1)),
                name="first_publication_has_number_one",
            ),
            models.CheckConstraint(
                condition=Q(kind=PublicationKind.FIRST) | ~Q(notice_fr="") | ~Q(notice_en=""),
                name="correction_or_development_has_a_public_notice",
            ),
            models.CheckConstraint(
                condition=~Q(kind=PublicationKind.CORRECTION) | Q(correction_class__isnull=False),
                name="correction_has_a_class",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="publication_is_only_ended", exclude=["ended_at"]),
            pgtrigger.Protect(name="publication_is_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.reference} #{self.number}"


class Withdrawal(models.Model):
    """The tombstone of a withdrawn incident: reference, date and class of reason, nothing else."""

    incident = models.OneToOneField(
        Incident, verbose_name=_("incident"), on_delete=models.PROTECT, related_name="withdrawal"
    )
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    first_published_at = models.DateTimeField(_("first published at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("withdrawn by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason_class = models.ForeignKey(
        Term,
        verbose_name=_("class of the reason"),
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"scheme": Scheme.CORRECTION_CLASS},
    )
    internal_reason = models.TextField(_("reason (internal)"))

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ("-withdrawn_at",)
        triggers = [
            pgtrigger.Protect(
                name="withdrawal_is_never_deleted", operation=pgtrigger.Delete | pgtrigger.Update
            )
        ]

    def __str__(self) -> str:
        return self.reference


class ReferenceCounter(models.Model):
    """The last number given out in a year, so that a reference is never reused."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("counter of references")
        verbose_name_plural = _("counters of references")

    def __str__(self) -> str:
        return f"INC-{self.year}-{self.last:04d}"
