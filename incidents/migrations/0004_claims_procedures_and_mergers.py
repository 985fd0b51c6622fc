"""Assessments with their date, platform notices, merges, lists of follow-ups.

What is assessed already is taken as assessed when its claim was last saved; decisions of platforms
that were told as outcomes become the codes of the DSA Transparency Database. Going back keeps the
codes out of the outcomes: both directions lose no row.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import incidents.codes
import incidents.procedures.events
from incidents.grouped_migration import GroupedMigration

DECISIONS = {
    "content_removed": "DECISION_VISIBILITY_CONTENT_REMOVED",
    "content_disabled": "DECISION_VISIBILITY_CONTENT_DISABLED",
    "demoted": "DECISION_VISIBILITY_CONTENT_DEMOTED",
    "age_restricted": "DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED",
    "interaction_restricted": "DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED",
    "labelled": "DECISION_VISIBILITY_CONTENT_LABELLED",
    "account_suspended": "DECISION_ACCOUNT_SUSPENDED",
    "account_terminated": "DECISION_ACCOUNT_TERMINATED",
}


def take_over(apps, schema_editor):
    claims = apps.get_model("incidents", "Claim").objects
    assessed = ~models.Q(reliability="", credibility="", likelihood="")
    claims.filter(assessed).update(assessed_at=models.F("updated_at"))
    events = apps.get_model("incidents", "ProcedureEvent").objects
    with pgtrigger.ignore():
        for outcome, code in DECISIONS.items():
            events.filter(kind="decision", outcome=outcome).update(decisions=[code], outcome="")


class Migration(GroupedMigration):
    dependencies = [
        ("incidents", "0003_transcripts_in_every_shape"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ListedFollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(max_length=10)),
                ("track", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=20)),
                ("clock", models.CharField(blank=True, max_length=24)),
                ("nature", models.CharField(blank=True, max_length=12)),
                ("respondent", models.JSONField(null=True)),
                ("since", models.DateField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("listed_from", models.DateField(null=True)),
                ("listed_until", models.DateField(null=True)),
            ],
            options={
                "verbose_name": "listed follow-up",
                "verbose_name_plural": "listed follow-ups",
                "ordering": ("listed_id", "public_id", "kind", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ListedProcedure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(max_length=10)),
                ("track", models.CharField(max_length=20)),
                ("status", models.CharField(max_length=24)),
                ("platform", models.CharField(blank=True, max_length=40)),
                ("channel", models.CharField(blank=True, max_length=16)),
                ("sent", models.BooleanField(default=False)),
                ("sent_on", models.DateField(null=True)),
                ("received_on", models.DateField(null=True)),
                ("decided_on", models.DateField(null=True)),
                (
                    "decisions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), default=list, size=None
                    ),
                ),
            ],
            options={
                "verbose_name": "listed procedure",
                "verbose_name_plural": "listed procedures",
                "ordering": ("listed_id", "public_id"),
            },
        ),
        migrations.CreateModel(
            name="Merger",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("actor", "actor"), ("incident", "incident")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("old", models.CharField(blank=True, max_length=80, verbose_name="old address")),
                ("new", models.CharField(blank=True, max_length=80, verbose_name="new address")),
                ("content", models.JSONField(default=dict)),
                ("reason", models.TextField(verbose_name="reason (internal)")),
                ("merged_at", models.DateTimeField(verbose_name="merged at")),
            ],
            options={
                "verbose_name": "merge",
                "verbose_name_plural": "merges",
                "ordering": ("-merged_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="StatementOfReasons",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "uuid",
                    models.UUIDField(null=True, unique=True, verbose_name="UUID in the database"),
                ),
                (
                    "puid",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="the platform's own id"
                    ),
                ),
                (
                    "permalink",
                    models.URLField(blank=True, max_length=1000, verbose_name="permanent address"),
                ),
                (
                    "platform_name",
                    models.CharField(max_length=200, verbose_name="platform, as it is named there"),
                ),
                ("ground", models.CharField(max_length=60, verbose_name="ground")),
                ("category", models.CharField(max_length=120, verbose_name="category")),
                (
                    "content_types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("source_type", models.CharField(max_length=60, verbose_name="what led to it")),
                (
                    "automated_detection",
                    models.BooleanField(verbose_name="found by automated means"),
                ),
                (
                    "automated_decision",
                    models.CharField(max_length=60, verbose_name="decided by automated means"),
                ),
                (
                    "territories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("content_on", models.DateField(null=True, verbose_name="day of the content")),
                ("applies_from", models.DateField(verbose_name="applies from")),
            ],
            options={
                "verbose_name": "statement of reasons",
                "verbose_name_plural": "statements of reasons",
                "ordering": ("applies_from", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="name")),
            ],
            options={
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "ordering": ("name",),
            },
        ),
        migrations.RemoveConstraint(
            model_name="sourcemedia",
            name="source_kind_is_a_known_code",
        ),
        migrations.AddField(
            model_name="claim",
            name="assessed_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="assessed at"),
        ),
        migrations.AddField(
            model_name="claim",
            name="assessed_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="assessed by",
            ),
        ),
        migrations.AddField(
            model_name="incident",
            name="assigned_to",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="assigned to",
            ),
        ),
        migrations.AddField(
            model_name="procedure",
            name="appearances",
            field=models.ManyToManyField(
                blank=True,
                help_text="What the notice is about; for the track “platform notice” only.",
                related_name="notices",
                to="incidents.appearance",
                verbose_name="appearances notified",
            ),
        ),
        migrations.AddField(
            model_name="procedure",
            name="platform",
            field=models.ForeignKey(
                blank=True,
                help_text="Whom the notice goes to; for the track “platform notice” only.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="incidents.platform",
                verbose_name="platform",
            ),
        ),
        migrations.AddField(
            model_name="procedureevent",
            name="channel",
            field=models.CharField(
                blank=True,
                choices=[
                    ("article_16", "notice under art. 16 DSA"),
                    ("trusted_flagger", "notice by a trusted flagger (art. 22 DSA)"),
                    ("in_app", "report inside the application"),
                    ("email", "e-mail"),
                    ("article_9", "order of an authority (art. 9 DSA)"),
                ],
                help_text="How a notice was sent to a platform.",
                max_length=16,
                verbose_name="channel",
            ),
        ),
        migrations.AddField(
            model_name="procedureevent",
            name="decisions",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("DECISION_VISIBILITY_CONTENT_REMOVED", "content removed"),
                        ("DECISION_VISIBILITY_CONTENT_DISABLED", "access to the content disabled"),
                        ("DECISION_VISIBILITY_CONTENT_DEMOTED", "content demoted"),
                        ("DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED", "content restricted by age"),
                        (
                            "DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED",
                            "interaction with the content restricted",
                        ),
                        ("DECISION_VISIBILITY_CONTENT_LABELLED", "content labelled"),
                        ("DECISION_VISIBILITY_OTHER", "other restriction of visibility"),
                        ("DECISION_MONETARY_SUSPENSION", "monetary payments suspended"),
                        ("DECISION_MONETARY_TERMINATION", "monetary payments ended"),
                        ("DECISION_MONETARY_OTHER", "other monetary restriction"),
                        ("DECISION_PROVISION_PARTIAL_SUSPENSION", "service suspended in part"),
                        ("DECISION_PROVISION_TOTAL_SUSPENSION", "service suspended"),
                        ("DECISION_PROVISION_PARTIAL_TERMINATION", "service ended in part"),
                        ("DECISION_PROVISION_TOTAL_TERMINATION", "service ended"),
                        ("DECISION_ACCOUNT_SUSPENDED", "account suspended"),
                        ("DECISION_ACCOUNT_TERMINATED", "account ended"),
                    ],
                    max_length=60,
                ),
                blank=True,
                default=list,
                size=None,
                verbose_name="what the platform decided",
            ),
        ),
        migrations.AlterField(
            model_name="sourcemedia",
            name="kind",
            field=models.CharField(
                choices=[
                    ("video", "video"),
                    ("article", "article"),
                    ("broadcast", "broadcast"),
                    ("press_release", "press release"),
                    ("post", "post"),
                    ("judgment", "judgment"),
                    ("report", "report"),
                    ("statement_of_reasons", "statement of reasons of a platform"),
                ],
                default=incidents.codes.SourceKind["VIDEO"],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AddIndex(
            model_name="procedureevent",
            index=models.Index(fields=["procedure", "order"], name="procedure_event_in_order"),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("wikidata_id", ""), ("wikidata_id__regex", "^Q[1-9][0-9]*$"), _connector="OR"
                ),
                name="wikidata_id_is_a_q_and_digits",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("party_facts_id", ""),
                    ("party_facts_id__regex", "^[1-9][0-9]*$"),
                    _connector="OR",
                ),
                name="party_facts_id_is_digits",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("assessed_at__isnull", True),
                        ("assessed_by__isnull", True),
                        ("credibility", ""),
                        ("likelihood", ""),
                        ("reliability", ""),
                    ),
                    models.Q(
                        ("assessed_at__isnull", False),
                        models.Q(
                            models.Q(("reliability", ""), _negated=True),
                            models.Q(("credibility", ""), _negated=True),
                            models.Q(("likelihood", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="claim_assessment_is_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("platform__isnull", True),
                    ("track", incidents.codes.Track["PLATFORM"]),
                    _connector="OR",
                ),
                name="only_a_platform_notice_has_a_platform",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedureevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "channel__in",
                        ["article_16", "trusted_flagger", "in_app", "email", "article_9", ""],
                    )
                ),
                name="procedure_event_channel_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedureevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("channel", ""),
                    ("kind", incidents.procedures.events.EventKind["SENT"]),
                    _connector="OR",
                ),
                name="only_a_sent_notice_has_a_channel",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedureevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decisions__len", 0),
                    (
                        "kind__in",
                        (
                            incidents.procedures.events.EventKind["DECISION"],
                            incidents.procedures.events.EventKind["REVERSED"],
                        ),
                    ),
                    _connector="OR",
                ),
                name="only_a_decision_has_what_the_platform_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedureevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "decisions__contained_by",
                        [
                            "DECISION_VISIBILITY_CONTENT_REMOVED",
                            "DECISION_VISIBILITY_CONTENT_DISABLED",
                            "DECISION_VISIBILITY_CONTENT_DEMOTED",
                            "DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED",
                            "DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED",
                            "DECISION_VISIBILITY_CONTENT_LABELLED",
                            "DECISION_VISIBILITY_OTHER",
                            "DECISION_MONETARY_SUSPENSION",
                            "DECISION_MONETARY_TERMINATION",
                            "DECISION_MONETARY_OTHER",
                            "DECISION_PROVISION_PARTIAL_SUSPENSION",
                            "DECISION_PROVISION_TOTAL_SUSPENSION",
                            "DECISION_PROVISION_PARTIAL_TERMINATION",
                            "DECISION_PROVISION_TOTAL_TERMINATION",
                            "DECISION_ACCOUNT_SUSPENDED",
                            "DECISION_ACCOUNT_TERMINATED",
                        ],
                    )
                ),
                name="what_the_platform_decided_is_known_codes",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcemedia",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "video",
                            "article",
                            "broadcast",
                            "press_release",
                            "post",
                            "judgment",
                            "report",
                            "statement_of_reasons",
                        ],
                    )
                ),
                name="source_kind_is_a_known_code",
            ),
        ),
        migrations.AddField(
            model_name="listedfollowup",
            name="listed",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="follow_ups",
                to="incidents.listedincident",
            ),
        ),
        migrations.AddField(
            model_name="listedprocedure",
            name="listed",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="procedures",
                to="incidents.listedincident",
            ),
        ),
        migrations.AddField(
            model_name="merger",
            name="actor",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merger",
                to="incidents.actor",
            ),
        ),
        migrations.AddField(
            model_name="merger",
            name="incident",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merger",
                to="incidents.incident",
            ),
        ),
        migrations.AddField(
            model_name="merger",
            name="merged_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="merged by",
            ),
        ),
        migrations.AddField(
            model_name="statementofreasons",
            name="event",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="statement_of_reasons",
                to="incidents.procedureevent",
            ),
        ),
        migrations.AddField(
            model_name="incident",
            name="tags",
            field=models.ManyToManyField(
                blank=True,
                editable=False,
                related_name="incidents",
                to="incidents.tag",
                verbose_name="tags",
            ),
        ),
        migrations.AddIndex(
            model_name="listedfollowup",
            index=models.Index(fields=["listed_from", "listed_until"], name="listed_due"),
        ),
        migrations.AddIndex(
            model_name="listedprocedure",
            index=models.Index(fields=["platform", "public_id"], name="listed_notices"),
        ),
        migrations.AddConstraint(
            model_name="listedprocedure",
            constraint=models.UniqueConstraint(
                fields=("listed", "public_id"), name="listed_procedure_stands_once_per_incident"
            ),
        ),
        migrations.AddConstraint(
            model_name="merger",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["actor", "incident"])),
                name="merger_kind_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="merger",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("actor__isnull", False),
                        ("incident__isnull", True),
                        ("kind", incidents.codes.RecordKind["ACTOR"]),
                    ),
                    models.Q(
                        ("actor__isnull", True),
                        ("incident__isnull", False),
                        ("kind", incidents.codes.RecordKind["INCIDENT"]),
                    ),
                    _connector="OR",
                ),
                name="merger_is_of_one_actor_or_one_incident",
            ),
        ),
        migrations.AddConstraint(
            model_name="merger",
            constraint=models.UniqueConstraint(
                condition=models.Q(("old", ""), _negated=True),
                fields=("kind", "old"),
                name="an_old_address_leads_to_one_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="merger",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("old", ""), models.Q(("old", models.F("new")), _negated=True), _connector="OR"
                ),
                name="merger_leads_elsewhere",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="merger",
            trigger=pgtrigger.compiler.Trigger(
                name="merger_is_never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete or update rows from % table', TG_TABLE_NAME;",
                    hash="619b7348aa3c9f3f41812ee504553bfc8f2ffded",
                    operation="DELETE OR UPDATE",
                    pgid="pgtrigger_merger_is_never_changed_8c091",
                    table="incidents_merger",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="statementofreasons",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("uuid__isnull", False), models.Q(("puid", ""), _negated=True), _connector="OR"
                ),
                name="statement_of_reasons_has_an_id",
            ),
        ),
        migrations.AddConstraint(
            model_name="statementofreasons",
            constraint=models.UniqueConstraint(
                condition=models.Q(("puid", ""), _negated=True),
                fields=("platform_name", "puid"),
                name="statement_of_reasons_is_recorded_once",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statementofreasons",
            trigger=pgtrigger.compiler.Trigger(
                name="statement_of_reasons_is_never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete or update rows from % table', TG_TABLE_NAME;",
                    hash="b1fc213676778b3147a6987914446b0dba17e5e3",
                    operation="DELETE OR UPDATE",
                    pgid="pgtrigger_statement_of_reasons_is_never_changed_477d6",
                    table="incidents_statementofreasons",
                    when="BEFORE",
                ),
            ),
        ),
    ]
