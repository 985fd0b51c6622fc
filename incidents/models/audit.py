"""The audit: one chain of entries, and the payloads it commits to.

Rows are written by triggers of the database alone (``audit_sql.py``), in the transaction of the
change itself; the application has no right to write here. The rules of the chain: ``audit/``.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditOperation(models.TextChoices):
    """What happened to the row."""

    INSERT = "insert", _("added")
    UPDATE = "update", _("changed")
    DELETE = "delete", _("deleted")
    READ = "read", _("read")
    ERASE = "erase", _("erased from the audit")


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
        return f"{self.sequence} {self.table_name} {self.row_key} {self.operation}"
