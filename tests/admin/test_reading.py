"""Each reading of a private identity leaves an entry that names the reader; nobody else's does."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.actions import reading
from incidents.models import AuditEntry, PrivateIdentity
from tests.admin.conftest import SignIn
from tests.factories import PrivateIdentityFactory, UserFactory, ended
from tracker.accounts.roles import Role

PLACE = "/admin/incidents/privateidentity/"


def readings() -> list[tuple[str, int | None]]:
    """Row and person of each reading, oldest first."""
    ended()
    found = AuditEntry.objects.filter(operation="read").order_by("sequence")
    assert {entry.table_name for entry in found} <= {"incidents_privateidentity"}
    return [(entry.row_key, entry.person) for entry in found]


@pytest.fixture
def legal(sign_in: SignIn) -> Client:
    return sign_in(Role.LEGAL_REVIEWER)


def person(client: Client) -> int:
    return client.user.pk  # type: ignore[attr-defined]


def test_opening_an_identity_leaves_one_entry(legal: Client) -> None:
    identity = PrivateIdentityFactory(name="Zéphirine Gardée")

    page = legal.get(f"{PLACE}{identity.pk}/change/").content.decode()

    assert "Zéphirine Gardée" in page
    assert readings() == [(str(identity.pk), person(legal))]
    entry = AuditEntry.objects.get(operation="read")
    assert entry.way.endswith(" > reading.note")
    assert json.loads(entry.payload.payload or "") == {}


def test_a_list_of_many_leaves_one_entry_for_each_in_as_many_queries_as_one(
    legal: Client,
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert legal.get(PLACE).status_code == 200
        return len(queries)

    rows = [PrivateIdentityFactory()]
    legal.get("/admin/")
    one = cost()
    rows += PrivateIdentityFactory.create_batch(6)
    many = cost()

    assert one == many
    assert readings() == [
        (str(row.pk), person(legal)) for row in [rows[0], *sorted(rows, key=lambda row: row.pk)]
    ]


def test_a_search_leaves_an_entry_for_what_it_found(legal: Client) -> None:
    PrivateIdentityFactory(name="Autre Nom")
    found = PrivateIdentityFactory(name="Zéphirine Gardée")

    legal.get(f"{PLACE}?q=Zéph")

    assert readings() == [(str(found.pk), person(legal))]


def test_a_form_that_comes_back_with_errors_is_a_reading_too(legal: Client) -> None:
    identity = PrivateIdentityFactory()

    answer = legal.post(f"{PLACE}{identity.pk}/change/", {"name": "x"})

    assert answer.status_code == 200
    assert readings() == [(str(identity.pk), person(legal))]


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_is_refused_read_nothing(role: Role, sign_in: SignIn) -> None:
    identity = PrivateIdentityFactory()
    client = sign_in(role)

    for address in ("", f"{identity.pk}/change/", f"{identity.pk}/history/"):
        assert client.get(PLACE + address).status_code == 403
    assert readings() == []


def test_where_the_entry_cannot_be_written_nothing_is_shown(
    legal: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = PrivateIdentityFactory(name="Zéphirine Gardée")
    monkeypatch.setattr(reading, "READ", "SELECT 1/0, %s, %s::text[]")
    legal.raise_request_exception = False

    for address in ("", f"{identity.pk}/change/"):
        answer = legal.get(PLACE + address)
        assert answer.status_code == 500
        assert "Zéphirine" not in answer.content.decode()


@pytest.mark.django_db
def test_nothing_read_is_nothing_noted(django_assert_num_queries: Any) -> None:
    by = UserFactory()
    with django_assert_num_queries(2):  # a savepoint and its end
        reading.note(identities=[], by=by)
    assert readings() == []


def test_every_page_that_can_show_an_identity_is_here() -> None:
    """No other model leads to one by a choice with search or a row in a form."""
    from django.contrib import admin

    towards = [
        (model.__name__, field.name)
        for model in admin.site._registry
        for field in model._meta.get_fields()
        if field.related_model is PrivateIdentity and not field.auto_created
    ]
    inside = [
        rows.model
        for page in admin.site._registry.values()
        for rows in page.inlines
        if rows.model is PrivateIdentity
    ]

    assert (towards, inside) == ([], [])
