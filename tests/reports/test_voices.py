"""A quote that runs over several voices is nobody's alone."""

from typing import Any

from incidents.reports.render import report_html
from incidents.reports.voices import voices
from tests.reports.snapshots import cite, snapshot, sources

INTERVIEW = sources("k000", 0)[0]
"""Présentatrice in the segments 0 and 1, Invité from 2 to 4."""


def passage(first: int, last: int) -> dict[str, Any]:
    return cite("k000s1", first) | {"last": last}


def test_the_voices_of_a_passage_in_the_order_in_which_they_are_heard() -> None:
    assert voices(INTERVIEW, passage(1, 3)) == ["Présentatrice", "Invité"]


def test_a_passage_of_one_voice_needs_no_word() -> None:
    assert voices(INTERVIEW, passage(2, 4)) == []


def test_a_citation_of_the_whole_and_one_of_another_version_tell_nothing() -> None:
    assert voices(INTERVIEW, cite("k000s1")) == []
    assert voices(INTERVIEW, passage(1, 3) | {"transcript": "0" * 64}) == []
    assert voices(sources("k000", 0)[1], cite("k000s2")) == []


def test_the_report_says_it_below_the_quote() -> None:
    frozen = snapshot(incidents=1)
    claim = frozen["incidents"][0]["content"]["claims"][0]
    said = "The quote runs over several voices: Présentatrice, Invité"
    assert said not in report_html(frozen, "en")

    claim["citations"] = [passage(1, 2)]

    assert said in report_html(frozen, "en")
