"""Every public page answers, in both languages, with and without something to show."""

import pytest
from django.test import Client

from tests.factories import ReportFactory, ReportFileFactory, WithdrawalFactory
from tests.views.published import PARTY, publish

pytestmark = pytest.mark.django_db

EMPTY_PAGES = (
    "",
    "incidents/",
    "statistics/",
    "actors/",
    "platforms/",
    "elections/",
    "statistics/charts/month.svg",
    "reports/",
    "corrections/",
    "method/",
    "feed.atom",
    "audit/",
    "audit/feed.atom",
)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("page", EMPTY_PAGES)
def test_a_page_without_records(client: Client, language: str, page: str) -> None:
    assert client.get(f"/{language}/{page}").status_code == 200


def addresses() -> list[str]:
    publication = publish()
    source = publication.content["sources"][0]["id"]
    ReportFileFactory(report=ReportFactory(snapshot={"incidents": [], "changes": []}))
    return [
        *EMPTY_PAGES,
        f"incidents/{publication.reference}/",
        f"sources/{source}/",
        f"actors/{PARTY}/",
        "platforms/tiktok/",
        f"elections/{publication.content['election']['slug']}/",
        "reports/2026-09/",
        "reports/2026-09/fr.pdf",
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_with_records(client: Client, language: str) -> None:
    answers = {page: client.get(f"/{language}/{page}").status_code for page in addresses()}

    assert set(answers.values()) == {200}, answers


def test_a_page_names_its_permanent_address_and_its_other_language(client: Client) -> None:
    publication = publish()

    body = client.get(f"/fr/incidents/{publication.reference}/").content.decode()

    path = f"incidents/{publication.reference}/"
    assert f'<link rel="canonical" href="http://127.0.0.1:8000/fr/{path}">' in body
    assert f'hreflang="en" href="http://127.0.0.1:8000/en/{path}">' in body
    assert '<html lang="fr">' in body


@pytest.mark.parametrize(
    "page",
    [
        "incidents/INC-2020-9999/",
        "incidents/nothing/",
        "sources/nothing/",
        "actors/nobody/",
        "platforms/nowhere/",
        "elections/never/",
        "reports/2020-01/",
        "reports/2020-01/fr.pdf",
        "corrections/?cursor=yesterday",
    ],
)
def test_what_does_not_exist_is_not_found(client: Client, page: str) -> None:
    assert client.get(f"/fr/{page}").status_code == 404


def test_a_withdrawn_incident_leaves_a_tombstone(client: Client) -> None:
    withdrawal = WithdrawalFactory(internal_reason="Un nom y figurait.")

    response = client.get(f"/fr/incidents/{withdrawal.reference}/")

    assert response.status_code == 410
    body = response.content.decode()
    assert withdrawal.reference in body
    assert "Un nom y figurait" not in body


def test_the_demonstration_says_so_on_every_page(client: Client, settings: object) -> None:
    pages = [page for page in addresses() if not page.endswith((".atom", ".pdf", ".svg"))]
    settings.DEMO = True  # type: ignore[attr-defined]

    assert pages
    for page in pages:
        assert 'class="demo"' in client.get(f"/en/{page}").content.decode(), page


@pytest.mark.parametrize("odd", ["%00", "%F0%9F%A6%89", "INC-2026-0001%00", "..%2F..", "%22%3E"])
def test_an_odd_reference_is_not_found(client: Client, odd: str) -> None:
    assert client.get(f"/fr/incidents/{odd}/").status_code == 404


def test_an_invisible_character_does_not_take_the_feed_down(client: Client) -> None:
    publish(title_fr="Un titre\x0bcollé")

    answer = client.get("/fr/feed.atom")

    assert answer.status_code == 200
    assert "Un titre[U+000B]collé" in answer.content.decode()
