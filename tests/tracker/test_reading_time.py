"""What takes too long to read ends, and says so; staff's pages take the time that they need."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tracker.environment import database

ADDRESS = "postgresql://ann@db.example/vigie"


@pytest.fixture
def late() -> Client:
    return Client(raise_request_exception=False, headers={"accept-language": "en"})


def slow(execute: Any, _sql: Any, _params: Any, *more: Any) -> Any:
    """The database is told to end what the page asks for, which would take an hour."""
    execute("SET LOCAL statement_timeout = '10ms'", None, *more)
    return execute("SELECT pg_sleep(3600)", None, *more)


@pytest.mark.django_db
def test_a_page_that_takes_too_long_says_so_in_the_design(late: Client) -> None:
    with connection.execute_wrapper(slow):
        answer = late.get("/en/incidents/?q=claim")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert "<h1>This takes too long</h1>" in answer.text
    assert "statement" not in answer.text


@pytest.mark.django_db
def test_the_api_says_so_in_its_own_form(late: Client) -> None:
    with connection.execute_wrapper(slow):
        answer = late.get("/api/v1/incidents/?platform=tiktok")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "takes too long" in answer.json()["detail"]


def test_only_who_serves_pages_is_limited() -> None:
    asked = {"options": "-c search_path=public"}
    limited = database(f"{ADDRESS}?options=-c%20search_path=public", {}, longest_s=7)

    assert "options" not in database(ADDRESS)["OPTIONS"]  # type: ignore[operator]
    assert database(f"{ADDRESS}?options=-c%20search_path=public")["OPTIONS"] == {
        "connect_timeout": "5",
        **asked,
    }
    assert limited["OPTIONS"]["options"] == f"{asked['options']} -c statement_timeout=7s"  # type: ignore[index]


@pytest.mark.django_db
def test_staffs_pages_are_not(client: Client, settings: Settings) -> None:
    settings.LONGEST_READING_S = 7

    with CaptureQueriesContext(connection) as staff:
        client.get("/admin/login/")
    with CaptureQueriesContext(connection) as public:
        client.get("/fr/elections/")

    statements = [each["sql"] for each in staff.captured_queries]
    assert statements[0] == "SET statement_timeout = 0"
    assert statements[-1] == "RESET statement_timeout"
    assert not any("statement_timeout" in each["sql"] for each in public.captured_queries)
