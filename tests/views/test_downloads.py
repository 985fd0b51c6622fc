"""The list as a file: exactly the incidents of the address, in its order."""

import csv
import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.http import StreamingHttpResponse
from django.test import Client

from incidents import listing
from incidents.models import ListedIncident
from incidents.open_data import flat
from incidents.tables import INCIDENTS
from tests.factories import AT
from tests.views.published import PARTY, correct, publish

pytestmark = pytest.mark.django_db


def taken(client: Client, address: str) -> str:
    response = client.get(address)
    assert isinstance(response, StreamingHttpResponse)
    assert response.status_code == 200
    return b"".join(response).decode()


def table(client: Client, query: str = "") -> list[dict[str, str]]:
    text = taken(client, f"/fr/incidents.csv{query}").removeprefix("\ufeff")
    return list(csv.DictReader(StringIO(text, newline="")))


def data(client: Client, query: str = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(taken(client, f"/en/incidents.json{query}"))
    return found


def test_a_table_has_what_the_card_has(client: Client) -> None:
    publication = publish()

    (row,) = table(client)

    assert tuple(row) == INCIDENTS.names
    assert row["reference"] == publication.reference
    assert row["address_fr"] == f"http://127.0.0.1:8000/fr/incidents/{publication.reference}/"
    assert (row["claims"], row["denials"]) == ("2", "1")
    assert (row["platforms"], row["legal_statuses"]) == ("tiktok", "announced; nothing_followed")
    assert "alleged_author" not in row["involved_fr"]
    assert "promoted" not in row["involved_fr"]


def test_data_carry_their_filter_their_day_and_their_licence(client: Client) -> None:
    publish()

    found = data(client, "?platform=tiktok&order=claims&unknown=1")

    assert found["filter"] == {"platform": ["tiktok"]}
    assert found["address"] == ("http://127.0.0.1:8000/en/incidents/?platform=tiktok&order=claims")
    assert (found["order"], found["count"]) == ("claims", 1)
    assert found["licence"] == "CC-BY-4.0"
    assert set(found["incidents"][0]) == set(INCIDENTS.names)
    assert found["incidents"][0]["address_en"].startswith("http://127.0.0.1:8000/en/incidents/INC-")


def test_exactly_the_incidents_of_the_address_in_its_order(client: Client) -> None:
    first, second = publish().reference, publish(at=AT + timedelta(days=1)).reference
    ListedIncident.objects.filter(reference=first).update(claims=9, verdict="disputed")

    assert [row["reference"] for row in table(client)] == [second, first]
    assert [row["reference"] for row in table(client, "?order=claims")] == [first, second]
    assert [row["reference"] for row in table(client, "?verdict=disputed")] == [first]
    assert table(client, f"?party={PARTY}&role=targeted") == []


def test_a_file_is_named_by_its_day(client: Client) -> None:
    response = client.get("/fr/incidents.csv")

    said = response["Content-Disposition"]
    assert said.startswith('attachment; filename="vigie-incidents-20')
    assert said.endswith('.csv"')
    assert response["Content-Type"].startswith("text/csv; charset=utf-8")


@pytest.mark.parametrize("kind", ["csv", "json"])
@pytest.mark.parametrize(
    ("query", "part"),
    [("?platform=nowhere", "nowhere"), ("?order=best", "best"), ("?q=%00", "q:")],
)
def test_what_cannot_be_read_is_refused_with_its_value(
    client: Client, kind: str, query: str, part: str
) -> None:
    response = client.get(f"/en/incidents.{kind}{query}")

    assert response.status_code == 400
    assert part in response.content.decode()


@pytest.fixture(autouse=True)
def _one_row_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flat, "FIRST", 1)
    monkeypatch.setattr(flat, "THEN", 1)


def slowly(client: Client, address: str, meanwhile: Callable[[], object]) -> dict[str, Any]:
    """A file whose reader lets something happen after its first row."""
    response = client.get(address)
    assert isinstance(response, StreamingHttpResponse)
    pieces = iter(response)
    first = [next(pieces), next(pieces)]
    meanwhile()
    found: dict[str, Any] = json.loads(b"".join([*first, *pieces]))
    return found


def test_what_is_published_or_corrected_meanwhile_leaves_the_file_the_list_that_it_was(
    client: Client,
) -> None:
    kept, corrected = publish(at=AT + timedelta(days=1)), publish(verdict="disputed")

    def meanwhile() -> None:
        publish(at=AT + timedelta(days=2))
        corrected.incident.verdict = "verified_fake"
        correct(corrected, notice="Le verdict a changé.")

    found = slowly(client, "/fr/incidents.json", meanwhile)

    assert [(each["reference"], each["verdict"]) for each in found["incidents"]] == [
        (kept.reference, "verified_fake"),
        (corrected.reference, "disputed"),
    ]
    assert found["count"] == 2


def test_what_is_taken_out_of_the_public_meanwhile_is_not_handed_out(client: Client) -> None:
    last = publish(at=AT + timedelta(days=1))
    gone, protected = publish(), publish(title_fr="Untel accusé")

    def meanwhile() -> None:
        listing.remove(gone)
        protected.incident.title_fr = "Un autre titre"
        correct(protected, notice="Un nom a été retiré.", code="privacy")

    found = slowly(client, "/fr/incidents.json", meanwhile)

    assert [(each["reference"], each["title_fr"]) for each in found["incidents"]] == [
        (last.reference, last.content["title"]["fr"]),
        (protected.reference, "Un autre titre"),
    ]
