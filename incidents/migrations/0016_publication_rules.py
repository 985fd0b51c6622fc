"""The states of an incident, its approvals and what must stay: held by the database, whoever writes.

The table of moves and what a content needs are those of ``incidents/publication.py``;
``tests/test_publication_sql.py`` holds both to it. Plain triggers, not django-pgtrigger's: those
can be told to look away by whoever may write SQL at all.

A rule about one row is asked at once. What an incident's state demands of other rows is asked as
the transaction ends, so that an action may write them in any order.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

import incidents.models.publication
from incidents.grouped_migration import GroupedMigration

HEAD = "LANGUAGE plpgsql SET search_path = public, pg_temp AS $$"

CANONICAL = """
CREATE FUNCTION vigie_canonical(content jsonb) RETURNS text IMMUTABLE LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF jsonb_typeof(content) = 'object' THEN
        RETURN '{' || coalesce((
            SELECT string_agg(
                to_json(key)::text || ':' || vigie_canonical(value), ',' ORDER BY key COLLATE "C"
            ) FROM jsonb_each(content)
        ), '') || '}';
    ELSIF jsonb_typeof(content) = 'array' THEN
        RETURN '[' || coalesce((
            SELECT string_agg(vigie_canonical(value), ',' ORDER BY place)
            FROM jsonb_array_elements(content) WITH ORDINALITY AS each(value, place)
        ), '') || ']';
    END IF;
    RETURN content::text;
END $$
"""

DIGEST = """
CREATE FUNCTION vigie_digest(content jsonb) RETURNS text IMMUTABLE LANGUAGE sql
RETURN encode(sha256(convert_to(vigie_canonical(content), 'UTF8')), 'hex')
"""

NEEDED = """
CREATE FUNCTION vigie_approvals_needed(content jsonb) RETURNS text[] IMMUTABLE LANGUAGE sql
RETURN CASE WHEN
    EXISTS (
        SELECT FROM unnest(ARRAY[
            '$.involvements[*].actor',
            '$.claims[*].speaker.actor',
            '$.claims[*].relayed_by',
            '$.claims[*].on_behalf_of[*]',
            '$.claims[*].about[*]',
            '$.procedures[*].authority',
            '$.procedures[*].complainants[*]',
            '$.procedures[*].respondents[*]',
            '$.procedures[*].events[*].respondent',
            '$.sources[*].publisher',
            '$.sources[*].transcript.speakers[*].actor'
        ]::jsonpath[]) AS place, jsonb_path_query(content, place) AS actor
        WHERE actor->>'kind' = 'person' AND actor->>'slug' <> ''
    )
    OR jsonb_path_exists(
        content,
        '$.involvements[*].role ? (@ == "alleged_author" || @ == "alleged_beneficiary"
            || @ == "promoted")'
    )
    OR jsonb_path_exists(content, '$.claims[*].accusation ? (@ == true)')
    OR jsonb_path_exists(content, '$.replies[*]')
    OR (
        SELECT count(*) FROM jsonb_path_query(content, '$.procedures[*]') AS procedure
        WHERE (procedure->>'status' IN ('decided', 'closed_without_action')) IS NOT TRUE
    ) > 0
THEN '{editorial,legal}'::text[] ELSE '{editorial}'::text[] END
"""

BARE = """
CREATE FUNCTION vigie_bare(content jsonb) RETURNS jsonb IMMUTABLE LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF jsonb_typeof(content) = 'object' THEN
        RETURN coalesce((
            SELECT jsonb_object_agg(key, vigie_bare(value)) FROM jsonb_each(content)
            WHERE key NOT IN ('quote', 'redacted', 'speakers')
        ), '{}');
    ELSIF jsonb_typeof(content) = 'array' THEN
        RETURN coalesce((
            SELECT jsonb_agg(vigie_bare(value) ORDER BY place)
            FROM jsonb_array_elements(content) WITH ORDINALITY AS each(value, place)
        ), '[]');
    END IF;
    RETURN content;
END $$
"""

TAKES_OUT = """
CREATE FUNCTION vigie_only_takes_out(before jsonb, after jsonb) RETURNS boolean
IMMUTABLE LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    quotes constant jsonpath := '$.** ? (exists(@.quote)).quote';
BEGIN
    IF vigie_bare(before) <> vigie_bare(after) THEN
        RETURN false;
    END IF;
    IF EXISTS (
        SELECT FROM jsonb_path_query(before, quotes) WITH ORDINALITY AS old(quote, place)
        FULL JOIN jsonb_path_query(after, quotes) WITH ORDINALITY AS new(quote, place) USING (place)
        WHERE (new.quote IN (old.quote, '""')) IS NOT TRUE
    ) THEN
        RETURN false;
    END IF;
    RETURN NOT EXISTS (
        SELECT FROM jsonb_array_elements(after->'sources') WITH ORDINALITY AS each(source, place),
            jsonb_path_query(source, '$.transcript.speakers[*]') AS heard
        WHERE NOT EXISTS (
            SELECT FROM jsonb_path_query(
                before->'sources'->(place - 1)::int, '$.transcript.speakers[*]'
            ) AS was
            WHERE was - 'ranges' = heard - 'ranges' AND NOT EXISTS (
                SELECT FROM jsonb_array_elements(heard->'ranges') AS ours WHERE NOT EXISTS (
                    SELECT FROM jsonb_array_elements(was->'ranges') AS theirs
                    WHERE (theirs->>0)::int <= (ours->>0)::int
                    AND (ours->>1)::int <= (theirs->>1)::int
                )
            )
        )
    );
END $$
"""

MAY_MOVE = """
CREATE FUNCTION vigie_may_move(source text, target text) RETURNS boolean IMMUTABLE LANGUAGE sql
RETURN (source, target) IN (
    ('draft', 'in_review'),
    ('draft', 'merged'),
    ('in_review', 'draft'),
    ('in_review', 'rejected'),
    ('in_review', 'approved'),
    ('in_review', 'merged'),
    ('approved', 'draft'),
    ('approved', 'published'),
    ('approved', 'merged'),
    ('published', 'withdrawn'),
    ('published', 'merged')
)
"""

IN_PUBLICATION = f"""
CREATE FUNCTION vigie_in_publication(place text, given text) RETURNS boolean STABLE {HEAD}
BEGIN
    RETURN CASE place
        WHEN 'source' THEN EXISTS (
            SELECT FROM incidents_publication WHERE content @> jsonb_build_object(
                'sources', jsonb_build_array(jsonb_build_object('id', given))
            )
        )
        WHEN 'election' THEN EXISTS (
            SELECT FROM incidents_publication WHERE content->'election'->>'slug' = given
        )
        WHEN 'actor' THEN EXISTS (
            SELECT FROM incidents_publication WHERE jsonb_path_exists(
                content - 'election', '$.** ? (@.slug == $given)', jsonb_build_object('given', given)
            )
        )
        WHEN 'transcript' THEN EXISTS (
            SELECT FROM incidents_publication WHERE jsonb_path_exists(
                content,
                '$.** ? (@.transcript == $given || @.transcript.digest == $given)',
                jsonb_build_object('given', given)
            )
        )
        WHEN 'file' THEN vigie_in_publication('transcript', given) OR EXISTS (
            SELECT FROM incidents_publication WHERE content @> jsonb_build_object(
                'sources', jsonb_build_array(jsonb_build_object('digest', given))
            )
        )
    END;
END $$
"""

BEGINS = f"""
CREATE FUNCTION vigie_incident_begins() RETURNS trigger {HEAD}
BEGIN
    RAISE EXCEPTION 'an incident begins as draft, not as %', NEW.state USING ERRCODE = '23514';
END $$
"""

MOVES = f"""
CREATE FUNCTION vigie_incident_moves() RETURNS trigger {HEAD}
BEGIN
    IF NOT vigie_may_move(OLD.state, NEW.state) THEN
        RAISE EXCEPTION 'an incident does not move from % to %', OLD.state, NEW.state
            USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$
"""

KEEPS = f"""
CREATE FUNCTION vigie_incident_keeps() RETURNS trigger {HEAD}
DECLARE
    content constant text[] := ARRAY[
        'original_language', 'title_fr', 'title_en', 'summary_fr', 'summary_en',
        'translated_digest', 'jurisdiction_id', 'election_id', 'earliest', 'latest', 'precision',
        'synthetic_level', 'presented_as', 'persona_id', 'verdict', 'verdict_basis_fr',
        'verdict_basis_en', 'verdict_on', 'spread', 'sensitivity', 'internal_note'
    ];
    before jsonb;
    after jsonb;
BEGIN
    IF OLD.reference IS NOT NULL AND NEW.reference IS DISTINCT FROM OLD.reference THEN
        RAISE EXCEPTION 'the reference of an incident never changes' USING ERRCODE = '23514';
    END IF;
    IF OLD.merged_into_id IS NOT NULL AND NEW.merged_into_id IS NULL THEN
        RAISE EXCEPTION 'a merge is never undone' USING ERRCODE = '23514';
    END IF;
    IF NEW.created_by_id IS DISTINCT FROM OLD.created_by_id THEN
        RAISE EXCEPTION 'the author of an incident never changes' USING ERRCODE = '23514';
    END IF;
    IF NEW.version < OLD.version THEN
        RAISE EXCEPTION 'the version of an incident never goes back' USING ERRCODE = '23514';
    END IF;
    IF NEW.updated_by_id IS DISTINCT FROM OLD.updated_by_id AND NEW.version = OLD.version THEN
        RAISE EXCEPTION 'who edits an incident makes its next version' USING ERRCODE = '23514';
    END IF;
    IF OLD.state = 'approved' AND NEW.state = 'approved' THEN
        before := to_jsonb(OLD);
        after := to_jsonb(NEW);
        IF EXISTS (SELECT FROM unnest(content) AS name WHERE before->name <> after->name) THEN
            RAISE EXCEPTION 'an approved incident that is edited goes back to draft'
                USING ERRCODE = '23514';
        END IF;
    END IF;
    RETURN NEW;
END $$
"""

HOLDS = f"""
CREATE FUNCTION vigie_incident_holds() RETURNS trigger {HEAD}
DECLARE
    incident record;
    is_public boolean;
    was_public boolean;
    lacks text;
BEGIN
    SELECT id, state, version, reference INTO incident FROM incidents_incident
        WHERE id = CASE TG_TABLE_NAME
            WHEN 'incidents_incident' THEN (to_jsonb(NEW)->>'id')::bigint
            ELSE (to_jsonb(NEW)->>'incident_id')::bigint
        END;
    SELECT coalesce(bool_or(ended_at IS NULL), false), count(*) > 0 INTO is_public, was_public
        FROM incidents_publication WHERE incident_id = incident.id;
    lacks := CASE
        WHEN incident.state = 'approved' AND NOT EXISTS (
            SELECT FROM incidents_approval AS given
            WHERE given.incident_id = incident.id AND given.version = incident.version
            GROUP BY digest
            HAVING array_agg(kind::text) @> (
                SELECT array_agg(needed::text)
                FROM incidents_approval AS other, unnest(kinds_needed) AS needed
                WHERE other.incident_id = incident.id AND other.version = incident.version
                AND other.digest = given.digest
            )
        ) THEN 'the approvals that its content needs'
        WHEN incident.state = 'published' AND NOT is_public THEN 'a current publication'
        WHEN incident.state = 'published' AND EXISTS (
            SELECT FROM incidents_publication AS made
            WHERE made.incident_id = incident.id AND made.reference <> incident.reference
        ) THEN 'one reference'
        WHEN incident.state = 'withdrawn' AND NOT was_public THEN 'a publication'
        WHEN incident.state = 'withdrawn' AND NOT EXISTS (
            SELECT FROM incidents_withdrawal WHERE incident_id = incident.id
        ) THEN 'its withdrawal'
        WHEN incident.state = 'merged' AND NOT EXISTS (
            SELECT FROM incidents_merger WHERE incident_id = incident.id
        ) THEN 'its merger'
    END;
    IF lacks IS NOT NULL THEN
        RAISE EXCEPTION 'incident % is %, without %', incident.id, incident.state, lacks
            USING ERRCODE = '23514';
    END IF;
    IF incident.state <> 'published' AND is_public
        OR incident.state IN ('draft', 'in_review', 'approved', 'rejected') AND was_public
        OR incident.state <> 'withdrawn' AND EXISTS (
            SELECT FROM incidents_withdrawal WHERE incident_id = incident.id
        )
    THEN
        RAISE EXCEPTION 'incident % is %: it has no such publication or withdrawal',
            incident.id, incident.state USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$
"""

APPROVED = f"""
CREATE FUNCTION vigie_approval_is_of_what_stands() RETURNS trigger {HEAD}
DECLARE
    incident record;
BEGIN
    SELECT state, version, created_by_id, updated_by_id INTO incident
        FROM incidents_incident WHERE id = NEW.incident_id;
    IF incident.state NOT IN ('in_review', 'approved', 'published') THEN
        RAISE EXCEPTION 'nothing is approved while it is %', incident.state
            USING ERRCODE = '23514';
    END IF;
    IF NEW.version <> incident.version THEN
        RAISE EXCEPTION 'an approval is of the version that stands' USING ERRCODE = '23514';
    END IF;
    IF NEW.author_id IS DISTINCT FROM incident.created_by_id
        OR NEW.last_editor_id IS DISTINCT FROM incident.updated_by_id
    THEN
        RAISE EXCEPTION 'an approval names the author and the last editor of its incident'
            USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$
"""

NOTICE_DIGEST = f"""
CREATE FUNCTION vigie_notice_digest(made incidents_publication) RETURNS text STABLE {HEAD}
BEGIN
    RETURN CASE WHEN made.kind = 'first' THEN '' ELSE vigie_digest(jsonb_build_object(
        'kind', made.kind,
        'class', (SELECT code FROM incidents_term WHERE id = made.correction_class_id),
        'notice', jsonb_build_object('fr', made.notice_fr, 'en', made.notice_en)
    )) END;
END $$
"""

PUBLISHED = f"""
CREATE FUNCTION vigie_publication_is_approved() RETURNS trigger {HEAD}
DECLARE
    missing text;
BEGIN
    IF NEW.digest <> vigie_digest(NEW.content) THEN
        RAISE EXCEPTION 'the digest of a publication is that of its content'
            USING ERRCODE = '23514';
    END IF;
    SELECT string_agg(needed, ', ') INTO missing
        FROM unnest(vigie_approvals_needed(NEW.content)) AS needed
        WHERE NOT EXISTS (
            SELECT FROM incidents_approval AS given
            JOIN incidents_incident AS incident ON incident.id = given.incident_id
            WHERE given.incident_id = NEW.incident_id AND given.kind = needed
            AND given.digest = NEW.digest AND given.version = incident.version
            AND given.notice_digest = vigie_notice_digest(NEW)
        );
    IF missing IS NOT NULL AND NOT vigie_erasing() AND NOT EXISTS (
        SELECT FROM incidents_publication AS former
        JOIN incidents_term AS class ON class.id = NEW.correction_class_id
        WHERE former.incident_id = NEW.incident_id AND former.number = NEW.number - 1
        AND NEW.kind = 'correction' AND class.code = 'privacy'
        AND former.content <> NEW.content AND vigie_only_takes_out(former.content, NEW.content)
    ) THEN
        RAISE EXCEPTION 'missing for this content: % approval', missing USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$
"""

RESTS = f"""
CREATE FUNCTION vigie_publication_ends_once() RETURNS trigger {HEAD}
BEGIN
    RAISE EXCEPTION 'a publication ends once' USING ERRCODE = '23514';
END $$
"""

RESTED_ON = f"""
CREATE FUNCTION vigie_publication_rests_on_its_approvals() RETURNS trigger {HEAD}
BEGIN
    IF NOT EXISTS (
        SELECT FROM incidents_publication AS made
        JOIN incidents_approval AS given USING (incident_id, digest)
        WHERE made.id = NEW.publication_id AND given.id = NEW.approval_id
    ) THEN
        RAISE EXCEPTION 'a publication rests on approvals of its own content'
            USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$
"""

STAYS = f"""
CREATE FUNCTION vigie_stays() RETURNS trigger {HEAD}
BEGIN
    IF TG_OP = 'UPDATE' AND vigie_erasing() THEN
        RETURN NEW;  -- which columns: vigie_erasure_only
    END IF;
    RAISE EXCEPTION 'the rows of % are never %', TG_TABLE_NAME,
        CASE TG_OP WHEN 'DELETE' THEN 'deleted' ELSE 'changed' END USING ERRCODE = '23001';
END $$
"""

PUBLIC_STAYS = f"""
CREATE FUNCTION vigie_public_stays() RETURNS trigger {HEAD}
DECLARE
    given text := to_jsonb(OLD)->>TG_ARGV[1];
BEGIN
    IF vigie_in_publication(TG_ARGV[0], given) THEN
        RAISE EXCEPTION '% % was published: it stays', TG_ARGV[0], given USING ERRCODE = '23001';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$
"""

PASSAGES_STAY = f"""
CREATE FUNCTION vigie_passages_stay() RETURNS trigger {HEAD}
DECLARE
    given text;
BEGIN
    FOR given IN SELECT digest FROM incidents_transcript
        WHERE id IN (SELECT transcript_id FROM gone)
    LOOP
        IF vigie_in_publication('transcript', given) THEN
            RAISE EXCEPTION 'transcript % was published: it stays', given USING ERRCODE = '23001';
        END IF;
    END LOOP;
    RETURN NULL;
END $$
"""

FUNCTIONS = {
    "vigie_canonical(jsonb)": CANONICAL,
    "vigie_digest(jsonb)": DIGEST,
    "vigie_approvals_needed(jsonb)": NEEDED,
    "vigie_bare(jsonb)": BARE,
    "vigie_only_takes_out(jsonb, jsonb)": TAKES_OUT,
    "vigie_may_move(text, text)": MAY_MOVE,
    "vigie_in_publication(text, text)": IN_PUBLICATION,
    "vigie_incident_begins()": BEGINS,
    "vigie_incident_moves()": MOVES,
    "vigie_incident_keeps()": KEEPS,
    "vigie_incident_holds()": HOLDS,
    "vigie_approval_is_of_what_stands()": APPROVED,
    "vigie_notice_digest(incidents_publication)": NOTICE_DIGEST,
    "vigie_publication_is_approved()": PUBLISHED,
    "vigie_publication_ends_once()": RESTS,
    "vigie_publication_rests_on_its_approvals()": RESTED_ON,
    "vigie_stays()": STAYS,
    "vigie_public_stays()": PUBLIC_STAYS,
    "vigie_passages_stay()": PASSAGES_STAY,
}

RULES = """
CREATE TRIGGER vigie_incident_begins BEFORE INSERT ON incidents_incident
    FOR EACH ROW WHEN (NEW.state <> 'draft') EXECUTE FUNCTION vigie_incident_begins();
CREATE TRIGGER vigie_incident_moves BEFORE UPDATE ON incidents_incident
    FOR EACH ROW WHEN (NEW.state <> OLD.state) EXECUTE FUNCTION vigie_incident_moves();
CREATE TRIGGER vigie_incident_keeps BEFORE UPDATE ON incidents_incident
    FOR EACH ROW EXECUTE FUNCTION vigie_incident_keeps();
CREATE TRIGGER vigie_incident_stays BEFORE DELETE ON incidents_incident
    FOR EACH ROW WHEN (OLD.reference IS NOT NULL) EXECUTE FUNCTION vigie_stays();
CREATE TRIGGER vigie_approval_is_of_what_stands BEFORE INSERT ON incidents_approval
    FOR EACH ROW EXECUTE FUNCTION vigie_approval_is_of_what_stands();
CREATE TRIGGER vigie_publication_is_approved BEFORE INSERT ON incidents_publication
    FOR EACH ROW EXECUTE FUNCTION vigie_publication_is_approved();
CREATE TRIGGER vigie_publication_ends_once BEFORE UPDATE ON incidents_publication
    FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at)
    EXECUTE FUNCTION vigie_publication_ends_once();
CREATE TRIGGER vigie_publication_rests_on_its_approvals
    BEFORE INSERT ON incidents_publication_approvals
    FOR EACH ROW EXECUTE FUNCTION vigie_publication_rests_on_its_approvals();
CREATE TRIGGER vigie_withdrawal_is_confirmed_once BEFORE UPDATE ON incidents_withdrawal
    FOR EACH ROW WHEN (
        OLD.confirmed_by_id IS NOT NULL
        OR to_jsonb(NEW) - '{confirmed_by_id,confirmed_at}'::text[]
            <> to_jsonb(OLD) - '{confirmed_by_id,confirmed_at}'::text[]
    ) EXECUTE FUNCTION vigie_stays();

CREATE CONSTRAINT TRIGGER vigie_incident_holds AFTER UPDATE ON incidents_incident
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.state <> OLD.state OR NEW.version <> OLD.version OR NEW.reference <> OLD.reference)
    EXECUTE FUNCTION vigie_incident_holds();
CREATE CONSTRAINT TRIGGER vigie_incident_holds AFTER INSERT OR UPDATE ON incidents_publication
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION vigie_incident_holds();
CREATE CONSTRAINT TRIGGER vigie_incident_holds AFTER INSERT ON incidents_withdrawal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION vigie_incident_holds();
"""
"""What the rows of one incident must be to one another."""

RULES_GONE = """
DROP TRIGGER vigie_incident_begins ON incidents_incident;
DROP TRIGGER vigie_incident_moves ON incidents_incident;
DROP TRIGGER vigie_incident_keeps ON incidents_incident;
DROP TRIGGER vigie_incident_stays ON incidents_incident;
DROP TRIGGER vigie_approval_is_of_what_stands ON incidents_approval;
DROP TRIGGER vigie_publication_is_approved ON incidents_publication;
DROP TRIGGER vigie_publication_ends_once ON incidents_publication;
DROP TRIGGER vigie_publication_rests_on_its_approvals ON incidents_publication_approvals;
DROP TRIGGER vigie_withdrawal_is_confirmed_once ON incidents_withdrawal;
DROP TRIGGER vigie_incident_holds ON incidents_incident;
DROP TRIGGER vigie_incident_holds ON incidents_publication;
DROP TRIGGER vigie_incident_holds ON incidents_withdrawal;
"""

STAYING = {
    "approval": "DELETE OR UPDATE",
    "publication_approvals": "DELETE OR UPDATE",
    "publication": "DELETE",
    "withdrawal": "DELETE",
    "merger": "DELETE",
    "redaction": "DELETE",
    "report": "DELETE OR UPDATE",
    "reportfile": "DELETE OR UPDATE",
    "procedureevent": "DELETE OR UPDATE",
    "statementofreasons": "DELETE",
    "referencecounter": "DELETE",
}
"""Tables whose rows are never taken away, and those in which nothing is changed either."""

NEVER = """
CREATE TRIGGER vigie_stays BEFORE {operation} ON incidents_{table}
    FOR EACH ROW EXECUTE FUNCTION vigie_stays()
"""

PUBLIC = """
CREATE TRIGGER vigie_public_stays BEFORE DELETE ON incidents_sourcemedia
    FOR EACH ROW EXECUTE FUNCTION vigie_public_stays('source', 'public_id');
CREATE TRIGGER vigie_address_stays BEFORE UPDATE ON incidents_sourcemedia
    FOR EACH ROW WHEN (NEW.public_id <> OLD.public_id)
    EXECUTE FUNCTION vigie_public_stays('source', 'public_id');
CREATE TRIGGER vigie_public_stays BEFORE DELETE ON incidents_transcript
    FOR EACH ROW EXECUTE FUNCTION vigie_public_stays('transcript', 'digest');
CREATE TRIGGER vigie_public_stays AFTER DELETE ON incidents_segment
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION vigie_passages_stay();
CREATE TRIGGER vigie_public_stays BEFORE DELETE ON incidents_storedfile
    FOR EACH ROW EXECUTE FUNCTION vigie_public_stays('file', 'digest');
CREATE TRIGGER vigie_public_stays BEFORE DELETE ON incidents_actor
    FOR EACH ROW WHEN (OLD.slug IS NOT NULL)
    EXECUTE FUNCTION vigie_public_stays('actor', 'slug');
CREATE TRIGGER vigie_address_stays BEFORE UPDATE ON incidents_actor
    FOR EACH ROW WHEN (NEW.slug <> OLD.slug)
    EXECUTE FUNCTION vigie_public_stays('actor', 'slug');
CREATE TRIGGER vigie_public_stays BEFORE DELETE ON incidents_election
    FOR EACH ROW EXECUTE FUNCTION vigie_public_stays('election', 'slug');
CREATE TRIGGER vigie_address_stays BEFORE UPDATE ON incidents_election
    FOR EACH ROW WHEN (NEW.slug <> OLD.slug)
    EXECUTE FUNCTION vigie_public_stays('election', 'slug');
CREATE TRIGGER vigie_counter_stays BEFORE UPDATE ON incidents_referencecounter
    FOR EACH ROW WHEN (NEW.last < OLD.last OR NEW.year <> OLD.year)
    EXECUTE FUNCTION vigie_stays();
"""
"""Registers, sources and their words: what a Publication refers to stays, under its address."""

PUBLIC_GONE = """
DROP TRIGGER vigie_public_stays ON incidents_sourcemedia;
DROP TRIGGER vigie_address_stays ON incidents_sourcemedia;
DROP TRIGGER vigie_public_stays ON incidents_transcript;
DROP TRIGGER vigie_public_stays ON incidents_segment;
DROP TRIGGER vigie_public_stays ON incidents_storedfile;
DROP TRIGGER vigie_public_stays ON incidents_actor;
DROP TRIGGER vigie_address_stays ON incidents_actor;
DROP TRIGGER vigie_public_stays ON incidents_election;
DROP TRIGGER vigie_address_stays ON incidents_election;
DROP TRIGGER vigie_counter_stays ON incidents_referencecounter;
"""


class Migration(GroupedMigration):
    dependencies = [("incidents", "0015_erasure_requests")]

    operations = [
        migrations.AddField(
            model_name="approval",
            name="kinds_needed",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[("editorial", "editorial approval"), ("legal", "legal approval")],
                    max_length=10,
                ),
                default=incidents.models.publication.only_editorial,
                size=None,
                verbose_name="approvals that this content needs",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    kinds_needed__contains=["editorial"],
                    kinds_needed__contained_by=["editorial", "legal"],
                ),
                name="content_needs_editorial_approval_at_least",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(state="merged", merged_into__isnull=False)
                | (~models.Q(state="merged") & models.Q(merged_into__isnull=True)),
                name="merged_incident_says_into_which",
            ),
        ),
        *(migrations.RunSQL(made, f"DROP FUNCTION {name}") for name, made in FUNCTIONS.items()),
        migrations.RunSQL(RULES, RULES_GONE),
        *(
            migrations.RunSQL(
                NEVER.format(table=table, operation=operation),
                f"DROP TRIGGER vigie_stays ON incidents_{table}",
            )
            for table, operation in STAYING.items()
        ),
        migrations.RunSQL(PUBLIC, PUBLIC_GONE),
    ]
