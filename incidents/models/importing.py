"""Files that brought records in: each file, its records while they wait, and whence drafts came."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import ImportFormat, ImportStage, ImportState, LineOutcome
from incidents.labels import choices
from incidents.models.base import Edited, code_constraint
from incidents.models.incident import Incident
from incidents.models.source import SourceMedia

DIGEST = "^[0-9a-f]{64}$"


def done_by(words: Any) -> models.ForeignKey:
    """Who did one of the steps of an import; nobody where a command did."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=words,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )


class Import(models.Model):
    """One file, read by one mapping: checked first (staged), then carried out whole or not at all.

    ``counts`` is what each outcome of its records has come to, ``proposed`` among them: names that
    no actor of the register bears. ``provenance`` is the SHA-256 over its ``ImportedRow`` rows,
    which by that stand in the audit with one entry for all of them.
    """

    file_name = models.CharField(_("file"), max_length=200)
    file_digest = models.CharField(_("SHA-256 of the file"), max_length=64)
    file_size = models.PositiveBigIntegerField(_("bytes"))
    format = models.CharField(_("format"), max_length=6, choices=choices(ImportFormat))
    dataset = models.CharField(
        _("dataset"),
        max_length=100,
        help_text=_("What the ids of the file belong to: the same id of it is never taken twice."),
    )
    mapping_name = models.CharField(_("mapping"), max_length=80, blank=True)
    mapping = models.JSONField(_("mapping as it was used"), default=dict)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    warnings = models.JSONField(_("warnings"), default=list)
    state = models.CharField(
        _("state"), max_length=11, choices=choices(ImportState), default=ImportState.STAGED
    )
    counts = models.JSONField(_("counts"), default=dict)
    provenance = models.CharField(_("SHA-256 of what came from where"), max_length=64, blank=True)
    failure = models.TextField(_("why it failed"), blank=True)
    staged_at = models.DateTimeField(_("checked at"))
    staged_by = done_by(_("checked by"))
    ended_at = models.DateTimeField(_("carried out at"), null=True)
    ended_by = done_by(_("carried out by"))
    undone_at = models.DateTimeField(_("undone at"), null=True)
    undone_by = done_by(_("undone by"))
    undone_reason = models.TextField(_("why it was undone"), blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-pk",)
        constraints = [
            code_constraint("import", "format", ImportFormat),
            code_constraint("import", "state", ImportState),
            models.CheckConstraint(
                condition=Q(file_digest__regex=DIGEST), name="import_file_digest_is_a_sha256"
            ),
            models.CheckConstraint(
                condition=Q(state=ImportState.STAGED, ended_at__isnull=True)
                | ~Q(state=ImportState.STAGED),
                name="staged_import_has_not_ended",
            ),
            models.CheckConstraint(
                condition=Q(state=ImportState.UNDONE, undone_at__isnull=False)
                | (~Q(state=ImportState.UNDONE) & Q(undone_at__isnull=True)),
                name="undone_import_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.dataset})"

    @property
    def may_be_carried_out(self) -> bool:
        """Checked, without a problem, and with something to do."""
        refused = self.counts.get(LineOutcome.REFUSED, 0)
        created = self.counts.get(LineOutcome.CREATE, 0)
        return self.state == ImportState.STAGED and not refused and created > 0


class ImportProgress(models.Model):
    """How far an import is, for whoever watches: written by a connection of its own, so that it is
    seen while the one transaction of the import still runs. Without a foreign key, which would have
    it wait for that transaction."""

    batch_key = models.BigIntegerField(primary_key=True)
    stage = models.CharField(max_length=10, choices=choices(ImportStage))
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("progress of an import")
        verbose_name_plural = _("progress of imports")
        constraints = [code_constraint("import_progress", "stage", ImportStage)]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.done}/{self.of}"


class ImportLineQuerySet(models.QuerySet["ImportLine"]):
    """Chains of filters of a preview."""

    def refused(self) -> "ImportLineQuerySet":
        """Those with a problem, in the order of the file."""
        return self.filter(outcome=LineOutcome.REFUSED).order_by("line")


class ImportLine(models.Model):
    """One record of a staged file: what it would become, or what is wrong with it.

    ``line`` is the physical line on which it begins. ``values`` holds the rows to be made, by
    table; ``problems`` and ``warnings`` are those of ``imports/problems.py`` as JSON. Records wait
    here until the import is carried out; then only what changed or was skipped stays.
    """

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="lines")
    line = models.PositiveIntegerField(_("line"))
    external_id = models.CharField(_("id in the dataset"), max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    address = models.CharField(_("address"), max_length=1000, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    outcome = models.CharField(
        _("what it would do"), max_length=8, choices=choices(LineOutcome), db_index=False
    )
    values = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    incident = models.ForeignKey(
        Incident,
        verbose_name=_("incident that is here already"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    objects = ImportLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("record of a file")
        verbose_name_plural = _("records of files")
        ordering = ("batch_id", "line")
        constraints = [
            code_constraint("import_line", "outcome", LineOutcome),
            models.UniqueConstraint(
                fields=("batch", "line"), name="import_has_each_line_of_its_file_once"
            ),
        ]
        indexes = [
            models.Index(fields=("batch", "outcome", "line"), name="import_lines_by_outcome"),
            models.Index(fields=("batch", "external_id"), name="import_lines_by_external_id"),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.title or self.external_id}"


class ImportedRow(models.Model):
    """Where a draft came from: which record of which dataset, in which line of which file. Never
    changed; it goes with its incident."""

    dataset = models.CharField(_("dataset"), max_length=100)
    external_id = models.CharField(_("id in the dataset"), max_length=200)
    incident = models.OneToOneField(Incident, on_delete=models.CASCADE, related_name="imported")
    batch = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField(_("line"))
    digest = models.CharField(_("SHA-256 of the record"), max_length=64)
    address = models.CharField(_("address"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("imported record")
        verbose_name_plural = _("imported records")
        ordering = ("batch_id", "line")
        constraints = [
            models.UniqueConstraint(
                fields=("dataset", "external_id"), name="record_of_a_dataset_is_imported_once"
            ),
            models.UniqueConstraint(
                fields=("batch", "line"), name="line_of_an_import_makes_one_incident"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="imported_row_is_never_changed", operation=pgtrigger.Update)
        ]

    def __str__(self) -> str:
        return f"{self.dataset} {self.external_id}"


class ImportedSource(models.Model):
    """A source that an import made: it goes when the import is undone and nothing else cites it."""

    batch = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="sources")
    source = models.OneToOneField(SourceMedia, on_delete=models.CASCADE, related_name="imported")

    class Meta:
        verbose_name = _("imported source")
        verbose_name_plural = _("imported sources")
        ordering = ("batch_id", "source_id")

    def __str__(self) -> str:
        return str(self.source)


class SavedMapping(Edited):
    """How the columns of one kind of file become fields of an incident, kept under a name."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    content = models.JSONField(_("mapping"))

    class Meta:
        verbose_name = _("mapping of an import")
        verbose_name_plural = _("mappings of imports")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
