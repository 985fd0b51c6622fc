"""Issued reports: one frozen snapshot, one file per language."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidents.codes import ReportKind
from incidents.labels import choices
from incidents.models.base import code_constraint
from incidents.models.incident import LANGUAGES
from incidents.models.source import StoredFile


class Report(models.Model):
    """One edition: the snapshot of what was public at the cut-off, and its digest."""

    kind = models.CharField(
        _("kind"), max_length=10, choices=choices(ReportKind), default=ReportKind.MONTH
    )
    period = models.CharField(_("period"), max_length=80)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    first_day = models.DateField(_("first day"))
    next_day = models.DateField(_("first day of the next period"))
    snapshot = models.JSONField()
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("-first_day", "-edition")
        permissions = [("close_report", _("Can close a period and issue its report"))]
        constraints = [
            code_constraint("report", "kind", ReportKind),
            models.UniqueConstraint(
                fields=("kind", "period", "edition"), name="edition_is_unique_in_its_period"
            ),
            models.CheckConstraint(
                condition=Q(first_day__lt=F("next_day")), name="period_begins_before_it_ends"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="report_is_never_changed", operation=pgtrigger.Delete | pgtrigger.Update
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.period} ({self.edition})"


class ReportFile(models.Model):
    """The PDF of one edition in one language, served byte for byte."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="files")
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    pages = models.PositiveIntegerField(_("pages"))

    class Meta:
        verbose_name = _("report file")
        verbose_name_plural = _("report files")
        ordering = ("-language",)
        constraints = [
            models.UniqueConstraint(
                fields=("report", "language"), name="report_has_one_file_per_language"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="report_file_is_never_changed", operation=pgtrigger.Delete | pgtrigger.Update
            )
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.language}"
