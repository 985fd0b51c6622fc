"""An incident of the report and its cover: what has to stand there, however close it is set."""

import re
from html import unescape
from typing import Any

import pytest

from incidents.reports.render import report_html
from tests.reports.snapshots import COUNTRY, snapshot, term, two

HASH = "0123456789abcdef" * 4
REPLACED = {
    "edition": 1,
    "withdrawn_at": "2026-11-09T10:00:00+00:00",
    "class": term("privacy", "vie privée", "privacy"),
    "digest": "f" * 64,
}


def text(html: str) -> str:
    """The words of a page, runs of white space as one blank."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def part(html: str, begin: str, end: str) -> str:
    """What stands between two marks of the page."""
    return html.split(begin, 1)[1].split(end, 1)[0]


def cover(**more: Any) -> str:
    """The words of the cover."""
    html = report_html(snapshot(incidents=1, **more), "en")
    return text(part(html, '<section class="cover">', "</section>"))


def test_the_cover_names_period_edition_cut_off_and_digest() -> None:
    words = cover()
    for each in ("Monthly report", "October 2026", "Edition 1", "1 November 2026 at 09:00"):
        assert each in words
    assert "Head of the audit" not in words
    assert "Redacted" not in words


def test_the_cover_names_the_part_the_head_of_the_audit_and_what_it_replaces() -> None:
    words = cover(
        edition=2,
        jurisdiction=COUNTRY,
        audit={"count": 12345, "hash": HASH},
        replaces=REPLACED,
    )
    assert "Valombre (fictional)" in words
    assert "Edition 2" in words
    assert "12,345 entries" in words
    assert HASH in words.replace(" ", "")
    assert "replaces edition 1, withdrawn on 9 November 2026 at 11:00" in words
    assert "f" * 64 in words.replace(" ", "")


def test_the_part_stands_at_the_foot_of_every_page_and_in_the_title() -> None:
    html = report_html(snapshot(incidents=1, jurisdiction=COUNTRY), "en")
    named = "Vigie · Monthly report, October 2026, Valombre (fictional) · edition 1"
    assert f'data-name="{named}"' in html
    assert "<title>Vigie – Monthly report, October 2026, Valombre (fictional)</title>" in html


@pytest.mark.parametrize(
    ("level", "words"),
    [
        ("deepfake", "this address leads to the manipulated content itself:"),
        ("authentic", "this address leads to the content itself:"),
    ],
)
def test_an_archived_copy_keeps_its_warning(level: str, words: str) -> None:
    frozen = snapshot(incidents=1)
    frozen["incidents"][0]["content"]["synthetic_level"] = level
    html = text(report_html(frozen, "en"))
    assert f"Archived copy; {words} https://archive.valombre.example/k000/0" in html


def test_every_part_of_an_incident_is_there() -> None:
    html = report_html(snapshot(incidents=1), "en")
    words = text(part(html, '<article class="incident"', "</article>"))
    places = [
        words.index(each)
        for each in (
            "https://vigie.example/en/incidents/INC-2026-0001/",
            "Facts",
            "Persons and bodies",
            "Where it was seen",
            "2,400,000",
            "Exchange of claims Role ascribed by a source",
            "Answers the interviewee",
            "Accusation",
            "Procedures and what comes next",
            "What comes next: Next review: 15 December 2026.",
            "Cited above: 00:00–00:06",
        )
    ]
    assert places == sorted(places)


def test_a_bookmark_has_reference_and_title() -> None:
    frozen = snapshot(incidents=1)
    frozen["incidents"][0]["content"]["title"] = two("", 'A "title" <b>')
    html = report_html(frozen, "en")
    assert 'data-bookmark="INC-2026-0001 – A &quot;title&quot; &lt;b&gt;"' in html


def test_an_incident_of_which_little_is_known_has_no_empty_part() -> None:
    frozen = snapshot(incidents=1)
    content = frozen["incidents"][0]["content"]
    lists = ("claims", "involvements", "appearances", "procedures", "incident_citations", "sources")
    for key in lists:
        content[key] = []
    html = part(report_html(frozen, "en"), '<article class="incident"', "</article>")
    assert re.findall(r"<h3>(.*?)</h3>", html) == ["Facts"]
    assert '<table class="roll">' not in html
