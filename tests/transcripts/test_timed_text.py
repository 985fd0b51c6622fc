"""Format `timed-text`, and what all timed lines have in common."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from incidents.transcripts import formats, timed_text
from incidents.transcripts.records import Refused, TranscriptError
from incidents.transcripts.source_text import SourceText
from tests.transcripts.pages import cues, read, transcript


def visible(text: str) -> str:
    return "".join(text.split())


def test_times_texts_and_nothing_else() -> None:
    parsed = transcript("00:00 Un.\n0:04 Deux.\n1:02:03 Trois.\n")
    assert [(s.start_ms, s.end_ms, s.speaker, s.text, s.confidence) for s in parsed.segments] == [
        (0, None, None, "Un.", None),
        (4_000, None, None, "Deux.", None),
        (3_723_000, None, None, "Trois.", None),
    ]
    assert (parsed.format, parsed.language, parsed.encoding) == ("timed-text", None, "utf-8")
    assert (parsed.problems, parsed.warnings) == ((), ())


def test_a_heading_may_stand_first_even_glued() -> None:
    assert cues("Transcription\n00:00 Un.") == [(0, "Un.")]
    assert cues("\nTranscript:00:00Un.") == [(0, "Un.")]


def test_a_line_without_stamp_continues_the_one_before() -> None:
    assert cues("00:00 Rendez-vous\nà 20:15\n\ndemain.\n00:09 Oui.") == [
        (0, "Rendez-vous à 20:15 demain."),
        (9_000, "Oui."),
    ]


def test_a_stamp_on_its_own_line_takes_the_text_below() -> None:
    parsed = transcript("0:00\nUn.\n0:05\nDeux.")
    assert [s.text for s in parsed.segments] == ["Un.", "Deux."]
    assert parsed.warnings == ()


def test_times_that_go_back_are_kept_with_a_warning() -> None:
    parsed = transcript("00:20 Après.\nsuite\n00:10 Avant.\n00:10 Encore.")
    assert [s.start_ms for s in parsed.segments] == [20_000, 10_000, 10_000]
    assert [str(w) for w in parsed.warnings] == [
        "line 3: time 00:10 is earlier than 00:20 of line 1"
    ]


def test_a_stamp_without_text_is_an_empty_segment_with_a_warning() -> None:
    parsed = transcript("00:00 Un.\n00:05 ")
    assert [(s.start_ms, s.text) for s in parsed.segments] == [(0, "Un."), (5_000, "")]
    assert [str(w) for w in parsed.warnings] == ["line 2: time 00:05 has no text"]


def test_what_is_nearly_a_time_is_text_with_a_warning() -> None:
    parsed = transcript("00:00 Un.\n1:2:03 Deux.")
    assert [s.text for s in parsed.segments] == ["Un. 1:2:03 Deux."]
    assert [str(w) for w in parsed.warnings] == ["line 2: begins nearly like a time; kept as text"]


BROKEN = "Titre\n00:00 Un.\n02:71 Deux.\nsuite\n00:09 Trois."


def test_strict_reading_refuses_with_every_problem() -> None:
    with pytest.raises(Refused) as refused:
        read(BROKEN)
    assert [(p.line, p.column, p.message, p.excerpt) for p in refused.value.problems] == [
        (1, 1, "text before the first time", "Titre"),
        (3, 1, "time 02:71 has 71 seconds", "02:71 Deux."),
        (4, 1, "this line continues one whose time was refused", "suite"),
    ]


def test_lenient_reading_keeps_what_is_sound_and_the_problems() -> None:
    parsed = transcript(BROKEN, lenient=True)
    assert [(s.start_ms, s.text) for s in parsed.segments] == [(0, "Un."), (9_000, "Trois.")]
    assert len(parsed.problems) == 3


def test_script_tags_and_marks_are_only_text() -> None:
    line = "<script>alert(1)</script> \u202ejavascript:x"
    assert cues(f"00:00 {line}") == [(0, line)]


lines = st.one_of(
    st.text(max_size=30),
    st.builds("{:02}:{:02}{}".format, st.integers(0, 99), st.integers(0, 70), st.text(max_size=20)),
    st.sampled_from(
        ["", "Transcription", "Category", "🗞", "• hier", "Recommandations", "NewsTranscript"]
    ),
)


def test_the_end_of_a_range_without_its_beginning_is_a_problem() -> None:
    with pytest.raises(Refused) as refused:
        read("00:09:01,866\n\n--> 00:09:06,100\nPuis il parle.")
    (problem,) = refused.value.problems
    assert (problem.line, problem.message) == (3, "the end of a time range without its beginning")


@pytest.mark.parametrize(
    "text", ["00:15 - 00:20 Oui.", "00:15 – 00:20\nOui.", "00:15 -- 0:20 Oui."]
)
def test_what_may_be_an_end_is_kept_with_a_warning(text: str) -> None:
    found = transcript(text)
    assert (found.segments[0].start_ms, found.segments[0].end_ms) == (15_000, None)
    assert ":20" in found.segments[0].text
    assert [warning.message for warning in found.warnings] == [
        "what follows the time may be its end; kept as text"
    ]


@given(st.lists(lines, max_size=12).map("\n".join), st.sampled_from([None, *formats.names()]))
@example("\u200f00:0\n00:01 a", None)
def test_any_text_is_read_or_refused_as_documented(text: str, format_name: str | None) -> None:
    try:
        read(text, format_name=format_name)
    except TranscriptError as error:
        assert str(error)


@given(st.lists(lines, min_size=1, max_size=12))
def test_no_visible_character_of_an_accepted_file_is_lost(texts: list[str]) -> None:
    whole = "\n".join(["00:00 a", *(text.replace("\r", " ") for text in texts)])
    source = SourceText(whole, "utf-8")
    reading = timed_text.parse(source)
    if reading.problems:
        return
    kept = visible("".join(cue.text for cue in reading.cues))
    stamps = len(reading.cues)
    whole = visible("".join(source.lines))
    assert len(whole) - len(kept) in range(stamps * 4, stamps * 13)
    rest = iter(whole)
    assert all(char in rest for char in kept)


@pytest.mark.long
def test_a_million_lines_take_time_in_proportion() -> None:
    took = {}
    for count in (100_000, 1_000_000):
        lines = (f"{n // 60 % 999:02}:{n % 60:02} ligne {n}" for n in range(count))
        text = SourceText("\n".join(lines), "utf-8")
        begun = time.process_time()
        reading = timed_text.parse(text)
        took[count] = time.process_time() - begun
        assert len(reading.cues) == count
    assert took[1_000_000] < 25 * took[100_000]


@pytest.mark.parametrize(
    "line",
    ["Transcription", "xCategory", " " * 200, "Category:", "• hier", "9" * 200, "00:00 a -->"],
)
def test_repeated_lines_are_read_in_bounded_time(line: str) -> None:
    begun = time.process_time()
    try:
        read("\n".join(["00:0", *[line] * 20_000]), lenient=True)
    except TranscriptError as error:
        assert str(error)
    assert time.process_time() - begun < 5
