"""Format `watson-json`."""

from typing import Any

from tests.transcripts.services import parsed, sample
from tests.transcripts.test_samples import needs_samples


def result(*words: Any, transcript: str = "") -> dict[str, Any]:
    confidences = [["", 0.5] for _ in words]
    best = {"transcript": transcript, "timestamps": words, "word_confidence": confidences}
    return {"final": True, "alternatives": [best, {"transcript": "autre"}]}


def test_utterances_speakers_and_confidence() -> None:
    block = {
        "results": [result(["un", 0.5, 1], ["deux", 1, 2]), result(["trois", 2, 3])],
        "speaker_labels": [
            {"from": 0.5, "to": 1, "speaker": 0},
            {"from": 1, "to": 2, "speaker": 0},
        ],
    }
    for value in (block, {"results": [block]}):
        found = parsed(value)
        assert [
            (s.start_ms, s.end_ms, s.speaker, s.text, s.confidence) for s in found.segments
        ] == [
            (500, 2_000, "0", "un deux", 0.5),
            (2_000, 3_000, None, "trois", 0.5),
        ]


def test_a_transcript_with_words_without_time_is_a_problem() -> None:
    found = parsed({"results": [result(["un", 0, 1], transcript="un deux")]}, lenient=True)
    assert "deux" in found.problems[0].message


def test_wrong_values_are_problems_and_the_others_are_kept() -> None:
    words = (["un", "0", 1], 7, ["deux"], ["trois", 1, None], [4, 1, 2])
    found = parsed({"results": [result(*words)]}, lenient=True)
    assert [(s.text, s.end_ms) for s in found.segments] == [("trois", None)]
    assert len(found.problems) == 4


@needs_samples
def test_every_word_of_the_sample_is_kept() -> None:
    value, words = sample("ibmTedTalkTranscript.sample.json")
    results = value["results"][0]["results"]
    assert words == [t[0] for r in results for t in r["alternatives"][0]["timestamps"]]
