"""Format `youtube-srv3`."""

import pytest

from incidents.transcripts.records import Refused
from tests.transcripts.pages import read, transcript


def srv3(inside: str, head: str = "<pen id='1'/>") -> str:
    return f'<timedtext format="3"><head>{head}</head><body>{inside}</body></timedtext>'


def test_words_make_one_cue_at_the_time_of_their_paragraph() -> None:
    parsed = transcript(srv3('<p t="1500" d="2000" w="1"><s>un</s>\n <s t="281"> mot</s></p>'))
    assert parsed.format == "youtube-srv3"
    assert [(s.start_ms, s.end_ms, s.text) for s in parsed.segments] == [(1_500, 3_500, "un mot")]


def test_a_missing_duration_leaves_the_end_unknown() -> None:
    assert transcript(srv3('<p t="15">un\ndeux</p>')).segments[0].end_ms is None


def test_paragraphs_of_a_line_end_are_a_known_part() -> None:
    parsed = transcript(srv3('<p t="1" d="9">un</p><p t="5" d="4" a="1">\n</p>'))
    assert (len(parsed.segments), parsed.problems) == (1, ())


def test_overlaps_are_kept_with_a_warning() -> None:
    parsed = transcript(srv3('<p t="0" d="900">un</p><p t="500" d="900">deux</p>'))
    assert [(s.start_ms, s.end_ms) for s in parsed.segments] == [(0, 900), (500, 1_400)]
    assert len(parsed.warnings) == 1


@pytest.mark.parametrize("attributes", ['t="x"', 'd="1"', 't="99999999999"', 't="1" d="y"'])
def test_what_is_no_number_is_a_problem(attributes: str) -> None:
    with pytest.raises(Refused, match="is not a number of milliseconds"):
        read(srv3(f"<p {attributes}>un</p>"))


def test_text_outside_and_unknown_elements_are_problems() -> None:
    with pytest.raises(Refused) as refused:
        read(srv3('zéro<p t="1">un <q>mot</q></p>'))
    assert len(refused.value.problems) == 2


def test_a_body_alone_is_recognised() -> None:
    assert transcript('<body>\n<p t="1" d="2">un</p></body>').format == "youtube-srv3"
