"""Requests for erasure, and what a granted one may change in rows that nothing else changes.

The triggers here stand beside those of the models: no setting of a session lets words of a
protected row be changed, only a request that is granted, decided by one person and being carried
out by another, in the transaction in which it is (``vigie.erasure`` names it). Numbers, digests and
dates never change. Payloads of the audit are erased through the same door.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import incidents.codes.erasure
from incidents.grouped_migration import GroupedMigration
from incidents.models.audit_sql import AuditTable

ERASING = """
CREATE FUNCTION vigie_erasing() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
RETURN EXISTS (
    SELECT FROM incidents_erasurerequest
    WHERE id = vigie_said('erasure')::bigint AND state IN ('granted', 'partly')
        AND done_by_id IS NOT NULL AND (done_at IS NULL OR done_at = CURRENT_TIMESTAMP)
)
"""
ONLY = """
CREATE FUNCTION vigie_erasure_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    old_row jsonb;
    new_row jsonb;
BEGIN
    IF NOT vigie_erasing() THEN
        RAISE EXCEPTION 'the words of % are changed by a granted erasure only', TG_TABLE_NAME
            USING ERRCODE = '23001';
    END IF;
    old_row := to_jsonb(OLD) - TG_ARGV;
    new_row := to_jsonb(NEW) - TG_ARGV;
    IF new_row IS DISTINCT FROM old_row THEN
        RAISE EXCEPTION 'an erasure leaves numbers, digests and dates of % as they are',
            TG_TABLE_NAME USING ERRCODE = '23001';
    END IF;
    RETURN NEW;
END $$
"""
WORDS_ONLY = """
CREATE FUNCTION vigie_erased_publication() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.content <> '{}'::jsonb OR NEW.ended_at IS NULL THEN
        RAISE EXCEPTION 'the content of a publication is erased whole, once it has ended';
    END IF;
    RETURN NEW;
END $$
"""
PUBLICATION = """
CREATE TRIGGER vigie_erased_whole BEFORE UPDATE OF content ON incidents_publication
    FOR EACH ROW WHEN (OLD.content IS DISTINCT FROM NEW.content)
    EXECUTE FUNCTION vigie_erased_publication()
"""
PAYLOADS = """
CREATE FUNCTION vigie_erase_payloads(sequences bigint[]) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM incidents_erasurerequest
        WHERE id = vigie_said('erasure')::bigint AND state IN ('granted', 'partly')
            AND done_by_id IS NOT NULL
            AND (forgotten_at IS NULL OR forgotten_at = CURRENT_TIMESTAMP)
    ) THEN
        RAISE EXCEPTION 'payloads of the audit are erased by a granted erasure only';
    END IF;
    RETURN vigie_audit_erase(sequences);
END $$
"""
FUNCTIONS = {
    "vigie_erasing()": ERASING,
    "vigie_erasure_only()": ONLY,
    "vigie_erased_publication()": WORDS_ONLY,
    "vigie_erase_payloads(bigint[])": PAYLOADS,
}
GUARDED = {
    "publication": (
        ("content", "notice_fr", "notice_en", "silence_override"),
        ("incident_id", "reference", "number", "kind", "digest", "published_at"),
    ),
    "withdrawal": (("internal_reason",), ("reference", "first_published_at", "withdrawn_at")),
    "merger": (("old", "new", "content", "reason"), ("kind", "merged_at")),
    "storedfile": (("content",), ("digest", "size", "media_type")),
    "transcript": (
        ("raw_cues", "problems", "warnings", "reason", "tool", "tool_version"),
        ("source_id", "number", "digest", "made_by", "size"),
    ),
    "segment": (
        ("text", "proposed_speaker"),
        ("transcript_id", "position", "start_ms", "end_ms", "confidence"),
    ),
    "redaction": (("reason",), ("transcript_id", "first_position", "last_position")),
    "procedureevent": (
        ("note_fr", "note_en", "outside_table_reason_fr", "outside_table_reason_en"),
        ("procedure_id", "kind", "outcome", "earliest", "latest"),
    ),
    "statementofreasons": (
        (
            *("puid", "permalink", "platform_name", "ground", "category", "content_types"),
            *("source_type", "automated_decision", "territories"),
        ),
        ("event_id", "applies_from"),
    ),
    "incidentmove": (("reason",), ("incident_id", "move", "from_state", "to_state", "digest")),
    "plannedpublication": (("silence_override",), ("incident_id", "at", "digest", "planned_at")),
    "reportwithdrawal": (("internal_reason",), ("report_id", "withdrawn_at")),
}
"""By table: the columns that an erasure may change, and some of those that it may not."""
ALSO = {"plannedpublication": ("reason_fr", "reason_en")}
"""Columns that others change as well, and an erasure together with those above."""


def guard(table: str) -> migrations.RunSQL:
    words, fixed = GUARDED[table]
    columns = (*words, *fixed)
    named, old, new = (", ".join(f"{at}{c}" for c in columns) for at in ("", "OLD.", "NEW."))
    erasable = ", ".join(f"'{column}'" for column in (*words, *ALSO.get(table, ())))
    return migrations.RunSQL(
        f"CREATE TRIGGER vigie_erasure_only BEFORE UPDATE OF {named} ON incidents_{table} "
        f"FOR EACH ROW WHEN (({old}) IS DISTINCT FROM ({new})) "
        f"EXECUTE FUNCTION vigie_erasure_only({erasable})",
        f"DROP TRIGGER vigie_erasure_only ON incidents_{table}",
    )


class Migration(GroupedMigration):
    dependencies = [
        ("incidents", "0014_audit_of_second_factors"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ErasureRequest",
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
                ("received_on", models.DateField(verbose_name="received on")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "e-mail"),
                            ("letter", "letter"),
                            ("form", "form"),
                            ("oral", "by word of mouth"),
                            ("authority", "through the supervisory authority"),
                        ],
                        max_length=10,
                        verbose_name="how it came",
                    ),
                ),
                (
                    "person_name",
                    models.CharField(blank=True, max_length=200, verbose_name="who asks"),
                ),
                (
                    "person_contact",
                    models.CharField(
                        blank=True,
                        help_text="Never public.",
                        max_length=300,
                        verbose_name="where the answer goes",
                    ),
                ),
                ("asked", models.TextField(blank=True, verbose_name="what is asked")),
                (
                    "values",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        blank=True,
                        default=list,
                        help_text="Each name, nickname, handle, number or address of the person as it may stand in the records, one to a line. Names of the actors chosen below are added by themselves.",
                        size=None,
                        verbose_name="what to look for",
                    ),
                ),
                (
                    "label_fr",
                    models.CharField(
                        default="une personne privée",
                        help_text="Stands from then on where a name stood.",
                        max_length=120,
                        verbose_name="public label (French)",
                    ),
                ),
                (
                    "label_en",
                    models.CharField(
                        default="a private person",
                        max_length=120,
                        verbose_name="public label (English)",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("granted", "granted"),
                            ("partly", "granted in part"),
                            ("refused", "refused"),
                        ],
                        default=incidents.codes.erasure.ErasureState["RECEIVED"],
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "extended",
                    models.BooleanField(
                        default=False,
                        help_text="GDPR art. 12(3): complex or many requests; the person must be told why.",
                        verbose_name="term extended by two months",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_needed", "no longer needed – GDPR art. 17(1)(a)"),
                            ("consent_withdrawn", "consent withdrawn – GDPR art. 17(1)(b)"),
                            ("objection", "objection that prevails – GDPR art. 17(1)(c)"),
                            ("unlawful", "unlawful processing – GDPR art. 17(1)(d)"),
                            (
                                "legal_obligation",
                                "erasure that the law demands – GDPR art. 17(1)(e)",
                            ),
                            ("minor", "data collected from a child – GDPR art. 17(1)(f)"),
                            (
                                "expression",
                                "freedom of expression and information – GDPR art. 17(3)(a)",
                            ),
                            ("public_task", "legal obligation or public task – GDPR art. 17(3)(b)"),
                            ("archiving", "archiving, research or statistics – GDPR art. 17(3)(d)"),
                            ("legal_claims", "legal claims – GDPR art. 17(3)(e)"),
                            ("not_the_person", "identity not confirmed – GDPR art. 12(6)"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="ground",
                    ),
                ),
                (
                    "reasons",
                    models.TextField(
                        blank=True, editable=False, verbose_name="reasons of the decision"
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="decided at"),
                ),
                (
                    "done_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="carried out at"),
                ),
                (
                    "answered_on",
                    models.DateField(editable=False, null=True, verbose_name="answered on"),
                ),
                (
                    "forgotten_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="person forgotten at"
                    ),
                ),
                (
                    "erased",
                    models.JSONField(default=dict, editable=False, verbose_name="what was erased"),
                ),
                (
                    "actors",
                    models.ManyToManyField(
                        blank=True,
                        help_text="They become private; their identities are deleted.",
                        related_name="+",
                        to="incidents.actor",
                        verbose_name="the person among the actors",
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
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="carried out by",
                    ),
                ),
                (
                    "incidents",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="incidents.incident",
                        verbose_name="incidents concerned",
                    ),
                ),
                (
                    "publications",
                    models.ManyToManyField(
                        blank=True,
                        editable=False,
                        related_name="erasures",
                        to="incidents.publication",
                        verbose_name="publications whose content was erased",
                    ),
                ),
                (
                    "reports",
                    models.ManyToManyField(
                        blank=True,
                        editable=False,
                        related_name="+",
                        to="incidents.report",
                        verbose_name="issued reports to withdraw",
                    ),
                ),
                (
                    "sources",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="incidents.sourcemedia",
                        verbose_name="sources concerned",
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
                "verbose_name": "request for erasure",
                "verbose_name_plural": "requests for erasure",
                "ordering": ("received_on", "pk"),
                "permissions": [
                    ("decide_erasure", "Can decide a request for erasure"),
                    ("carry_out_erasure", "Can carry out an erasure that another decided"),
                    ("view_erasure_person", "Can see who asks for erasure, and what to look for"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("channel__in", ["email", "letter", "form", "oral", "authority"])
                        ),
                        name="erasure_request_channel_is_a_known_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["received", "granted", "partly", "refused"])
                        ),
                        name="erasure_request_state_is_a_known_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ground__in",
                                [
                                    "not_needed",
                                    "consent_withdrawn",
                                    "objection",
                                    "unlawful",
                                    "legal_obligation",
                                    "minor",
                                    "expression",
                                    "public_task",
                                    "archiving",
                                    "legal_claims",
                                    "not_the_person",
                                    "",
                                ],
                            )
                        ),
                        name="erasure_request_ground_is_a_known_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("ground", ""),
                                ("reasons", ""),
                                ("state", incidents.codes.erasure.ErasureState["RECEIVED"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("state", incidents.codes.erasure.ErasureState["RECEIVED"]),
                                    _negated=True,
                                ),
                                models.Q(("ground", ""), _negated=True),
                                models.Q(("reasons", ""), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="erasure_is_decided_on_a_ground_with_reasons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_by__isnull", True),
                            models.Q(("done_by", models.F("decided_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="erasure_is_carried_out_by_another_than_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_by__isnull", True),
                            (
                                "state__in",
                                (
                                    incidents.codes.erasure.ErasureState["GRANTED"],
                                    incidents.codes.erasure.ErasureState["PARTLY"],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="only_a_granted_erasure_is_carried_out",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True), ("done_by__isnull", False), _connector="OR"
                        ),
                        name="carried_out_erasure_names_who_did_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("forgotten_at__isnull", True),
                            models.Q(
                                ("answered_on__isnull", False),
                                ("asked", ""),
                                ("done_at__isnull", False),
                                ("person_contact", ""),
                                ("person_name", ""),
                                ("values", []),
                            ),
                            _connector="OR",
                        ),
                        name="forgotten_person_leaves_no_value",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("label_fr", ""), _negated=True),
                        name="erasure_has_a_public_label",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="erasurerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="erasure_request_is_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="11cf715af0b44a3d187434dfff2f88f80d5ea308",
                    operation="DELETE",
                    pgid="pgtrigger_erasure_request_is_never_deleted_d7e12",
                    table="incidents_erasurerequest",
                    when="BEFORE",
                ),
            ),
        ),
        AuditTable("incidents_erasurerequest"),
        AuditTable("incidents_erasurerequest_actors"),
        AuditTable("incidents_erasurerequest_incidents"),
        AuditTable("incidents_erasurerequest_sources"),
        AuditTable("incidents_erasurerequest_publications"),
        AuditTable("incidents_erasurerequest_reports"),
        *(migrations.RunSQL(made, f"DROP FUNCTION {name}") for name, made in FUNCTIONS.items()),
        migrations.RunSQL(PUBLICATION, "DROP TRIGGER vigie_erased_whole ON incidents_publication"),
        *(guard(table) for table in GUARDED),
    ]
