"""Closing a period is planned and carried out by the worker. Plans are audited as every record; a run
is progress, overwritten while the edition is made, and is not: the edition that comes of it is."""

import datetime

import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import incidents.codes.report
from incidents.grouped_migration import GroupedMigration
from incidents.models.audit_sql import AuditTable


class Migration(GroupedMigration):
    dependencies = [
        ("incidents", "0029_reports_of_parts_and_in_volumes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PlannedReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", models.CharField(max_length=120, verbose_name="period")),
                ("due_at", models.DateTimeField(verbose_name="moment of closing")),
                ("annexes", models.BooleanField(default=True, verbose_name="with annexes")),
                (
                    "repeats",
                    models.BooleanField(default=False, verbose_name="and each following period"),
                ),
                ("planned_at", models.DateTimeField(verbose_name="planned at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "planned"),
                            ("asked", "handed to the worker"),
                            ("stopped", "stopped at its moment"),
                            ("cancelled", "cancelled"),
                        ],
                        default=incidents.codes.report.ReportPlanState["WAITING"],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reason_fr", models.TextField(blank=True, verbose_name="reason (French)")),
                ("reason_en", models.TextField(blank=True, verbose_name="reason (English)")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ended by",
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="planned by",
                    ),
                ),
            ],
            options={
                "verbose_name": "planned closing",
                "verbose_name_plural": "planned closings",
                "ordering": ("-due_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="ReportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", models.CharField(max_length=120, verbose_name="period")),
                ("redacting", models.BooleanField(default=False, verbose_name="redacted edition")),
                ("values", models.JSONField(blank=True, default=list)),
                ("annexes", models.BooleanField(default=True, verbose_name="with annexes")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits for the worker"),
                            ("running", "under way"),
                            ("issued", "issued"),
                            ("stopped", "stopped"),
                            ("failed", "failed"),
                        ],
                        default=incidents.codes.report.RunState["WAITING"],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("checking", "checks"),
                            ("freezing", "freezing"),
                            ("reconciling", "counting again"),
                            ("rendering", "laying out"),
                            ("issuing", "issuing"),
                        ],
                        default=incidents.codes.report.RunStep["CHECKING"],
                        max_length=12,
                        verbose_name="step",
                    ),
                ),
                ("done", models.PositiveSmallIntegerField(default=0, verbose_name="done")),
                ("log", models.JSONField(blank=True, default=list)),
                ("reason_fr", models.TextField(blank=True, verbose_name="reason (French)")),
                ("reason_en", models.TextField(blank=True, verbose_name="reason (English)")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "plan",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="run",
                        to="incidents.plannedreport",
                        verbose_name="planned closing",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="incidents.report",
                        verbose_name="report",
                    ),
                ),
            ],
            options={
                "verbose_name": "closing of a period",
                "verbose_name_plural": "closings of periods",
                "ordering": ("-pk",),
            },
        ),
        migrations.AddConstraint(
            model_name="plannedreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "asked", "stopped", "cancelled"])),
                name="planned_report_state_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedreport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", incidents.codes.report.ReportPlanState["WAITING"])),
                fields=("period",),
                name="period_has_one_planned_closing",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_at__gt", models.F("planned_at")),
                    (
                        "due_at__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("planned_at"), "+", models.Value(datetime.timedelta(days=732))
                        ),
                    ),
                ),
                name="closing_is_planned_ahead",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", True),
                        ("state", incidents.codes.report.ReportPlanState["WAITING"]),
                    ),
                    models.Q(
                        models.Q(
                            ("state", incidents.codes.report.ReportPlanState["WAITING"]),
                            _negated=True,
                        ),
                        ("ended_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="planned_closing_that_ended_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", incidents.codes.report.ReportPlanState["STOPPED"]), _negated=True
                    ),
                    models.Q(("reason_fr", ""), _negated=True),
                    _connector="OR",
                ),
                name="stopped_plan_of_a_closing_has_its_reason",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plannedreport",
            trigger=pgtrigger.compiler.Trigger(
                name="planned_closing_ends_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF OLD.state = 'waiting' THEN\n        RETURN NEW;\n    END IF;\n    RAISE EXCEPTION 'a planned closing ends once';\n",
                    hash="852fbab1b18853845d80cc3bbc554a8bbcb8dfac",
                    operation="UPDATE",
                    pgid="pgtrigger_planned_closing_ends_once_ec793",
                    table="incidents_plannedreport",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plannedreport",
            trigger=pgtrigger.compiler.Trigger(
                name="planned_closing_is_not_rewritten",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."period" IS DISTINCT FROM (NEW."period") OR OLD."due_at" IS DISTINCT FROM (NEW."due_at") OR OLD."annexes" IS DISTINCT FROM (NEW."annexes") OR OLD."repeats" IS DISTINCT FROM (NEW."repeats") OR OLD."planned_by_id" IS DISTINCT FROM (NEW."planned_by_id") OR OLD."planned_at" IS DISTINCT FROM (NEW."planned_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="4ce2c7731e84c4e6c7fef95960286a4432f1f419",
                    operation="UPDATE",
                    pgid="pgtrigger_planned_closing_is_not_rewritten_d8b3e",
                    table="incidents_plannedreport",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plannedreport",
            trigger=pgtrigger.compiler.Trigger(
                name="planned_closing_is_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="373423447f1f87a8a9cd4ff5e83b1796ed4c21cb",
                    operation="DELETE",
                    pgid="pgtrigger_planned_closing_is_never_deleted_333d2",
                    table="incidents_plannedreport",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reportrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["waiting", "running", "issued", "stopped", "failed"])
                ),
                name="report_run_state_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("step__in", ["checking", "freezing", "reconciling", "rendering", "issuing"])
                ),
                name="report_run_step_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            incidents.codes.report.RunState["WAITING"],
                            incidents.codes.report.RunState["RUNNING"],
                        ),
                    )
                ),
                fields=("period",),
                name="period_is_closed_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("done__lte", 100)), name="run_has_done_a_percentage"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", True),
                        (
                            "state__in",
                            (
                                incidents.codes.report.RunState["WAITING"],
                                incidents.codes.report.RunState["RUNNING"],
                            ),
                        ),
                    ),
                    models.Q(
                        models.Q(
                            (
                                "state__in",
                                (
                                    incidents.codes.report.RunState["WAITING"],
                                    incidents.codes.report.RunState["RUNNING"],
                                ),
                            ),
                            _negated=True,
                        ),
                        ("ended_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="run_that_ended_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("report__isnull", False),
                        ("state", incidents.codes.report.RunState["ISSUED"]),
                    ),
                    models.Q(
                        models.Q(
                            ("state", incidents.codes.report.RunState["ISSUED"]), _negated=True
                        ),
                        ("report__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="run_that_issued_names_its_report",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            (
                                incidents.codes.report.RunState["STOPPED"],
                                incidents.codes.report.RunState["FAILED"],
                            ),
                        ),
                        _negated=True,
                    ),
                    models.Q(("reason_fr", ""), _negated=True),
                    _connector="OR",
                ),
                name="run_without_edition_has_its_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            incidents.codes.report.RunState["WAITING"],
                            incidents.codes.report.RunState["RUNNING"],
                        ),
                    ),
                    ("values", []),
                    _connector="OR",
                ),
                name="run_that_ended_forgets_its_words",
            ),
        ),
        AuditTable("incidents_plannedreport"),
    ]
