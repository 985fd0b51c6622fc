"""Moves are kept, contents that were approved too; reviewers are assigned; publications are planned.

The reviewer's reason was a column of the incident, the last one only. It becomes the first move
kept of such an incident; who gave it is not known.
"""

import datetime

import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import incidents.codes.publication
import incidents.codes.record
import incidents.publication
from incidents.grouped_migration import GroupedMigration
from incidents.models.audit_sql import AuditTable

KEEP_REASONS = """
INSERT INTO incidents_incidentmove (incident_id, move, from_state, to_state, moved_at, reason, digest)
SELECT id, CASE state WHEN 'rejected' THEN 'reject' ELSE 'request_changes' END, 'in_review',
    CASE state WHEN 'rejected' THEN 'rejected' ELSE 'draft' END, updated_at, review_note, ''
FROM incidents_incident WHERE review_note <> '';
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""
REASONS_BACK = """
UPDATE incidents_incident SET review_note = last.reason FROM (
    SELECT DISTINCT ON (incident_id) incident_id, reason FROM incidents_incidentmove
    WHERE move IN ('request_changes', 'reject') ORDER BY incident_id, id DESC
) AS last WHERE last.incident_id = incidents_incident.id;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(GroupedMigration):
    dependencies = [
        ("incidents", "0010_audit_heads"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IncidentMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "move",
                    models.CharField(
                        choices=[
                            ("submit", "submit"),
                            ("request_changes", "request changes"),
                            ("reject", "reject"),
                            ("approve", "approve"),
                            ("edit", "edit"),
                            ("publish", "publish"),
                            ("withdraw", "withdraw"),
                            ("merge", "merge"),
                        ],
                        max_length=20,
                        verbose_name="move",
                    ),
                ),
                (
                    "from_state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("approved", "approved"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                            ("rejected", "rejected"),
                            ("merged", "merged into another"),
                        ],
                        max_length=10,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("approved", "approved"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                            ("rejected", "rejected"),
                            ("merged", "merged into another"),
                        ],
                        max_length=10,
                        verbose_name="to",
                    ),
                ),
                ("moved_at", models.DateTimeField(verbose_name="when")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "digest",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="digest of the content"
                    ),
                ),
            ],
            options={
                "verbose_name": "move of an incident",
                "verbose_name_plural": "moves of incidents",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="PlannedPublication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="moment of publication")),
                (
                    "silence_override",
                    models.TextField(
                        blank=True,
                        verbose_name="reason for publishing in a silence period (internal)",
                    ),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                ("version", models.PositiveIntegerField()),
                ("planned_at", models.DateTimeField(verbose_name="planned at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "planned"),
                            ("held", "held by a silence period"),
                            ("published", "published"),
                            ("cancelled", "cancelled"),
                            ("voided", "cancelled by an edit"),
                            ("refused", "refused at its moment"),
                        ],
                        default=incidents.codes.publication.PlanState["WAITING"],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("held_until", models.DateTimeField(null=True, verbose_name="held until")),
                ("reason_fr", models.TextField(blank=True, verbose_name="reason (French)")),
                ("reason_en", models.TextField(blank=True, verbose_name="reason (English)")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
            ],
            options={
                "verbose_name": "planned publication",
                "verbose_name_plural": "planned publications",
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="ReviewedContent",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("content", models.JSONField(null=True)),
            ],
            options={
                "verbose_name": "approved content",
                "verbose_name_plural": "approved contents",
            },
        ),
        migrations.AddField(
            model_name="incident",
            name="editorial_reviewer",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="editorial reviewer",
            ),
        ),
        migrations.AddField(
            model_name="incident",
            name="legal_reviewer",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="legal reviewer",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incident",
            trigger=pgtrigger.compiler.Trigger(
                name="edit_ends_planned_publication",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.version <> OLD.version OR NEW.state NOT IN ('approved', 'published') THEN\n        UPDATE incidents_plannedpublication\n            SET state = 'voided', ended_at = clock_timestamp(),\n                ended_by_id = vigie_said('by')::bigint\n            WHERE incident_id = NEW.id AND state IN ('waiting', 'held');\n    END IF;\n    RETURN NULL;\n",
                    hash="779ad0f6e55539d382749617f4fa5f9c450d27ce",
                    operation="UPDATE",
                    pgid="pgtrigger_edit_ends_planned_publication_16545",
                    table="incidents_incident",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="incidentmove",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moves",
                to="incidents.incident",
            ),
        ),
        migrations.AddField(
            model_name="incidentmove",
            name="moved_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="plannedpublication",
            name="ended_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ended by",
            ),
        ),
        migrations.AddField(
            model_name="plannedpublication",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="planned_publications",
                to="incidents.incident",
                verbose_name="incident",
            ),
        ),
        migrations.AddField(
            model_name="plannedpublication",
            name="planned_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="planned by",
            ),
        ),
        migrations.AddField(
            model_name="plannedpublication",
            name="publication",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="planned",
                to="incidents.publication",
                verbose_name="publication",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewedcontent",
            trigger=pgtrigger.compiler.Trigger(
                name="reviewed_content_is_only_blanked",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.digest = OLD.digest AND NEW.content IS NULL THEN\n        RETURN NEW;\n    END IF;\n    RAISE EXCEPTION 'a reviewed content is never changed';\n",
                    hash="08ccbfb7e4d18b84fec4728ef2eb092c177e26cc",
                    operation="UPDATE",
                    pgid="pgtrigger_reviewed_content_is_only_blanked_bd4f1",
                    table="incidents_reviewedcontent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewedcontent",
            trigger=pgtrigger.compiler.Trigger(
                name="reviewed_content_is_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="f6be58db78f406eb6c4788c68d5d21dc6b564090",
                    operation="DELETE",
                    pgid="pgtrigger_reviewed_content_is_never_deleted_234bd",
                    table="incidents_reviewedcontent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentmove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "move__in",
                        [
                            "submit",
                            "request_changes",
                            "reject",
                            "approve",
                            "edit",
                            "publish",
                            "withdraw",
                            "merge",
                        ],
                    )
                ),
                name="incident_move_move_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentmove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "from_state__in",
                        [
                            "draft",
                            "in_review",
                            "approved",
                            "published",
                            "withdrawn",
                            "rejected",
                            "merged",
                        ],
                    )
                ),
                name="incident_move_from_state_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentmove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "to_state__in",
                        [
                            "draft",
                            "in_review",
                            "approved",
                            "published",
                            "withdrawn",
                            "rejected",
                            "merged",
                        ],
                    )
                ),
                name="incident_move_to_state_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentmove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "move__in",
                            (
                                incidents.publication.Move["REQUEST_CHANGES"],
                                incidents.publication.Move["REJECT"],
                            ),
                        ),
                        _negated=True,
                    ),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="refusing_move_has_its_reason",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incidentmove",
            trigger=pgtrigger.compiler.Trigger(
                name="incident_move_is_never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete or update rows from % table', TG_TABLE_NAME;",
                    hash="d4a0a82d6492f6d2a5cafc4a7febd2c2f3738ce9",
                    operation="DELETE OR UPDATE",
                    pgid="pgtrigger_incident_move_is_never_changed_9af8a",
                    table="incidents_incidentmove",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedpublication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["waiting", "held", "published", "cancelled", "voided", "refused"],
                    )
                ),
                name="planned_publication_state_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedpublication",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            incidents.codes.publication.PlanState["WAITING"],
                            incidents.codes.publication.PlanState["HELD"],
                        ),
                    )
                ),
                fields=("incident",),
                name="incident_has_one_planned_publication",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedpublication",
            constraint=models.CheckConstraint(
                condition=models.Q(("at__gt", models.F("planned_at"))),
                name="publication_is_planned_ahead",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedpublication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "at__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("planned_at"), "+", models.Value(datetime.timedelta(days=366))
                        ),
                    )
                ),
                name="publication_is_planned_within_a_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedpublication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", True),
                        (
                            "state__in",
                            (
                                incidents.codes.publication.PlanState["WAITING"],
                                incidents.codes.publication.PlanState["HELD"],
                            ),
                        ),
                    ),
                    models.Q(
                        models.Q(
                            (
                                "state__in",
                                (
                                    incidents.codes.publication.PlanState["WAITING"],
                                    incidents.codes.publication.PlanState["HELD"],
                                ),
                            ),
                            _negated=True,
                        ),
                        ("ended_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="planned_publication_that_ended_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedpublication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("publication__isnull", False),
                        ("state", incidents.codes.publication.PlanState["PUBLISHED"]),
                    ),
                    models.Q(
                        models.Q(
                            ("state", incidents.codes.publication.PlanState["PUBLISHED"]),
                            _negated=True,
                        ),
                        ("publication__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="planned_publication_that_was_made_is_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedpublication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", incidents.codes.publication.PlanState["REFUSED"]), _negated=True
                    ),
                    models.Q(("reason_fr", ""), _negated=True),
                    _connector="OR",
                ),
                name="refused_plan_has_its_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedpublication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", incidents.codes.publication.PlanState["HELD"]), _negated=True
                    ),
                    ("held_until__isnull", False),
                    _connector="OR",
                ),
                name="held_plan_says_until_when",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plannedpublication",
            trigger=pgtrigger.compiler.Trigger(
                name="planned_publication_ends_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF OLD.state IN ('waiting', 'held') THEN\n        RETURN NEW;\n    END IF;\n    RAISE EXCEPTION 'a planned publication ends once';\n",
                    hash="9bb1d5af4203719ad5c481abfd23d3e266ea807a",
                    operation="UPDATE",
                    pgid="pgtrigger_planned_publication_ends_once_9b1fb",
                    table="incidents_plannedpublication",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plannedpublication",
            trigger=pgtrigger.compiler.Trigger(
                name="planned_publication_is_not_rewritten",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."incident_id" IS DISTINCT FROM (NEW."incident_id") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."silence_override" IS DISTINCT FROM (NEW."silence_override") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."planned_by_id" IS DISTINCT FROM (NEW."planned_by_id") OR OLD."planned_at" IS DISTINCT FROM (NEW."planned_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="bb6567406f707a3bc3414e4940177d82f52c0783",
                    operation="UPDATE",
                    pgid="pgtrigger_planned_publication_is_not_rewritten_a005b",
                    table="incidents_plannedpublication",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plannedpublication",
            trigger=pgtrigger.compiler.Trigger(
                name="planned_publication_is_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="c5b8c9c26bf9fd3abc17184fec98a55f8ed42455",
                    operation="DELETE",
                    pgid="pgtrigger_planned_publication_is_never_deleted_48966",
                    table="incidents_plannedpublication",
                    when="BEFORE",
                ),
            ),
        ),
        AuditTable("incidents_reviewedcontent", key="digest", digested=("content",)),
        AuditTable("incidents_incidentmove"),
        AuditTable("incidents_plannedpublication"),
        migrations.RunSQL(KEEP_REASONS, REASONS_BACK),
        migrations.RemoveField(
            model_name="incident",
            name="review_note",
        ),
    ]
