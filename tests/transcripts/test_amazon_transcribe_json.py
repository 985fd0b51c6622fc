"""Format `amazon-transcribe-json`."""

from typing import Any

from tests.transcripts.services import parsed, sample
from tests.transcripts.test_samples import needs_samples


def item(start: Any, text: str, **values: Any) -> dict[str, Any]:
    best = {"content": text, "confidence": "0.5"}
    kind = "punctuation" if start is None else "pronunciation"
    found = {"alternatives": [best], "type": kind, **values}
    return found if start is None else {"start_time": start, "end_time": "9.5", **found}


def test_items_by_themselves_with_speaker_and_punctuation() -> None:
    found = parsed([item("8.65", "Un", speaker_label="spk_0"), item(None, "."), item("9", "Deux")])
    assert [(s.start_ms, s.end_ms, s.speaker, s.text, s.confidence) for s in found.segments] == [
        (8_650, 9_500, "spk_0", "Un.", 0.5),
        (9_000, 9_500, None, "Deux", 0.5),
    ]
    assert found.format == "amazon-transcribe-json"


def test_the_whole_result_has_its_speakers_apart() -> None:
    label = {"start_time": "1.0", "end_time": "2.0", "speaker_label": "spk_1"}
    results = {
        "transcripts": [{"transcript": "Un."}],
        "items": [item("1.0", "Un"), item(None, ".")],
        "speaker_labels": {"segments": [{"items": [label]}]},
        "language_code": "fr-FR",
    }
    found = parsed({"results": results})
    assert (found.segments[0].speaker, found.language) == ("spk_1", "fr-FR")
    results["transcripts"] = [{"transcript": "Un. Deux."}]
    (problem,) = parsed({"results": results}, lenient=True).problems
    assert "deux" in problem.message


def test_wrong_values_are_problems_and_the_others_are_kept() -> None:
    found = parsed([item("x", "Un"), item("-1", "Deux"), item("1", "Trois"), 5], lenient=True)
    assert ([s.text for s in found.segments], len(found.problems)) == (["Trois"], 3)


@needs_samples
def test_every_word_of_the_sample_is_kept() -> None:
    value, words = sample("todayinfocuswords.sample.json")
    assert words == [item["alternatives"][0]["content"] for item in value]
