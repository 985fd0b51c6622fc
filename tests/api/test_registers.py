"""Actors, platforms, elections and reports."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.api.asking import BASE, SITE, read, results, walk
from tests.factories import (
    ListedActorFactory,
    MergerFactory,
    PlatformFactory,
    ReportFactory,
    ReportFileFactory,
    ReportWithdrawalFactory,
    TermFactory,
)
from tests.once import made_once
from tests.views.published import PARTY, publish

pytestmark = pytest.mark.django_db
NAME = {"fr": "Zone", "en": "Zone"}


@pytest.fixture(scope="module", autouse=True)
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One incident of every kind of record, and a report in two editions, the first withdrawn."""
    with made_once(django_db_blocker):
        publish()
        snapshot = {"incidents": [{"reference": "INC-2026-0001"}], "changes": []}
        for edition in (1, 2):
            summary = {
                "fr": [["Incidents", "Un incident."]],
                "en": [["Incidents", "One incident."]],
            }
            given = {"snapshot": snapshot, "summary": summary}
            made = ReportFactory(period="2026-09", edition=edition, **given)
            ReportFileFactory(report=made)
            if edition == 1:
                ReportWithdrawalFactory(report=made, internal_reason="Un nom.")
        factories.ended()
        yield


@pytest.mark.parametrize(
    ("name", "key"), [("actors", PARTY), ("platforms", "tiktok"), ("elections", "xv-2026")]
)
def test_a_name_has_an_address_a_page_and_its_number(client: Client, name: str, key: str) -> None:
    item = read(client, f"{BASE}/{name}/{key}/")

    assert item in results(client, f"{BASE}/{name}/")
    assert item["url"] == f"{SITE}{BASE}/{name}/{key}/"
    assert client.get(item["page"]["en"].removeprefix(SITE)).status_code == 200
    assert item["incidents"] == 1
    onward = item.get("incidents_url") or item["claims_url"]
    assert read(client, onward)["previous"] is None


def test_actors_are_found_by_kind_and_by_the_words_of_a_name(client: Client) -> None:
    def found(query: str) -> list[str]:
        return [each["slug"] for each in results(client, f"{BASE}/actors/?{query}")]

    assert PARTY in found("kind=party")
    assert PARTY not in found("kind=media")
    assert found("q=alliance+aur") == found("q=Aurora") == [PARTY]
    assert found("q=aur+alliance") == found("q=...") == []


def test_pages_of_actors_lead_on_and_back(client: Client) -> None:
    for letter in "abcde":
        ListedActorFactory(slug=f"zone-{letter}", kind="media", content=actor(f"zone-{letter}"))

    found = walk(client, f"{BASE}/actors/?kind=media&page_size=2")
    first = read(client, f"{BASE}/actors/?kind=media&page_size=2")
    second = read(client, first["next"])

    assert [each["slug"] for each in found] == [f"zone-{letter}" for letter in "abcde"]
    assert read(client, second["previous"])["results"] == first["results"]


def actor(slug: str) -> dict[str, Any]:
    return {"slug": slug, "kind": "media", "short_name": "", "name": NAME}


def test_a_merged_actor_leads_to_the_one_that_remains(client: Client) -> None:
    MergerFactory(old="ancienne", new=PARTY)
    MergerFactory(old="perdue", new="jamais-parue")

    response = client.get(f"{BASE}/actors/ancienne/")

    assert response.status_code == 301
    assert response["Location"] == response.json()["url"] == f"{SITE}{BASE}/actors/{PARTY}/"
    assert client.get(f"{BASE}/actors/perdue/").status_code == 404


def test_a_platform_where_nothing_was_seen_is_in_the_vocabulary_alone(client: Client) -> None:
    PlatformFactory(code="muette")

    assert client.get(f"{BASE}/platforms/muette/").status_code == 404
    named = read(client, f"{BASE}/vocabularies/platforms/")["codes"]
    assert "muette" in {each["code"] for each in named}


def test_one_vocabulary_is_what_all_of_them_have_under_its_name(client: Client) -> None:
    TermFactory(code="lip_sync", label_fr="lèvres")
    whole = read(client, f"{BASE}/vocabularies/")

    for place, name in (("codes", "stance"), ("terms", "technique"), ("jurisdictions", "")):
        expected = whole[place][name] if name else whole[place]
        one = read(client, f"{BASE}/vocabularies/{name or place}/")
        assert one == {"name": name or place, "codes": expected}
    assert client.get(f"{BASE}/vocabularies/secrets/").status_code == 404


def test_an_edition_of_a_report_has_its_digest_and_files(client: Client) -> None:
    newest, withdrawn = results(client, f"{BASE}/reports/")

    assert read(client, newest["url"]) == newest
    assert newest["id"] == "2026-09/2"
    assert newest["incidents"] == ["INC-2026-0001"]
    (file,) = newest["files"]
    pdf = client.get(file["url"].removeprefix(SITE))
    assert pdf["ETag"] == f'"{file["digest"]}"'
    assert len(pdf.getvalue()) == file["bytes"]
    assert (file["volume"], newest["kind"], newest["jurisdiction"]) == (1, "month", None)
    assert newest["summary"]["en"] == "Incidents\nOne incident."
    assert withdrawn["summary"] is None
    assert (withdrawn["incidents"], withdrawn["files"]) == (None, [])
    assert withdrawn["class"]["code"] == "privacy"


def test_of_a_withdrawn_report_the_tombstone_is_left(client: Client) -> None:
    response = client.get(f"{BASE}/reports/2026-09/1/")

    assert response.status_code == 410
    problem = response.json()
    assert problem["type"].endswith("#problem-withdrawn")
    assert (problem["id"], problem["class"]["code"]) == ("2026-09/1", "privacy")
    assert "Un nom" not in response.content.decode()
    assert "INC-2026-0001" not in response.content.decode()


@pytest.mark.parametrize("address", ["2026-10/1/", "2026-09/3/", "2026-09/99999999/", "%00/1/"])
def test_a_report_that_was_never_issued_is_missing(client: Client, address: str) -> None:
    assert client.get(f"{BASE}/reports/{address}").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=month", 2),
        ("kind=quarter", 0),
        ("kind=quarter&kind=month&year=2026", 2),
        ("year=2025", 0),
        ("year=2025&year=2026", 2),
    ],
)
def test_reports_of_a_kind_or_year(client: Client, query: str, found: int) -> None:
    assert len(results(client, f"{BASE}/reports/?{query}")) == found


@pytest.mark.parametrize("query", ["kind=year", "year=26", "year=%D9%A2026", "year=9999"])
def test_a_kind_or_year_that_is_none_is_refused(client: Client, query: str) -> None:
    response = client.get(f"{BASE}/reports/?{query}")

    assert response.status_code == 400
    assert query.partition("=")[0] in response.content.decode()


def test_reports_come_in_pages(client: Client) -> None:
    found = walk(client, f"{BASE}/reports/?page_size=1&fields=edition")

    assert [each["edition"] for each in found] == [2, 1]
