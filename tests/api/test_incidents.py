"""The API's list of incidents, and one incident."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from incidents import codes
from incidents.api import addresses
from incidents.api.incidents import Incidents
from incidents.canonical import digest
from incidents.models import ListedIncident, Publication
from incidents.open_data import documents
from tests.factories import AT, IncidentFactory, MergerFactory, PlatformFactory, WithdrawalFactory
from tests.forged import forging
from tests.views.published import PARTY, correct, listed

pytestmark = pytest.mark.django_db

LIST = "/api/v1/incidents/"
PAGE_SIZE = Incidents.endpoint.size


def read(client: Client, address: str = LIST) -> dict[str, Any]:
    """The JSON of an address that answers."""
    response = client.get(address)
    assert response.status_code == 200, response.content
    body: dict[str, Any] = response.json()
    return body


def bare(number: int) -> str:
    """One published incident with nothing but a title; a minute newer than the one before."""
    reference = f"INC-2026-{number:04d}"
    incident = IncidentFactory(reference=reference)
    listed(incident, at=AT + timedelta(minutes=number))
    return reference


def references(body: dict[str, Any]) -> list[str]:
    return [row["reference"] for row in body["results"]]


def test_an_item_of_the_list_says_what_a_table_needs(
    client: Client, published: Publication
) -> None:
    body = read(client)

    (item,) = body["results"]
    assert (body["count"], body["next"], body["previous"]) == (1, None, None)
    assert item["reference"] == "INC-2026-0001"
    assert (item["number"], item["digest"]) == (1, published.digest)
    assert item["published_at"] == "2026-09-14T10:00:00+00:00"
    assert item["page"]["en"] == "http://127.0.0.1:8000/en/incidents/INC-2026-0001/"
    assert item["url"] == "http://127.0.0.1:8000/api/v1/incidents/INC-2026-0001/"
    assert item["title"] == {"fr": "Un faux visage 1", "en": "A false face 1"}
    assert item["verdict"] == "verified_fake"
    assert item["jurisdiction"]["code"] == "XV"
    assert [platform["code"] for platform in item["platforms"]] == ["tiktok"]
    assert [technique["code"] for technique in item["techniques"]] == ["face_swap"]
    assert item["propositions"] == ["authorship"]
    assert item["legal_statuses"] == ["announced", "nothing_followed"]
    assert (item["claims"], item["denials"]) == (2, 1)


def test_the_list_names_nobody_in_an_accusing_role(client: Client, published: Publication) -> None:
    """An accusation stands beside its answers, which are on the incident's own page."""
    (item,) = read(client)["results"]

    assert [involved["role"] for involved in item["involvements"]] == ["depicted"]
    assert PARTY not in json.dumps(item)
    accused = [i for i in published.content["involvements"] if i["accusation"]]
    assert [(i["actor"]["slug"], len(i["answered_by"])) for i in accused] == [(PARTY, 1)]


def test_an_incident_is_its_publication_to_the_letter(
    client: Client, published: Publication
) -> None:
    body = read(client, f"{LIST}INC-2026-0001/")

    assert body["content"] == published.content
    assert digest(body["content"]) == body["digest"] == published.digest
    assert body["first_published_at"] == "2026-09-14T10:00:00+00:00"


def test_addresses_in_the_data_are_those_of_the_site() -> None:
    reference = "INC-2026-0001"

    assert documents.pages_of(reference) == addresses.pages_of("public:incident", reference)


def test_a_correction_replaces_what_it_corrects(client: Client, published: Publication) -> None:
    published.incident.title_fr = "Un titre corrigé"
    correct(published, notice="Le titre.")

    body = read(client, f"{LIST}INC-2026-0001/")

    assert (body["number"], body["content"]["title"]["fr"]) == (2, "Un titre corrigé")
    assert body["first_published_at"] < body["published_at"]


@pytest.mark.usefixtures("published")
def test_text_is_utf_8_without_escapes(client: Client) -> None:
    response = client.get(f"{LIST}INC-2026-0001/")

    assert response["Content-Type"] == "application/json"
    assert "Ces comptes font campagne pour l’Alliance Aurore." in response.content.decode()


def test_pages_lead_through_the_whole_list_and_back(client: Client) -> None:
    made = [bare(number) for number in range(1, PAGE_SIZE * 2 + 3)]

    seen: list[str] = []
    pages: list[dict[str, Any]] = []
    address = LIST
    while address and len(pages) < 5:
        body = read(client, address)
        pages.append(body)
        seen += references(body)
        address = (body["next"] or "").removeprefix("http://127.0.0.1:8000")

    assert seen == made[::-1]
    assert [page["count"] for page in pages] == [len(made)] * 3
    before = pages[2]["previous"].removeprefix("http://127.0.0.1:8000")
    assert references(read(client, before)) == seen[PAGE_SIZE : 2 * PAGE_SIZE]


def test_links_are_absolute_keep_the_filter_and_stand_in_the_header(client: Client) -> None:
    for number in range(1, PAGE_SIZE + 2):
        bare(number)

    response = client.get(f"{LIST}?verdict=unknown&q=", headers={"Host": "localhost"})

    following = response.json()["next"]
    assert following.startswith("http://127.0.0.1:8000/api/v1/incidents/?verdict=unknown&q=&cursor")
    assert response["Link"] == f'<{following}>; rel="next"'
    second = client.get(LIST + "?" + urlsplit(following).query)
    assert 'rel="prev"' in second["Link"]
    assert 'rel="next"' not in second["Link"]


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    "query",
    [
        "platform=tiktok&platform=other",
        f"party={PARTY}&role=promoted",
        "technique=face_swap",
        "proposition=authorship",
        "status=nothing_followed",
        "verdict=verified_fake",
        "country=XV",
        "election=xv-2026",
        "facts_from=2026-09-15&facts_to=2026-09-30",
        "published_from=2026-09-14&published_to=2026-09-14",
        "q=alliance+aurore",
        "verdict=disputed",
        "role=targeted",
        "q=introuvable",
    ],
)
def test_the_list_and_the_page_of_the_site_find_the_same(client: Client, query: str) -> None:
    PlatformFactory(code="other")

    body = read(client, f"{LIST}?{query}")
    site = client.get(f"/en/incidents/?{query}").content.decode()

    assert f'id="count">{body["count"]} incident' in site
    assert ("/en/incidents/INC-2026-0001/" in site) == (references(body) == ["INC-2026-0001"])


def test_a_merged_party_stands_for_the_one_that_remains(
    client: Client, published: Publication
) -> None:
    reference = published.reference
    MergerFactory(old="aurore-2025", new="aurore-2026")
    MergerFactory(old="aurore-2026", new=PARTY)

    assert references(read(client, f"{LIST}?party=aurore-2025")) == [reference]
    assert client.get(f"{LIST}?party=nobody").status_code == 400


@pytest.mark.usefixtures("published")
def test_drafts_are_nowhere(client: Client) -> None:
    draft = IncidentFactory(title_fr="Un brouillon rarissime")

    assert "rarissime" not in json.dumps(read(client))
    assert read(client, f"{LIST}?q=rarissime")["count"] == 0
    assert client.get(f"{LIST}{draft.uuid}/").status_code == 404


def test_hidden_and_missing_have_one_answer(client: Client) -> None:
    IncidentFactory(reference="INC-2026-0077", state=codes.State.APPROVED)

    hidden = client.get(f"{LIST}INC-2026-0077/")
    missing = client.get(f"{LIST}INC-2026-0078/")

    changing = {"X-Request-ID"}
    assert (hidden.status_code, hidden.content) == (404, missing.content)
    assert {n: v for n, v in hidden.items() if n not in changing} == {
        n: v for n, v in missing.items() if n not in changing
    }


def test_of_a_withdrawn_incident_only_the_tombstone_is_left(client: Client) -> None:
    withdrawal = WithdrawalFactory(internal_reason="Un nom y figurait.")

    response = client.get(f"{LIST}{withdrawal.reference}/")

    reason = {"code": "privacy", "label": {"fr": "terme privacy", "en": "term privacy"}}
    assert response.status_code == 410
    assert response["Content-Type"] == "application/problem+json"
    assert set(response.json()) - {"type", "title", "status", "detail"} == {
        "reference",
        "first_published_at",
        "withdrawn_at",
        "class",
    }
    assert response.json()["class"] == reason
    assert "Un nom y figurait" not in response.content.decode()
    assert ListedIncident.objects.count() == read(client)["count"] == 0


def test_a_document_of_an_earlier_schema_is_given_to_the_letter(
    client: Client, published: Publication
) -> None:
    earlier = published.content | {"schema": 2}
    for claim in earlier["claims"]:
        del claim["assessed_on"]
    with forging():
        Publication.objects.update(content=earlier, digest=digest(earlier))

    item = read(client, f"{LIST}{published.reference}/")

    assert item["content"] == earlier
    assert item["redacted_since"] is False
    assert digest(item["content"]) == item["digest"]
