"""Who, by what door and action, and why: as the audit was told."""

import json

import pytest
from django.db import connection

from incidents import recorded
from incidents.models import AuditEntry, Incident, Tag
from tests.factories import IncidentFactory, TagFactory, UserFactory

pytestmark = pytest.mark.django_db


def entries(table: str) -> list[tuple[int | None, str, str | None]]:
    """Person, way and reason of each entry about a table, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
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
