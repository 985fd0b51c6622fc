"""Files of speech recognition services of our own writing, and the samples beside the checkout."""

import json
from typing import Any

from incidents.transcripts.records import ParsedTranscript
from tests.transcripts.pages import transcript
from tests.transcripts.test_samples import SAMPLES

STT = SAMPLES / "transcripts" / "bbc-stt"


def parsed(value: Any, *, lenient: bool = False) -> ParsedTranscript:
    return transcript(json.dumps(value), lenient=lenient)


def sample(name: str) -> tuple[Any, list[str]]:
    """The JSON of a sample, and the words of its passages."""
    text = (STT / name).read_text(encoding="utf-8")
    return json.loads(text), [
        word for segment in transcript(text).segments for word in segment.text.split()
    ]
