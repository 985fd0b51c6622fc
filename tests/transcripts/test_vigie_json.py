"""Our own JSON, out and in again."""

import json

from hypothesis import given
from hypothesis import strategies as st

from incidents.transcripts import voices
from incidents.transcripts.as_json import exported
from incidents.transcripts.json_values import tidy
from incidents.transcripts.records import ParsedTranscript, Segment
from tests.transcripts.pages import transcript

times = st.integers(0, 2**31 - 1)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).map(tidy)


@st.composite
def segments(draw: st.DrawFn) -> Segment:
    speaker, text = draw(st.none() | texts.filter(bool)), draw(texts)
    proposed = None if speaker else voices.propose(text)
    end_ms = draw(st.none() | times)
    confidence = draw(st.none() | st.floats(0, 1))
    return Segment(draw(times), end_ms, speaker, text, confidence, proposed)


lists = st.lists(segments(), min_size=1, max_size=5).map(tuple)


@given(lists, st.just(()) | lists, st.none() | st.sampled_from(["fr", "pt-BR"]))
def test_a_round_trip_loses_nothing(
    found: tuple[Segment, ...], raw: tuple[Segment, ...], language: str | None
) -> None:
    before = ParsedTranscript("srt", language, "utf-8", found, raw=raw)
    after = transcript(exported(before))
    assert (after.segments, after.raw, after.language) == (found, raw, language)
    assert (after.format, after.problems) == ("vigie-json", ())


def test_tampered_values_are_problems_and_the_rest_is_kept() -> None:
    wrong = [
        {"start_ms": -1, "text": "Un."},
        {"start_ms": 1, "text": "Deux.", "confidence": 7},
        {"start_ms": 2, "end_ms": True, "text": "Trois."},
        {"start_ms": 3, "text": "Quatre.", "speaker": ["x"]},
        {"start_ms": 4, "text": None},
        5,
    ]
    parsed = transcript(json.dumps({"vigie": 1, "segments": wrong}), lenient=True)
    assert [s.text for s in parsed.segments] == ["Deux.", "Trois.", "Quatre.", ""]
    assert len(parsed.problems) == 6
    assert {s.confidence for s in parsed.segments} == {None}


def test_an_unknown_version_is_a_problem() -> None:
    text = '{"vigie": 2, "segments": [{"start_ms": 0, "text": "Un."}]}'
    (problem,) = transcript(text, lenient=True).problems
    assert problem.message == "version 2 of our export is not known"


def test_problems_of_the_reading_before_are_told() -> None:
    before = transcript("00:00 Un.\n02:71 x", lenient=True)
    (warning,) = transcript(exported(before)).warnings
    assert "had problems: 1" in warning.message
