"""Format `srt`."""

import pytest

from incidents.transcripts import srt
from incidents.transcripts.records import Reading, Refused
from incidents.transcripts.source_text import SourceText
from incidents.transcripts.subrip_markup import escaped, plain
from tests.transcripts.pages import read

TWO = "1\n00:00:01,000 --> 00:00:02,500\nUn.\nDeux.\n\n2\n00:00:03,000 --> 00:00:04,000\nTrois.\n"


def reading(text: str) -> Reading:
    return srt.parse(SourceText(text, "utf-8"))


def test_cues_with_numbers_are_read_without_a_word() -> None:
    page = read(TWO)
    assert (page.format, page.problems, page.warnings) == ("srt", (), ())
    assert [tuple(cue[:4]) for cue in reading(TWO).cues] == [
        (2, 1_000, 2_500, "Un.\nDeux."),
        (7, 3_000, 4_000, "Trois."),
    ]


@pytest.mark.parametrize(
    ("line", "times"),
    [
        ("00:00:01.000 -> 00:00:02.000", (1_000, 2_000)),
        ("00:00:01,000 –> 00:00:02,000", (1_000, 2_000)),
        ("07:03,920-->07:04,5", (423_920, 424_500)),
        ("100:00:01,000 --> 100:00:02,000", (360_001_000, 360_002_000)),
        ("00:00:01,000 --> 00:00:02,000 X1:1 X2:2 Y1:3 Y2:4", (1_000, 2_000)),
    ],
)
def test_timing_lines(line: str, times: tuple[int, int]) -> None:
    found = reading(f"1\n{line}\nUn.")
    assert [(cue.start_ms, cue.end_ms, cue.text) for cue in found.cues] == [(*times, "Un.")]
    assert found.problems == []


def test_a_start_that_is_no_time_loses_its_cue_and_says_each_line() -> None:
    with pytest.raises(Refused) as refused:
        read(TWO.replace("00:00:03,000", "00:00:71,000"))
    assert [(p.line, p.column, p.message) for p in refused.value.problems] == [
        (7, 1, "time 00:00:71,000 has 71 seconds"),
        (8, 1, "this line belongs to a cue whose time was refused"),
    ]


def test_text_behind_a_blank_line_belongs_to_the_cue() -> None:
    found = reading(TWO.replace("Un.\n", "Un.\n\n"))
    assert found.cues[0].text == "Un.\nDeux."
    assert [str(w) for w in found.warnings] == ["line 4: a blank line inside the text of a cue"]


def test_markup_goes_and_other_brackets_stay() -> None:
    assert plain('{\\an8}<i>a</i> <3 < b <font color="x">c</font> &amp; &x <sub>') == (
        "a <3 < b c & &x <sub>"
    )


@pytest.mark.parametrize("text", ["<i>", "&lt;", "{\\b1}", "<3 & {x}", "&amp;amp;"])
def test_escaped_text_comes_back(text: str) -> None:
    assert plain(escaped(text)) == text
