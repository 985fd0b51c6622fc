"""The audit for auditors: a list to narrow, an entry with its values and its place in the chain."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents import recorded
from incidents.models import AuditEntry, Incident
from tests.admin.conftest import SignIn
from tests.factories import (
    ActorFactory,
    IncidentFactory,
    PrivateIdentityFactory,
    TagFactory,
    UserFactory,
    ended,
)
from tracker.accounts.roles import Role

PLACE = "/admin/incidents/auditentry/"


@pytest.fixture
def auditor(sign_in: SignIn) -> Client:
    client = sign_in(Role.AUDITOR)
    ended()
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())))


def listed(client: Client, query: str) -> list[int]:
    ended()
    answer = client.get(f"{PLACE}?{query}")
    assert answer.status_code == 200
    return [entry.pk for entry in (answer.context_data or {})["cl"].result_list]


def last(**fields: Any) -> AuditEntry:
    ended()
    return AuditEntry.objects.filter(**fields).latest("sequence")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.AUDITOR])
def test_it_is_for_auditors(role: Role, sign_in: SignIn) -> None:
    client = sign_in(role)
    TagFactory()
    entry = last()

    assert client.get(PLACE).status_code == 403
    assert client.get(f"{PLACE}{entry.pk}/change/").status_code == 403
    assert client.get(f"{PLACE}{entry.pk}/history/").status_code == 403


def test_nobody_writes_it_here(sign_in: SignIn) -> None:
    client = sign_in(is_superuser=True)
    TagFactory()
    entry = last()

    assert client.get(f"{PLACE}add/").status_code == 403
    assert client.get(f"{PLACE}{entry.pk}/delete/").status_code == 403
    client.post(f"{PLACE}{entry.pk}/change/", {"way": "x"})
    assert AuditEntry.objects.get(pk=entry.pk).way == entry.way


def test_the_list_is_narrowed_by_record_person_operation_and_period(auditor: Client) -> None:
    ada = UserFactory(username="ada")
    with recorded.context(by=ada, door="page x"):
        tag = TagFactory()
        IncidentFactory()
    key = tag.pk
    tag.delete()
    made = last(table_name="incidents_tag", operation="insert").pk
    gone = last(table_name="incidents_tag", operation="delete").pk
    today = timezone.localdate()

    assert listed(auditor, "record=incidents_tag") == [gone, made]
    assert listed(auditor, f"record=incidents_tag&person={ada.pk}") == [made]
    assert listed(auditor, "record=incidents_tag&person=none") == [gone]
    assert listed(auditor, "record=incidents_tag&operation__exact=delete") == [gone]
    assert listed(auditor, f"record=incidents_tag&from={today}&to={today}") == [gone, made]
    assert listed(auditor, f"to={today - timedelta(days=1)}") == []
    assert listed(auditor, f"q={key}&record=incidents_tag") == [gone, made]


@pytest.mark.parametrize("value", ["x", "2026-02-31", "0001-01-01", "9999-12-31", "٢٠٢٦-١١-٢٦"])
def test_what_is_no_day_is_said(value: str, auditor: Client) -> None:
    TagFactory()

    said = text(auditor, f"{PLACE}?from={value}")

    assert f"“{value}” is not a day such as 2026-11-26" in said
    assert listed(auditor, f"from={value}") == []


@pytest.mark.parametrize("query", ["person=x", "record=x", "person=" + "9" * 300])
def test_what_no_filter_offers_finds_nothing(query: str, auditor: Client) -> None:
    assert listed(auditor, query) == []


def test_the_list_costs_the_same_for_many(auditor: Client) -> None:
    def cost() -> int:
        ended()
        with CaptureQueriesContext(connection) as queries:
            assert auditor.get(PLACE).status_code == 200
        return len(queries)

    for _time in range(2):
        with recorded.context(by=UserFactory()):
            TagFactory()
            ActorFactory()
            IncidentFactory()
    auditor.get(PLACE)
    few = cost()
    for _time in range(4):
        with recorded.context(by=UserFactory()):
            TagFactory()
            ActorFactory()
            IncidentFactory()

    assert cost() == few
    assert few <= 16


def test_an_entry_says_what_it_says_and_where_it_stands(auditor: Client) -> None:
    incident = IncidentFactory(title_fr="Un faux direct")
    ada = UserFactory(username="ada")
    with recorded.context(by=ada, door="page admin/x", why="Une faute."):
        Incident.objects.filter(pk=incident.pk).update(title_fr="Un faux appel")
    TagFactory()
    entry = last(table_name="incidents_incident")

    said = text(auditor, f"{PLACE}{entry.pk}/change/")

    assert "Un faux direct → Un faux appel" in said
    assert "ada" in said and "Une faute." in said
    assert "This entry is what the chain says it is." in said
    assert entry.hash in said and entry.previous in said
    assert str(entry.pk - 1) in said and str(entry.pk + 1) in said


def test_private_values_and_reasons_are_kept_from_the_auditor(auditor: Client) -> None:
    with recorded.context(why="On l’appelle Zéphirine."):
        identity = PrivateIdentityFactory(name="Zéphirine Gardée")
    entry = last(table_name="incidents_privateidentity")

    said = text(auditor, f"{PLACE}{entry.pk}/change/")

    assert "You do not have the permission to see these values." in said
    assert "Zéphirine" not in said
    assert "Zéphirine" not in text(auditor, f"{PLACE}?record=incidents_privateidentity")
    assert "This entry is what the chain says it is." in said
    ended()
    assert not AuditEntry.objects.filter(operation="read", row_key=str(identity.pk)).exists()


def test_who_may_see_identities_too_reads_them_and_that_is_noted(sign_in: SignIn) -> None:
    client = sign_in(Role.AUDITOR, Role.LEGAL_REVIEWER)
    identity = PrivateIdentityFactory(name="Zéphirine Gardée")
    entry = last(table_name="incidents_privateidentity")

    assert "Zéphirine Gardée" in text(client, f"{PLACE}{entry.pk}/change/")
    read = last(operation="read")
    assert (read.row_key, read.person) == (str(identity.pk), client.user.pk)  # type: ignore[attr-defined]


def test_accounts_stay_with_those_who_keep_them_but_roles_are_for_the_auditor(
    auditor: Client,
) -> None:
    user = UserFactory(username="ada", email="ada@example.org", roles=[Role.EDITOR])
    account = last(table_name="accounts_user", row_key=str(user.pk))
    tie = last(table_name="accounts_user_groups")

    assert "ada@example.org" not in text(auditor, f"{PLACE}{account.pk}/change/")
    said = text(auditor, f"{PLACE}{tie.pk}/change/")
    assert "Group editor" in said and "User ada" in said


def test_an_erased_entry_says_so_and_holds(auditor: Client) -> None:
    TagFactory(name="à oublier").delete()
    entry = last(table_name="incidents_tag", operation="insert")
    with connection.cursor() as cursor:
        cursor.execute("SELECT vigie_audit_erase(%s)", [[entry.pk]])
    ended()

    said = text(auditor, f"{PLACE}{entry.pk}/change/")

    assert "The values of this entry were erased on" in said
    assert "erased, and the erasure is in the chain" in said
    assert "à oublier" not in said


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE incidents_auditentry SET person = 7 WHERE sequence = %s", "this entry"),
        (
            "UPDATE incidents_auditentry SET previous = hash WHERE sequence = %s",
            "before",
        ),
        (
            "UPDATE incidents_auditpayload SET payload = '{}' WHERE id = "
            "(SELECT payload_id FROM incidents_auditentry WHERE sequence = %s)",
            "its values",
        ),
        (
            "UPDATE incidents_auditpayload SET payload = NULL, salt = NULL WHERE id = "
            "(SELECT payload_id FROM incidents_auditentry WHERE sequence = %s)",
            "its values",
        ),
    ],
)
def test_an_entry_that_was_tampered_with_says_so(change: str, what: str, auditor: Client) -> None:
    TagFactory()
    TagFactory()
    entry = last(table_name="incidents_tag")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(change, [entry.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")

    said = text(auditor, f"{PLACE}{entry.pk}/change/")

    assert "This entry is not what the chain says it is." in said
    assert "does not match" in said and what in said


def test_an_entry_that_is_not_there_leads_back(auditor: Client) -> None:
    assert auditor.get(f"{PLACE}999999999/change/").status_code == 302
    assert auditor.get(f"{PLACE}x/change/").status_code == 302
