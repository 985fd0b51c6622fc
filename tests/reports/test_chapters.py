"""The chapters: what each says of a snapshot, and what it leaves out."""

import re
from base64 import b64decode
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.utils import translation

from incidents.reports import wording
from incidents.reports.chapters.changes import every_change
from incidents.reports.chapters.contents import contents
from incidents.reports.chapters.index import index
from incidents.reports.chapters.news import news, since
from incidents.reports.exhibits import by_code
from incidents.reports.late import is_late_arrival, late_arrivals
from incidents.reports.material import Material, gather
from incidents.reports.page import page
from incidents.reports.printed import printed
from incidents.reports.render import report_html
from incidents.reports.steps import Step
from tests.reports.follow_ups import rich
from tests.reports.snapshots import UNKNOWN_DATE, on, snapshot, two

PREVIOUS = {
    "kind": "month",
    "period": "2026-09",
    "first_day": "2026-09-01",
    "next_day": "2026-10-01",
    "edition": 2,
    "digest": "ab" * 32,
    "issued_at": "2026-10-02T08:00:00+00:00",
}
FRANCE = {"code": "FR", "name": two("France", "France")}
VOTE = {"slug": "vote", "name": two("Le vote", "The vote")}


def html(frozen: dict[str, Any], language: str = "en") -> str:
    """The report as HTML, runs of white space as one blank."""
    return " ".join(unescape(report_html(frozen, language)).split())


def material(frozen: dict[str, Any]) -> Material:
    return gather(frozen, "en")


def told(frozen: dict[str, Any], chapter: Any) -> Any:
    """What a chapter gives, in English."""
    with translation.override("en"):
        return chapter(material(frozen))


@pytest.mark.parametrize(
    ("facts", "late"),
    [
        (on("2026-09-30"), True),
        (on("2026-09-30", "2026-10-01", "between"), False),
        (on("2026-01-01", "2026-12-31", "year"), False),
        (on("2025-01-01", "2025-12-31", "year"), True),
        (UNKNOWN_DATE, False),
    ],
)
def test_late_are_facts_that_lie_wholly_before_the_period(facts: Any, late: bool) -> None:
    assert is_late_arrival({"facts_date": facts}, date(2026, 10, 1)) is late


def test_late_arrivals_are_marked_counted_and_listed() -> None:
    frozen = snapshot(incidents=2)
    frozen["incidents"][1]["content"]["facts_date"] = on("2026-09-03")

    assert late_arrivals(frozen, frozen["incidents"]) == ["INC-2026-0002"]
    assert [each.late for each in told(frozen, news)["fresh"]] == [False, True]
    said = html(frozen)
    assert "1 of them concerns facts that lie wholly before the period." in said
    assert '3 September 2026 <strong class="late">late arrival</strong>' in said


def procedure_of(step: Step) -> str:
    return str(step.followed.procedure.record["id"])


def test_what_was_decided_and_announced_in_the_period_is_told_once_by_day() -> None:
    found = told(rich(), news)

    decided = [(step.event["kind"], procedure_of(step)) for step in found["decided"]]
    assert decided == [
        ("decision", "n4"),
        ("decision", "n1"),
        ("acquitted", "p1"),
    ]
    assert [procedure_of(step) for step in found["announced"]] == ["p2"]
    earlier = rich() | {"first_day": "2026-11-01", "next_day": "2026-12-01"}
    assert told(earlier, news)["decided"] == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, ""),
        ({"previous": None}, "No report of the period before this one had been issued."),
        (
            {"previous": PREVIOUS},
            "The edition before this one covers September 2026 (edition 2, issued on 2 October "
            "2026 at 10:00 (Paris time)). What follows is what has come since.",
        ),
    ],
)
def test_the_edition_before_is_named_where_the_snapshot_tells(
    more: dict[str, Any], words: str
) -> None:
    assert told(snapshot(incidents=0, **more), since) == words


def test_the_index_names_who_has_a_page_and_nobody_else() -> None:
    (actors, platforms, references) = told(snapshot(incidents=2), index)["index"]
    names = {
        e.name: [p.reference for p in e.places] for part in actors.letters for e in part.entries
    }

    assert names["Ilvane Dorémont"] == ["INC-2026-0001", "INC-2026-0002"]
    assert not {"a private person", "unidentified author", "a voice"} & set(names)
    assert [letter.letter for letter in actors.letters] == ["A", "I", "M", "P", "S", "U"]
    assert [e.name for e in platforms.letters[0].entries] == ["Facebook"]
    assert [e.name for e in references.letters[0].entries][-1] == "INC-2026-0903"


def test_an_entry_says_nothing_of_how_somebody_is_named() -> None:
    text = html(snapshot(incidents=2))
    entries = re.findall(r"<li>(.*?)</li>", text[text.index('id="index"') :])

    assert len(entries) > 10
    for entry in entries:
        assert re.fullmatch(
            r'<span( lang="..")?>[^<]+</span> (<a class="page-of" href="#[-\w]+"></a>(, )?)+', entry
        )


def test_names_sort_without_accents_and_capitals() -> None:
    assert sorted(["zoé", "Élan", "eau", "Été"], key=wording.folded) == [
        "eau",
        "Élan",
        "Été",
        "zoé",
    ]


@pytest.mark.parametrize("incidents", [0, 1, 3])
@pytest.mark.parametrize("annexes", [True, False])
def test_every_link_of_the_report_leads_somewhere_in_it(incidents: int, annexes: bool) -> None:
    text = html(snapshot(incidents=incidents, annexes=annexes))
    ids = re.findall(r' id="([^"]+)"', text)

    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)


def test_the_contents_list_chapters_figures_and_tables() -> None:
    with translation.override("en"):
        context = page(snapshot(incidents=3), "en")
        assert contents(context)["contents"] == context["contents"]
    titles = [heading.title for heading in context["contents"]]
    assert titles[:3] == ["In brief", "What is new", "Incidents"]
    assert titles[-2:] == ["How to verify this report", "Index"]
    assert [heading.before for heading in context["figure_list"]] == [str(n) for n in range(1, 10)]
    assert [heading.anchor for heading in context["table_list"]][:2] == ["table-1", "table-2"]


def test_without_annexes_neither_glossary_nor_index_nor_the_long_method_but_how_to_verify() -> None:
    text = html(snapshot(incidents=1, annexes=False))

    assert 'id="glossary"' not in text
    assert 'id="index"' not in text
    assert "The reliability of a source (A to F)" not in text
    assert "https://vigie.example/en/method/" in text
    assert "https://vigie.example/en/reports/verify/" in text
    assert "manage.py verify_report FILE" in text


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"jurisdiction": FRANCE}, "This report is limited to incidents of this country: France."),
        ({"election": VOTE}, "limited to incidents that touch this election: The vote."),
    ],
)
@pytest.mark.parametrize("incidents", [0, 1])
def test_the_summary_says_to_what_a_report_is_limited(
    more: dict[str, Any], words: str, incidents: int
) -> None:
    assert words in html(snapshot(incidents=incidents, **more))


def test_a_correction_shows_the_text_before_and_since() -> None:
    frozen = snapshot(incidents=0)
    texts = [{"field": "title", "old": two("Ancien", "Old"), "new": two("Nouveau", "New")}]
    frozen["changes"][0]["texts"] = texts

    assert '<th scope="row">Title</th><td>Old</td><td>New</td>' in html(frozen)
    assert [each.leads_to for each in every_change(frozen, set())] == ["", "", ""]


def test_the_alternative_text_says_what_a_figure_shows() -> None:
    with translation.override("en"):
        found = printed(by_code(snapshot(incidents=6))["techniques"])

    assert found.alternative == (
        "Bar chart, incidents by technique: Face swap 3, Out of context 3, Voice cloning 2, "
        "Lip sync 1. 6 distinct incidents in all."
    )
    assert found.reading == "Most often: Face swap (3), Out of context (3) and Voice cloning (2)."


def test_a_table_of_long_names_stands_below_its_figure() -> None:
    frozen = snapshot(incidents=1)
    name = two("Un réseau dont le nom est très long et ne finit pas", "A network with a long name")
    frozen["incidents"][0]["content"]["appearances"][0]["platform"]["name"] = name

    with translation.override("fr"):
        assert printed(by_code(frozen)["platforms"]).wide
    with translation.override("en"):
        assert not printed(by_code(frozen)["platforms"]).wide


def test_a_figure_has_no_letter_that_the_font_lacks() -> None:
    frozen = snapshot(incidents=1)
    name = two("שלום \N{BALLOT BOX WITH BALLOT}", "")
    frozen["incidents"][0]["content"]["appearances"][0]["platform"]["name"] = name

    with translation.override("fr"):
        picture = printed(by_code(frozen)["platforms"]).picture

    drawn = b64decode(picture.partition(",")[2]).decode()
    assert "U+05E9" in drawn
    assert "ש" not in drawn


def test_the_numbers_of_the_summary_name_the_tables_they_are_in() -> None:
    frozen = snapshot(incidents=6)
    with translation.override("en"):
        said = page(frozen, "en")["sentences"]
    numbers = {code: str(exhibit.number) for code, exhibit in by_code(frozen).items()}

    assert [each.tables for each in said] == [
        [numbers["verdicts"]],
        [numbers["platforms"], numbers["techniques"]],
        [numbers["party-roles"]],
        [],
        [numbers["legal-statuses"], numbers["procedures"]],
        [numbers["changes"]],
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_snapshot_of_schema_1_is_still_read(language: str) -> None:
    old = snapshot(incidents=2)
    assert not {"previous", "annexes", "jurisdiction", "election"} & set(old)
    assert 'id="index"' in html(old, language)
