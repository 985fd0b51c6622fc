"""Format `kaldi-json`."""

from tests.transcripts.services import parsed, sample
from tests.transcripts.test_samples import needs_samples


def test_words_with_punctuation_and_the_speakers_beside_them() -> None:
    words = [
        {"start": 0, "end": 1, "word": "un", "punct": "Un,", "confidence": 0.5},
        {"start": 1.5, "end": 2, "word": "deux", "confidence": 1},
    ]
    turns = [{"start": 0, "speaker": {"@id": "S0"}}, {"start": 1.5, "speaker": {"@id": "S1"}}]
    found = parsed({"retval": {"words": words, "segmentation": {"segments": turns}}})
    assert [(s.start_ms, s.end_ms, s.speaker, s.text, s.confidence) for s in found.segments] == [
        (0, 1_000, "S0", "Un,", 0.5),
        (1_500, 2_000, "S1", "deux", 1.0),
    ]


def test_wrong_values_are_problems_and_the_others_are_kept() -> None:
    words = [{"start": "0", "word": "un"}, {"start": 1, "word": "deux", "confidence": 7}, None]
    found = parsed({"retval": {"punct": "deux", "words": words}}, lenient=True)
    assert ([s.text for s in found.segments], len(found.problems)) == (["deux"], 3)


@needs_samples
def test_every_word_of_the_sample_is_kept() -> None:
    value, words = sample("bbcKaldiTranscriptWithSpeakerSegments.sample.json")
    assert words == [word["punct"] for word in value["retval"]["words"]]
