"""Sitemaps: every public page is in one, in both languages; no part reads more than itself."""

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from incidents import models, sitemaps
from tests.factories import ListedActorFactory, ReportFactory
from tests.once import made_once
from tests.views import published

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[models.Publication]:
    with made_once(django_db_blocker):
        ReportFactory()
        yield published.publish()


def read(client: Client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def places(root: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{SPACE}loc")]


def paths(root: ElementTree.Element) -> list[str]:
    return [each.removeprefix("http://127.0.0.1:8000") for each in places(root)]


def test_every_address_of_every_part_is_there(client: Client) -> None:
    parts = paths(read(client, "/sitemap.xml"))
    listed = [path for part in parts for path in paths(read(client, part))]

    assert len(listed) == len(set(listed)) > 30
    for page in ("actors", "platforms", "elections", "contact", "legal", "reports/2026"):
        assert f"/fr/{page}/" in listed
    assert {path: client.get(path).status_code for path in listed if "?" in path} == {}
    answers = {path: client.get(path).status_code for path in listed[::2]}
    assert {path for path, status in answers.items() if status != 200} == set()


def test_an_incident_has_its_change_and_its_pair(client: Client, made: models.Publication) -> None:
    root = read(client, "/sitemaps/incidents.xml")
    entries = list(root)

    assert len(entries) == 2
    for entry, language in zip(entries, ("fr", "en"), strict=True):
        here = f"http://127.0.0.1:8000/{language}/incidents/{made.reference}/"
        assert entry.findtext(f"{SPACE}loc") == here
        changed = entry.findtext(f"{SPACE}lastmod") or ""
        assert changed == made.published_at.isoformat(timespec="seconds")
        links = {each.attrib["hreflang"]: each.attrib["href"] for each in entry.iter(LINK)}
        assert links[language] == here
        assert links["x-default"] == links["fr"]
        assert set(links) == {"fr", "en", "x-default"}


def test_the_home_page_of_no_language_is_the_root(client: Client) -> None:
    first = next(iter(read(client, "/sitemaps/pages.xml")))

    assert [each.attrib["href"] for each in first.iter(LINK)][-1] == "http://127.0.0.1:8000/"


def test_parts_begin_where_others_end(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "PAGES_OF_A_PART", 2)
    for name in ("ada", "basile", "chloé-2", "dora", "émile"):
        ListedActorFactory(slug=f"z-{name}".replace("é", "e"))
    every = list(models.ListedActor.objects.order_by("slug").values_list("slug", flat=True))

    parts = [p for p in paths(read(client, "/sitemap.xml")) if "/actors.xml" in p]
    found = [paths(read(client, part)) for part in parts]

    assert len(parts) == (len(every) + 1) // 2
    assert all(len(part) <= 4 for part in found)
    assert [p for part in found for p in part[::2]] == [f"/fr/actors/{slug}/" for slug in every]


@pytest.mark.parametrize("start", ["zzz", "%00", "x" * 70_000, "<>&'\"", "%F0%9F"])
def test_any_beginning_is_safe(client: Client, start: str) -> None:
    assert places(read(client, f"/sitemaps/sources.xml?from={start}")) is not None
    assert client.get("/sitemaps/nothing.xml").status_code == 404


def test_robots_are_led_to_it(client: Client) -> None:
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml\n" in client.get("/robots.txt").text
