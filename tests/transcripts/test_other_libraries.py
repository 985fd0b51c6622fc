"""On sound SubRip and WebVTT two other libraries read the same cues as we do.

Only what all three agree on by their own documents is made: plain text, times below 100 hours.
"""

from collections.abc import Callable
from io import BytesIO

import pysubs2
import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from incidents.transcripts import formats

Cue = tuple[int, int, str]
Read = Callable[[str], list[Cue]]

WORDS = st.sampled_from(
    ["Bonsoir", "l’affaire", "du", "5", "%", "«", "non", "»", "c'est-à-dire…", "harbour,", "(É)"]
)
LINES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join).filter(lambda x: not x.isdecimal())


@st.composite
def sound_cues(draw: st.DrawFn) -> list[Cue]:
    """Cues in order that do not overlap."""
    found: list[Cue] = []
    at = draw(st.integers(0, 5_000))
    for _ in range(draw(st.integers(1, 8))):
        end = at + draw(st.integers(200, 30_000_000))
        # No line of a cue repeats one of the cue before: that would be a rolling caption.
        text = f"{len(found)} {draw(LINES)}"
        if draw(st.booleans()):
            text += f"\n{len(found)}b {draw(LINES)}"
        found.append((at, end, text))
        at = end + draw(st.integers(0, 60_000))
    return found


def clock(ms: int, point: str) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{point}{ms % 1000:03}"


def srt(cues: list[Cue]) -> str:
    return "\n".join(
        f"{number}\n{clock(start, ',')} --> {clock(end, ',')}\n{text}\n"
        for number, (start, end, text) in enumerate(cues, 1)
    )


def vtt(cues: list[Cue]) -> str:
    blocks = (f"{clock(start, '.')} --> {clock(end, '.')}\n{text}\n" for start, end, text in cues)
    return "WEBVTT\n\n" + "\n".join(blocks)


def ours(text: str) -> list[Cue]:
    transcript = formats.parse(text.encode()).transcript
    assert transcript is not None
    return [(cue.start_ms, cue.end_ms or 0, cue.text) for cue in transcript.segments]


def of_pysubs2(text: str) -> list[Cue]:
    read = pysubs2.SSAFile.from_string(text, format_="vtt" if text.startswith("W") else "srt")
    return [(event.start, event.end, event.text.replace("\\N", "\n")) for event in read]


def of_webvtt(text: str) -> list[Cue]:
    name = "vtt" if text.startswith("W") else "srt"
    return [
        (caption_ms(caption.start), caption_ms(caption.end), caption.text)
        for caption in webvtt.from_buffer(BytesIO(text.encode()), format=name).captions
    ]


def caption_ms(stamp: str) -> int:
    hours, minutes, seconds = stamp.split(":")
    return int(hours) * 3_600_000 + int(minutes) * 60_000 + round(float(seconds) * 1000)


@pytest.mark.parametrize("other", [of_pysubs2, of_webvtt])
@given(cues=sound_cues())
def test_sound_subrip(other: Read, cues: list[Cue]) -> None:
    assert ours(srt(cues)) == other(srt(cues)) == cues


@pytest.mark.parametrize("other", [of_pysubs2, of_webvtt])
@given(cues=sound_cues())
def test_sound_webvtt(other: Read, cues: list[Cue]) -> None:
    assert ours(vtt(cues)) == other(vtt(cues)) == cues
