"""Who, by what door and action, and why: as the audit was told."""

import json

import pytest
from django.db import connection

from incidents import recorded
from incidents.models import AuditEntry, Incident, Tag
from tests.factories import IncidentFactory, TagFactory, UserFactory, ended

pytestmark = pytest.mark.django_db


def entries(table: str) -> list[tuple[int | None, str, str | None]]:
    """Person, way and reason of each entry about a table, oldest first."""
    ended()
    rows = AuditEntry.objects.filter(table_name=table).order_by("sequence")
    return [
        (row.person, row.way, json.loads(row.payload.payload or "{}").get("why"))
        for row in rows.select_related("payload")
    ]


def test_what_is_written_inside_is_the_persons_doing_and_nothing_after_it() -> None:
    ada = UserFactory()
    with recorded.context(by=ada, door="page x", why="100 % d’accord, “sûr”; DROP"):
        TagFactory(name="a%s")
    TagFactory(name="b")

    first, second = entries("incidents_tag")
    assert first == (ada.pk, "page x", "100 % d’accord, “sûr”; DROP")
    assert second == (None, "", None)


def test_of_nested_ones_the_outer_door_and_the_inner_reason_count() -> None:
    ada, basile = UserFactory(), UserFactory()
    with (
        recorded.context(by=ada, door="page x", why="dehors"),
        recorded.context(by=basile, door="page y", why="dedans"),
    ):
        TagFactory()

    assert entries("incidents_tag") == [(basile.pk, "page x", "dedans")]


def test_a_row_of_many_values_is_told_too() -> None:
    with recorded.context(door="page x"), connection.cursor() as cursor:
        cursor.executemany("INSERT INTO incidents_tag (name) VALUES (%s)", [("a",), ("b",)])

    assert [way for _by, way, _why in entries("incidents_tag")] == ["page x", "page x"]
    assert Tag.objects.count() == 2


def test_an_update_still_says_how_many_rows_it_changed() -> None:
    IncidentFactory.create_batch(3)
    with recorded.context(door="page x"):
        assert Incident.objects.update(internal_note="100 %") == 3


@pytest.mark.parametrize(
    "sql",
    [
        "WITH t AS (SELECT 'a' AS name) INSERT INTO incidents_tag (name) SELECT name FROM t",
        "SELECT vigie_audit_read('incidents_tag', '7')",
        "SELECT vigie_audit_read(%s, '7') FROM (SELECT 1) AS once",
    ],
)
def test_statements_that_write_without_beginning_so_are_told_too(sql: str) -> None:
    params = ["incidents_tag"] if "%s" in sql else None
    with recorded.context(door="page x", why="100 %"), connection.cursor() as cursor:
        cursor.execute(sql, params)

    assert entries("incidents_tag") == [(None, "page x", "100 %")]


def test_after_an_error_that_was_caught_outside_it_is_nobodys_doing() -> None:
    ada = UserFactory()
    with pytest.raises(RuntimeError), recorded.context(by=ada, door="page x"):
        TagFactory(name="a")
        raise RuntimeError
    TagFactory(name="b")

    assert entries("incidents_tag") == [(ada.pk, "page x", None), (None, "", None)]


def test_readings_and_erasures_by_function_are_told_too_and_still_answer() -> None:
    ada = UserFactory()
    TagFactory()
    ended()
    last = AuditEntry.objects.latest("sequence").sequence
    context = recorded.context(by=ada, door="page x", why="Une demande.")
    with context, connection.cursor() as cursor:
        cursor.execute("SELECT vigie_audit_read('incidents_tag', %s)", ["1"])
        cursor.execute("SELECT vigie_audit_erase(%s)", [[last]])
        assert cursor.fetchone() == (1,)

    assert entries("incidents_auditentry") == [(ada.pk, "page x", "Une demande.")]
    assert entries("incidents_tag")[-1] == (ada.pk, "page x", "Une demande.")
