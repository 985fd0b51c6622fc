"""Texts that would end what they stand in: markup, lines, fields, formulas, control characters.

One incident whose title and names hold all of them is read in every form that the site writes.
"""

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core import mail
from django.test import Client

from incidents.models import Subscription
from tests import factories
from tests.factories import ActorFactory, PlatformFactory
from tests.house.crawler import body_of
from tests.once import made_once
from tests.views.published import PARTY, publish

pytestmark = pytest.mark.django_db
HOSTILE = (
    "=1+1</script><script>x()</script>]]>{\\}\"'&\r\nBcc: a@b.example"
    "\x0b\x1b\ufffe%\N{RIGHT-TO-LEFT OVERRIDE}"
)
SCRIPT = "<script>x()"
PLACE = "/fr/incidents/INC-2026-0001/"


@pytest.fixture(scope="module", autouse=True)
def published(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with made_once(django_db_blocker):
        ActorFactory(slug=PARTY, name_fr=HOSTILE[:200], name_en=HOSTILE[:200])
        PlatformFactory(code="tiktok", name_fr=HOSTILE[:80], name_en=HOSTILE[:80])
        publish(title_fr=HOSTILE, title_en=HOSTILE, summary_fr=HOSTILE)
        factories.ended()
        yield


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    assert not any("\n" in value for value in response.headers.values())
    return body_of(response)


@pytest.mark.parametrize(
    "address",
    [
        *("/fr/feed.atom", "/fr/feed.atom?platform=tiktok", f"{PLACE}feed.atom"),
        *(f"/fr/actors/{PARTY}/feed.atom", "/fr/feed.atom?q=%0B%1B</title>", "/sitemap.xml"),
        *("/sitemaps/incidents.xml", "/fr/statistics/charts/platform.svg?platform=tiktok"),
        *("/fr/statistics/charts/party.svg", f"/fr/statistics/charts/party.svg?party={PARTY}"),
    ],
)
def test_what_is_xml_is_read_as_xml(client: Client, address: str) -> None:
    text = read(client, address)

    assert SCRIPT not in text
    assert list(ElementTree.fromstring(text))


def test_pictures_are_drawn(client: Client) -> None:
    response = client.get("/fr/statistics/charts/party.png")

    assert response.content.startswith(b"\x89PNG")


def test_no_script_begins_in_a_page_and_data_for_machines_are_whole(client: Client) -> None:
    addresses = [PLACE, f"{PLACE}1/", "/fr/incidents/", "/fr/", "/fr/statistics/", "/fr/actors/"]
    pages = [read(client, each) for each in (*addresses, f"/fr/actors/{PARTY}/")]

    assert not any(SCRIPT in page for page in pages)
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', pages[0], re.S)
    assert HOSTILE.split("]]>")[0] in json.dumps(json.loads(block), ensure_ascii=False)


def test_a_citation_has_the_fields_that_we_wrote_and_no_others(client: Client) -> None:
    bib, ris, csl = (read(client, f"{PLACE}1/cite.{end}") for end in ("bib", "ris", "csl.json"))

    assert bib.count("{") == bib.count("}")
    assert [line[:6] for line in ris.splitlines() if not re.match("[A-Z][A-Z0-9]  - ", line)] == []
    assert "\n" not in json.loads(csl)[0]["title"]


@pytest.mark.parametrize(
    "address", ["/fr/incidents.csv", "/fr/statistics/charts/party.csv", "/fr/method/codebook.csv"]
)
def test_no_cell_begins_a_formula(client: Client, address: str) -> None:
    text = read(client, address).removeprefix("\ufeff")
    table = list(csv.reader(StringIO(text, newline="")))

    assert len({len(row) for row in table}) == 1
    assert not [cell for row in table for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_json_is_whole(client: Client) -> None:
    (row,) = json.loads(read(client, "/fr/incidents.json"))["incidents"]

    assert row["title_fr"] == HOSTILE


@pytest.mark.parametrize("address", ["a@b.example\nBcc: c@d.example", "a\r\n@b.example", "<a@b>"])
def test_no_header_is_written_by_a_form(client: Client, address: str) -> None:
    answer = client.post("/fr/subscribe/", {"address": address, "frequency": "daily"})

    assert answer.status_code == 400
    assert not Subscription.objects.exists()
    assert mail.outbox == []
