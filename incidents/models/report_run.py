"""Closing a period: planned for a moment, and each attempt with its progress and its log."""

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from incidents.codes import ReportPlanState, RunState, RunStep
from incidents.labels import choices
from incidents.models.base import code_constraint
from incidents.models.report import Report

OPEN = (RunState.WAITING, RunState.RUNNING)
WITHOUT_EDITION = (RunState.STOPPED, RunState.FAILED)
LONGEST_KEY = 120
FARTHEST = timedelta(days=732)
"""So far ahead a closing may be planned: an election's report comes long after its planning."""
ENDS_ONCE = """
    IF OLD.state = 'waiting' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a planned closing ends once';
"""


class PlannedReport(models.Model):
    """Close this period at that moment, in the name of whoever planned it, if they may close then.

    ``repeats``: when it is handed to the worker, the closing of the period after it is planned, as
    long after its end.
    """

    period = models.CharField(_("period"), max_length=LONGEST_KEY)
    due_at = models.DateTimeField(_("moment of closing"))
    annexes = models.BooleanField(_("with annexes"), default=True)
    repeats = models.BooleanField(_("and each following period"), default=False)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("planned by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    planned_at = models.DateTimeField(_("planned at"))
    state = models.CharField(
        _("state"), max_length=10, choices=choices(ReportPlanState), default=ReportPlanState.WAITING
    )
    reason_fr = models.TextField(_("reason (French)"), blank=True)
    reason_en = models.TextField(_("reason (English)"), blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ended by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("planned closing")
        verbose_name_plural = _("planned closings")
        ordering = ("-due_at", "-pk")
        constraints = [
            code_constraint("planned_report", "state", ReportPlanState),
            models.UniqueConstraint(
                fields=("period",),
                condition=Q(state=ReportPlanState.WAITING),
                name="period_has_one_planned_closing",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("planned_at"), due_at__lte=F("planned_at") + FARTHEST),
                name="closing_is_planned_ahead",
            ),
            models.CheckConstraint(
                condition=Q(state=ReportPlanState.WAITING, ended_at__isnull=True)
                | (~Q(state=ReportPlanState.WAITING) & Q(ended_at__isnull=False)),
                name="planned_closing_that_ended_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportPlanState.STOPPED) | ~Q(reason_fr=""),
                name="stopped_plan_of_a_closing_has_its_reason",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="planned_closing_ends_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=ENDS_ONCE,
            ),
            pgtrigger.ReadOnly(
                name="planned_closing_is_not_rewritten",
                exclude=["state", "reason_fr", "reason_en", "ended_at", "ended_by"],
            ),
            pgtrigger.Protect(name="planned_closing_is_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def reason(self) -> str:
        """Why it was stopped, in the reader's language."""
        return self.reason_fr if get_language() == "fr" else self.reason_en


class ReportRun(models.Model):
    """One attempt to issue the next edition of a period: who asked, how far it is, what was done
    when, and how it ended. The edition itself is audited; what is written here while it is made is
    progress, and is not.

    ``values`` are the words that a redacted edition leaves out: forgotten as it ends, because they
    may be a private person's name. ``done`` is a percentage.
    """

    period = models.CharField(_("period"), max_length=LONGEST_KEY)
    redacting = models.BooleanField(_("redacted edition"), default=False)
    values = models.JSONField(default=list, blank=True)
    annexes = models.BooleanField(_("with annexes"), default=True)
    plan = models.OneToOneField(
        PlannedReport,
        verbose_name=_("planned closing"),
        on_delete=models.PROTECT,
        null=True,
        related_name="run",
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked at"))
    state = models.CharField(
        _("state"), max_length=10, choices=choices(RunState), default=RunState.WAITING
    )
    step = models.CharField(
        _("step"), max_length=12, choices=choices(RunStep), default=RunStep.CHECKING
    )
    done = models.PositiveSmallIntegerField(_("done"), default=0)
    log = models.JSONField(default=list, blank=True)
    reason_fr = models.TextField(_("reason (French)"), blank=True)
    reason_en = models.TextField(_("reason (English)"), blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    report = models.ForeignKey(
        Report,
        verbose_name=_("report"),
        on_delete=models.PROTECT,
        null=True,
        related_name="runs",
    )

    class Meta:
        verbose_name = _("closing of a period")
        verbose_name_plural = _("closings of periods")
        ordering = ("-pk",)
        constraints = [
            code_constraint("report_run", "state", RunState),
            code_constraint("report_run", "step", RunStep),
            models.UniqueConstraint(
                fields=("period",),
                condition=Q(state__in=OPEN),
                name="period_is_closed_once_at_a_time",
            ),
            models.CheckConstraint(condition=Q(done__lte=100), name="run_has_done_a_percentage"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at__isnull=True)
                | (~Q(state__in=OPEN) & Q(ended_at__isnull=False)),
                name="run_that_ended_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=RunState.ISSUED, report__isnull=False)
                | (~Q(state=RunState.ISSUED) & Q(report__isnull=True)),
                name="run_that_issued_names_its_report",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WITHOUT_EDITION) | ~Q(reason_fr=""),
                name="run_without_edition_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN) | Q(values=[]), name="run_that_ended_forgets_its_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def reason(self) -> str:
        """Why there is no edition, in the reader's language."""
        return self.reason_fr if get_language() == "fr" else self.reason_en
