"""What is in the log, and above all what is not."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from tracker import logs, urls

SECRET = "alix.exemple@example.org"


def broken(request: HttpRequest, word: str) -> HttpResponse:
    raise RuntimeError(f"no such address: {word}")


urlpatterns = [path("broken/<str:word>/", broken), *urls.urlpatterns]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the product's own formatter writes during a test."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonFormatter())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.fixture
def quiet(settings: Settings) -> Client:
    settings.ROOT_URLCONF = sys.modules[__name__]
    return Client(raise_request_exception=False, REMOTE_ADDR="203.0.113.7")


def test_a_request_leaves_one_line_with_route_status_and_id(
    quiet: Client, written: io.StringIO
) -> None:
    response = quiet.get("/health/live")

    [line] = [line for line in lines(written) if line["logger"] == "vigie.request"]
    assert line["route"] == "health/live"
    assert line["method"] == "GET"
    assert line["status"] == 200
    assert line["request_id"] == response.headers["X-Request-ID"]
    assert set(line) == {
        *("time", "level", "logger", "message", "request_id"),
        *("event", "method", "route", "status", "duration_ms"),
    }


def test_neither_query_nor_address_nor_headers_reach_the_log(
    quiet: Client, written: io.StringIO
) -> None:
    quiet.get("/health/live", {"q": SECRET}, headers={"user-agent": SECRET, "referer": SECRET})
    quiet.get("/health/live", headers={"host": SECRET, "x-request-id": SECRET})
    quiet.post("/health/live", {"name": SECRET})

    assert len(lines(written)) >= 3
    assert SECRET not in written.getvalue()
    assert "203.0.113.7" not in written.getvalue()


@pytest.mark.django_db
def test_a_failing_view_leaves_its_kind_and_place_but_neither_message_nor_address(
    quiet: Client, written: io.StringIO
) -> None:
    quiet.get(f"/broken/{SECRET}/", {"q": SECRET})

    [failure] = [line for line in lines(written) if "exception" in line]
    assert failure["exception"] == "RuntimeError"
    assert failure["level"] == "error"
    assert failure["places"][-1].endswith(" broken")
    assert SECRET not in written.getvalue()


@pytest.mark.django_db
def test_the_words_of_a_missing_address_stay_out_of_the_log(
    quiet: Client, written: io.StringIO
) -> None:
    quiet.get(f"/fr/{SECRET}/")

    assert [line["status"] for line in lines(written) if line["logger"] == "vigie.request"] == [404]
    assert SECRET not in written.getvalue()


@pytest.mark.django_db
def test_a_failed_sign_in_leaves_no_name(quiet: Client, written: io.StringIO) -> None:
    quiet.post("/admin/login/", {"username": SECRET, "password": SECRET})

    assert lines(written)
    assert SECRET not in written.getvalue()


def test_a_field_that_is_not_listed_is_left_out(written: io.StringIO) -> None:
    logging.getLogger("vigie.test").warning("counted", extra={"count": 3, "visitor": SECRET})

    [line] = lines(written)
    assert line["count"] == 3
    assert "visitor" not in line


def test_a_line_stays_a_line(written: io.StringIO) -> None:
    logging.getLogger("vigie.test").warning("one\ntwo\u2028three")

    assert len(written.getvalue().splitlines()) == 1


def test_the_level_is_chosen_and_sql_stays_quiet() -> None:
    chosen = logs.configuration("DEBUG")

    assert chosen["root"]["level"] == "DEBUG"
    assert chosen["loggers"]["django.db.backends"]["level"] == "WARNING"
