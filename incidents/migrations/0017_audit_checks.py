"""What auditors found when they looked at the whole audit: only ever added."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from incidents.grouped_migration import GroupedMigration
from incidents.models.audit_sql import AuditTable


class Migration(GroupedMigration):
    dependencies = [
        ("incidents", "0016_publication_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("checked_at", models.DateTimeField(verbose_name="when")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("intact", "intact"),
                            ("altered", "altered"),
                            ("incomplete", "incomplete"),
                            ("cannot_check", "not to be checked"),
                        ],
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                ("count", models.BigIntegerField(verbose_name="entries")),
                ("found", models.PositiveIntegerField(verbose_name="findings")),
                ("said", models.TextField(blank=True, verbose_name="where")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "check of the audit",
                "verbose_name_plural": "checks of the audit",
                "ordering": ("-pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["intact", "altered", "incomplete", "cannot_check"])
                        ),
                        name="audit_check_outcome_is_a_known_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("found", 0), ("outcome", "intact"), ("said", "")),
                            models.Q(
                                models.Q(("outcome", "intact"), _negated=True),
                                ("found__gt", 0),
                                models.Q(("said", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="audit_check_says_what_it_found",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="auditcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="audit_check_is_never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete or update rows from % table', TG_TABLE_NAME;",
                    hash="45d75fd7378af01b0f8315e14946f5780aca4f84",
                    operation="DELETE OR UPDATE",
                    pgid="pgtrigger_audit_check_is_never_changed_66e5b",
                    table="incidents_auditcheck",
                    when="BEFORE",
                ),
            ),
        ),
        AuditTable("incidents_auditcheck"),
    ]
