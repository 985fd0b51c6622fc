"""What the public sees: Publications, their approvals, and the counter of references."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.db.models import F, Q
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

from incidents.codes import ApprovalKind, PublicationKind, Scheme
from incidents.labels import choices
from incidents.models.base import code_constraint
from incidents.models.incident import Incident
from incidents.models.vocabulary import Term


def only_editorial() -> list[str]:
    """What a content needs at least."""
    return [ApprovalKind.EDITORIAL.value]


class Approval(models.Model):
    """One person's agreement to one digest of one version and, for a next Publication, to the
    digest of its notice; given by neither its author, nor its last editor, nor whoever wrote the
    notice. An edit of either makes another version.

    ``kinds_needed`` is what ``publication.approvals_needed`` says of the content: without them all
    nothing stays approved. Publishing asks the content itself again.
    """

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="approvals")
    kind = models.CharField(_("kind"), max_length=10, choices=choices(ApprovalKind))
    digest = models.CharField(max_length=64)
    notice_digest = models.CharField(max_length=64, blank=True)
    notice_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    version = models.PositiveIntegerField()
    kinds_needed = ArrayField(
        models.CharField(max_length=10, choices=choices(ApprovalKind)),
        verbose_name=_("approvals that this content needs"),
        default=only_editorial,
    )
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
            models.CheckConstraint(
                condition=Q(notice_by__isnull=True) | ~Q(approved_by=F("notice_by")),
                name="approver_did_not_write_the_notice",
            ),
            models.CheckConstraint(
                condition=Q(notice_digest="", notice_by__isnull=True)
                | (~Q(notice_digest="") & Q(notice_by__isnull=False)),
                name="approved_notice_has_its_writer",
            ),
            models.CheckConstraint(
                condition=Q(
                    kinds_needed__contains=only_editorial(),
                    kinds_needed__contained_by=[kind.value for kind in ApprovalKind],
                ),
                name="content_needs_editorial_approval_at_least",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="approval_is_never_changed", operation=pgtrigger.Delete | pgtrigger.Update
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


@deconstructible(path="incidents.models.publication.RecordIds")
class RecordIds(models.Func):
    """The ids of the records in a document: claims, procedures, appearances, sources."""

    function = "jsonb_path_query_array"
    template = "%(function)s(%(expressions)s, '$.*[*].id')"
    arity = 1
    output_field = models.JSONField()


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Chains of publication filters: what every public output starts from."""

    def current(self) -> "PublicationQuerySet":
        """What is public now."""
        return self.filter(ended_at__isnull=True)

    def ended_with(self, part: str, public_id: str) -> "PublicationQuerySet":
        """What is public no more and had this record in a list of its document, the last first."""
        ended = self.filter(ended_at__isnull=False).alias(ids=RecordIds("content"))
        wanted: dict[str, Any] = {
            "ids__contains": [public_id],
            f"content__{part}__contains": [{"id": public_id}],
        }
        return ended.filter(**wanted).order_by("-ended_at", "-pk")


def is_in_a_publication(place: str, given: str) -> bool:
    """Whether any Publication, ended ones too, refers to this ``source``, ``transcript``, ``file``,
    ``actor`` or ``election``, by its public id, digest or slug. The rule is the database's own
    (`0016_publication_rules`), which keeps such rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT vigie_in_publication(%s, %s)", [place, given])
        return bool(cursor.fetchone()[0])


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
    notice_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("notice written by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
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
            models.CheckConstraint(
                condition=Q(notice_by__isnull=True) | ~Q(published_by=F("notice_by")),
                name="notice_is_published_by_another_than_who_wrote_it",
            ),
        ]
        indexes = [
            # Where a record is looked for that no current document has any more.
            GinIndex(
                RecordIds("content"),
                name="publication_ended_records",
                condition=Q(ended_at__isnull=False),
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
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("legal reviewer"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ("-withdrawn_at",)
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="confirmation_of_a_withdrawal_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("withdrawn_by")),
                name="withdrawal_is_confirmed_by_a_second_person",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="withdrawal_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="withdrawal_is_only_confirmed", exclude=["confirmed_by", "confirmed_at"]
            ),
            pgtrigger.Protect(
                name="withdrawal_is_confirmed_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__confirmed_by__isnull=False),
            ),
            pgtrigger.Trigger(
                name="withdrawal_by_one_person_is_for_privacy",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__confirmed_by__isnull=True),
                declare=[("code_of_class", "text")],
                func=(
                    "SELECT code INTO code_of_class FROM incidents_term"
                    " WHERE id = NEW.reason_class_id;"
                    " IF code_of_class IS DISTINCT FROM 'privacy' THEN"
                    " RAISE EXCEPTION 'a withdrawal by one person is for privacy, not for %',"
                    " code_of_class USING ERRCODE = 'check_violation'; END IF; RETURN NEW;"
                ),
            ),
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
