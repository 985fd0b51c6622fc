"""The audit: tables, the functions that write it, and the triggers on every table of records.

Order: the row's trigger writes the payload in the statement's transaction; as that transaction
ends, a deferred trigger appends the entry under an advisory lock. So the lock is held for the
moment of ending only, and entries stand in the order in which changes became real.

The functions run with the rights of the tables' owner: the application's role needs none on the
audit but to read. ``jsonb::text`` of an array is what Python's ``json.dumps`` writes without ASCII
escapes; ``tests/audit/`` holds both to it.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from incidents.grouped_migration import GroupedMigration
from incidents.models.audit_sql import STAYS, AuditFunction, AuditTable, AuditTriggers

SETTING = """
CREATE FUNCTION vigie_said(name text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('vigie.' || name, true), '')
$$
"""

NOTE = """
CREATE FUNCTION vigie_audit_note(table_name text, row_key text, operation text, content jsonb)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    why text := vigie_said('why');
BEGIN
    IF why IS NOT NULL THEN
        content := content || jsonb_build_object('why', why);
    END IF;
    INSERT INTO incidents_auditpayload (header, salt, payload) VALUES (
        jsonb_build_object(
            'person', vigie_said('by')::bigint,
            'way', left(coalesce(vigie_said('way'), ''), 200),
            'role', session_user,
            'table', table_name,
            'row', left(row_key, 100),
            'operation', operation
        ),
        replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''),
        content::text
    );
END $$
"""

APPEND = """
CREATE FUNCTION vigie_audit_append() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    before record;
    place bigint;
    former text;
    moment timestamptz;
    shown text;
    promise text;
BEGIN
    PERFORM pg_advisory_xact_lock(7310575174);
    SELECT sequence, hash, at INTO before FROM incidents_auditentry
        ORDER BY sequence DESC LIMIT 1;
    place := coalesce(before.sequence, 0) + 1;
    former := coalesce(before.hash, repeat('0', 64));
    moment := greatest(clock_timestamp(), before.at);
    shown := to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
    promise := encode(sha256(convert_to(NEW.salt || NEW.payload, 'UTF8')), 'hex');
    INSERT INTO incidents_auditentry (
        sequence, previous, at, person, way, role, table_name, row_key, operation, commitment,
        hash, payload_id
    ) VALUES (
        place, former, moment, (NEW.header->>'person')::bigint, NEW.header->>'way',
        NEW.header->>'role', NEW.header->>'table', NEW.header->>'row', NEW.header->>'operation',
        promise,
        encode(sha256(convert_to(jsonb_build_array(
            'vigie-audit-1', former, place, shown, (NEW.header->>'person')::bigint,
            NEW.header->>'way', NEW.header->>'role', NEW.header->>'table', NEW.header->>'row',
            NEW.header->>'operation', promise
        )::text, 'UTF8')), 'hex'),
        NEW.id
    );
    RETURN NULL;
END $$
"""

SHOWN = """
CREATE FUNCTION vigie_audit_shown(content jsonb, digested text, ignored text) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce((
    SELECT jsonb_object_agg(
        key,
        CASE WHEN key = ANY (string_to_array(digested, ',')) AND value <> 'null'::jsonb
            THEN to_jsonb('sha256:' || encode(sha256(convert_to(value::text, 'UTF8')), 'hex'))
            ELSE value
        END
    )
    FROM jsonb_each(content)
    WHERE NOT key = ANY (string_to_array(ignored, ','))
), '{}'::jsonb) $$
"""

ROW = """
CREATE FUNCTION vigie_audit_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    old_row jsonb;
    new_row jsonb;
    key text;
    parts text;
BEGIN
    IF TG_ARGV[3] <> '' THEN
        SELECT string_agg('($1).' || quote_ident(name), ', ') INTO parts
            FROM unnest(string_to_array(TG_ARGV[3], ',')) AS name;
        IF TG_OP <> 'INSERT' THEN
            EXECUTE 'SELECT to_jsonb(s) FROM (SELECT ' || parts || ') s' INTO old_row USING OLD;
        END IF;
        IF TG_OP <> 'DELETE' THEN
            EXECUTE 'SELECT to_jsonb(s) FROM (SELECT ' || parts || ') s' INTO new_row USING NEW;
        END IF;
    ELSE
        IF TG_OP <> 'INSERT' THEN
            old_row := to_jsonb(OLD);
        END IF;
        IF TG_OP <> 'DELETE' THEN
            new_row := to_jsonb(NEW);
        END IF;
    END IF;
    key := coalesce(old_row, new_row)->>TG_ARGV[0];
    IF TG_OP = 'UPDATE' THEN
        SELECT coalesce(jsonb_object_agg(o.key, o.value), '{}'::jsonb),
               coalesce(jsonb_object_agg(o.key, new_row->o.key), '{}'::jsonb)
            INTO old_row, new_row
            FROM jsonb_each(old_row) AS o
            WHERE o.value IS DISTINCT FROM new_row->o.key;
    END IF;
    old_row := vigie_audit_shown(old_row, TG_ARGV[1], TG_ARGV[2]);
    new_row := vigie_audit_shown(new_row, TG_ARGV[1], TG_ARGV[2]);
    CASE TG_OP
        WHEN 'INSERT' THEN
            PERFORM vigie_audit_note(TG_TABLE_NAME, key, 'insert',
                jsonb_build_object('after', new_row));
        WHEN 'DELETE' THEN
            PERFORM vigie_audit_note(TG_TABLE_NAME, key, 'delete',
                jsonb_build_object('before', old_row));
        ELSE
            IF new_row <> '{}'::jsonb OR TG_ARGV[3] <> '' AND OLD *<> NEW THEN
                PERFORM vigie_audit_note(TG_TABLE_NAME, key, 'update',
                    jsonb_build_object('before', old_row, 'after', new_row));
            END IF;
    END CASE;
    RETURN NULL;
END $$
"""

SUMMARY = """SELECT transcript_id, count(*) AS passages, min(position) AS first,
            max(position) AS last, encode(sha256(string_agg(
                sha256(convert_to(to_jsonb(s)::text, 'UTF8')), ''::bytea ORDER BY position)), 'hex'
            ) AS digest
        FROM some_rows AS s GROUP BY transcript_id"""
PASSAGES = """
CREATE FUNCTION vigie_audit_passages() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    part record;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        FOR part IN
            SELECT o.transcript_id, jsonb_agg(o.position ORDER BY o.position) FILTER (
                    WHERE (o.text, o.start_ms, o.end_ms, o.confidence, o.proposed_speaker,
                        o.position, o.transcript_id)
                    IS DISTINCT FROM (n.text, n.start_ms, n.end_ms, n.confidence,
                        n.proposed_speaker, n.position, n.transcript_id)) AS changed,
                jsonb_agg(jsonb_build_array(o.position, o.speaker_id, n.speaker_id)
                    ORDER BY o.position) FILTER (
                    WHERE o.speaker_id IS DISTINCT FROM n.speaker_id) AS voices
            FROM old_rows AS o FULL JOIN new_rows AS n USING (id) GROUP BY o.transcript_id
        LOOP
            IF part.changed IS NOT NULL OR part.voices IS NOT NULL THEN
                PERFORM vigie_audit_note(TG_TABLE_NAME, part.transcript_id::text, 'update',
                    jsonb_build_object('after', jsonb_strip_nulls(jsonb_build_object(
                        'changed_positions', part.changed, 'speaker_ids', part.voices))));
            END IF;
        END LOOP;
        RETURN NULL;
    END IF;
    FOR part IN
        {SUMMARY}
    LOOP
        PERFORM vigie_audit_note(TG_TABLE_NAME, part.transcript_id::text, lower(TG_OP),
            jsonb_build_object(CASE TG_OP WHEN 'INSERT' THEN 'after' ELSE 'before' END,
                jsonb_build_object('passages', part.passages, 'first_position', part.first,
                    'last_position', part.last, 'sha256', part.digest)));
    END LOOP;
    RETURN NULL;
END $$
""".replace("{SUMMARY}", SUMMARY)
PASSAGES_TRIGGERS = AuditTriggers(
    (
        "CREATE TRIGGER vigie_audit_insert AFTER INSERT ON incidents_segment"
        " REFERENCING NEW TABLE AS some_rows"
        " FOR EACH STATEMENT EXECUTE FUNCTION vigie_audit_passages()",
        "CREATE TRIGGER vigie_audit_update AFTER UPDATE ON incidents_segment"
        " REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows"
        " FOR EACH STATEMENT EXECUTE FUNCTION vigie_audit_passages()",
        "CREATE TRIGGER vigie_audit_delete AFTER DELETE ON incidents_segment"
        " REFERENCING OLD TABLE AS some_rows"
        " FOR EACH STATEMENT EXECUTE FUNCTION vigie_audit_passages()",
        STAYS.format(table="incidents_segment"),
    )
)

REFUSE = """
CREATE FUNCTION vigie_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the rows of % are never %', TG_TABLE_NAME,
        CASE TG_OP WHEN 'TRUNCATE' THEN 'truncated' WHEN 'DELETE' THEN 'deleted' ELSE 'changed' END;
END $$
"""

BLANK = """
CREATE FUNCTION vigie_audit_blank() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    place bigint;
BEGIN
    IF NEW.id <> OLD.id OR NEW.header <> OLD.header OR NEW.salt IS NOT NULL
        OR NEW.payload IS NOT NULL OR OLD.payload IS NULL THEN
        RAISE EXCEPTION 'a payload of the audit is erased whole, or stays as it is';
    END IF;
    SELECT sequence INTO place FROM incidents_auditentry WHERE payload_id = OLD.id;
    IF place IS NULL OR OLD.header->>'operation' = 'erase' THEN
        RAISE EXCEPTION 'only the payload of an entry that is in the chain can be erased';
    END IF;
    PERFORM vigie_audit_note('incidents_auditentry', place::text, 'erase', '{}'::jsonb);
    RETURN NEW;
END $$
"""
GUARDS = AuditTriggers(
    (
        "CREATE CONSTRAINT TRIGGER vigie_audit_append AFTER INSERT ON incidents_auditpayload"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION vigie_audit_append()",
        "CREATE TRIGGER vigie_audit_blank BEFORE UPDATE ON incidents_auditpayload"
        " FOR EACH ROW EXECUTE FUNCTION vigie_audit_blank()",
        "CREATE TRIGGER vigie_stays BEFORE DELETE ON incidents_auditpayload"
        " FOR EACH ROW EXECUTE FUNCTION vigie_audit_refuse()",
        STAYS.format(table="incidents_auditpayload"),
        "CREATE TRIGGER vigie_stays BEFORE DELETE OR UPDATE ON incidents_auditentry"
        " FOR EACH ROW EXECUTE FUNCTION vigie_audit_refuse()",
        STAYS.format(table="incidents_auditentry"),
    )
)

FUNCTIONS = {
    "vigie_said(text)": SETTING,
    "vigie_audit_note(text, text, text, jsonb)": NOTE,
    "vigie_audit_append()": APPEND,
    "vigie_audit_shown(jsonb, text, text)": SHOWN,
    "vigie_audit_row()": ROW,
    "vigie_audit_passages()": PASSAGES,
    "vigie_audit_refuse()": REFUSE,
    "vigie_audit_blank()": BLANK,
}

PLAIN = (
    "actor",
    "actoralias",
    "affiliation",
    "appearance",
    "appearanceevent",
    "approval",
    "citation",
    "claim",
    "claimanswer",
    "claim_about",
    "claim_incidents",
    "claim_on_behalf_of",
    "election",
    "electionround",
    "incident",
    "incident_goals",
    "incident_media",
    "incident_ratings",
    "incident_tags",
    "incident_techniques",
    "involvement",
    "merger",
    "observation",
    "privateidentity",
    "procedure",
    "procedure_appearances",
    "procedure_bases",
    "procedure_complainants",
    "procedure_incidents",
    "procedure_respondents",
    "procedureevent",
    "publication_approvals",
    "redaction",
    "reportfile",
    "sourcemedia",
    "speaker",
    "statementofreasons",
    "tag",
    "term",
    "withdrawal",
)
OTHERS = (
    AuditTable("incidents_jurisdiction", key="code"),
    AuditTable("incidents_platform"),
    AuditTable("incidents_legalbasis"),
    AuditTable("incidents_referencecounter", key="year"),
    AuditTable("incidents_publication", digested=("content",)),
    AuditTable("incidents_report", digested=("snapshot",)),
    AuditTable("incidents_transcript", digested=("problems", "warnings", "raw_cues")),
    AuditTable(
        "incidents_storedfile",
        key="digest",
        columns=("digest", "size", "media_type", "stored_at"),
    ),
    AuditTable("accounts_user", digested=("password",), ignored=("last_login",)),
    AuditTable("accounts_user_groups"),
    AuditTable("accounts_user_user_permissions"),
    AuditTable("auth_group"),
    AuditTable("auth_group_permissions"),
)
TABLES = (*(AuditTable(f"incidents_{name}") for name in PLAIN), *OTHERS)

READ = """
CREATE FUNCTION vigie_audit_read(table_name text, row_key text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT vigie_audit_note(table_name, row_key, 'read', '{}'::jsonb)
$$
"""
ERASE = """
CREATE FUNCTION vigie_audit_erase(sequences bigint[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH blanked AS (
        UPDATE incidents_auditpayload AS p SET salt = NULL, payload = NULL
        FROM incidents_auditentry AS e
        WHERE e.payload_id = p.id AND e.sequence = ANY (sequences) AND p.payload IS NOT NULL
        RETURNING p.id
    ) SELECT count(*) FROM blanked
$$
"""
OWNED = """
REVOKE EXECUTE ON FUNCTION vigie_audit_note(text, text, text, jsonb), vigie_audit_read(text, text),
    vigie_audit_erase(bigint[]) FROM PUBLIC
"""

# Rows that are older than the audit: each gets an entry that says what it was as the audit began.
# The entries are written at once, because foreign keys are still to be added to their tables.
BASELINE = """
DO $$
DECLARE
    named record;
    shown text;
BEGIN
    PERFORM set_config('vigie.way', 'the audit begins', true);
    FOR named IN SELECT * FROM (VALUES
        {TABLES}
    ) AS t (name, key, digested, ignored, columns) LOOP
        shown := 'to_jsonb(r)';
        IF named.columns <> '' THEN
            SELECT 'jsonb_build_object(' || string_agg(format('%1$L, r.%1$I', c), ', ') || ')'
                INTO shown FROM unnest(string_to_array(named.columns, ',')) AS c;
        END IF;
        EXECUTE format(
            'SELECT vigie_audit_note(%L, r.%I::text, ''insert'', jsonb_build_object(''after'','
            ' vigie_audit_shown(' || shown || ', %L, %L))) FROM %I AS r ORDER BY r.%I',
            named.name, named.key, named.digested, named.ignored, named.name, named.key);
    END LOOP;
    PERFORM vigie_audit_note('incidents_segment', transcript_id::text, 'insert',
        jsonb_build_object('after', jsonb_build_object('passages', passages,
            'first_position', first, 'last_position', last, 'sha256', digest)))
        FROM ({SUMMARY}) AS each_transcript;
    PERFORM set_config('vigie.way', '', true);
END $$;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
""".replace("{SUMMARY}", SUMMARY.replace("some_rows", "incidents_segment")).replace(
    "{TABLES}",
    ",\n        ".join(str((each.table, *each.arguments)) for each in TABLES),
)


class Migration(GroupedMigration):
    dependencies = [
        ("incidents", "0008_statements_taken_in_again"),
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditPayload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("header", models.JSONField()),
                ("salt", models.CharField(max_length=64, null=True)),
                ("payload", models.TextField(null=True)),
            ],
            options={
                "verbose_name": "payload of an audit entry",
                "verbose_name_plural": "payloads of audit entries",
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "sequence",
                    models.BigIntegerField(
                        primary_key=True, serialize=False, verbose_name="number"
                    ),
                ),
                ("previous", models.CharField(max_length=64)),
                ("at", models.DateTimeField(verbose_name="when")),
                ("person", models.BigIntegerField(null=True, verbose_name="who")),
                ("way", models.CharField(max_length=200, verbose_name="by what")),
                ("role", models.CharField(max_length=63, verbose_name="database role")),
                ("table_name", models.CharField(max_length=63, verbose_name="record")),
                ("row_key", models.CharField(max_length=100, verbose_name="row")),
                (
                    "operation",
                    models.CharField(
                        choices=[
                            ("insert", "added"),
                            ("update", "changed"),
                            ("delete", "deleted"),
                            ("read", "read"),
                            ("erase", "erased from the audit"),
                        ],
                        max_length=6,
                        verbose_name="what",
                    ),
                ),
                ("commitment", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
                (
                    "payload",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entry",
                        to="incidents.auditpayload",
                    ),
                ),
            ],
            options={
                "verbose_name": "audit entry",
                "verbose_name_plural": "audit entries",
                "ordering": ("-sequence",),
                "permissions": [("verify_audit", "Can verify the audit")],
                "indexes": [
                    models.Index(fields=["table_name", "row_key", "sequence"], name="audit_by_row"),
                    models.Index(fields=["person", "sequence"], name="audit_by_person"),
                ],
            },
        ),
        *(AuditFunction(name, made) for name, made in FUNCTIONS.items()),
        AuditFunction("vigie_audit_read(text, text)", READ),
        AuditFunction("vigie_audit_erase(bigint[])", ERASE),
        migrations.RunSQL(OWNED, migrations.RunSQL.noop),
        GUARDS,
        PASSAGES_TRIGGERS,
        *TABLES,
        migrations.RunSQL(BASELINE, migrations.RunSQL.noop),
    ]
