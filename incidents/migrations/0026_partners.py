"""Partners: keys of the API, what they submit, what they are told, whom they name."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import incidents.codes.partner
import incidents.models.base
from incidents.grouped_migration import GroupedMigration
from incidents.models.audit_sql import AuditTable


class Migration(GroupedMigration):
    dependencies = [
        ("incidents", "0025_listed_claims"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=100, verbose_name="what it is for")),
                (
                    "prefix",
                    models.CharField(max_length=20, unique=True, verbose_name="begins with"),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("read", "read, at a higher rate"),
                                ("write", "submit drafts"),
                            ],
                            max_length=10,
                        ),
                        size=None,
                        verbose_name="scopes",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                ("expires_at", models.DateTimeField(verbose_name="expires at")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="revoked at")),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="api_key",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="revoked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "API key",
                "verbose_name_plural": "API keys",
                "ordering": ("-made_at", "-pk"),
                "permissions": [("revoke_apikey", "Can revoke a key of the API")],
                "default_permissions": ("view", "add"),
            },
        ),
        migrations.CreateModel(
            name="ApiKeyUse",
            fields=[
                (
                    "key",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="use",
                        serialize=False,
                        to="incidents.apikey",
                    ),
                ),
                ("last_used_at", models.DateTimeField(null=True, verbose_name="last used at")),
            ],
            options={
                "verbose_name": "use of an API key",
                "verbose_name_plural": "uses of API keys",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Partner",
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
                    "name",
                    models.CharField(max_length=200, unique=True, verbose_name="organisation"),
                ),
                (
                    "contact",
                    models.TextField(
                        blank=True,
                        help_text="Whom to write to, for administrators only.",
                        verbose_name="contact (internal)",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "partner",
                "verbose_name_plural": "partners",
                "ordering": ("name",),
            },
        ),
        migrations.AddField(
            model_name="apikey",
            name="partner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="keys",
                to="incidents.partner",
                verbose_name="partner",
            ),
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                    "idempotency_key",
                    models.CharField(max_length=200, verbose_name="idempotency key"),
                ),
                ("digest", models.CharField(max_length=64)),
                ("note", models.TextField(blank=True, verbose_name="note of the sender")),
                ("received_at", models.DateTimeField(verbose_name="received at")),
                (
                    "incident",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="submission",
                        to="incidents.incident",
                        verbose_name="incident",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="incidents.apikey",
                        verbose_name="API key",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="incidents.partner",
                        verbose_name="partner",
                    ),
                ),
            ],
            options={
                "verbose_name": "submission",
                "verbose_name_plural": "submissions",
                "ordering": ("-pk",),
                "permissions": [("answer_submission", "Can write to whoever sent a submission")],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="SubmissionMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("received", "received"),
                            ("in_review", "in review"),
                            ("changes_requested", "changes requested"),
                            ("published", "published"),
                            ("rejected", "rejected"),
                            ("merged", "merged into another"),
                            ("withdrawn", "withdrawn"),
                            ("discarded", "not taken up"),
                        ],
                        max_length=20,
                        verbose_name="about",
                    ),
                ),
                ("text", models.TextField(verbose_name="message to the sender")),
                ("written_at", models.DateTimeField(verbose_name="written at")),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="incidents.submission",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
            ],
            options={
                "verbose_name": "message to a sender",
                "verbose_name_plural": "messages to senders",
                "ordering": ("-pk",),
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="SubmittedActor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "to be decided"),
                            ("matched", "found in the register"),
                            ("accepted", "decided"),
                            ("private", "a private person"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "person"),
                            ("party", "party"),
                            ("institution", "institution"),
                            ("authority", "authority"),
                            ("media", "media"),
                            ("platform_operator", "platform operator"),
                            ("civil_society", "civil society"),
                            ("company", "company"),
                            ("group", "group"),
                            ("unidentified", "unidentified"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name_fr",
                    models.CharField(blank=True, max_length=200, verbose_name="name (French)"),
                ),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=200, verbose_name="name (English)"),
                ),
                (
                    "short_name",
                    models.CharField(blank=True, max_length=40, verbose_name="short name"),
                ),
                (
                    "wikidata_id",
                    models.CharField(blank=True, max_length=20, verbose_name="Wikidata id"),
                ),
                (
                    "party_facts_id",
                    models.CharField(blank=True, max_length=20, verbose_name="Party Facts id"),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submitted",
                        to="incidents.actor",
                        verbose_name="actor",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="incidents.jurisdiction",
                        verbose_name="country",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actors",
                        to="incidents.submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "actor named by a partner",
                "verbose_name_plural": "actors named by partners",
                "ordering": ("pk",),
                "default_permissions": ("view", "change"),
            },
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")),
                name="api_key_is_kept_as_a_sha256",
            ),
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=models.Q(("prefix__regex", "^vigie_[a-z0-9]{8}$")),
                name="api_key_begins_with_our_mark",
            ),
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("scopes__len__gt", 0), ("scopes__contained_by", ["read", "write"])
                ),
                name="api_key_has_known_scopes",
            ),
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("made_at"))),
                name="api_key_expires_after_it_is_made",
            ),
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                    models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                    _connector="OR",
                ),
                name="revocation_of_an_api_key_is_dated_and_signed",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="apikey",
            trigger=pgtrigger.compiler.Trigger(
                name="api_key_is_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="6ebe5e96581a508e9a8417c27a99b779b7832e89",
                    operation="DELETE",
                    pgid="pgtrigger_api_key_is_never_deleted_8d4b4",
                    table="incidents_apikey",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="apikey",
            trigger=pgtrigger.compiler.Trigger(
                name="api_key_is_only_revoked",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."partner_id" IS DISTINCT FROM (NEW."partner_id") OR OLD."prefix" IS DISTINCT FROM (NEW."prefix") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."scopes" IS DISTINCT FROM (NEW."scopes") OR OLD."account_id" IS DISTINCT FROM (NEW."account_id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="b0e80a0c18834bafab2d69de3736f76654349f5e",
                    operation="UPDATE",
                    pgid="pgtrigger_api_key_is_only_revoked_a3da7",
                    table="incidents_apikey",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="apikey",
            trigger=pgtrigger.compiler.Trigger(
                name="api_key_is_revoked_for_good",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."revoked_at" IS NOT NULL AND OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="81a4ee5d9ebf8eadf0a17a758cecc0d2b945bfba",
                    operation="UPDATE",
                    pgid="pgtrigger_api_key_is_revoked_for_good_a6cb6",
                    table="incidents_apikey",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="apikey",
            trigger=pgtrigger.compiler.Trigger(
                name="api_key_lasts_a_year_at_most",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF NEW.expires_at > NEW.made_at + interval '366 days' THEN RAISE EXCEPTION 'a key lasts a year at most' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
                    hash="54217a7d08891943b0b769bc1e29ef1bfdaee909",
                    operation="INSERT",
                    pgid="pgtrigger_api_key_lasts_a_year_at_most_a5199",
                    table="incidents_apikey",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                fields=("partner", "idempotency_key"), name="submission_is_received_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")),
                name="submission_digest_is_a_sha256",
            ),
        ),
        migrations.AddConstraint(
            model_name="submissionmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(("about__in", ["", "changes_requested", "rejected"])),
                name="message_to_a_sender_is_about_a_refusal_or_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="submissionmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="message_to_a_sender_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="submittedactor",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "matched", "accepted", "private"])),
                name="submitted_actor_state_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="submittedactor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "person",
                            "party",
                            "institution",
                            "authority",
                            "media",
                            "platform_operator",
                            "civil_society",
                            "company",
                            "group",
                            "unidentified",
                        ],
                    )
                ),
                name="submitted_actor_kind_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="submittedactor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("wikidata_id", ""), ("wikidata_id__regex", "^Q[1-9][0-9]*$"), _connector="OR"
                ),
                name="submitted_wikidata_id_is_a_q_and_digits",
            ),
        ),
        migrations.AddConstraint(
            model_name="submittedactor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("party_facts_id", ""),
                    ("party_facts_id__regex", "^[1-9][0-9]*$"),
                    _connector="OR",
                ),
                name="submitted_party_facts_id_is_digits",
            ),
        ),
        migrations.AddConstraint(
            model_name="submittedactor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="decision_on_a_submitted_actor_is_dated_and_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="submittedactor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_by__isnull", False),
                        (
                            "state__in",
                            (
                                incidents.codes.partner.SubmittedActorState["ACCEPTED"],
                                incidents.codes.partner.SubmittedActorState["PRIVATE"],
                            ),
                        ),
                    ),
                    models.Q(
                        models.Q(
                            (
                                "state__in",
                                (
                                    incidents.codes.partner.SubmittedActorState["ACCEPTED"],
                                    incidents.codes.partner.SubmittedActorState["PRIVATE"],
                                ),
                            ),
                            _negated=True,
                        ),
                        ("decided_by__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="submitted_actor_is_decided_by_somebody",
            ),
        ),
        AuditTable("incidents_partner", digested=("contact",)),
        AuditTable("incidents_apikey", digested=("digest",)),
        AuditTable("incidents_submission", digested=("idempotency_key",)),
        AuditTable("incidents_submissionmessage"),
        AuditTable("incidents_submittedactor", digested=("name_fr", "name_en", "short_name")),
    ]
