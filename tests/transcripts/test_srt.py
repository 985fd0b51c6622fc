"""Format `srt`."""

import pytest
from hypothesis import given

from incidents.transcripts import srt
from incidents.transcripts.records import Reading, Refused
from incidents.transcripts.source_text import SourceText
from incidents.transcripts.subrip_markup import escaped, plain
from tests.transcripts.nothing_lost import assert_read_whole_or_refused, texts
from tests.transcripts.pages import read, transcript

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


def test_numbers_may_be_missing() -> None:
    found = read(TWO.replace("1\n00", "00").replace("2\n00", "00"))
    assert (found.problems, found.warnings) == ((), ())
    assert [cue.text for cue in reading(TWO).cues] == ["Un.\nDeux.", "Trois."]


def test_numbers_out_of_order_are_one_warning() -> None:
    found = reading(TWO.replace("\n2\n", "\n7\n") + "\n3\n00:00:05,000 --> 00:00:06,000\nQuatre.")
    assert [cue.text for cue in found.cues] == ["Un.\nDeux.", "Trois.", "Quatre."]
    assert [str(w) for w in found.warnings] == [
        "line 6: number 7 is out of order; numbers out of order in the file: 2"
    ]


@pytest.mark.parametrize(
    ("above", "first", "warning"),
    [
        (
            "\n2\n",
            "Un.\nDeux.",
            "line 5: the number of a cue, the blank line before it missing or misplaced",
        ),
        ("\n5\n", "Un.\nDeux.\n5", "line 5: a number right before a time, kept as text"),
        (
            "\n\n2\n\n",
            "Un.\nDeux.",
            "line 6: the number of a cue, the blank line before it missing",
        ),
    ],
)
def test_a_number_without_its_blank_line(above: str, first: str, warning: str) -> None:
    found = reading(TWO.replace("\n\n2\n", above))
    assert [cue.text for cue in found.cues] == [first, "Trois."]
    assert found.problems == []
    assert [str(w)[: len(warning)] for w in found.warnings] == [warning]


def test_digits_apart_from_the_time_that_are_not_the_next_number_are_text() -> None:
    found = reading(TWO.replace("\n\n2\n", "\n\n1984\n\n"))
    assert found.cues[0].text == "Un.\nDeux.\n1984"


@pytest.mark.parametrize(
    ("end", "problem"),
    [
        ("", "line 2: no end after the arrow"),
        ("bientôt", "line 2: time bientôt is not written as HH:MM:SS,mmm"),
        ("00:00:71,000", "line 2: time 00:00:71,000 has 71 seconds"),
    ],
)
def test_an_end_that_is_missing_or_no_time_is_a_problem_and_unknown(end: str, problem: str) -> None:
    found = reading(TWO.replace("00:00:02,500", end))
    assert (found.cues[0].end_ms, found.cues[0].text) == (None, "Un.\nDeux.")
    assert [str(p) for p in found.problems] == [problem]


@pytest.mark.parametrize(
    ("behind", "text", "warning"),
    [
        (" X1:1 X2:2 Y1:3 Y2:4 align:left", "Un.", "line 1: unknown settings, left out"),
        (" line:90%", "Un.", "line 1: unknown settings, left out"),
        (" Bon, oui.", "Bon, oui.\nUn.", "line 1: text on the timing line, kept"),
    ],
)
def test_what_stands_behind_the_end(behind: str, text: str, warning: str) -> None:
    found = reading(f"00:00:01,000 --> 00:00:02,000{behind}\nUn.")
    assert [cue.text for cue in found.cues] == [text]
    assert found.problems == []
    assert [str(w) for w in found.warnings] == [warning]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            "00:00:03,000    00:00:04,000",
            "line 7: a start and an end without an arrow between them",
        ),
        ("le 00:00:03,000 --> 00:00:04,000", "line 7: a timing line whose times cannot be read"),
        ("--> 00:00:04,000", "line 7: a timing line whose times cannot be read"),
    ],
)
def test_a_broken_timing_line_does_not_become_text(line: str, problem: str) -> None:
    found = reading(TWO.replace("00:00:03,000 --> 00:00:04,000", line))
    assert "Trois." not in "".join(cue.text for cue in found.cues)
    assert [str(p) for p in found.problems] == [
        problem,
        "line 8: this line belongs to a cue whose time was refused",
    ]


@given(
    texts(
        [
            "00:00:01,000 --> 00:00:02,000",
            "\n1\n",
            "\n\n2\n",
            "00:00:71,000",
            "->",
            "<i>",
            "{\\an8}",
        ]
    )
)
def test_any_text_is_read_whole_or_refused(text: str) -> None:
    assert_read_whole_or_refused(text, "srt")


def test_the_number_of_a_cue_with_broken_times_is_not_said_by_the_one_before() -> None:
    found = transcript(
        "1\n00:00:01,000 --> 00:00:04,500\nUn.\n\n2\n00:00:9x,100 --> 00:00:12,000\nDeux.\n",
        lenient=True,
    )
    assert [segment.text for segment in found.segments] == ["Un."]
    assert [(p.line, p.excerpt) for p in found.problems] == [
        (6, "00:00:9x,100 --> 00:00:12,000"),
        (7, "Deux."),
    ]
    assert found.warnings == ()


def test_a_page_that_shows_a_subtitle_timing_is_still_a_page() -> None:
    page = read(
        "00:00:01,000 --> 00:00:03,000\nCategory\nNews\nTranscription\n00:01 Bonjour.\n00:05 Merci."
    )
    assert page.format != "srt"


def test_a_subtitle_that_says_category_is_still_one() -> None:
    found = transcript(
        "1\n00:00:01,000 --> 00:00:03,000\nCategory\n\n2\n00:00:04,000 --> 00:00:05,000\nNews\n"
    )
    assert (found.format, found.cues) == ("srt", 2)
