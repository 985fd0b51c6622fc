"""Liveness and readiness."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from incidents import facet_sets
from incidents.models import ListedFacet, ListedIncident
from tests.commands.running import run
from tests.views.published import publish


def test_live_answers_without_a_database(client: Client) -> None:
    response = client.get("/health/live")

    assert (response.status_code, response.text) == (200, "alive\n")
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_the_database_has_every_migration(client: Client) -> None:
    response = client.get("/health/ready")

    assert (response.status_code, response.text) == (200, "ready\n")


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_waiting(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.text == "not ready: 1 migrations are waiting (run: manage.py migrate)\n"


@pytest.mark.django_db
@pytest.mark.parametrize("listed", [True, False])
def test_not_ready_until_lists_of_an_earlier_version_are_derived_anew(
    client: Client, listed: bool
) -> None:
    publish()
    if listed:
        ListedIncident.objects.update(rules=0)
    else:
        ListedIncident.objects.all().delete()

    before = client.get("/health/ready")
    run("rebuild_listing")
    after = client.get("/health/ready")

    said = "the public lists are not derived yet (run: manage.py rebuild_listing)"
    assert (before.status_code, before.text) == (503, f"not ready: {said}\n")
    assert after.status_code == 200


@pytest.mark.django_db
def test_a_migrated_site_never_says_that_nothing_is_published(client: Client) -> None:
    publish()
    ListedFacet.objects.all().delete()
    facet_sets.forget()
    client.raise_request_exception = False

    answers = [client.get(f"/en/incidents/{rest}") for rest in ("", "?platform=tiktok")]

    assert [answer.status_code for answer in answers] == [503, 503]
    assert {answer.headers["Retry-After"] for answer in answers} == {"60"}


@pytest.mark.parametrize("address", ["/health/live", "/health/ready"])
def test_nothing_is_posted_there(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
