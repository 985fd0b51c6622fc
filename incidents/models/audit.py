"""The audit: one chain of entries, and the payloads it commits to.

Rows are written by triggers of the database alone (``audit_sql.py``), in the transaction of the
change itself; the application has no right to write here. The rules of the chain: ``audit/``.
"""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditOperation(models.TextChoices):
    """What happened to the row."""

    INSERT = "insert", _("added")
    UPDATE = "update", _("changed")
    DELETE = "delete", _("deleted")
    READ = "read", _("read")
    ERASE = "erase", _("erased from the audit")


class AuditOutcome(models.TextChoices):
    """What a look at the whole audit found."""

    INTACT = "intact", _("intact")
    ALTERED = "altered", _("altered")
    INCOMPLETE = "incomplete", _("incomplete")
    CANNOT_CHECK = "cannot_check", _("not to be checked")


class AuditPayload(models.Model):
    """Old values, new values and reason of one entry: JSON text, byte for byte as it was hashed.

    ``{"before": {column: value}, "after": {column: value}, "why": text}``; of an update only what
    changed. A lawful erasure blanks salt and payload, and leaves an entry of its own.
    """

    header = models.JSONField()
    salt = models.CharField(max_length=64, null=True)  # noqa: DJ001 - absent once erased
    payload = models.TextField(null=True)  # noqa: DJ001 - absent once erased

    class Meta:
        verbose_name = _("payload of an audit entry")
        verbose_name_plural = _("payloads of audit entries")

    def __str__(self) -> str:
        return str(self.pk)


class AuditEntry(models.Model):
    """One change of one row (of a transcript's passages: one statement), in the order in which
    transactions ended. ``sequence`` has no gaps."""

    sequence = models.BigIntegerField(_("number"), primary_key=True)
    previous = models.CharField(max_length=64)
    at = models.DateTimeField(_("when"))
    person = models.BigIntegerField(_("who"), null=True)
    way = models.CharField(_("by what"), max_length=200)
    role = models.CharField(_("database role"), max_length=63)
    table_name = models.CharField(_("record"), max_length=63)
    row_key = models.CharField(_("row"), max_length=100)
    operation = models.CharField(_("what"), max_length=6, choices=AuditOperation.choices)
    commitment = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    payload = models.OneToOneField(AuditPayload, on_delete=models.PROTECT, related_name="entry")

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ("-sequence",)
        indexes = [
            models.Index(fields=("table_name", "row_key", "sequence"), name="audit_by_row"),
            models.Index(fields=("person", "sequence"), name="audit_by_person"),
        ]
        permissions = [("verify_audit", _("Can verify the audit"))]

    def __str__(self) -> str:
        return str(self.sequence)


class AuditHead(models.Model):
    """The chain's state at a moment, kept for good; one for each length of the chain at most.

    ``digest``: SHA-256 of the bytes that leave the database. A head that does not stand in the
    chain, or does not follow the last one, is refused by the database.
    """

    count = models.BigIntegerField(_("entries"), primary_key=True)
    hash = models.CharField(max_length=64)
    merkle_root = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("when"))
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("head of the audit")
        verbose_name_plural = _("heads of the audit")
        ordering = ("-count",)

    def __str__(self) -> str:
        return f"{self.count} {self.hash[:12]}"


class AuditStamp(models.Model):
    """An authority's answer (RFC 3161) to a head, byte for byte."""

    head = models.ForeignKey(AuditHead, on_delete=models.PROTECT, related_name="stamps")
    authority = models.CharField(_("authority"), max_length=40)
    url = models.CharField(_("address"), max_length=300)
    answer = models.BinaryField()
    stamped_at = models.DateTimeField(_("stamped at"))

    class Meta:
        verbose_name = _("time stamp of a head")
        verbose_name_plural = _("time stamps of heads")
        ordering = ("head", "authority")
        constraints = [
            models.UniqueConstraint(
                fields=("head", "authority"), name="head_has_one_stamp_per_authority"
            )
        ]

    def __str__(self) -> str:
        return f"{self.head_id} {self.authority}"


class AuditCheck(models.Model):
    """What came of one look at the whole audit that somebody asked for. Only ever added.

    ``said``: the first findings, one to a line, places and hashes only; ``found``: how many in all.
    """

    checked_at = models.DateTimeField(_("when"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=AuditOutcome.choices)
    count = models.BigIntegerField(_("entries"))
    found = models.PositiveIntegerField(_("findings"))
    said = models.TextField(_("where"), blank=True)

    class Meta:
        verbose_name = _("check of the audit")
        verbose_name_plural = _("checks of the audit")
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=AuditOutcome.values),
                name="audit_check_outcome_is_a_known_code",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome=AuditOutcome.INTACT, found=0, said="")
                | (
                    ~models.Q(outcome=AuditOutcome.INTACT)
                    & models.Q(found__gt=0)
                    & ~models.Q(said="")
                ),
                name="audit_check_says_what_it_found",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="audit_check_is_never_changed", operation=pgtrigger.Delete | pgtrigger.Update
            )
        ]

    def __str__(self) -> str:
        return f"{self.count} {self.outcome}"
