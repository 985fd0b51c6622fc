"""Files that brought records in: their records while they wait, whence each draft came, and the names
that no actor bears.

A procedure's events are only ever added, with one exception, held here: an import that is undone, in
that very transaction, takes away those of its own drafts, none of which was ever published. The
plain triggers of migration 0016 refuse any other deletion; the ones of django-pgtrigger refuse
changes, as before.

Records that wait, progress, and whence a draft came are not audited row by row: the import's own
entry holds the SHA-256 over all of the latter (``Import.provenance``).
"""

from importlib import import_module

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import incidents.codes.importing
from incidents.grouped_migration import GroupedMigration
from incidents.models.audit_sql import AuditFunction, AuditTable

ROW: str = import_module("incidents.migrations.0009_audit").ROW
SHOWN = """    old_row := vigie_audit_shown(old_row, TG_ARGV[1], TG_ARGV[2]);
    new_row := vigie_audit_shown(new_row, TG_ARGV[1], TG_ARGV[2]);
"""
LIGHTER = ROW.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").replace(
    SHOWN, f"    IF TG_ARGV[1] <> '' OR TG_ARGV[2] <> '' THEN\n{SHOWN}    END IF;\n"
)
"""A row of which nothing is digested or passed over is shown as it is: said without looking at each
of its columns, an entry costs a fifth less."""

UNDOING = """
CREATE FUNCTION vigie_undoing_import() RETURNS bigint LANGUAGE sql STABLE
SET search_path = public, pg_temp
RETURN (
    SELECT id FROM incidents_import
    WHERE id = vigie_said('import')::bigint AND state = 'undone' AND undone_at = CURRENT_TIMESTAMP
)
"""
EVENT_STAYS = """
CREATE FUNCTION vigie_event_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    gone constant bigint := vigie_undoing_import();
    of_event constant bigint := coalesce(to_jsonb(OLD)->>'event_id', to_jsonb(OLD)->>'id')::bigint;
    event incidents_procedureevent;
BEGIN
    IF gone IS NOT NULL THEN
        SELECT * INTO event FROM incidents_procedureevent WHERE id = of_event;
        IF EXISTS (
            SELECT FROM incidents_import WHERE id = gone AND ended_at = event.created_at
        ) AND EXISTS (
            SELECT FROM incidents_procedure_incidents WHERE procedure_id = event.procedure_id
        ) AND NOT EXISTS (
            SELECT FROM incidents_procedure_incidents AS tie
            JOIN incidents_incident AS incident ON incident.id = tie.incident_id
            LEFT JOIN incidents_importedrow AS came ON came.incident_id = incident.id
            WHERE tie.procedure_id = event.procedure_id AND (
                came.batch_id IS DISTINCT FROM gone OR incident.state <> 'draft'
                OR incident.reference IS NOT NULL
            )
        ) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'the rows of % are never deleted', TG_TABLE_NAME USING ERRCODE = '23001';
END $$
"""
"""Ties between procedures and incidents are any editor's to move, and prove nothing by themselves:
an event goes only if it is of the moment at which the import was carried out."""
ENDS = """
CREATE FUNCTION vigie_import_ends_once() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.ended_at IS NOT DISTINCT FROM OLD.ended_at THEN
            RETURN NULL;
        END IF;
        IF OLD.ended_at IS NOT NULL THEN
            RAISE EXCEPTION 'an import ends once' USING ERRCODE = '23001';
        END IF;
    END IF;
    IF NEW.ended_at <> CURRENT_TIMESTAMP THEN
        RAISE EXCEPTION 'an import ends when it ends, not at another moment'
            USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$
"""
"""Its moment is what tells which events it made: nobody moves it to that of others."""
STAYS = """
DROP TRIGGER vigie_stays ON incidents_procedureevent;
DROP TRIGGER vigie_stays ON incidents_statementofreasons;
CREATE TRIGGER vigie_stays BEFORE UPDATE ON incidents_procedureevent
    FOR EACH ROW EXECUTE FUNCTION vigie_stays();
CREATE TRIGGER vigie_event_stays BEFORE DELETE ON incidents_procedureevent
    FOR EACH ROW EXECUTE FUNCTION vigie_event_stays();
CREATE TRIGGER vigie_event_stays BEFORE DELETE ON incidents_statementofreasons
    FOR EACH ROW EXECUTE FUNCTION vigie_event_stays();
CREATE TRIGGER vigie_import_ends_once AFTER INSERT OR UPDATE ON incidents_import
    FOR EACH ROW EXECUTE FUNCTION vigie_import_ends_once();
"""
STAYED = """
DROP TRIGGER vigie_stays ON incidents_procedureevent;
DROP TRIGGER vigie_event_stays ON incidents_procedureevent;
DROP TRIGGER vigie_event_stays ON incidents_statementofreasons;
DROP TRIGGER vigie_import_ends_once ON incidents_import;
CREATE TRIGGER vigie_stays BEFORE DELETE OR UPDATE ON incidents_procedureevent
    FOR EACH ROW EXECUTE FUNCTION vigie_stays();
CREATE TRIGGER vigie_stays BEFORE DELETE ON incidents_statementofreasons
    FOR EACH ROW EXECUTE FUNCTION vigie_stays();
"""


class Migration(GroupedMigration):
    dependencies = [
        ("incidents", "0026_partners"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=200, verbose_name="file")),
                (
                    "file_digest",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the file"),
                ),
                ("file_size", models.PositiveBigIntegerField(verbose_name="bytes")),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("csv", "table (CSV)"),
                            ("ndjson", "a document per line (NDJSON)"),
                            ("aiid", "AI Incident Database (CSV)"),
                        ],
                        max_length=6,
                        verbose_name="format",
                    ),
                ),
                (
                    "dataset",
                    models.CharField(
                        help_text="What the ids of the file belong to: the same id of it is never taken twice.",
                        max_length=100,
                        verbose_name="dataset",
                    ),
                ),
                (
                    "mapping_name",
                    models.CharField(blank=True, max_length=80, verbose_name="mapping"),
                ),
                ("mapping", models.JSONField(default=dict, verbose_name="mapping as it was used")),
                ("encoding", models.CharField(blank=True, max_length=20, verbose_name="encoding")),
                ("warnings", models.JSONField(default=list, verbose_name="warnings")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("staged", "read and checked"),
                            ("carried_out", "carried out"),
                            ("undone", "undone"),
                            ("discarded", "discarded"),
                            ("failed", "failed"),
                        ],
                        default=incidents.codes.importing.ImportState["STAGED"],
                        max_length=11,
                        verbose_name="state",
                    ),
                ),
                ("counts", models.JSONField(default=dict, verbose_name="counts")),
                (
                    "provenance",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="SHA-256 of what came from where"
                    ),
                ),
                ("failure", models.TextField(blank=True, verbose_name="why it failed")),
                ("staged_at", models.DateTimeField(verbose_name="checked at")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="carried out at")),
                ("undone_at", models.DateTimeField(null=True, verbose_name="undone at")),
                ("undone_reason", models.TextField(blank=True, verbose_name="why it was undone")),
                (
                    "ended_by",
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
                    "staged_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="checked by",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="undone by",
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="ImportedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("dataset", models.CharField(max_length=100, verbose_name="dataset")),
                ("external_id", models.CharField(max_length=200, verbose_name="id in the dataset")),
                ("line", models.PositiveIntegerField(verbose_name="line")),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256 of the record")),
                ("address", models.CharField(blank=True, max_length=1000, verbose_name="address")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="incidents.import",
                    ),
                ),
                (
                    "incident",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imported",
                        to="incidents.incident",
                    ),
                ),
            ],
            options={
                "verbose_name": "imported record",
                "verbose_name_plural": "imported records",
                "ordering": ("batch_id", "line"),
            },
        ),
        migrations.CreateModel(
            name="ImportedSource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sources",
                        to="incidents.import",
                    ),
                ),
                (
                    "source",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imported",
                        to="incidents.sourcemedia",
                    ),
                ),
            ],
            options={
                "verbose_name": "imported source",
                "verbose_name_plural": "imported sources",
                "ordering": ("batch_id", "source_id"),
            },
        ),
        migrations.CreateModel(
            name="ImportLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="line")),
                (
                    "external_id",
                    models.CharField(blank=True, max_length=200, verbose_name="id in the dataset"),
                ),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("address", models.CharField(blank=True, max_length=1000, verbose_name="address")),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("create", "new draft"),
                            ("matched", "here already"),
                            ("changed", "here already, says something else"),
                            ("skipped", "skipped: repeated in the file"),
                            ("refused", "refused"),
                        ],
                        max_length=8,
                        verbose_name="what it would do",
                    ),
                ),
                ("values", models.JSONField(default=dict)),
                ("problems", models.JSONField(default=list)),
                ("warnings", models.JSONField(default=list)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="incidents.import",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="incidents.incident",
                        verbose_name="incident that is here already",
                    ),
                ),
            ],
            options={
                "verbose_name": "record of a file",
                "verbose_name_plural": "records of files",
                "ordering": ("batch_id", "line"),
            },
        ),
        migrations.CreateModel(
            name="ImportProgress",
            fields=[
                ("batch_key", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("reading", "reading the file"),
                            ("checking", "checking the rows"),
                            ("writing", "writing drafts"),
                            ("closing", "closing the audit"),
                            ("undoing", "taking drafts away"),
                        ],
                        max_length=10,
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("of", models.PositiveIntegerField(default=0)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "progress of an import",
                "verbose_name_plural": "progress of imports",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["reading", "checking", "writing", "closing", "undoing"])
                        ),
                        name="import_progress_stage_is_a_known_code",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposedActor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "to be decided"),
                            ("matched", "an actor of the register"),
                            ("dismissed", "dismissed"),
                        ],
                        default=incidents.codes.importing.ProposalState["OPEN"],
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidents.actor",
                        verbose_name="actor",
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
                    "first_batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposed",
                        to="incidents.import",
                        verbose_name="first used by",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposed actor",
                "verbose_name_plural": "proposed actors",
                "ordering": ("name", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ProposedInvolvement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("depicted", "depicted"),
                            ("impersonated", "impersonated"),
                            ("image_reused", "image reused"),
                            ("targeted", "targeted"),
                            ("promoted", "promoted"),
                            ("alleged_author", "alleged author"),
                            ("alleged_beneficiary", "alleged beneficiary"),
                            ("amplifier", "amplifier"),
                            ("discloser", "discloser"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidents.import",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposed_involvements",
                        to="incidents.incident",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="incidents.proposedactor",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="incidents.sourcemedia",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposed involvement",
                "verbose_name_plural": "proposed involvements",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="SavedMapping",
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
                ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                ("content", models.JSONField(verbose_name="mapping")),
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
                "verbose_name": "mapping of an import",
                "verbose_name_plural": "mappings of imports",
                "ordering": ("name",),
            },
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(("format__in", ["csv", "ndjson", "aiid"])),
                name="import_format_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["staged", "carried_out", "undone", "discarded", "failed"])
                ),
                name="import_state_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(("file_digest__regex", "^[0-9a-f]{64}$")),
                name="import_file_digest_is_a_sha256",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", True),
                        ("state", incidents.codes.importing.ImportState["STAGED"]),
                    ),
                    models.Q(
                        ("state", incidents.codes.importing.ImportState["STAGED"]), _negated=True
                    ),
                    _connector="OR",
                ),
                name="staged_import_has_not_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", incidents.codes.importing.ImportState["UNDONE"]),
                        ("undone_at__isnull", False),
                    ),
                    models.Q(
                        models.Q(
                            ("state", incidents.codes.importing.ImportState["UNDONE"]),
                            _negated=True,
                        ),
                        ("undone_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="undone_import_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="importedrow",
            constraint=models.UniqueConstraint(
                fields=("dataset", "external_id"), name="record_of_a_dataset_is_imported_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="importedrow",
            constraint=models.UniqueConstraint(
                fields=("batch", "line"), name="line_of_an_import_makes_one_incident"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="importedrow",
            trigger=pgtrigger.compiler.Trigger(
                name="imported_row_is_never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="1a4628405c11e5f4f7e6aec988c188551f3cbd91",
                    operation="UPDATE",
                    pgid="pgtrigger_imported_row_is_never_changed_00d94",
                    table="incidents_importedrow",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="importline",
            index=models.Index(fields=["batch", "outcome", "line"], name="import_lines_by_outcome"),
        ),
        migrations.AddIndex(
            model_name="importline",
            index=models.Index(fields=["batch", "external_id"], name="import_lines_by_external_id"),
        ),
        migrations.AddConstraint(
            model_name="importline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome__in", ["create", "matched", "changed", "skipped", "refused"])
                ),
                name="import_line_outcome_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="importline",
            constraint=models.UniqueConstraint(
                fields=("batch", "line"), name="import_has_each_line_of_its_file_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposedactor",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "matched", "dismissed"])),
                name="proposed_actor_state_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposedactor",
            constraint=models.CheckConstraint(
                condition=models.Q(("key__regex", "^[0-9a-f]{64}$")),
                name="proposed_actor_key_is_a_sha256",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposedactor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("actor__isnull", False),
                        ("state", incidents.codes.importing.ProposalState["MATCHED"]),
                    ),
                    models.Q(
                        models.Q(
                            ("state", incidents.codes.importing.ProposalState["MATCHED"]),
                            _negated=True,
                        ),
                        ("actor__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="matched_proposal_and_no_other_has_an_actor",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposedactor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("name", ""),
                        ("state", incidents.codes.importing.ProposalState["DISMISSED"]),
                    ),
                    models.Q(
                        models.Q(
                            ("state", incidents.codes.importing.ProposalState["DISMISSED"]),
                            _negated=True,
                        ),
                        models.Q(("name", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="dismissed_proposal_forgets_the_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposedinvolvement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "depicted",
                            "impersonated",
                            "image_reused",
                            "targeted",
                            "promoted",
                            "alleged_author",
                            "alleged_beneficiary",
                            "amplifier",
                            "discloser",
                        ],
                    )
                ),
                name="proposed_involvement_role_is_a_known_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposedinvolvement",
            constraint=models.UniqueConstraint(
                fields=("proposal", "incident", "role"),
                name="name_is_proposed_once_per_role_and_incident",
            ),
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="procedureevent",
            name="procedure_event_is_only_added",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="statementofreasons",
            name="statement_of_reasons_is_never_changed",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="procedureevent",
            trigger=pgtrigger.compiler.Trigger(
                name="procedure_event_is_only_added",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="63672aa4554e0ba8d7cb8fc0d577a3459d92c70f",
                    operation="UPDATE",
                    pgid="pgtrigger_procedure_event_is_only_added_5c974",
                    table="incidents_procedureevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statementofreasons",
            trigger=pgtrigger.compiler.Trigger(
                name="statement_of_reasons_is_never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="734de91ae652507aed6985dee6f15fd4bebcce19",
                    operation="UPDATE",
                    pgid="pgtrigger_statement_of_reasons_is_never_changed_477d6",
                    table="incidents_statementofreasons",
                    when="BEFORE",
                ),
            ),
        ),
        AuditFunction("vigie_audit_row()", LIGHTER, before=ROW),
        AuditTable("incidents_import", digested=("mapping",)),
        AuditTable("incidents_savedmapping"),
        AuditTable("incidents_proposedactor", digested=("name",)),
        migrations.RunSQL(UNDOING, "DROP FUNCTION vigie_undoing_import()"),
        migrations.RunSQL(EVENT_STAYS, "DROP FUNCTION vigie_event_stays()"),
        migrations.RunSQL(ENDS, "DROP FUNCTION vigie_import_ends_once()"),
        migrations.RunSQL(STAYS, STAYED),
    ]
