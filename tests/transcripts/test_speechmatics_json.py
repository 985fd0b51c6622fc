"""Format `speechmatics-json`."""

from typing import Any

from tests.transcripts.services import parsed, sample
from tests.transcripts.test_samples import needs_samples


def old(name: str, time: str, **values: Any) -> dict[str, Any]:
    return {"name": name, "time": time, "duration": "0.50", "confidence": "0.5", **values}


def test_version_1_has_turns_and_full_stops_apart() -> None:
    value = {
        "job": {"lang": "fr"},
        "speakers": [{"name": "F1", "time": "1.00", "duration": "2.00"}],
        "words": [old("Un", "1.00"), old(".", "1.50"), old("Deux", "1.60")],
    }
    found = parsed(value)
    assert [(s.start_ms, s.end_ms, s.speaker, s.text) for s in found.segments] == [
        (1_000, 1_500, "F1", "Un."),
        (1_600, 2_100, "F1", "Deux"),
    ]
    assert found.language == "fr"


def test_version_2_attaches_punctuation_where_it_says() -> None:
    def item(kind: str, text: str, start: float, **values: Any) -> dict[str, Any]:
        best = {"content": text, "confidence": 1.0, "speaker": "S1"}
        return {
            "type": kind,
            "start_time": start,
            "end_time": start,
            "alternatives": [best],
            **values,
        }

    results = [
        item("punctuation", "¿", 0, attaches_to="next"),
        item("word", "Un", 0),
        item("punctuation", "?", 0, attaches_to="previous"),
    ]
    (one,) = parsed({"format": "2.9", "results": results}).segments
    assert (one.text, one.speaker, one.confidence) == ("¿Un?", "S1", 1.0)


def test_wrong_values_are_problems_and_the_others_are_kept() -> None:
    words = [old("Un", "x"), old("Deux", "2"), old("Trois", "3", duration=[]), "y"]
    found = parsed({"job": {}, "words": words}, lenient=True)
    assert [(s.text, s.end_ms) for s in found.segments] == [("Deux Trois", None)]
    assert len(found.problems) == 3


@needs_samples
def test_every_word_of_the_sample_is_kept() -> None:
    value, words = sample("speechmaticsTedTalkTranscript.sample.json")
    names = [word["name"] for word in value["words"]]
    assert len(words) == sum(name != "." for name in names)
    assert "".join(words) == "".join(names)
