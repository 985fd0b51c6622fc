"""What comes after publication: notices that are approved, rights of reply, withdrawals by two,
reports that are withdrawn."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import incidents.codes.publication
import incidents.codes.record
import incidents.models.base
from incidents.grouped_migration import GroupedMigration
from incidents.models.audit_sql import AuditTable


class Migration(GroupedMigration):
    dependencies = [
        ("incidents", "0012_audit_ties"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("correction", "correction"),
                            ("development", "development"),
                            ("reply", "right of reply"),
                        ],
                        help_text="A correction says that we were wrong; a development, that something happened; a right of reply, that somebody concerned answers.",
                        max_length=12,
                        verbose_name="what this is",
                    ),
                ),
                ("notice_fr", models.TextField(blank=True, verbose_name="public notice (French)")),
                ("notice_en", models.TextField(blank=True, verbose_name="public notice (English)")),
            ],
            options={
                "verbose_name": "notice of the next publication",
                "verbose_name_plural": "notices of next publications",
                "ordering": ("-updated_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="ProposedWithdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("internal_reason", models.TextField(verbose_name="reason (internal)")),
                ("proposed_at", models.DateTimeField(verbose_name="proposed at")),
            ],
            options={
                "verbose_name": "proposed withdrawal",
                "verbose_name_plural": "proposed withdrawals",
                "ordering": ("proposed_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "public_id",
                    incidents.models.base.PublicIdField(
                        default=incidents.models.base.new_public_id,
                        editable=False,
                        max_length=10,
                        unique=True,
                    ),
                ),
                (
                    "asked_by",
                    models.CharField(
                        help_text="Public with the reply, unless an actor is chosen: then the actor is named.",
                        max_length=200,
                        verbose_name="who asks",
                    ),
                ),
                (
                    "contact",
                    models.TextField(
                        blank=True,
                        help_text="For staff; never public.",
                        verbose_name="how to reach them (internal)",
                    ),
                ),
                (
                    "received_how",
                    models.CharField(
                        choices=[
                            ("email", "e-mail"),
                            ("letter", "letter"),
                            ("counsel", "through a lawyer"),
                            ("bailiff", "served by a bailiff"),
                            ("other", "another way"),
                        ],
                        default=incidents.codes.publication.ReplyChannel["EMAIL"],
                        max_length=10,
                        verbose_name="received by",
                    ),
                ),
                ("requested_at", models.DateTimeField(verbose_name="received at")),
                ("due_at", models.DateTimeField(editable=False, verbose_name="due at")),
                (
                    "text",
                    models.TextField(
                        help_text="Word for word, as received.", verbose_name="text of the reply"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("fr", "French"), ("en", "English")],
                        default="fr",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("accepted", "accepted"), ("refused", "refused")],
                        editable=False,
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                (
                    "refusal_reason",
                    models.TextField(
                        blank=True, editable=False, verbose_name="reason of the refusal"
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="decided at"),
                ),
            ],
            options={
                "verbose_name": "right of reply",
                "verbose_name_plural": "rights of reply",
                "ordering": ("due_at", "pk"),
                "permissions": [("decide_reply", "Can decide on a right of reply")],
            },
        ),
        migrations.CreateModel(
            name="ReportWithdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(verbose_name="withdrawn at")),
                ("internal_reason", models.TextField(verbose_name="reason (internal)")),
            ],
            options={
                "verbose_name": "withdrawal of a report",
                "verbose_name_plural": "withdrawals of reports",
                "ordering": ("-withdrawn_at", "-pk"),
            },
        ),
        migrations.AlterModelOptions(
            name="report",
            options={
                "ordering": ("-first_day", "-edition"),
                "permissions": [
                    ("close_report", "Can close a period and issue its report"),
                    ("withdraw_report", "Can withdraw an issued report"),
                ],
                "verbose_name": "report",
                "verbose_name_plural": "reports",
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="publication",
            name="publication_is_only_ended",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="withdrawal",
            name="withdrawal_is_never_deleted",
        ),
        migrations.RemoveConstraint(
            model_name="publication",
            name="publication_kind_is_a_known_code",
        ),
        migrations.AddField(
            model_name="approval",
            name="notice_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="notice_digest",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="publication",
            name="notice_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="notice written by",
            ),
        ),
        migrations.AddField(
            model_name="withdrawal",
            name="confirmed_at",
            field=models.DateTimeField(null=True, verbose_name="confirmed at"),
        ),
        migrations.AddField(
            model_name="withdrawal",
            name="confirmed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="legal reviewer",
            ),
        ),
        migrations.AlterField(
            model_name="publication",
            name="kind",
            field=models.CharField(
                choices=[
                    ("first", "first publication"),
                    ("correction", "correction"),
                    ("development", "development"),
                    ("reply", "right of reply"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publication",
            trigger=pgtrigger.compiler.Trigger(
                name="publication_is_only_ended",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."incident_id" IS DISTINCT FROM (NEW."incident_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."first_published_at" IS DISTINCT FROM (NEW."first_published_at") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."correction_class_id" IS DISTINCT FROM (NEW."correction_class_id") OR OLD."notice_fr" IS DISTINCT FROM (NEW."notice_fr") OR OLD."notice_en" IS DISTINCT FROM (NEW."notice_en") OR OLD."notice_by_id" IS DISTINCT FROM (NEW."notice_by_id") OR OLD."silence_override" IS DISTINCT FROM (NEW."silence_override"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="5e921c87ecb87a2bd5c386e7851b39021b2bc072",
                    operation="UPDATE",
                    pgid="pgtrigger_publication_is_only_ended_3891e",
                    table="incidents_publication",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="withdrawal",
            trigger=pgtrigger.compiler.Trigger(
                name="withdrawal_is_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="efbcb95155f3655aa37a0e116653fa10dd144b8a",
                    operation="DELETE",
                    pgid="pgtrigger_withdrawal_is_never_deleted_a1c63",
                    table="incidents_withdrawal",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="withdrawal",
            trigger=pgtrigger.compiler.Trigger(
                name="withdrawal_is_only_confirmed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."incident_id" IS DISTINCT FROM (NEW."incident_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."first_published_at" IS DISTINCT FROM (NEW."first_published_at") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."withdrawn_by_id" IS DISTINCT FROM (NEW."withdrawn_by_id") OR OLD."reason_class_id" IS DISTINCT FROM (NEW."reason_class_id") OR OLD."internal_reason" IS DISTINCT FROM (NEW."internal_reason"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="33082817f518bc8271115b2406bdc31dc8fcce84",
                    operation="UPDATE",
                    pgid="pgtrigger_withdrawal_is_only_confirmed_ff9f5",
                    table="incidents_withdrawal",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="withdrawal",
            trigger=pgtrigger.compiler.Trigger(
                name="withdrawal_is_confirmed_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."confirmed_by_id" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="16ae74dbbb58b1c7693f4fd26dd5516120f61129",
                    operation="UPDATE",
                    pgid="pgtrigger_withdrawal_is_confirmed_once_9dbcb",
                    table="incidents_withdrawal",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="withdrawal",
            trigger=pgtrigger.compiler.Trigger(
                name="withdrawal_by_one_person_is_for_privacy",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."confirmed_by_id" IS NULL)',
                    declare="DECLARE code_of_class text;",
                    func="SELECT code INTO code_of_class FROM incidents_term WHERE id = NEW.reason_class_id; IF code_of_class IS DISTINCT FROM 'privacy' THEN RAISE EXCEPTION 'a withdrawal by one person is for privacy, not for %', code_of_class USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
                    hash="91ae436f1a06dfd98e11fea4d83783a0c562bb0f",
                    operation="INSERT",
                    pgid="pgtrigger_withdrawal_by_one_person_is_for_privacy_14868",
                    table="incidents_withdrawal",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("notice_by__isnull", True),
                    models.Q(("approved_by", models.F("notice_by")), _negated=True),
                    _connector="OR",
                ),
                name="approver_did_not_write_the_notice",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("notice_by__isnull", True), ("notice_digest", "")),
                    models.Q(
                        models.Q(("notice_digest", ""), _negated=True),
                        ("notice_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="approved_notice_has_its_writer",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["first", "correction", "development", "reply"])),
                name="publication_kind_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("notice_by__isnull", True),
                    models.Q(("published_by", models.F("notice_by")), _negated=True),
                    _connector="OR",
                ),
                name="notice_is_published_by_another_than_who_wrote_it",
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="digest",
            field=models.CharField(max_length=64, verbose_name="digest"),
        ),
        migrations.AlterField(
            model_name="report",
            name="issued_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="issued by",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                    models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                    _connector="OR",
                ),
                name="confirmation_of_a_withdrawal_is_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by__isnull", True),
                    models.Q(("confirmed_by", models.F("withdrawn_by")), _negated=True),
                    _connector="OR",
                ),
                name="withdrawal_is_confirmed_by_a_second_person",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="correction_class",
            field=models.ForeignKey(
                blank=True,
                limit_choices_to={"scheme": incidents.codes.record.Scheme["CORRECTION_CLASS"]},
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="incidents.term",
                verbose_name="class of the correction",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="created_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="incident",
            field=models.OneToOneField(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="next_notice",
                to="incidents.incident",
                verbose_name="incident",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="updated_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="proposedwithdrawal",
            name="incident",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="proposed_withdrawal",
                to="incidents.incident",
                verbose_name="incident",
            ),
        ),
        migrations.AddField(
            model_name="proposedwithdrawal",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="proposed by",
            ),
        ),
        migrations.AddField(
            model_name="proposedwithdrawal",
            name="reason_class",
            field=models.ForeignKey(
                limit_choices_to={"scheme": incidents.codes.record.Scheme["CORRECTION_CLASS"]},
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="incidents.term",
                verbose_name="class of the reason",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="actor",
            field=models.ForeignKey(
                blank=True,
                help_text="A private person stands there under the public label.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replies",
                to="incidents.actor",
                verbose_name="actor",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="claim",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replies",
                to="incidents.claim",
                verbose_name="claim that it answers",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="created_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="decided_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="decided by",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replies",
                to="incidents.incident",
                verbose_name="incident",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="involvement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replies",
                to="incidents.involvement",
                verbose_name="involvement that it answers",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="updated_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reportwithdrawal",
            name="reason_class",
            field=models.ForeignKey(
                limit_choices_to={"scheme": incidents.codes.record.Scheme["CORRECTION_CLASS"]},
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="incidents.term",
                verbose_name="class of the reason",
            ),
        ),
        migrations.AddField(
            model_name="reportwithdrawal",
            name="report",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="withdrawal",
                to="incidents.report",
                verbose_name="report",
            ),
        ),
        migrations.AddField(
            model_name="reportwithdrawal",
            name="withdrawn_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="withdrawn by",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["first", "correction", "development", "reply"])),
                name="notice_kind_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", incidents.codes.publication.PublicationKind["FIRST"]), _negated=True
                ),
                name="notice_is_of_a_next_publication",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("notice_fr", ""), _negated=True),
                    models.Q(("notice_en", ""), _negated=True),
                    _connector="OR",
                ),
                name="notice_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("correction_class__isnull", False),
                        ("kind", incidents.codes.publication.PublicationKind["CORRECTION"]),
                    ),
                    models.Q(
                        models.Q(
                            ("kind", incidents.codes.publication.PublicationKind["CORRECTION"]),
                            _negated=True,
                        ),
                        ("correction_class__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="notice_of_a_correction_has_a_class",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposedwithdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(("internal_reason", ""), _negated=True),
                name="proposed_withdrawal_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(("decision__in", ["accepted", "refused", ""])),
                name="reply_decision_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("received_how__in", ["email", "letter", "counsel", "bailiff", "other"])
                ),
                name="reply_received_how_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("claim__isnull", True), ("involvement__isnull", True), _connector="OR"
                ),
                name="reply_is_to_one_thing_or_to_the_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_at__gt", models.F("requested_at"))),
                name="reply_is_due_after_its_request",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True), models.Q(("asked_by", ""), _negated=True)
                ),
                name="reply_has_a_text_and_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", True), ("decided_by__isnull", True), ("decision", "")
                    ),
                    models.Q(
                        models.Q(("decision", ""), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="decision_on_a_reply_is_dated_and_somebodys",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decision", incidents.codes.publication.ReplyDecision["REFUSED"]),
                        models.Q(("refusal_reason", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(
                            ("decision", incidents.codes.publication.ReplyDecision["REFUSED"]),
                            _negated=True,
                        ),
                        ("refusal_reason", ""),
                    ),
                    _connector="OR",
                ),
                name="reply_is_refused_with_a_reason",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reply",
            trigger=pgtrigger.compiler.Trigger(
                name="reply_is_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="81a777d704faf77a106c9a042c5900f535135fbc",
                    operation="DELETE",
                    pgid="pgtrigger_reply_is_never_deleted_cc85b",
                    table="incidents_reply",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reply",
            trigger=pgtrigger.compiler.Trigger(
                name="accepted_reply_stays_as_it_was_accepted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."decision" = \'accepted\' AND (OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."decision" IS DISTINCT FROM (NEW."decision") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at")))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="6913111be91298c8fa517d041582aa6538789c97",
                    operation="UPDATE",
                    pgid="pgtrigger_accepted_reply_stays_as_it_was_accepted_a5a43",
                    table="incidents_reply",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reportwithdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(("internal_reason", ""), _negated=True),
                name="withdrawal_of_a_report_has_a_reason",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportwithdrawal",
            trigger=pgtrigger.compiler.Trigger(
                name="withdrawal_of_a_report_is_never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete or update rows from % table', TG_TABLE_NAME;",
                    hash="a6fc5b171b2e04a73782ddbe68da7225d72f3c12",
                    operation="DELETE OR UPDATE",
                    pgid="pgtrigger_withdrawal_of_a_report_is_never_changed_ea405",
                    table="incidents_reportwithdrawal",
                    when="BEFORE",
                ),
            ),
        ),
        AuditTable("incidents_notice"),
        AuditTable("incidents_proposedwithdrawal"),
        AuditTable("incidents_reply", digested=("contact",)),
        AuditTable("incidents_reportwithdrawal"),
    ]
