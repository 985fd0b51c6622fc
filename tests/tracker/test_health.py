"""Liveness and readiness."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client


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


@pytest.mark.parametrize("address", ["/health/live", "/health/ready"])
def test_nothing_is_posted_there(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
