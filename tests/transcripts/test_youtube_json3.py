"""Format `youtube-json3`."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from incidents.transcripts import formats
from incidents.transcripts.records import ParsedTranscript, TranscriptError
from tests.transcripts.pages import transcript
from tests.transcripts.test_json_reader import json_values


def parsed(*events: Any, lenient: bool = False) -> ParsedTranscript:
    return transcript(json.dumps({"wireMagic": "pb3", "events": events}), lenient=lenient)


def event(*texts: str, **values: Any) -> dict[str, Any]:
    return {"tStartMs": 10, "dDurationMs": 20, "segs": [{"utf8": text} for text in texts], **values}


def test_texts_are_joined_and_entities_decoded_once() -> None:
    found = parsed(event("Un", " &amp;lt; &#39;deux&#39;\n", "AT&T ?a=1&para=2"))
    (one,) = found.segments
    assert (one.start_ms, one.end_ms) == (10, 30)
    assert one.text == "Un &lt; 'deux'\nAT&T ?a=1&para=2"


def test_windows_and_line_ends_alone_are_known_parts() -> None:
    found = parsed({"tStartMs": 0, "id": 1, "wpWinPosId": 1}, event("\n", aAppend=1), event("Un"))
    assert (found.cues, found.warnings) == (1, ())


def test_confidence_where_one_is_given_and_not_zero_everywhere() -> None:
    sure = event(segs=[{"utf8": "a", "acAsrConf": 255}, {"utf8": "b", "acAsrConf": 0}])
    blank = event(segs=[{"utf8": "a", "acAsrConf": 0}])
    assert [s.confidence for s in parsed(sure, blank).segments] == [0.5, 0.0]
    assert parsed(blank).segments[0].confidence is None


def test_wrong_values_are_problems_and_the_others_are_kept() -> None:
    found = parsed(
        event("Un", tStartMs="0"),
        event("Deux", dDurationMs=-1),
        event("Trois", segs=5),
        event(segs=[{"utf8": 7}]),
        event("Quatre", tStartMs=2**31 - 5),
        lenient=True,
    )
    assert [(s.text, s.end_ms) for s in found.segments] == [("Deux", None), ("Quatre", None)]
    assert len(found.problems) == 5


@given(st.dictionaries(st.sampled_from(["tStartMs", "dDurationMs", "segs"]), json_values))
def test_any_values_give_the_documented_errors(values: dict[str, Any]) -> None:
    data = json.dumps({"events": [event("Un", **values)]}).encode()
    try:
        formats.parse(data, format_name="youtube-json3", lenient=True)
    except TranscriptError as error:
        assert str(error)


def test_a_piece_without_text_is_said() -> None:
    found = parsed(event("Un"), {"tStartMs": 60, "segs": [{"text": "Deux"}]})
    assert [warning.message for warning in found.warnings] == [
        "a piece of a caption without text: left out"
    ]
