"""WebVTT, out and in again."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.transcripts import voices
from incidents.transcripts.as_vtt import as_vtt
from incidents.transcripts.records import ParsedTranscript, Segment
from incidents.transcripts.vtt_cue_text import shown_label, shown_text
from tests.transcripts.pages import read, transcript

HEAD = 'WEBVTT\n\nNOTE vigie {"version": 1}\n\n'

times = st.integers(0, 2**31 - 1) | st.integers(0, 9_999)
line_ends_and_blanks = "\n,\r,\r\n,\n\n, ,\t,\v,\u2028,\x85,\x1c,\u00a0,\u202e,\ufeff"
like_markup = (
    "-->,<v x>,</v>,&amp;,&lt,>>,NOTE,STYLE,WEBVTT,<00:01.000>,00:01.000 --> 00:02.000"
    ',- ,ANNA : ,{},",\\,\U0001f3a4,é'
)
odd = st.sampled_from([*line_ends_and_blanks.split(","), *like_markup.split(",")])
texts = st.lists(
    odd | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=4),
    max_size=5,
).map("".join)


@st.composite
def segments(draw: st.DrawFn) -> Segment:
    speaker, text = draw(st.none() | texts), draw(texts)
    proposed = None if speaker else voices.propose(text)
    confidence = draw(st.none() | st.floats(0, 1))
    return Segment(draw(times), draw(st.none() | times), speaker, text, confidence, proposed)


lists = st.lists(segments(), min_size=1, max_size=5).map(tuple)
languages = st.none() | st.sampled_from(["fr", "pt-BR", "", "zh_Hant", " fr", "-->"]) | texts


@given(lists, st.just(()) | lists, languages)
def test_a_round_trip_loses_nothing(
    found: tuple[Segment, ...], raw: tuple[Segment, ...], language: str | None
) -> None:
    before = ParsedTranscript("srt", language, "utf-8", found, raw=raw)
    after = transcript(as_vtt(before))
    assert (after.segments, after.raw, after.language) == (found, raw, language)
    assert (after.format, after.problems) == ("vtt", ())


@given(lists)
def test_who_does_not_know_our_notes_reads_the_same_words(found: tuple[Segment, ...]) -> None:
    written = as_vtt(ParsedTranscript("srt", None, "utf-8", found))
    bare = read(re.sub("(?m)^NOTE vigie .*$", "NOTE", written), format_name="vtt").transcript
    assert bare is not None
    cues = bare.raw or bare.segments
    assert [(cue.start_ms, cue.text) for cue in cues] == [
        (segment.start_ms, shown_text(segment.text)) for segment in found
    ]
    assert [cue.speaker or "" for cue in cues] == [
        shown_label(segment.speaker or "") for segment in found
    ]
    assert all(
        cue.end_ms == segment.end_ms
        for cue, segment in zip(cues, found, strict=True)
        if segment.end_ms is not None
    )


def test_what_is_written() -> None:
    found = (
        Segment(1_000, None, "Anna <A>", "Un & deux\ntrois"),
        Segment(1_000, 360_000_000, None, ""),
        Segment(5_250, None, None, "-->", 0.5),
    )
    assert as_vtt(ParsedTranscript("srt", "fr", "utf-8", found)) == (
        'WEBVTT\nLanguage: fr\n\nNOTE vigie {"version": 1}\n\n'
        'NOTE vigie {"at": 1000, "end_ms": null}\n\n'
        "00:00:01.000 --> 00:00:05.250\n<v Anna &lt;A&gt;>Un &amp; deux\ntrois\n\n"
        "00:00:01.000 --> 100:00:00.000\n\n"
        'NOTE vigie {"at": 5250, "end_ms": null, "confidence": 0.5}\n\n'
        "00:00:05.250 --> 00:00:07.250\n--&gt;\n"
    )


def test_an_unknown_end_is_the_next_later_start_within_what_a_time_can_be() -> None:
    starts = [9_000, 4_000, 4_000, 6_000, 2**31 - 1]
    found = tuple(Segment(start, None, None, "x") for start in starts)
    written = as_vtt(ParsedTranscript("srt", None, "utf-8", found))
    assert re.findall("--> (.*)", written) == [
        "596:31:23.647",
        "00:00:06.000",
        "00:00:06.000",
        "596:31:23.647",
        "596:31:23.647",
    ]


def test_several_voices_of_one_cue_stay_one_cue() -> None:
    before = transcript(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>Un</v>\n<v B>Deux</v>\n\n"
        "00:01.000 --> 00:02.000\n<v C>Trois"
    )
    after = transcript(as_vtt(before))
    assert (before.cues, after.cues, after.segments) == (2, 2, before.segments)


def test_rolling_captions_are_not_folded_again() -> None:
    rolling = "WEBVTT\n\n" + "".join(
        f"00:0{n}.000 --> 00:0{n + 1}.000\nligne {n}\nligne {n + 1}\n\n" for n in range(5)
    )
    before = transcript(rolling)
    after = transcript(as_vtt(before))
    assert len(before.raw) == 5
    assert (after.segments, after.raw, after.cues) == (before.segments, before.raw, 5)
    assert after.warnings == before.warnings == ()


@pytest.mark.parametrize(
    "note",
    [
        '{"at": 1000, "confidence": 2}',
        '{"at": 1000, "confidence": true}',
        '{"at": 1000, "confidence": NaN}',
        '{"at": 1000, "end_ms": 3000}',
        '{"at": 1000, "text": 5}',
        '{"at": 1000, "continues": false}',
        '{"at": 1000, "unknown": 1}',
        '{"confidence": 0.5}',
        '{"at": 1000, "end_ms": null, "at": 1000}',
        '{"version": 1}',
        "[" * 100_000,
        "de nuit",
        "",
    ],
)
def test_a_note_that_is_not_whole_is_a_comment_with_a_warning(note: str) -> None:
    parsed = transcript(f"{HEAD}NOTE vigie {note}\n\n00:01.000 --> 00:02.000\nUn")
    assert parsed.segments == (Segment(1_000, 2_000, None, "Un"),)
    (warning,) = parsed.warnings
    assert (warning.line, warning.message) == (
        5,
        "a note of ours that cannot be read: taken as a comment",
    )


@pytest.mark.parametrize(
    "told",
    [
        {"at": 1_000, "text": "Deux"},
        {"at": 1_000, "text": "U n"},
        {"at": 1_000, "text": "\u202eUn"},
        {"at": 1_000, "text": "Un", "speaker": "Anna"},
        {"at": 2_000, "end_ms": None},
    ],
)
def test_a_note_cannot_make_a_cue_say_something_else(told: dict[str, object]) -> None:
    parsed = transcript(f"{HEAD}NOTE vigie {json.dumps(told)}\n\n00:01.000 --> 00:02.000\nUn")
    assert parsed.segments == (Segment(1_000, 2_000, None, "Un"),)
    (warning,) = parsed.warnings
    assert warning.line == 5
    assert "the cue is not the one" in warning.message


@pytest.mark.parametrize(
    "between",
    ["NOTE x", 'NOTE vigie {"at": 0, "end_ms": null}', "perdu", "00:01 --> x\nperdu", ""],
)
def test_a_note_is_of_the_next_block_only(between: str) -> None:
    note = 'NOTE vigie {"at": 1000, "confidence": 0.5}'
    cue = "00:01.000 --> 00:02.000\nUn"
    last = f"{cue}\n\n{note}" if not between else f"{note}\n\n{between}\n\n{cue}"
    parsed = transcript(HEAD + last, lenient=True)
    assert [segment.confidence for segment in parsed.segments] == [None]
    assert "no cue after this note: note left out" in [w.message for w in parsed.warnings]


@pytest.mark.parametrize(
    "head",
    [
        '{"version": 2}',
        '{"version": true}',
        '{"version": 1, "raw": [{}]}',
        '{"version": 1, "raw": 5}',
        '{"version": 1, "language": "\\ud800"}',
    ],
)
def test_without_a_sound_head_no_note_counts(head: str) -> None:
    parsed = transcript(
        f"WEBVTT\n\nNOTE vigie {head}\n\n"
        'NOTE vigie {"at": 1000, "confidence": 0.5}\n\n00:01.000 --> 00:02.000\nUn'
    )
    assert parsed.segments == (Segment(1_000, 2_000, None, "Un"),)
    assert [warning.line for warning in parsed.warnings] == [3, 5]


def test_a_note_names_no_other_language_than_the_header() -> None:
    note = 'NOTE vigie {"version": 1, "language": "en"}'
    parsed = transcript(f"WEBVTT\nLanguage: fr\n\n{note}\n\n00:01.000 --> 00:02.000\nUn")
    assert parsed.language == "fr"
    assert [warning.line for warning in parsed.warnings] == [4]


def test_raw_cues_that_are_of_other_cues_are_kept_with_a_warning() -> None:
    found, raw = (Segment(1_000, 2_000, None, "Un"),), (Segment(1_000, 2_000, None, "Deux"),)
    parsed = transcript(as_vtt(ParsedTranscript("srt", None, "utf-8", found, raw=raw)))
    assert (parsed.segments, parsed.raw) == (found, raw)
    assert [w.message for w in parsed.warnings] == [
        "the raw cues of this note are not those of the cues below"
    ]


def test_long_texts_and_labels_come_back() -> None:
    found = (Segment(0, 1, "Anna & " * 1_000 + "B", "x" * 100_000),)
    assert transcript(as_vtt(ParsedTranscript("srt", None, "utf-8", found))).segments == found


def test_a_nul_is_written_as_the_character_for_what_is_lost() -> None:
    found = (Segment(0, 1, "\0", "a\0b"),)
    parsed = transcript(as_vtt(ParsedTranscript("srt", None, "utf-8", found)))
    assert parsed.segments == (Segment(0, 1, "\ufffd", "a\ufffdb"),)
