"""Transcripts of every format: cues as they were, proposed voices, redactions.

Going back is refused by the database, and changes nothing, where a passage ends before it starts:
the constraint that forbids it returns. Redactions are gone with their table.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from incidents.grouped_migration import GroupedMigration


class Migration(GroupedMigration):
    dependencies = [
        ("incidents", "0002_search_functions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Redaction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_position", models.PositiveIntegerField()),
                ("last_position", models.PositiveIntegerField()),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                (
                    "redacted_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="redacted at"),
                ),
            ],
            options={
                "verbose_name": "redaction",
                "verbose_name_plural": "redactions",
                "ordering": ("transcript_id", "first_position", "pk"),
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="segment",
            name="segment_is_never_changed",
        ),
        migrations.RemoveConstraint(
            model_name="segment",
            name="segment_ends_after_it_starts",
        ),
        migrations.AddField(
            model_name="listedsegment",
            name="low_confidence",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="listedsegment",
            name="redacted",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="segment",
            name="proposed_speaker",
            field=models.CharField(blank=True, max_length=120, verbose_name="proposed speaker"),
        ),
        migrations.AddField(
            model_name="transcript",
            name="raw_cues",
            field=models.JSONField(
                null=True, verbose_name="cues as they were, where captions were folded"
            ),
        ),
        migrations.AlterField(
            model_name="listedsegment",
            name="text",
            field=models.TextField(blank=True),
        ),
        migrations.AddIndex(
            model_name="segment",
            index=models.Index(fields=["transcript", "start_ms"], name="segment_by_time"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="segment",
            trigger=pgtrigger.compiler.Trigger(
                name="segment_is_never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."transcript_id" IS DISTINCT FROM (NEW."transcript_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."start_ms" IS DISTINCT FROM (NEW."start_ms") OR OLD."end_ms" IS DISTINCT FROM (NEW."end_ms") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."confidence" IS DISTINCT FROM (NEW."confidence") OR OLD."proposed_speaker" IS DISTINCT FROM (NEW."proposed_speaker"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="c632fc8000dde39bfd951638b04b258b81133063",
                    operation="UPDATE",
                    pgid="pgtrigger_segment_is_never_changed_02369",
                    table="incidents_segment",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="redaction",
            name="redacted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="redaction",
            name="transcript",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="redactions",
                to="incidents.transcript",
            ),
        ),
        migrations.AddConstraint(
            model_name="redaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_position__gte", models.F("first_position"))),
                name="redaction_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="redaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="redaction_has_a_reason"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redaction",
            trigger=pgtrigger.compiler.Trigger(
                name="redaction_is_never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="948aa6a41232ac1d8fe36d822fe74a9065fb245b",
                    operation="UPDATE",
                    pgid="pgtrigger_redaction_is_never_changed_512a9",
                    table="incidents_redaction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redaction",
            trigger=pgtrigger.compiler.Trigger(
                name="redaction_is_never_undone",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="e92c2e1c3d5a001a95e995f6185bce0c06e323a4",
                    operation="DELETE",
                    pgid="pgtrigger_redaction_is_never_undone_50063",
                    table="incidents_redaction",
                    when="BEFORE",
                ),
            ),
        ),
    ]
