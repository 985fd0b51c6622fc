"""Written as SubRip, and read back."""

import pytest
from hypothesis import given

from incidents.timecode import MAX_MS
from incidents.transcripts import formats
from incidents.transcripts.as_srt import as_srt
from incidents.transcripts.records import ParsedTranscript, Segment
from incidents.transcripts.spoken_lines import with_speakers
from tests.transcripts.pages import cues, read
from tests.transcripts.spoken import cues_of, spoken, transcripts


def times(*segments: Segment) -> list[str]:
    return [line for line in as_srt(spoken(*segments)).split("\n") if "-->" in line]


def test_a_whole_file() -> None:
    parsed = spoken(
        Segment(0, 1_500, "ANNE", "Bonsoir.\n\n  Merci. "),
        Segment(360_001_000, 360_002_000, None, "Au revoir."),
    )
    assert as_srt(parsed) == (
        "1\n00:00:00,000 --> 00:00:01,500\nANNE: Bonsoir.\nMerci.\n\n"
        "2\n100:00:01,000 --> 100:00:02,000\nAu revoir.\n"
    )


def test_an_unknown_end_is_the_start_of_the_first_passage_that_begins_later() -> None:
    assert times(
        Segment(5_000, None, None, "a"),
        Segment(5_000, None, None, "b"),
        Segment(1_000, None, None, "c"),
        Segment(9_000, None, None, "d"),
    ) == [
        "00:00:05,000 --> 00:00:09,000",
        "00:00:05,000 --> 00:00:09,000",
        "00:00:01,000 --> 00:00:05,000",
        "00:00:09,000 --> 00:00:11,000",
    ]


def test_no_end_is_later_than_a_time_can_be() -> None:
    assert times(Segment(MAX_MS, None, None, "a")) == ["596:31:23,647 --> 596:31:23,647"]


def test_an_end_before_its_start_becomes_the_start() -> None:
    assert times(Segment(5_000, 4_000, None, "a")) == ["00:00:05,000 --> 00:00:05,000"]


def test_a_speaker_is_named_where_another_one_begins() -> None:
    said = [("A", "a"), ("A", "b"), ("B", ""), ("A", "c"), (None, "d"), ("A", "e"), ("C", "C : f")]
    parsed = spoken(*(Segment(n, None, who, text) for n, (who, text) in enumerate(said)))
    assert [lines for _, lines in with_speakers(parsed.segments)] == [
        *(["A: a"], ["b"], [], ["c"], ["d"], ["A: e"], ["C : f"])
    ]


@pytest.mark.parametrize(
    "text",
    [
        "--> ailleurs",
        "00:00:01,000 --> 00:00:02,000",
        "10:30 -> 11:00",
        "10:30 → 11:00",
        "00:00:01 00:00:02",
        "0:01,5 --> <i>",
        "7",
        "<i>a</i> {\\an8} &lt;",
        "{\\a{b}}",
        "<font a<b>",
    ],
)
def test_no_text_is_taken_for_times_numbers_or_markup(text: str) -> None:
    written = as_srt(spoken(Segment(0, 1_000, None, text), Segment(1_000, 2_000, None, "b")))
    assert written.count("-->") == 2
    assert cues(written) == [(0, text), (1_000, "b")]


def test_signs_that_mislead_nobody_stand_as_they_are() -> None:
    text = "10:30 <3 & Cie > {x}"
    assert text in as_srt(spoken(Segment(0, 1_000, None, text)))


def test_an_empty_passage_keeps_its_place() -> None:
    written = as_srt(spoken(Segment(0, 1_000, "A", ""), Segment(1_000, 2_000, None, "b")))
    assert cues(written) == [(0, ""), (1_000, "b")]


@given(transcripts)
def test_read_back_it_has_the_same_times_and_lines(parsed: ParsedTranscript) -> None:
    back = read(as_srt(parsed), format_name="srt")
    assert back.problems == ()
    found = cues_of(back.transcript)
    assert [(s.start_ms, s.text) for s in found] == [
        (segment.start_ms, "\n".join(lines)) for segment, lines in with_speakers(parsed.segments)
    ]
    for segment, written in zip(parsed.segments, found, strict=True):
        if segment.end_ms is not None:
            assert written.end_ms == max(segment.start_ms, segment.end_ms)


@given(transcripts)
def test_the_words_are_those_of_the_passages(parsed: ParsedTranscript) -> None:
    unnamed = spoken(*(Segment(s.start_ms, s.end_ms, None, s.text) for s in parsed.segments))
    back = formats.parse(as_srt(unnamed).encode(), format_name="srt")
    assert [s.text.split() for s in cues_of(back.transcript)] == [
        s.text.split() for s in parsed.segments
    ]
