"""Two database roles: the application's does all of the product's work, and cannot touch the audit.

One copy of the migrated database is given to two new roles by ``roles.sql``; everything here runs
on it as the application's role.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.test import Client
from psycopg import errors

from incidents import listing
from incidents.actions import (
    erasing,
    erasure,
    merge,
    publication,
    reading,
    record,
    report,
    report_withdrawal,
    withdrawal,
)
from incidents.actions.erasure_search import fingerprint
from incidents.codes import ErasureGround, ErasureState, Scheme
from incidents.coverage import of_month
from incidents.dates import Month
from incidents.models import AuditEntry, Incident, Publication, Tag, Term
from tests import scenes
from tests.factories import (
    PASSWORD,
    ActorFactory,
    ErasureRequestFactory,
    JurisdictionFactory,
    PrivateIdentityFactory,
    TagFactory,
    TermFactory,
    UserFactory,
)
from tracker.accounts.grants import grant
from tracker.accounts.roles import Role

SCRIPT = Path(__file__).parents[2] / "tracker/postgres/roles.sql"
OWNER, APPLICATION, DATABASE = "vigie_test_owner", "vigie test app", "vigie_two_roles"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def apply(cursor: Any, owner: str = OWNER, application: str = APPLICATION) -> None:
    """The script as psql would run it."""
    text = SCRIPT.read_text("utf-8")
    for name, value in {"owner": owner, "application": application}.items():
        text = text.replace(f":'{name}'", f"'{value}'")
    cursor.execute(text)


def connect(role: str | None = None, database: str = DATABASE) -> "psycopg.Connection[Any]":
    wanted = connection.get_connection_params() | {"dbname": database}
    if role:
        wanted["user"] = role
    wanted.pop("cursor_factory", None)
    wanted.pop("context", None)
    return psycopg.connect(**wanted, autocommit=True)


@contextmanager
def working_as(role: str | None, database: str = DATABASE) -> Iterator[None]:
    """Django itself on that database, in this role (None: the one the suite has)."""
    settings, before = connection.settings_dict, dict(connection.settings_dict)
    connection.close()
    settings["NAME"], settings["USER"] = database, role or before["USER"]
    try:
        yield
    finally:
        connection.close()
        settings.update(before)


@pytest.fixture(scope="module")
def two_roles(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database, its roles and the groups of the product."""
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
        connection.close()
        with connect(database="postgres") as server:
            server.execute(f'CREATE DATABASE "{DATABASE}" TEMPLATE "{name}"')
        try:
            with working_as(None):
                grant()
                JurisdictionFactory()
                with connection.cursor() as cursor:
                    apply(cursor)
            yield
        finally:
            with connect(database="postgres") as server:
                server.execute(f'DROP DATABASE "{DATABASE}" WITH (FORCE)')
                for role in (OWNER, APPLICATION):
                    server.execute(f'DROP ROLE IF EXISTS "{role}"')


@pytest.fixture
def application(two_roles: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), working_as(APPLICATION):
        yield


def test_the_application_does_the_products_work(application: None) -> None:
    staff = scenes.team()
    scene = scenes.exchange(staff)
    scenes.voice(scene, staff, "La présentatrice", (0, 1))
    scenes.publish(scene.incident, staff)
    scenes.retitled(scene.incident, staff)
    scene.incident.refresh_from_db()
    issued, _new = report.close(of_month(Month(2026, 9)), by=staff.publisher, at=NOW)
    merge.merge_actors(
        loser=ActorFactory(slug="horizon-vert-2"),
        winner=scene.party,
        by=staff.publisher,
        reason="1",
    )
    merge.merge_incidents(
        loser=scenes.simple(staff), winner=scene.incident, by=staff.editor, reason="Le même."
    )
    identity = PrivateIdentityFactory()
    reading.note(identities=[identity.pk], by=staff.legal)
    withdraw(scene.incident, staff)
    withdrawal.confirm(incident=scene.incident, by=staff.legal)
    report_withdrawal.withdraw(
        report=issued, by=staff.publisher, reason_class=privacy(), reason="Une demande.", at=NOW
    )
    listing.rebuild()

    assert Publication.objects.count() == 2
    assert AuditEntry.objects.filter(operation="read", row_key=str(identity.pk)).count() == 1
    assert AuditEntry.objects.filter(role=APPLICATION, person=staff.publisher.pk).exists()


def test_staff_sign_in_write_and_sign_out(application: None) -> None:
    editor = UserFactory(roles=[Role.EDITOR])
    client = Client()
    place = "/admin/login/?next=/admin/"

    inside = client.post(place, {"username": editor.username, "password": PASSWORD})
    assert inside["Location"] == "/admin/"
    tag = client.post("/admin/incidents/tag/add/", {"name": "à relire"})
    assert tag.status_code == 302
    added = Tag.objects.get(name="à relire")
    gone = client.post(f"/admin/incidents/tag/{added.pk}/delete/", {"post": "yes"})
    assert gone.status_code == 302
    assert client.post("/admin/logout/").status_code in (200, 302)
    told = AuditEntry.objects.filter(table_name="incidents_tag", row_key=str(added.pk))
    assert [entry.operation for entry in told.order_by("sequence")] == ["insert", "delete"]


def test_an_administrator_gives_roles_and_cannot_change_what_a_role_may_do(
    application: None,
) -> None:
    client = Client()
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))
    other = UserFactory()

    other.groups.add(Group.objects.get(name=Role.EDITOR))
    with pytest.raises(ProgrammingError, match="permission denied"):
        Group.objects.get(name=Role.EDITOR).permissions.clear()


def test_payloads_are_erased_by_a_granted_erasure_alone(application: None) -> None:
    entry = AuditEntry.objects.get(table_name="incidents_tag", row_key=str(TagFactory().pk))

    for function in ("vigie_audit_erase", "vigie_erase_payloads"):
        with (
            pytest.raises(DatabaseError, match=r"permission denied|by a granted erasure only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"SELECT {function}(%s)", [[entry.sequence]])

    entry.payload.refresh_from_db()
    assert entry.payload.payload is not None


def test_a_granted_erasure_is_carried_out_by_the_application(application: None) -> None:
    """Through triggers that a session can set aside for nothing else."""
    staff = scenes.team()
    TermFactory(scheme=Scheme.CORRECTION_CLASS, code="privacy")
    name = "Zoé d’Arpentigny"
    page = scenes.PAGE.replace("Nous verrons.", f"Nous verrons, dit {name}.")
    scene = scenes.exchange(staff, page=page)
    scene.incident.refresh_from_db()
    scene.incident.summary_fr = f"Une vidéo imite {name}."
    record.save(record=scene.incident, by=staff.author)
    publication.submit(incident=scene.incident, by=staff.author)
    publication.request_changes(incident=scene.incident, by=staff.editor, reason=f"Et {name} ?")
    scenes.publish(Incident.objects.get(pk=scene.incident.pk), staff)
    request = ErasureRequestFactory(values=[name])
    erasure.decide(
        request=request,
        state=ErasureState.GRANTED,
        ground=ErasureGround.OBJECTION,
        reasons="Sans rôle public.",
        by=staff.legal,
    )

    seen = fingerprint(erasure.places(request))
    done = erasing.carry_out(request=request, seen=seen, by=staff.publisher)

    assert erasure.places(request) == []
    assert {"record", "passage", "file", "publication", "audit"} <= done.places.keys()
    assert Publication.objects.filter(content={}).exists()


ATTEMPTS = {
    "change an entry": "UPDATE incidents_auditentry SET person = 1",
    "change a payload": "UPDATE incidents_auditpayload SET payload = '{}'",
    "blank a payload": "UPDATE incidents_auditpayload SET payload = NULL, salt = NULL",
    "delete an entry": "DELETE FROM incidents_auditentry",
    "delete a payload": "DELETE FROM incidents_auditpayload",
    "empty the chain": "TRUNCATE incidents_auditentry CASCADE",
    "empty the payloads": "TRUNCATE incidents_auditpayload CASCADE",
    "empty the incidents": "TRUNCATE incidents_incident CASCADE",
    "add an entry": "INSERT INTO incidents_auditentry SELECT * FROM incidents_auditentry LIMIT 1",
    "add a payload": "INSERT INTO incidents_auditpayload (header, salt, payload) "
    "VALUES ('{}', 'x', '{}')",
    "lock an entry": "SELECT * FROM incidents_auditentry LIMIT 1 FOR UPDATE",
    "take the number of a payload": "SELECT nextval('incidents_auditpayload_id_seq')",
    "drop a trigger": "DROP TRIGGER vigie_audit ON incidents_incident",
    "drop the guard of the chain": "DROP TRIGGER vigie_stays ON incidents_auditentry",
    "disable a trigger": "ALTER TABLE incidents_incident DISABLE TRIGGER vigie_audit",
    "disable all triggers": "ALTER TABLE incidents_auditentry DISABLE TRIGGER ALL",
    "add a rule": "CREATE RULE nothing AS ON INSERT TO incidents_auditpayload DO INSTEAD NOTHING",
    "add a trigger": "CREATE TRIGGER mine BEFORE INSERT ON incidents_tag FOR EACH ROW "
    "EXECUTE FUNCTION vigie_audit_refuse()",
    "replace the function": "CREATE OR REPLACE FUNCTION vigie_audit_row() RETURNS trigger "
    "LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "replace the guard": "CREATE OR REPLACE FUNCTION vigie_audit_refuse() RETURNS trigger "
    "LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "rename the function": "ALTER FUNCTION vigie_audit_row() RENAME TO elsewhere",
    "reset the function's path": "ALTER FUNCTION vigie_audit_row() RESET search_path",
    "drop the function": "DROP FUNCTION vigie_audit_note(text, text, text, jsonb) CASCADE",
    "be a replica": "SET session_replication_role = replica",
    "alter the table": "ALTER TABLE incidents_auditentry ALTER COLUMN at DROP NOT NULL",
    "rename the table": "ALTER TABLE incidents_auditentry RENAME TO elsewhere",
    "drop the table": "DROP TABLE incidents_auditentry CASCADE",
    "own the table": f'ALTER TABLE incidents_auditentry OWNER TO "{APPLICATION}"',
    "be the owner": f'SET ROLE "{OWNER}"',
    "be the owner of the session": f'SET SESSION AUTHORIZATION "{OWNER}"',
    "give itself rights": f'GRANT ALL ON incidents_auditentry TO "{APPLICATION}";'
    "DELETE FROM incidents_auditentry",
    "join the owner": f'GRANT "{OWNER}" TO "{APPLICATION}"',
    "make a schema": "CREATE SCHEMA mine",
    "make a table": "CREATE TABLE mine (id int)",
    "make a temporary table": "CREATE TEMP TABLE incidents_auditpayload (id int)",
    "make a temporary view": "CREATE TEMP VIEW incidents_auditentry AS SELECT 1",
    "make a temporary function": "CREATE FUNCTION pg_temp.vigie_said(text) RETURNS text "
    "LANGUAGE sql AS 'SELECT NULL'",
    "note by itself": "SELECT vigie_audit_note('incidents_tag', '1', 'delete', '{}')",
    "append by itself": "SELECT vigie_audit_append()",
    "note by itself in a block": "DO $$ BEGIN "
    "PERFORM vigie_audit_note('incidents_tag', '1', 'delete', '{}'); END $$",
    "change the server": "ALTER SYSTEM SET session_replication_role = replica",
    "change its own settings": f'ALTER ROLE "{APPLICATION}" SET session_replication_role = replica',
    "copy over it": "COPY incidents_auditentry FROM PROGRAM 'echo'",
    "replace what pgtrigger asks": "CREATE OR REPLACE FUNCTION "
    "_pgtrigger_should_ignore(trigger_name name) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "delete a publication": "DELETE FROM incidents_publication",
    "change a publication": "UPDATE incidents_publication SET content = '{}'",
    "delete an approval": "DELETE FROM incidents_approval",
    "change an approval": "UPDATE incidents_approval SET version = 99",
    "untie an approval": "DELETE FROM incidents_publication_approvals",
    "delete a withdrawal": "DELETE FROM incidents_withdrawal",
    "change a withdrawal": "UPDATE incidents_withdrawal SET internal_reason = ''",
    "delete a report": "DELETE FROM incidents_report",
    "change a report's file": "UPDATE incidents_reportfile SET file_id = file_id",
    "delete a redaction": "DELETE FROM incidents_redaction",
    "change a passage": "UPDATE incidents_segment SET text = 'x'",
    "delete a transcript": "DELETE FROM incidents_transcript",
    "change an original": "UPDATE incidents_storedfile SET content = ''",
    "delete an account": "DELETE FROM accounts_user",
    "give a role a right": "INSERT INTO auth_group_permissions (group_id, permission_id) "
    "SELECT 1, 1",
    "forget a migration": "DELETE FROM django_migrations",
    "forget who did what": "DELETE FROM django_admin_log",
}


REFUSALS = (errors.InsufficientPrivilege, errors.RaiseException, errors.FeatureNotSupported)
"""By rights, by a trigger, or by PostgreSQL for anybody."""


@pytest.fixture(scope="module")
def something_of_each(two_roles: None, django_db_blocker: Any) -> None:
    """A withdrawn incident with all its parts, so that every attempt finds a row."""
    with django_db_blocker.unblock(), working_as(APPLICATION):
        staff = scenes.team()
        scene = scenes.exchange(staff)
        scenes.publish(scene.incident, staff)
        withdraw(scene.incident, staff)


def withdraw(incident: Incident, staff: scenes.Team) -> None:
    publication.withdraw(
        incident=incident,
        by=staff.publisher,
        reason_class=privacy(),
        reason="Une demande.",
    )


def privacy() -> Term:
    return TermFactory(scheme=Scheme.CORRECTION_CLASS, code="privacy")


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_application_is_refused(attempt: str, something_of_each: None) -> None:
    with connect(APPLICATION) as server, pytest.raises(psycopg.Error) as refusal:
        server.execute(ATTEMPTS[attempt])
    assert isinstance(refusal.value, REFUSALS), refusal.value


def test_no_table_of_a_session_stands_before_the_audits(something_of_each: None) -> None:
    """A session may set its path; the functions of the audit have their own."""
    with connect(APPLICATION) as server:
        server.execute("SET search_path = pg_temp, public")
        server.execute("INSERT INTO incidents_tag (name) VALUES ('t')")
        said = server.execute(
            "SELECT operation, role FROM incidents_auditentry ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
    assert said == ("insert", APPLICATION)


@pytest.mark.parametrize("table", ["incidents_approval", "incidents_publication"])
def test_no_session_switches_a_trigger_off(table: str, something_of_each: None) -> None:
    """django-pgtrigger's own switch: without it the owner, too, is held."""
    with connect(OWNER) as server:
        switched_off = ",".join(triggers(server, table))
        server.execute(f"SET pgtrigger.ignore = '{{{switched_off}}}'")
        with pytest.raises(psycopg.Error, match="pgtrigger"):
            server.execute(f"UPDATE {table} SET incident_id = incident_id + 1")


def triggers(server: Any, table: str) -> list[str]:
    found = server.execute(
        "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [table]
    )
    return [f"{table}:{name}" for (name,) in found] + [name for (name,) in found]


def test_the_application_owns_nothing_and_is_nobody_elses_member(two_roles: None) -> None:
    with connect(OWNER) as server:
        owned = server.execute(
            "SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = %s", [APPLICATION]
        ).fetchone()
        others = server.execute(
            "SELECT array_agg(relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace "
            "AND pg_get_userbyid(relowner) <> %s",
            [OWNER],
        ).fetchone()
        calls = server.execute(
            "SELECT array_agg(proname ORDER BY proname) FROM pg_proc WHERE prosecdef "
            "AND pronamespace = 'public'::regnamespace "
            "AND has_function_privilege(%s, oid, 'EXECUTE')",
            [APPLICATION],
        ).fetchone()
    assert (owned, others) == ((0,), (None,))
    assert calls == (["vigie_audit_read", "vigie_erase_payloads", "vigie_erasing"],)


def test_a_table_of_a_later_migration_is_read_until_the_file_names_it(two_roles: None) -> None:
    with connect(OWNER) as server:
        server.execute("CREATE TABLE later (id serial PRIMARY KEY)")
        with connect(APPLICATION) as application:
            application.execute("SELECT * FROM later")
            with pytest.raises(errors.InsufficientPrivilege):
                application.execute("INSERT INTO later DEFAULT VALUES")
        server.execute("DROP TABLE later")


@pytest.mark.django_db
def test_every_table_is_named_once_by_the_file() -> None:
    lists = SCRIPT.read_text("utf-8").partition("-- Tables by what")[2]
    named = re.findall(r"['\"]([a-z]+_[a-z_]+)['\"]", lists)
    tables = set(connection.introspection.table_names())

    assert tables - set(named) == set()
    assert [name for name in set(named) & tables if named.count(name) > 1] == []


def test_the_owner_applies_the_file_again_and_nothing_differs(two_roles: None) -> None:
    def rights(server: Any) -> list[Any]:
        return list(
            server.execute(
                "SELECT relname, relacl::text FROM pg_class "
                "WHERE relnamespace = 'public'::regnamespace ORDER BY 1"
            )
        )

    with connect(OWNER) as server:
        before = rights(server)
        apply(server)
        assert rights(server) == before


@pytest.mark.parametrize(
    ("owner", "application", "said"),
    [
        (OWNER, OWNER, "two roles"),
        (OWNER, "postgres", "may do more than serve"),
        (APPLICATION, OWNER, "is a member of another"),
    ],
)
def test_roles_that_cannot_be_told_apart_are_refused(
    owner: str, application: str, said: str, two_roles: None
) -> None:
    with connect() as server:
        server.execute(f'GRANT pg_monitor TO "{OWNER}"')
        try:
            with pytest.raises(psycopg.Error, match=said):
                apply(server, owner, application)
        finally:
            server.execute("ROLLBACK")
            server.execute(f'REVOKE pg_monitor FROM "{OWNER}"')


GUIDE = Path(__file__).parents[2] / "docs/operations.md"
NEEDS: dict[str, dict[str, Any]] = {
    "check": {"databases": ["default"]},
    "create_administrator": {"args": ["NAME"]},
    "run_jobs": {"once": True},
}
"""What a command is given to run by itself."""


def in_the_guide(role: str) -> list[str]:
    """Commands that the guide to a production server gives to a role."""
    found = re.findall(rf"manage\.py (\w+).*# {role}\b", GUIDE.read_text("utf-8"))
    assert found
    return found


def follow(name: str, folder: Path) -> None:
    given = dict(NEEDS.get(name, {}))
    args = given.pop("args", [])
    if name == "create_administrator":
        (folder / "secret").write_text(PASSWORD)
        given["password_file"] = folder / "secret"
    call_command(name, *args, **given)


@pytest.mark.parametrize("name", in_the_guide("application"))
def test_what_the_guide_gives_the_application_works(
    name: str, application: None, tmp_path: Path
) -> None:
    follow(name, tmp_path)


@pytest.mark.parametrize("name", in_the_guide("owner"))
def test_what_the_guide_gives_the_owner_is_not_the_applications(
    name: str, two_roles: None, django_db_blocker: Any
) -> None:
    """``migrate`` has nothing left to do on this database."""
    with django_db_blocker.unblock(), working_as(OWNER):
        Group.objects.get(name=Role.AUDITOR).permissions.clear()
    if name != "migrate":
        with (
            django_db_blocker.unblock(),
            working_as(APPLICATION),
            pytest.raises(DatabaseError, match="permission denied"),
        ):
            call_command(name)
    with django_db_blocker.unblock(), working_as(OWNER):
        call_command(name)
        grant()


@pytest.mark.long
def test_the_owner_migrates_an_empty_database(two_roles: None, django_db_blocker: Any) -> None:
    with connect(database="postgres") as server:
        server.execute(f'CREATE DATABASE vigie_owned OWNER "{OWNER}"')
    try:
        with django_db_blocker.unblock(), working_as(OWNER, "vigie_owned"):
            call_command("migrate", verbosity=0)
            grant()
            JurisdictionFactory()
            with connection.cursor() as cursor:
                apply(cursor)
        with django_db_blocker.unblock(), working_as(APPLICATION, "vigie_owned"):
            staff = scenes.team()
            scenes.publish(scenes.exchange(staff).incident, staff)
    finally:
        with connect(database="postgres") as server:
            server.execute("DROP DATABASE vigie_owned WITH (FORCE)")
