"""The sources of an incident: their seconds, and the words that stand nowhere else."""

from html import unescape
from typing import Any

from incidents.reports.dossier import dossiers
from incidents.reports.render import report_html
from incidents.reports.source_list import Source
from tests.reports.snapshots import SEGMENTS, cite, snapshot


def interview(frozen: dict[str, Any]) -> Source:
    """The recording of the only incident."""
    return dossiers(frozen, "fr")[0].sources["k000s1"]


def seconds(source: Source) -> tuple[list[int], list[int]]:
    """Starts of the passages given by their second alone, and of those given with their words."""
    return [p.start_ms for p in source.seconds], [p.start_ms for p in source.spoken]


def test_what_is_quoted_above_is_given_by_its_second_alone() -> None:
    assert seconds(interview(snapshot(incidents=1))) == ([0, 6000, 13000, 31000], [])


def test_every_quote_of_the_exchange_stands_once_in_the_page() -> None:
    html = unescape(report_html(snapshot(incidents=1), "fr"))
    first, last = SEGMENTS[2][2], SEGMENTS[4][2]
    assert html.count(last) == 1
    assert html.count(first) == 3, "once beside each of two accusations, once in the procedure"


def test_words_that_are_quoted_in_part_stand_whole_in_the_list() -> None:
    frozen = snapshot(incidents=1)
    call = frozen["incidents"][0]["content"]["claims"][-1]
    call["citations"] = [cite("k000s1", 4, quote="Il faudra une règle")]

    assert seconds(interview(frozen)) == ([0, 6000, 13000], [31000])
    assert SEGMENTS[4][2] in report_html(frozen, "fr")


def test_what_only_the_facts_and_places_cite_keeps_its_words() -> None:
    frozen = snapshot(incidents=1)
    frozen["incidents"][0]["content"]["incident_citations"] = [
        {"supports": "what"} | cite("k000s1", 3)
    ]

    assert seconds(interview(frozen)) == ([0, 6000, 13000, 31000], [20000])


def test_a_redacted_line_is_a_second_and_a_remark() -> None:
    frozen = snapshot(incidents=1)
    for lines in frozen["transcript_extracts"].values():
        lines[3] |= {"redacted": True, "text": "", "speaker": ""}
    frozen["incidents"][0]["content"]["incident_citations"] = [
        {"supports": "what"} | cite("k000s1", 3, quote=" ") | {"redacted": True}
    ]

    assert seconds(interview(frozen)) == ([0, 6000, 13000, 20000, 31000], [])
    assert "[passage redacted]" in report_html(frozen, "en")
