"""The JSON that commands print."""

import json

from incidents.transcripts.as_json import transcript_as_json
from tests.transcripts.pages import transcript


def test_the_keys_and_the_values_of_the_public_interface() -> None:
    shown = transcript_as_json(transcript("00:09 Un.\n02:71 x\n00:04 Deux.", lenient=True))
    assert json.loads(json.dumps(shown)) == {
        "format": "timed-text",
        "language": None,
        "encoding": "utf-8",
        "cues": 2,
        "first_start_ms": 4_000,
        "last_end_ms": None,
        "problems": [
            {"line": 2, "column": 1, "message": "time 02:71 has 71 seconds", "excerpt": "02:71 x"}
        ],
        "warnings": [
            {
                "line": 3,
                "column": 1,
                "message": "time 00:04 is earlier than 00:09 of line 1",
                "excerpt": "Deux.",
            }
        ],
        "segments": [
            {
                "start_ms": 9_000,
                "end_ms": None,
                "speaker": None,
                "proposed_speaker": None,
                "text": "Un.",
                "confidence": None,
            },
            {
                "start_ms": 4_000,
                "end_ms": None,
                "speaker": None,
                "proposed_speaker": None,
                "text": "Deux.",
                "confidence": None,
            },
        ],
    }
