-- Two roles for one database: the owner has its tables and runs migrations; the application serves,
-- and can neither change what must stay nor take away what keeps it so.
--
--   psql -v ON_ERROR_STOP=1 -v owner=vigie_owner -v application=vigie_app -f roles.sql DATABASE
--
-- The first time as a superuser, who makes the two roles (give them passwords afterwards) and hands
-- everything to the owner; then as the owner, after each migration and before the new code serves.
-- All of it or nothing; it may be run twice. A table that no list below names is readable by the
-- application, and no more.

BEGIN;

SELECT set_config('vigie_roles.owner', :'owner', true),
    set_config('vigie_roles.application', :'application', true);

-- The roles.
DO $$
DECLARE
    owner text := current_setting('vigie_roles.owner');
    application text := current_setting('vigie_roles.application');
    name text;
BEGIN
    IF owner = application THEN
        RAISE EXCEPTION 'owner and application are two roles, not % twice', owner;
    END IF;
    FOREACH name IN ARRAY ARRAY[owner, application] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE '
                'NOREPLICATION NOBYPASSRLS', name);
        END IF;
    END LOOP;
    IF EXISTS (
        SELECT FROM pg_roles WHERE rolname = application
        AND (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls)
    ) THEN
        RAISE EXCEPTION 'the role % may do more than serve: take its attributes away', application;
    END IF;
    IF EXISTS (
        SELECT FROM pg_auth_members JOIN pg_roles ON pg_roles.oid = member
        WHERE rolname = application
    ) THEN
        RAISE EXCEPTION 'the role % is a member of another: take that away', application;
    END IF;
END $$;

-- Everything in the database is the owner's. What belongs to an extension stays with it; a
-- sequence that belongs to a column follows its table.
DO $$
DECLARE
    owner text := current_setting('vigie_roles.owner');
    command text;
BEGIN
    FOR command IN
        SELECT format('ALTER DATABASE %I OWNER TO %I', datname, owner)
            FROM pg_database
            WHERE datname = current_database() AND pg_get_userbyid(datdba) <> owner
        UNION ALL
        SELECT format('ALTER %s %s OWNER TO %I',
                CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW'
                    WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END,
                c.oid::regclass, owner)
            FROM pg_class AS c
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
                AND pg_get_userbyid(relowner) <> owner
                AND NOT EXISTS (
                    SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid
                    AND (deptype = 'e' OR relkind = 'S' AND deptype IN ('a', 'i'))
                )
        UNION ALL
        SELECT format('ALTER ROUTINE %s OWNER TO %I', p.oid::regprocedure, owner)
            FROM pg_proc AS p
            WHERE pronamespace = 'public'::regnamespace AND pg_get_userbyid(proowner) <> owner
                AND NOT EXISTS (
                    SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid
                    AND deptype = 'e'
                )
        UNION ALL
        SELECT format('ALTER TYPE %s OWNER TO %I', t.oid::regtype, owner)
            FROM pg_type AS t
            LEFT JOIN pg_class AS c ON c.oid = t.typrelid
            WHERE typnamespace = 'public'::regnamespace
                AND (typtype IN ('e', 'd') OR typtype = 'c' AND c.relkind = 'c')
                AND pg_get_userbyid(typowner) <> owner
                AND NOT EXISTS (
                    SELECT FROM pg_depend WHERE classid = 'pg_type'::regclass AND objid = t.oid
                    AND deptype = 'e'
                )
    LOOP
        EXECUTE command;
    END LOOP;
END $$;

-- No trigger is passed over because a session says so (django-pgtrigger asks this function), save
-- while a granted erasure is carried out: then the triggers of that erasure say which words may go.
-- A migration that makes such a trigger makes the function anew: hence once more after each.
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT public.vigie_erasing() AND coalesce(
        trigger_name = ANY (nullif(current_setting('pgtrigger.ignore', true), '')::text[]), false)
$$;

-- From nothing: what was given before and is not given below is taken back.
DO $$
DECLARE
    application text := current_setting('vigie_roles.application');
    owner text := current_setting('vigie_roles.owner');
    command text;
BEGIN
    FOREACH command IN ARRAY ARRAY[
        format('REVOKE ALL ON DATABASE %I FROM PUBLIC, %I', current_database(), application),
        format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), application),
        format('REVOKE ALL ON SCHEMA public FROM PUBLIC, %I', application),
        format('GRANT USAGE ON SCHEMA public TO %I', application),
        format('REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, %I', application),
        format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, %I', application),
        format('GRANT SELECT ON ALL TABLES IN SCHEMA public TO %I', application),
        format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO %I', application),
        format('REVOKE ALL ON SEQUENCE incidents_auditpayload_id_seq FROM %I', application),
        format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA public '
            'GRANT SELECT ON TABLES TO %I', owner, application),
        format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA public '
            'GRANT USAGE ON SEQUENCES TO %I', owner, application)
    ] LOOP
        EXECUTE command;
    END LOOP;
END $$;

-- Functions that run with the owner's rights: the application calls three of them. Triggers need no
-- right to be called.
DO $$
DECLARE
    application text := current_setting('vigie_roles.application');
    command text;
BEGIN
    FOR command IN
        SELECT format('REVOKE ALL ON ROUTINE %s FROM PUBLIC, %I', p.oid::regprocedure, application)
        FROM pg_proc AS p
        WHERE pronamespace = 'public'::regnamespace AND prosecdef
    LOOP
        EXECUTE command;
    END LOOP;
    EXECUTE format('GRANT EXECUTE ON FUNCTION vigie_audit_read(text, text), '
        'vigie_erase_payloads(bigint[]), vigie_erasing() TO %I', application);
END $$;

-- Tables by what the application may do to their rows.
DO $$
DECLARE
    application text := current_setting('vigie_roles.application');
    -- Added, changed and deleted. Which rows stay all the same, triggers say.
    deleted text[] := ARRAY[
        'account_emailaddress', 'account_emailconfirmation', 'accounts_signincount',
        'accounts_user_groups', 'accounts_user_user_permissions', 'django_session',
        'incidents_actoralias', 'incidents_affiliation', 'incidents_appearance',
        'incidents_appearanceevent', 'incidents_citation', 'incidents_claim',
        'incidents_claim_about', 'incidents_claim_incidents', 'incidents_claim_on_behalf_of',
        'incidents_claimanswer', 'incidents_electionround', 'incidents_erasurerequest_actors',
        'incidents_erasurerequest_incidents', 'incidents_erasurerequest_publications',
        'incidents_erasurerequest_reports', 'incidents_erasurerequest_sources',
        'incidents_actor', 'incidents_importedrow', 'incidents_importedsource',
        'incidents_importline', 'incidents_importprogress', 'incidents_proposedactor',
        'incidents_proposedinvolvement', 'incidents_savedmapping', 'incidents_sourcemedia',
        'incidents_incident', 'incidents_incident_goals', 'incidents_incident_media',
        'incidents_incident_ratings', 'incidents_incident_tags', 'incidents_incident_techniques',
        'incidents_involvement', 'incidents_listedactor', 'incidents_listedappearance',
        'incidents_listedclaim', 'incidents_listeddetail', 'incidents_listedelection',
        'incidents_listedfacet',
        'incidents_listedfollowup', 'incidents_listedincident', 'incidents_listedprocedure',
        'incidents_listedsegment', 'incidents_listedsource', 'incidents_listedsourceuse',
        'incidents_listedtally', 'incidents_listedtext', 'incidents_listedword', 'incidents_notice',
        'incidents_observation', 'incidents_privateidentity', 'incidents_procedure',
        'incidents_procedure_appearances', 'incidents_procedure_bases',
        'incidents_procedure_complainants', 'incidents_procedure_incidents',
        'incidents_procedure_respondents', 'incidents_procedureevent',
        'incidents_proposedwithdrawal', 'incidents_subscription', 'incidents_tag',
        'mfa_authenticator',
        'procrastinate_events', 'procrastinate_jobs', 'procrastinate_periodic_defers',
        'procrastinate_workers'
    ];
    -- Added and changed.
    changed text[] := ARRAY[
        'accounts_user', 'incidents_apikeyuse', 'incidents_election', 'incidents_erasurerequest',
        'incidents_import', 'incidents_legalbasis', 'incidents_mode', 'incidents_partner',
        'incidents_plannedpublication', 'incidents_plannedreport', 'incidents_platform',
        'incidents_referencecounter', 'incidents_reply', 'incidents_reportrun', 'incidents_speaker', 'incidents_submission',
        'incidents_submissionmessage', 'incidents_submittedactor', 'incidents_term'
    ];
    -- Added; of their columns only these are changed: what a move, a lock on the row or a granted
    -- erasure needs. Triggers say when.
    added jsonb := '{
        "django_admin_log": "object_repr, change_message",
        "incidents_apikey": "label, revoked_at, revoked_by_id",
        "incidents_approval": null,
        "incidents_auditcheck": null,
        "incidents_audithead": null,
        "incidents_auditstamp": null,
        "incidents_incidentmove": "reason",
        "incidents_merger": "old, new, content, reason",
        "incidents_publication": "ended_at, content, notice_fr, notice_en, silence_override",
        "incidents_publication_approvals": null,
        "incidents_redaction": "reason",
        "incidents_report": "issued_at",
        "incidents_reportfile": null,
        "incidents_reportwithdrawal": "internal_reason",
        "incidents_reviewedcontent": "content",
        "incidents_segment": "speaker_id, text, proposed_speaker",
        "incidents_statementofreasons": "puid, permalink, platform_name, ground, category, content_types, source_type, automated_decision, territories",
        "incidents_storedfile": "stored_at, content",
        "incidents_transcript": "raw_cues, problems, warnings, reason, tool, tool_version",
        "incidents_withdrawal": "confirmed_by_id, confirmed_at, internal_reason"
    }';
    -- Read: written by triggers, by migrations and by the owner's commands.
    owned text[] := ARRAY[
        'auth_group', 'auth_group_permissions', 'auth_permission', 'django_content_type',
        'django_migrations', 'incidents_auditentry', 'incidents_auditpayload',
        'incidents_jurisdiction'
    ];
    name text;
    of_columns text;
BEGIN
    -- An import of drafts that is undone takes its own away; triggers refuse any other.
    EXECUTE format('GRANT DELETE ON incidents_statementofreasons TO %I', application);
    FOR name IN SELECT relname FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
    LOOP
        IF name = ANY (deleted) THEN
            EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %I TO %I', name, application);
        ELSIF name = ANY (changed) THEN
            EXECUTE format('GRANT INSERT, UPDATE ON %I TO %I', name, application);
        ELSIF added ? name THEN
            EXECUTE format('GRANT INSERT ON %I TO %I', name, application);
            of_columns := added->>name;
            IF of_columns IS NOT NULL THEN
                EXECUTE format('GRANT UPDATE (%s) ON %I TO %I', of_columns, name, application);
            END IF;
        ELSIF name <> ALL (owned) THEN
            RAISE WARNING 'no list names the table %: the application only reads it', name;
        END IF;
    END LOOP;
END $$;

COMMIT;
