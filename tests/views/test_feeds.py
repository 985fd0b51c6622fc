"""The Atom feeds: valid by RFC 4287, the same incidents as the list, safe in any reader."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client

from incidents import codes
from incidents.models import Report
from tests import factories
from tests.factories import (
    AT,
    MergerFactory,
    ReportFactory,
    ReportFileFactory,
    ReportWithdrawalFactory,
)
from tests.once import made_once
from tests.scenes import simple, team
from tests.views.published import PARTY, correct, publish

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FEEDS = [
    "feed.atom",
    "feed.atom?verdict=verified_fake&platform=tiktok",
    "incidents/INC-2026-0001/feed.atom",
    "incidents/INC-2026-0002/feed.atom",
    f"actors/{PARTY}/feed.atom",
    "platforms/tiktok/feed.atom",
    "elections/xv-2026/feed.atom",
    "corrections/feed.atom",
    "corrections/feed.atom?log=corrections",
    "corrections/feed.atom?log=replies",
    "reports/feed.atom",
    "audit/feed.atom",
]
STRANGE = "Un <b>titre</b> & \x0bcollé \N{RIGHT-TO-LEFT OVERRIDE}tourné"


@pytest.fixture(scope="module", autouse=True)
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with made_once(django_db_blocker):
        correct(publish(), notice="Une précision.")
        publish(title_fr=STRANGE, title_en="", summary_fr="<script>alert(1)</script>")
        issued = report("2026-10", edition=2, en=[["Incidents", "One incident."]])
        for language in ("fr", "en"):
            ReportFileFactory(report=issued, language=language)
        gone = report("2026-11", edition=1, en=[["Incidents", "Two incidents."]])
        ReportFileFactory(report=gone)
        ReportWithdrawalFactory(report=gone, withdrawn_at=AT + timedelta(days=9))
        factories.ended()
        yield


def report(period: str, edition: int, **summary: Any) -> Report:
    first = date.fromisoformat(f"{period}-01")
    days = {"first_day": first, "next_day": first + timedelta(days=31)}
    return ReportFactory(period=period, edition=edition, summary=summary, **days)


def read(client: Client, address: str, status: int = 200, **more: Any) -> ElementTree.Element:
    response = client.get(address, **more)
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)


def said(element: ElementTree.Element, name: str) -> list[str]:
    return [found.text or "" for found in element.findall(ATOM + name)]


def links(element: ElementTree.Element) -> dict[str, str]:
    return {
        link.get("rel", "alternate"): link.get("href", "") for link in element.iter(f"{ATOM}link")
    }


def moments(element: ElementTree.Element, name: str = "updated") -> list[datetime]:
    return [datetime.fromisoformat(found) for found in said(element, name)]


def check_valid(feed: ElementTree.Element, language: str) -> None:
    """What RFC 4287 demands of a feed and of its entries, and what we promise beyond."""
    assert feed.tag == f"{ATOM}feed"
    assert feed.get(XML_LANG) == language
    assert [len(said(feed, name)) for name in ("id", "title", "updated")] == [1, 1, 1]
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    own = [link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert [link.get("href") for link in own] == said(feed, "id")
    assert all(url.startswith(settings.SITE_URL) for url in links(feed).values())
    entries = feed.findall(f"{ATOM}entry")
    ids = [said(entry, "id") for entry in entries]
    assert len({each for (each,) in ids}) == len(ids) <= 50
    for entry in entries:
        assert [len(said(entry, n)) for n in ("title", "updated", "summary")] == [1, 1, 1]
        assert said(entry, "id")[0].startswith(settings.SITE_URL)
        assert moments(entry)[0].tzinfo is not None
        assert links(entry)["alternate"].startswith(f"{settings.SITE_URL}/{language}/")
    newest = max((moments(entry)[0] for entry in entries), default=moments(feed)[0])
    assert moments(feed) == [newest]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_valid_in_both_languages(client: Client, path: str) -> None:
    for language in ("fr", "en"):
        check_valid(read(client, f"/{language}/{path}"), language)


def test_no_address_of_a_feed_follows_the_host_or_a_parameter_that_means_nothing(
    client: Client,
) -> None:
    plain = client.get("/fr/feed.atom?verdict=verified_fake").content
    other = client.get(
        "/fr/feed.atom?utm=x&verdict=verified_fake&page=3&verdict=", headers={"host": "localhost"}
    )

    assert other.content == plain


def test_markup_and_marks_reach_no_reader_as_what_they_are(client: Client) -> None:
    body = client.get("/fr/feed.atom").content.decode()
    entry = next(
        each
        for each in ElementTree.fromstring(body).iter(f"{ATOM}entry")
        if said(each, "id")[0].endswith("INC-2026-0002/")
    )

    assert said(entry, "title") == ["Un <b>titre</b> & [U+000B]collé [U+202E]tourné"]
    summary = entry.find(f"{ATOM}summary")
    assert summary is not None
    assert summary.get("type") == "html"
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" in (summary.text or "")
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202e]", body)


def test_each_entry_says_how_much_is_recorded_and_denied(client: Client) -> None:
    for entry in read(client, "/en/feed.atom").iter(f"{ATOM}entry"):
        assert "Statements recorded: 2, of which denials: 1" in said(entry, "summary")[0]


def test_the_title_says_the_filter_in_words(client: Client) -> None:
    feed = read(client, "/en/feed.atom?verdict=verified_fake&platform=tiktok")

    assert said(feed, "title") == [
        "Vigie: published incidents – Platform: TikTok; Verdict: verified fake"
    ]


@pytest.mark.parametrize("value", ["true", "%00", "x" * 5000, "]]>", "<!--", "%F0%9F%92%A3"])
def test_what_cannot_be_read_is_refused_in_plain_words(client: Client, value: str) -> None:
    for name in ("verdict", "facts_from"):
        response = client.get(f"/en/feed.atom?{name}={value}")

        assert response.status_code == 400
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert name in response.content.decode()
        assert len(response.content) < 6000


def test_one_incident_tells_of_its_publication_and_of_each_change(client: Client) -> None:
    feed = read(client, "/en/incidents/INC-2026-0001/feed.atom")

    first, second = feed.findall(f"{ATOM}entry")[::-1]
    assert [*said(first, "title"), *said(second, "title")] == [
        "INC-2026-0001: first publication",
        "INC-2026-0001: correction",
    ]
    assert "Une précision." in said(second, "summary")[0]
    assert moments(feed) == [AT + timedelta(days=1)]


def test_what_is_hidden_or_nothing_has_no_feed(client: Client) -> None:
    draft = simple(team())
    for path in (
        f"incidents/{draft.uuid}",
        "incidents/INC-2026-9999",
        "actors/personne",
        "platforms/nulle-part",
        "elections/jamais",
    ):
        assert client.get(f"/fr/{path}/feed.atom").status_code == 404


def test_a_withdrawn_incident_is_gone_and_its_feed_says_so(client: Client) -> None:
    gone = factories.WithdrawalFactory()

    feed = read(client, f"/en/incidents/{gone.reference}/feed.atom", 410)

    assert said(feed, "title") == [f"Vigie: {gone.reference}, withdrawal"]
    assert len(feed.findall(f"{ATOM}entry")) == 1


def test_merged_ones_lead_to_what_remains(client: Client) -> None:
    MergerFactory(old="aurore-2025", new=PARTY)
    MergerFactory(
        kind=codes.RecordKind.INCIDENT,
        actor=None,
        incident=factories.IncidentFactory(),
        old="INC-2025-0009",
        new="INC-2026-0001",
    )

    for old, now in (
        ("actors/aurore-2025", f"actors/{PARTY}"),
        ("incidents/INC-2025-0009", "incidents/INC-2026-0001"),
    ):
        response = client.get(f"/fr/{old}/feed.atom")
        assert response.status_code == 301
        assert response.headers["Location"] == f"/fr/{now}/feed.atom"


def test_a_report_comes_with_its_files_and_a_withdrawn_one_without(client: Client) -> None:
    withdrawn, standing = read(client, "/en/reports/feed.atom").iter(f"{ATOM}entry")

    assert said(standing, "title") == ["Monthly report, October 2026 – Edition 2"]
    here = f"{settings.SITE_URL}/en/reports/2026-10/#edition-2"
    assert said(standing, "id") == [here]
    assert enclosures(standing) == [
        (f"{settings.SITE_URL}/{language}/reports/2026-10/2/{language}.pdf", "application/pdf")
        for language in ("en", "fr")
    ]
    assert "<p>Incidents: One incident.</p>" in (standing.findtext(f"{ATOM}summary") or "")
    assert said(withdrawn, "title") == ["Monthly report, November 2026 – Edition 1"]
    assert enclosures(withdrawn) == []
    summary = withdrawn.findtext(f"{ATOM}summary") or ""
    assert "Withdrawn. Class of reason: " in summary
    assert "Two incidents." not in summary
    assert moments(withdrawn) == [AT + timedelta(days=9)]


def test_the_feed_of_one_kind_of_reports(client: Client) -> None:
    assert len(read(client, "/en/reports/feed.atom?kind=month").findall(f"{ATOM}entry")) == 2
    assert len(read(client, "/en/reports/feed.atom?kind=quarter").findall(f"{ATOM}entry")) == 0
    assert client.get("/en/reports/feed.atom?kind=%00").status_code == 400


def enclosures(entry: ElementTree.Element) -> list[tuple[str, str]]:
    return [
        (link.get("href", ""), link.get("type", ""))
        for link in entry.findall(f"{ATOM}link")
        if link.get("rel") == "enclosure"
    ]
