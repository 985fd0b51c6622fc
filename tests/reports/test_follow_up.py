"""Legal follow-up in the report: the list of the cut-off day, procedures, notices to platforms."""

from datetime import date
from html import unescape
from typing import Any

import page
import pytest
from django.utils import translation

from incidents.derived import as_current
from incidents.labels.law import EVERY_TRACK
from incidents.notice_counts import NoticeCount
from incidents.reports.dossier import dossiers
from incidents.reports.follow_up import Item, follow_up_list, followed, grouped
from incidents.reports.groups import Group, group_of
from incidents.reports.law_wording import days
from incidents.reports.notices import per_platform
from incidents.reports.procedures import nothing_followed
from incidents.reports.render import render, report_html
from tests.reports.follow_ups import announced, current, decided, late, notice, persons_apart, rich
from tests.reports.snapshots import document, procedure, snapshot

CUT_OFF = date(2026, 11, 1)


def printed(frozen: dict[str, Any], language: str = "en") -> str:
    """The report as HTML, runs of white space as one blank."""
    return " ".join(unescape(report_html(frozen, language)).split())


def items(frozen: dict[str, Any], day: date = CUT_OFF) -> list[Item]:
    """Everything on the list on a day."""
    listed = follow_up_list(followed(dossiers(frozen, "en")), day)
    return [item for each in listed for item in each.items]


def test_the_list_has_each_procedure_once_with_all_its_incidents() -> None:
    found = [
        (
            item.record["kind"],
            item.followed.procedure.record["id"],
            item.record["since"],
            item.record["due_on"],
            [incident.reference for incident in item.followed.incidents],
            item.late,
        )
        for item in items(rich())
    ]
    first, second, third = (f"INC-2026-000{place}" for place in (1, 2, 3))
    assert found == [
        ("nothing_followed", "p2", "2026-10-03", "2026-10-20", [first, second, third], True),
        ("no_outcome", "p1", "2026-10-12", None, [first], False),
        ("clock", "n2", None, "2026-10-18", [first], True),
        ("clock", "p1", None, "2026-11-07", [first], False),
    ]


def test_the_list_is_that_of_the_day_of_the_cut_off() -> None:
    kinds = [item.record["kind"] for item in items(rich(), date(2026, 10, 15))]
    assert kinds == ["no_outcome", "clock"]


def test_of_two_documents_the_one_published_last_is_read() -> None:
    frozen = rich()
    steps: Any = [("announced", "2026-10-03", None), ("complaint", "2026-10-25", None)]
    newer = current("p2", "penal", steps)
    frozen["incidents"][1]["content"]["procedures"][0] = newer
    frozen["incidents"][1]["published_at"] = "2026-10-30T09:00:00+02:00"
    assert "p2" not in [item.followed.procedure.record["id"] for item in items(frozen)]


def test_every_procedure_stands_once_and_overdue_announcements_first() -> None:
    found = [each.procedure.record["id"] for each in followed(dossiers(rich(), "en"))]
    assert found[0] == "p2"
    assert sorted(found) == ["n1", "n2", "n3", "n4", "n5", "p1", "p2"]


def chapter(html: str) -> dict[str, str]:
    """Each group of the chapter on legal follow-up by its code."""
    text = html[html.index('id="follow-up"') : html.index('id="changes"')]
    parts = text.split('<h2 id="follow-up-')[1:]
    return {part.split('"')[0]: part for part in parts}


def test_each_procedure_stands_once_in_its_group() -> None:
    found = grouped(followed(dossiers(rich(), "en")), CUT_OFF)
    assert {
        each.group.value: [f.procedure.record["id"] for f in each.procedures] for each in found
    } == {
        "decided": ["n1", "n4"],
        "pending": ["p1", "n5", "n3"],
        "overdue": ["n2"],
        "nothing_followed": ["p2"],
    }


def test_a_filed_procedure_whose_review_has_gone_by_is_overdue_and_one_that_ended_is_not() -> None:
    steps: Any = [("complaint", "2026-10-02", None)]
    filed = current("a", "penal", steps, review_on="2026-10-31")
    ended = current(
        "b", "penal", [*steps, ("acquitted", "2026-10-05", None)], review_on="2026-10-06"
    )
    assert group_of(filed, CUT_OFF) is Group.OVERDUE
    assert group_of(filed, date(2026, 10, 31)) is Group.PENDING
    assert group_of(ended, CUT_OFF) is Group.DECIDED


def test_what_comes_next_is_said_of_each_with_its_day() -> None:
    groups = chapter(printed(rich()))
    assert list(groups) == ["decided", "pending", "overdue", "nothing_followed"]
    assert "Internal complaint possible: until 12 April 2027" in groups["decided"]
    assert "without a known outcome: Alba Corte, since 12 October 2026" in groups["pending"]
    assert "Time to appeal: until 7 November 2026 (Bero Dun)" in groups["pending"]
    assert "last day 18 October 2026, and nothing is recorded since" in groups["overdue"]
    assert (
        "Review was due on 20 October 2026. Nothing is known to have followed."
        in groups["nothing_followed"]
    )
    assert groups["nothing_followed"].count("</a>, p. <a") == 3


def test_a_reference_has_its_title_beside_it_cut_where_it_is_long() -> None:
    frozen = rich()
    title = {"fr": "Un titre", "en": "A title of many words " * 5}
    frozen["incidents"][0]["content"]["title"] = title
    part = chapter(printed(frozen))["overdue"]
    assert '<span class="short-title" lang="en">A title of many' in part
    assert "…</span>" in part


@pytest.mark.parametrize("language", ["en", "fr"])
def test_where_statuses_are_counted_a_platforms_decision_is_no_ruling(language: str) -> None:
    with translation.override(language):
        said = str(EVERY_TRACK)
    exhibits = printed(rich(), language).split('<section class="exhibit">')
    (place,) = [part for part in exhibits if said in part]
    assert ("Legal status" if language == "en" else "États des suites juridiques") in place


def test_that_everyone_is_presumed_innocent_stands_before_the_procedures() -> None:
    html = printed(snapshot(incidents=1))
    assert "as it stood on 1 November 2026, the day of the cut-off." in html
    text = html[html.index('id="follow-up"') :]
    assert text.index("presumed innocent until a final conviction") < text.index("<table")


def test_of_a_filed_procedure_something_followed() -> None:
    filed = procedure("a", "penal", "filed", [("complaint", "2026-10-02")], review_on="2026-10-03")
    (record,) = as_current(document(0) | {"procedures": [filed]})["procedures"]
    assert not nothing_followed(record, CUT_OFF)
    assert nothing_followed(announced(), CUT_OFF)


def test_notices_are_counted_per_platform_each_once() -> None:
    procedures = [p for i in rich()["incidents"] for p in i["content"]["procedures"]]
    found = per_platform([*procedures, decided()])
    assert [each.count for each in found] == [
        NoticeCount("tiktok", 3, 1, 2, 1, 2.0, 10.0),
        NoticeCount("facebook", 1, 0, 1, 0, None, 8.0),
    ]
    assert [each.name for each in found] == [
        {"fr": "TikTok", "en": "TikTok"},
        {"fr": "Facebook", "en": "Facebook"},
    ]


@pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning")
@pytest.mark.parametrize("language", ["fr", pytest.param("en", marks=pytest.mark.long)])
def test_with_all_that_it_is_an_accessible_archive_file(language: str) -> None:
    pdf = render(rich(), language)[0].pdf
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert [failure.message for failure in report.failures] == []


@pytest.mark.long
@pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_with_all_that_it_has_the_same_bytes_each_time(language: str) -> None:
    assert render(rich(), language)[0].pdf == render(rich(), language)[0].pdf


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([], "No receipt known; no decision known."),
        ([("receipt", "2026-10-02")], "Receipt acknowledged on the same day; no decision known."),
        ([("receipt", ""), ("decision", "")], "Receipt acknowledged, on a day not known exactly; "),
        ([("receipt", ""), ("decision", "")], "; decision on a day not known exactly."),
        ([("no_action", "2026-10-03")], "> Decision after 1 day."),
        ([("decision", "2026-10-02")], "> Decision on the same day."),
    ],
)
def test_it_is_said_how_long_a_platform_took(steps: list[tuple[str, str]], words: str) -> None:
    frozen = rich()
    all_steps: Any = [("sent", "2026-10-02", None), *((k, day, None) for k, day in steps)]
    platform = {"code": "tiktok", "name": {"fr": "TikTok", "en": "TikTok"}}
    frozen["incidents"][0]["content"]["procedures"] = [notice("n", platform, all_steps)]
    assert words in printed(frozen)


def test_days_have_their_half_in_the_manner_of_the_language() -> None:
    assert days(None) == "–"
    with translation.override("en"):
        assert (days(3.0), days(2.5)) == ("3", "2.5")
    with translation.override("fr"):
        assert (days(3.0), days(2.5)) == ("3", "2,5")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            [
                "C. pén. (fictif) art. 30 was not yet in force at the time of the facts "
                "(2 October 2026): it has applied since 20 October 2026.",
                "<strong>Alba Corte</strong>: in progress, since: 6 October 2026. Placed under "
                "formal investigation, which is no finding of guilt: the person is presumed "
                "innocent.",
                "<strong>Bero Dun</strong>: decided, since: 28 October 2026. Acquitted; the "
                "decision may still be appealed against.",
                "<strong>Everybody else</strong>: in progress, since: 6 October 2026.",
                "Outside the usual course:</strong> The judgment is known from the press",
                "Time to appeal: until 7 November 2026 (Bero Dun).",
                "notice under art. 16 DSA",
                ": content removed and account suspended",
                "Receipt acknowledged after 2 days; decision after 10 days.",
                "in the DSA Transparency Database:",
                "against the platform’s own rules "
                "<small>DECISION_GROUND_INCOMPATIBLE_CONTENT</small>",
                "negative effects on civic discourse or elections <small>",
                "notice under art. 16 DSA <small>SOURCE_ARTICLE_16</small>",
                "applies from 12 October 2026",
                "last day 18 October 2026, and nothing is recorded since",
                "a label was added, then removed",
                "this address leads to the manipulated content itself:",
            ],
        ),
        (
            "fr",
            [
                "C. pén. (fictif) art. 30 n’était pas encore en vigueur au moment des faits "
                "(2 octobre 2026) : ce texte s’applique depuis le 20 octobre 2026.",
                "Hors du cours habituel",
                "Accusé de réception au bout de 2 jours ; décision au bout de 10 jours.",
                "s’applique à partir du 12 octobre 2026",
                "effets négatifs sur le débat public ou les élections <small>",
                "non automatisée <small>AUTOMATED_DECISION_NOT_AUTOMATED</small>",
                "une étiquette a été ajoutée, puis retirée",
                "cette adresse mène au contenu manipulé lui-même",
            ],
        ),
    ],
)
def test_what_has_to_be_said_of_a_procedure_is_said_in_words(
    language: str, words: list[str]
) -> None:
    html = printed(rich(), language)
    for each in words:
        assert each in html.replace("\N{NO-BREAK SPACE}", " ").replace(
            "\N{NARROW NO-BREAK SPACE}", " "
        )


def test_a_provision_that_had_ceased_is_told_with_its_last_day() -> None:
    frozen = rich()
    basis = frozen["incidents"][0]["content"]["procedures"][1]["bases"][0]
    basis |= {"in_force_from": "2000-01-01", "in_force_to": "2026-08-31"}
    assert "was no longer in force" in printed(frozen)
    assert "its last day was 31 August 2026." in printed(frozen)


def test_only_authentic_content_is_not_called_manipulated() -> None:
    frozen = rich()
    for incident in frozen["incidents"]:
        incident["content"]["synthetic_level"] = "unclear"
    html = printed(frozen)
    assert "leads to the manipulated content" not in html
    assert "this address leads to the content itself:" in html


def test_the_glossary_has_the_codes_that_occur() -> None:
    html = printed(rich())
    glossary = html[html.index('id="glossary"') :]
    for title in ("Ways to give notice", "Decisions of platforms", "Terms set by the law"):
        assert f"<h2>{title}</h2>" in glossary
    assert "Notice under art. 16 DSA" in glossary
    assert "Content labelled" not in glossary


def test_what_is_late_is_said_to_be() -> None:
    assert late()["follow_ups"][0]["due_on"] == "2026-10-18"
    assert persons_apart()["status"] == "in_progress"
    assert "Overdue</h2>" in printed(rich())


def test_what_platforms_and_staff_write_is_printed_as_text() -> None:
    frozen = rich()
    evil = "<img src=x>&amp;"
    first, second = frozen["incidents"][0]["content"]["procedures"][:2]
    first["platform"] = {"code": "tiktok", "name": {"fr": evil, "en": evil}}
    reasons = {"uuid": None, "permalink": "javascript:alert(1)", "ground": evil, "category": evil}
    first["events"][2]["statement_of_reasons"] |= reasons
    second["events"][3]["outside_table_reason"] = {"fr": evil, "en": evil}
    second["bases"][0]["short"] = evil
    person = {"slug": None, "kind": "person", "name": {"fr": evil, "en": evil}, "short_name": ""}
    for each in (*second["statuses"], *second["deadlines"], *second["follow_ups"]):
        each["respondent"] = person
    html = report_html(frozen, "en")
    assert "<img src=x>" not in html
    assert "javascript:" not in html
    assert html.count("&lt;img src=x&gt;&amp;amp;") >= 8
