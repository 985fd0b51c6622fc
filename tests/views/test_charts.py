"""The pictures of the statistics as files: what they show, and what they refuse."""

import csv
import re
import struct
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.http import QueryDict
from django.test import Client

from incidents import codes
from incidents.filters import IncidentFilter
from incidents.models import ListedIncident
from incidents.views.charts import SHOWN, written
from incidents.views.exhibits import Asked, Exhibit, Row, exhibit
from incidents.views.months import without_gaps
from tests.factories import AT, IncidentFactory, JurisdictionFactory, ended
from tests.once import made_once
from tests.views.published import PARTY, listed, publish

pytestmark = pytest.mark.django_db

SVG = "{http://www.w3.org/2000/svg}"
CELL = re.compile(r'<td class="num"><a href="/en/([^"]+)">([\d,]+)<span')
LONG = pytest.mark.long
FILTERS = (
    "",
    f"?party={PARTY}&role=promoted",
    "?status=announced&status=nothing_followed",
    "?published_from=2026-09-15&published_to=2026-10-20",
    "?platform=tiktok",
    "?verdict=disputed",
    f"?party={PARTY}",
    "?role=promoted",
    "?status=announced",
    "?country=FR&country=XV",
    "?q=visage",
)


@pytest.fixture(scope="module", autouse=True)
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Three whole incidents, one of them disputed, and a bare one elsewhere."""
    with made_once(django_db_blocker):
        publish()
        publish(at=AT + timedelta(days=5))
        publish(at=AT + timedelta(days=70), verdict=codes.Verdict.DISPUTED)
        bare = IncidentFactory(
            reference="INC-2026-0950", jurisdiction=JurisdictionFactory(code="FR")
        )
        listed(bare, at=AT + timedelta(days=1))
        ended()
        yield


def file(client: Client, name: str, language: str = "en", status: int = 200) -> Any:
    answer = client.get(f"/{language}/statistics/charts/{name}")
    assert answer.status_code == status, name
    return answer


def lines(client: Client, name: str) -> list[list[str]]:
    text = file(client, name).content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


@pytest.mark.parametrize(
    "query", [*FILTERS[:4], *(pytest.param(q, marks=LONG) for q in FILTERS[4:])]
)
def test_every_number_that_is_a_link_opens_a_list_of_as_many(client: Client, query: str) -> None:
    body = client.get(f"/en/statistics/{query}").content.decode()

    cells = CELL.findall(body)
    assert cells
    for address, number in set(cells):
        query = address.replace("&amp;", "&").partition("?")[2]
        found = IncidentFilter(QueryDict(query), queryset=ListedIncident.objects.all())
        assert found.is_valid(), query
        assert found.qs.count() == int(number.replace(",", "")), (address, number)


@pytest.mark.parametrize("query", ["", f"?party={PARTY}&role=promoted"])
def test_the_files_have_the_numbers_of_the_page(client: Client, query: str) -> None:
    body = client.get(f"/en/statistics/{query}").content.decode()
    parts = body.split('<section class="section plate')[1:]
    charts = [re.search(r'id="(\w+)"', part)[1] for part in parts]  # type: ignore[index]

    assert {*charts, "response"} == SHOWN.keys()
    for chart, part in zip(charts, parts, strict=True):
        cells = re.findall(r'<td class="num"[^>]*>(.*?)</td>', part.split("</table>")[0])
        shown = [int(re.sub(r"<[^>]+>", " ", cell).split()[0]) for cell in cells]
        rows = lines(client, f"{chart}.csv{query}")[1:]
        assert [int(n) for row in rows for n in row[2:]] == shown, chart


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("chart", ["month", "platform", "balance", "funnel", "response"])
def test_a_picture_alone_says_what_where_from_when_and_under_which_filter(
    client: Client, chart: str, language: str
) -> None:
    answer = file(client, f"{chart}.svg?platform=tiktok", language)

    root = ElementTree.fromstring(answer.content)
    words = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    assert (root.findtext(f"{SVG}title") or "nothing") in words
    assert len(root.findtext(f"{SVG}desc") or "") > 10
    assert "TikTok" in words
    address = f"http://127.0.0.1:8000/{language}/statistics/?platform=tiktok"
    assert address in words
    assert f"/{language}/method/" in words
    assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert b"<style" not in answer.content
    assert b"<script" not in answer.content


def test_a_demonstration_says_so_in_the_picture(client: Client, settings: Any) -> None:
    settings.DEMO = True

    assert "FICTIONAL" in file(client, "platform.svg").content.decode()


def test_a_png_is_a_picture_of_a_bounded_size(client: Client) -> None:
    answer = file(client, "party_role.png", "fr")

    assert answer["Content-Type"] == "image/png"
    assert answer.content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", answer.content[16:24])
    assert 400 < width < 3000
    assert 300 < height < 4000


def test_the_same_picture_has_the_same_bytes(client: Client) -> None:
    assert file(client, "month.svg").content == file(client, "month.svg").content


@pytest.mark.parametrize("form", ["svg", "png", "csv"])
@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("?platform=nowhere", "nowhere"),
        ("?verdict=%00", "verdict"),
        ("?published_from=2026-13-01", "2026-13-01"),
        ("?q=" + "(" * 5_000, "q:"),
    ],
)
def test_a_filter_that_cannot_be_read_is_refused_by_name(
    client: Client, form: str, query: str, value: str
) -> None:
    answer = file(client, f"platform.{form}{query}", status=400)

    assert answer["Content-Type"].startswith("text/plain")
    assert value in answer.content.decode()


@pytest.mark.parametrize("name", ["nothing.svg", "platform.pdf", "platform.SVG", "-.csv"])
def test_a_picture_that_is_not_there_is_not_found(client: Client, name: str) -> None:
    file(client, name, status=404)


def test_nothing_to_draw_is_drawn_as_nothing(client: Client) -> None:
    body = file(client, "technique.svg?verdict=verified_authentic").content.decode()

    assert "None." in body
    assert lines(client, "technique.csv?verdict=verified_authentic")[1:] == [
        ["", "Different incidents", "0"]
    ]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\n", " =", "\uff1d", "\uff20"])
def test_a_label_that_a_spreadsheet_would_run_stays_a_text(begin: str) -> None:
    shown = Exhibit("k", "T", "H", [Row("=c", f"{begin}cmd", 1, "")], 1, "Different")

    found = list(csv.reader(StringIO(written(shown).decode("utf-8-sig"), newline="")))

    assert found[1] == ["'=c", f"'{begin}cmd", "1"]


@pytest.mark.parametrize("text", [" =1+1", "＝1+1", "\n=1+1"])
def test_the_rule_for_formulas_is_that_of_the_other_files(text: str) -> None:
    shown = Exhibit("k", "T", "H", [Row("c", text, 1, "")], 1, "Different")

    assert f"'{text}".encode() in written(shown)


def test_months_without_anything_are_told_and_a_mistyped_century_is_not() -> None:
    found = list(without_gaps([("1926-01-01", 1), ("2026-01-01", 2), ("2026-04-01", 1)]))

    assert [(f"{span.first}"[:7], number) for span, number in found] == [
        *(("1926-01", 1), ("2026-01", 2), ("2026-02", 0), ("2026-03", 0), ("2026-04", 1))
    ]


def test_a_part_of_a_month_opens_the_list_of_that_part() -> None:
    query = QueryDict("published_from=2026-09-15&published_to=2026-09-30")
    filterset = IncidentFilter(query, queryset=ListedIncident.objects.all())
    assert filterset.is_valid()

    (row,) = exhibit("month", Asked(filterset, date(2026, 12, 1))).rows

    assert "published_from=2026-09-15&published_to=2026-09-30" in row.url
    assert row.count == 2
