"""Pages that a process gives again: the same, without asking, and only while nothing changed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.cache import caches
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents import models
from tests.factories import AT, UserFactory
from tests.once import made_once
from tests.views import published
from tracker import kept_pages

LIST = "/fr/incidents/"


class Database:
    """Stands for the snapshot of a database that nobody else writes to."""

    seen: str | None = "1:1:"

    def now(self) -> str | None:
        return self.seen


@pytest.fixture(scope="module", autouse=True)
def incident(django_db_setup: None, django_db_blocker: Any) -> Iterator[models.Publication]:
    with made_once(django_db_blocker):
        yield published.publish()


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Database]:
    settings.PAGES_KEPT_S = 3600  # However slow the machine is on which this runs.
    database = Database()
    monkeypatch.setattr(kept_pages.snapshots, "now", database.now)
    caches["pages"].clear()
    yield database
    caches["pages"].clear()


def queries(client: Client, address: str, **more: Any) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, **more).status_code == 200
    return len(asked)


@pytest.mark.django_db
def test_a_page_is_given_again_until_something_is_written(
    client: Client, database: Database
) -> None:
    first = client.get(LIST)
    published.publish()
    before = client.get(LIST)
    database.seen = "2:2:"
    after = client.get(LIST)

    assert before.content == first.content
    assert before.headers["ETag"] == first.headers["ETag"]
    assert before.headers["X-Request-ID"] != first.headers["X-Request-ID"]
    assert after.content != first.content


@pytest.mark.django_db
def test_it_is_another_in_each_language_for_each_question_and_reader(
    client: Client, database: Database
) -> None:
    assert queries(client, LIST) > 0
    assert queries(client, LIST) == 0
    for other in ("/en/incidents/", f"{LIST}?platform=tiktok", "/api/v1/incidents/"):
        assert queries(client, other) > 0
        assert queries(client, other) == 0
    typed = client.get("/fr/search/suggest/?q=vid", headers={"HX-Request": "true"})
    assert client.get("/fr/search/suggest/?q=vid").content != typed.content


@pytest.mark.django_db
def test_it_is_made_anew_on_another_day(
    client: Client, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries(client, LIST)
    monkeypatch.setattr(kept_pages.timezone, "localdate", lambda: date(2031, 1, 1))

    assert queries(client, LIST) > 0


@pytest.mark.django_db
def test_the_banner_of_read_only_mode_is_not_late(
    client: Client, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Mise à jour" not in client.get(LIST).text
    mode = models.Mode(read_only=True, reason_fr="Mise à jour", since=AT)
    monkeypatch.setattr(kept_pages.seen, "mode", mode)

    assert "Mise à jour" in client.get(LIST).text


@pytest.mark.django_db
def test_a_snapshot_may_name_many_transactions(client: Client, database: Database) -> None:
    database.seen = "1:999999999:" + ",".join(str(900_000_000 + n) for n in range(100))
    queries(client, LIST)

    assert queries(client, LIST) == 0


@pytest.mark.parametrize(
    ("address", "form"),
    [(LIST, "text/html; charset=utf-8"), ("/api/v1/incidents/", "application/problem+json")],
)
def test_a_database_that_is_away_is_asked_once(
    database: Database, monkeypatch: pytest.MonkeyPatch, address: str, form: str
) -> None:
    asked = []

    def away() -> None:
        asked.append(1)
        raise OperationalError("the connection is closed")

    monkeypatch.setattr(kept_pages.snapshots, "now", away)
    answer = Client(raise_request_exception=False).get(address)

    assert (answer.status_code, answer.headers["Retry-After"], asked) == (503, "60", [1])
    assert answer.headers["Content-Type"] == form
    assert answer.headers["Cache-Control"] == "no-store, private"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/fr/subscribe/?platform=tiktok", "/health/ready", "/fr/licence/"]
)
def test_what_knows_a_visitor_or_puts_nothing_together_is_not_kept(
    client: Client, database: Database, address: str
) -> None:
    client.get(address)

    assert not caches["pages"]._cache  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_no_page_of_staff_is_kept(client: Client, database: Database) -> None:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    client.get("/admin/")

    assert not caches["pages"]._cache  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_neither_errors_nor_large_files_are_kept(
    client: Client, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/fr/incidents/INC-1999-0001/")
    monkeypatch.setattr(kept_pages, "LARGEST", 100)
    client.get(LIST)

    assert not caches["pages"]._cache  # type: ignore[attr-defined]


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds", "seen"), [(0, "1:1:"), (10, None)])
def test_nothing_is_kept_where_it_is_switched_off_or_inside_a_transaction(
    client: Client,
    database: Database,
    settings: Any,
    seconds: int,
    seen: str | None,
) -> None:
    settings.PAGES_KEPT_S, database.seen = seconds, seen
    queries(client, LIST)

    assert queries(client, LIST) > 0
