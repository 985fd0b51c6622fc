"""Format `whisper-json`."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.transcripts import formats
from incidents.transcripts.records import NoCue, ParsedTranscript, Refused, TranscriptError
from tests.transcripts.pages import transcript
from tests.transcripts.test_json_reader import json_values


def parsed(value: Any, *, lenient: bool = False) -> ParsedTranscript:
    return transcript(json.dumps(value), lenient=lenient)


def segment(**values: Any) -> dict[str, Any]:
    return {"id": 0, "start": 0.0, "end": 7.6000000000000005, "text": " Bonsoir.", **values}


def test_segments_language_and_milliseconds_half_up() -> None:
    found = parsed({"segments": [segment(start=1.0005)], "language": "fr"})
    (one,) = found.segments
    assert (one.start_ms, one.end_ms, one.text) == (1_001, 7_600, "Bonsoir.")
    assert (found.language, found.format, found.warnings) == ("fr", "whisper-json", ())


@pytest.mark.parametrize(
    ("values", "confidence"),
    [
        ({"confidence": 0.254, "avg_logprob": -0.1}, 0.254),
        ({"words": [{"word": " Bonsoir.", "probability": 0.5}], "avg_logprob": -0.1}, 0.5),
        ({"words": [{"text": "Bonsoir.", "confidence": 0.7}]}, 0.7),
        ({"words": [{"word": "Bonsoir.", "score": 0.9}]}, 0.9),
        ({"avg_logprob": 0.0}, 1.0),
        ({}, None),
    ],
)
def test_confidence_comes_from_the_segment_its_words_or_its_logarithm(
    values: dict[str, Any], confidence: float | None
) -> None:
    assert parsed({"segments": [segment(**values)]}).segments[0].confidence == confidence


def test_chunks_and_transcription_and_bare_lists() -> None:
    chunks = {
        "text": "Un. Deux.",
        "chunks": [
            {"timestamp": [0.0, 5.4], "text": " Un."},
            {"timestamp": [5.4, None], "text": " Deux."},
        ],
    }
    assert [s.end_ms for s in parsed(chunks).segments] == [5_400, None]
    cpp = {
        "result": {"language": "fr"},
        "transcription": [
            {"offsets": {"from": 10, "to": 20}, "text": " Un."},
        ],
    }
    assert (parsed(cpp).segments[0].end_ms, parsed(cpp).language) == (20, "fr")
    assert parsed([segment()]).segments[0].end_ms == 7_600


def test_voices_within_a_segment_part_between_words() -> None:
    words = [
        {"word": "Qui?", "start": 0.1, "end": 0.5, "speaker": "A"},
        {"word": "Moi.", "start": 0.9, "end": 1.2, "speaker": "B"},
        {"word": "12", "speaker": None},
    ]
    found = parsed({"segments": [segment(text="Qui? Moi. 12", words=words)]})
    assert [(s.start_ms, s.end_ms, s.speaker, s.text) for s in found.segments] == [
        (0, 500, "A", "Qui?"),
        (900, 7_600, "B", "Moi. 12"),
    ]
    assert found.cues == 1


def test_text_that_no_segment_has_is_a_problem() -> None:
    with pytest.raises(Refused, match="words that no passage has"):
        parsed({"text": "Bonsoir. Merci.", "segments": [segment()]})
    with pytest.raises(Refused, match="words that no passage has"):
        parsed({"text": "Bonsoir.", "segments": []})
    with pytest.raises(NoCue):
        parsed({"text": "", "segments": []})


@pytest.mark.parametrize("wrong", ["0", None, -1, True, [1], {}, 1e300])
def test_a_wrong_start_is_a_problem_and_the_others_are_kept(wrong: Any) -> None:
    found = parsed({"segments": [segment(start=wrong), segment(start=1)]}, lenient=True)
    assert [s.start_ms for s in found.segments] == [1_000]
    (problem,) = found.problems
    assert "start" in problem.message and problem.line == 1


def test_a_wrong_end_is_unknown_and_half_a_surrogate_replaced() -> None:
    found = parsed({"segments": [segment(end="x", text="a\ud800")]}, lenient=True)
    assert (found.segments[0].end_ms, found.segments[0].text) == (None, "a\ufffd")
    assert len(found.problems) == 2


@given(
    st.dictionaries(
        st.sampled_from(["start", "end", "text", "words", "speaker", "avg_logprob"]), json_values
    )
)
def test_any_values_in_the_known_places_give_the_documented_errors(values: dict[str, Any]) -> None:
    try:
        formats.parse(
            json.dumps({"segments": [segment(**values)]}).encode(),
            format_name="whisper-json",
            lenient=True,
        )
    except TranscriptError as error:
        assert str(error)
