"""Format `youtube-srv1`."""

import pytest

from incidents.transcripts.records import Refused
from tests.transcripts.pages import read, transcript


def srv1(inside: str) -> str:
    return f'<?xml version="1.0" encoding="utf-8" ?><transcript>{inside}</transcript>'


def test_starts_and_durations_are_seconds() -> None:
    parsed = transcript(srv1('<text start="1.5" dur="2">Un\ndeux</text><text start="4">3</text>'))
    assert parsed.format == "youtube-srv1"
    assert [(s.start_ms, s.end_ms, s.text) for s in parsed.segments] == [
        (1_500, 3_500, "Un\ndeux"),
        (4_000, None, "3"),
    ]


def test_the_text_is_escaped_twice() -> None:
    inside = (
        '<text start="1">l&amp;#39;&lt;b&gt;a&lt;/b&gt; &amp;amp; &amp;lt;b&amp;gt; AT&amp;T</text>'
    )
    assert transcript(srv1(inside)).segments[0].text == "l'a & <b> AT&T"


@pytest.mark.parametrize(
    "attributes", ['start="x"', 'dur="1"', 'start="1" dur="-1"', 'start="1e9"']
)
def test_what_is_no_number_is_a_problem(attributes: str) -> None:
    with pytest.raises(Refused, match="is not a number of seconds"):
        read(srv1(f"<text {attributes}>Un</text>"))


def test_text_outside_is_a_problem() -> None:
    with pytest.raises(Refused, match="text outside"):
        read(srv1('Zéro<text start="1">Un</text>'))
