"""Issued reports: one frozen snapshot, one file per language."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from incidents.codes import ReportKind, Scheme
from incidents.coverage import coverage_wording
from incidents.labels import choices, label
from incidents.models.base import code_constraint
from incidents.models.incident import LANGUAGES
from incidents.models.source import StoredFile
from incidents.models.vocabulary import Term


class Report(models.Model):
    """One edition: the snapshot of what was public at the cut-off, and its digest.

    ``period`` is the key of its ``Coverage``; ``jurisdiction`` and ``election`` are "" where it is
    about everything. ``summary`` is what lists say of it without reading the snapshot
    (``reports.in_lists``); reports older than it have none.
    """

    kind = models.CharField(
        _("kind"), max_length=10, choices=choices(ReportKind), default=ReportKind.MONTH
    )
    period = models.CharField(_("period"), max_length=120)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    first_day = models.DateField(_("first day"))
    next_day = models.DateField(_("first day of the next period"))
    jurisdiction = models.CharField(_("jurisdiction"), max_length=2, blank=True)
    election = models.CharField(_("election"), max_length=80, blank=True)
    snapshot = models.JSONField()
    digest = models.CharField(_("digest"), max_length=64)
    summary = models.JSONField(_("summary"), default=dict, blank=True)
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("issued by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("-first_day", "-edition")
        permissions = [
            ("close_report", _("Can close a period and issue its report")),
            ("withdraw_report", _("Can withdraw an issued report")),
        ]
        constraints = [
            code_constraint("report", "kind", ReportKind),
            models.UniqueConstraint(
                fields=("kind", "period", "edition"), name="edition_is_unique_in_its_period"
            ),
            models.CheckConstraint(
                condition=Q(first_day__lt=F("next_day")), name="period_begins_before_it_ends"
            ),
            models.CheckConstraint(
                condition=Q(jurisdiction="") | Q(election=""), name="report_is_about_one_part"
            ),
            models.CheckConstraint(
                condition=~Q(kind=ReportKind.ELECTION) | ~Q(election=""),
                name="report_of_an_election_names_it",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="report_is_never_changed", operation=pgtrigger.Delete | pgtrigger.Update
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.period} ({self.edition})"

    @property
    def title(self) -> str:
        """ "Monthly report, October 2026, France", in the reader's language."""
        language = get_language() or "fr"
        about = self.summary.get("about") or {}
        words = (
            label(ReportKind(self.kind)),
            coverage_wording(self.kind, self.first_day, self.next_day, language),
            about.get(language) or about.get("fr") or about.get("en") or "",
        )
        said = ", ".join(word for word in words if word)
        return said[:1].upper() + said[1:]


class ReportFile(models.Model):
    """One volume, numbered from 1, of an edition in one language: a PDF, served byte for byte."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="files")
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    volume = models.PositiveSmallIntegerField(_("volume"), default=1)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    pages = models.PositiveIntegerField(_("pages"))

    class Meta:
        verbose_name = _("report file")
        verbose_name_plural = _("report files")
        ordering = ("-language", "volume")
        constraints = [
            models.UniqueConstraint(
                fields=("report", "language", "volume"), name="volume_is_unique_in_its_language"
            ),
            models.CheckConstraint(condition=Q(volume__gte=1), name="volumes_begin_with_1"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="report_file_is_never_changed", operation=pgtrigger.Delete | pgtrigger.Update
            )
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.language}"


class ReportWithdrawal(models.Model):
    """An edition that is no longer given out: its row, its bytes and its digest stay as they are.

    The class of the reason is public, the reason itself is not.
    """

    report = models.OneToOneField(
        Report, verbose_name=_("report"), on_delete=models.PROTECT, related_name="withdrawal"
    )
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
        verbose_name = _("withdrawal of a report")
        verbose_name_plural = _("withdrawals of reports")
        ordering = ("-withdrawn_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(internal_reason=""), name="withdrawal_of_a_report_has_a_reason"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="withdrawal_of_a_report_is_never_changed",
                operation=pgtrigger.Delete | pgtrigger.Update,
            )
        ]

    def __str__(self) -> str:
        return str(self.report)
