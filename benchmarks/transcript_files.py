"""Transcripts of any length in every format, all with the same cues."""

import json
from collections.abc import Callable, Iterator

SENTENCES = (
    "Bonsoir, madame Aubrac, merci d’être venue.",
    "The clip was shared first by an account of Clairmont,\nand then by another.",
    "Ce n’est pas moi : c’est une machine.",
    "Nobody in Rivebelle knows who copied the captain’s voice;\n5 % of the posts are left.",
    "Nous verrons avec nos avocats.",
)
STEP_MS = 2_100  # a million of them are the longest recording: 2**31 ms
LASTS_MS = 1_900


def cues(count: int) -> Iterator[tuple[int, int, int, str]]:
    """Number from 1, start, end and text."""
    for number in range(count):
        start = number * STEP_MS
        yield number + 1, start, start + LASTS_MS, SENTENCES[number % len(SENTENCES)]


def made(format_name: str, count: int) -> str:
    """A whole file of so many cues."""
    return MAKERS[format_name](count)


def _clock(ms: int, point: str = ".") -> str:
    seconds, rest = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{rest:03}"


def _line(text: str) -> str:
    return text.replace("\n", " ")


def _srt(count: int) -> str:
    return "\n".join(
        f"{number}\n{_clock(start, ',')} --> {_clock(end, ',')}\n{text}\n"
        for number, start, end, text in cues(count)
    )


def _vtt(count: int) -> str:
    body = "\n".join(
        f"{_clock(start)} --> {_clock(end)}\n{text}\n" for _, start, end, text in cues(count)
    )
    return f"WEBVTT\n\n{body}"


def _sbv(count: int) -> str:
    return "\n".join(
        f"{_clock(start)},{_clock(end)}\n{text}\n" for _, start, end, text in cues(count)
    )


def _bracketed(count: int) -> str:
    return "".join(
        f"[{_clock(start)} --> {_clock(end)}]  {_line(text)}\n"
        for _, start, end, text in cues(count)
    )


def _lrc(count: int) -> str:
    return "".join(
        f"[{start // 60_000:02}:{start // 1000 % 60:02}.{start % 1000 // 10:02}]{_line(text)}\n"
        for _, start, _end, text in cues(count)
    )


def _timed(count: int) -> str:
    return "".join(f"{_clock(start)} {_line(text)}\n" for _, start, _end, text in cues(count))


def _page(count: int) -> str:
    return f"Description\n\nCategory\n\nNews\nTranscription\n{_timed(count)}\nRecommandations\n"


def _ttml(count: int) -> str:
    body = "\n".join(
        f'<p begin="{_clock(start)}" end="{_clock(end)}">{text.replace(chr(10), "<br/>")}</p>'
        for _, start, end, text in cues(count)
    )
    return f'<tt xmlns="http://www.w3.org/ns/ttml"><body><div>\n{body}\n</div></body></tt>\n'


def _srv1(count: int) -> str:
    body = "\n".join(
        f'<text start="{start / 1000}" dur="{(end - start) / 1000}">{text}</text>'
        for _, start, end, text in cues(count)
    )
    return f"<transcript>{body}</transcript>\n"


def _srv3(count: int) -> str:
    body = "\n".join(
        f'<p t="{start}" d="{end - start}">{text}</p>' for _, start, end, text in cues(count)
    )
    return f'<timedtext format="3"><body>\n{body}\n</body></timedtext>\n'


def _dcinema(count: int) -> str:
    body = "\n".join(
        f'<Subtitle SpotNumber="{number}" TimeIn="{_clock(start)}" TimeOut="{_clock(end)}">'
        f"<Text>{_line(text)}</Text></Subtitle>"
        for number, start, end, text in cues(count)
    )
    return f"<DCSubtitle><Font>\n{body}\n</Font></DCSubtitle>\n"


def _paragraphs(count: int) -> str:
    body = "\n".join(
        f"<Paragraph><Number>{number}</Number><StartMilliseconds>{start}</StartMilliseconds>"
        f"<EndMilliseconds>{end}</EndMilliseconds><Text>{text}</Text></Paragraph>"
        for number, start, end, text in cues(count)
    )
    return f"<Subtitle>\n{body}\n</Subtitle>\n"


def _whisper(count: int) -> str:
    segments = [
        {"id": number, "start": start / 1000, "end": end / 1000, "text": f" {_line(text)}"}
        | {"avg_logprob": -0.25}
        for number, start, end, text in cues(count)
    ]
    return json.dumps({"language": "fr", "segments": segments})


def _json3(count: int) -> str:
    events = [
        {"tStartMs": start, "dDurationMs": end - start, "segs": [{"utf8": text}]}
        for _, start, end, text in cues(count)
    ]
    return json.dumps({"wireMagic": "pb3", "events": events})


def _vigie(count: int) -> str:
    segments = [
        {"start_ms": start, "end_ms": end, "speaker": None, "text": text, "confidence": None}
        for _, start, end, text in cues(count)
    ]
    return json.dumps({"vigie": 1, "language": "fr", "segments": segments})


def _amazon(count: int) -> str:
    items = [
        {"type": "pronunciation", "start_time": f"{start / 1000}", "end_time": f"{end / 1000}"}
        | {"alternatives": [{"confidence": "0.9", "content": _word(number)}]}
        for number, start, end, _ in cues(count)
    ]
    return json.dumps({"results": {"items": items}})


def _watson(count: int) -> str:
    results = [
        {"final": True, "alternatives": [{"transcript": _word(number), "confidence": 0.9}]}
        for number, _start, _end, _text in cues(count)
    ]
    for result, (number, start, end, _) in zip(results, cues(count), strict=True):
        times = [[_word(number), start / 1000, end / 1000]]
        result["alternatives"][0]["timestamps"] = times  # type: ignore[index]
    return json.dumps({"results": results})


def _kaldi(count: int) -> str:
    words = [
        {"start": start / 1000, "end": end / 1000, "word": _word(number), "punct": _word(number)}
        | {"confidence": 0.9}
        for number, start, end, _ in cues(count)
    ]
    return json.dumps({"retval": {"words": words}})


def _speechmatics(count: int) -> str:
    words = [
        {"time": f"{start / 1000}", "duration": "2.0", "name": _word(number), "confidence": "0.9"}
        for number, start, _end, _ in cues(count)
    ]
    return json.dumps({"job": {"lang": "fr"}, "speakers": [], "words": words, "format": "1.0"})


def _word(number: int) -> str:
    return SENTENCES[number % len(SENTENCES)].split()[0]


MAKERS: dict[str, Callable[[int], str]] = {
    "vigie-json": _vigie,
    "whisper-json": _whisper,
    "youtube-json3": _json3,
    "amazon-transcribe-json": _amazon,
    "watson-json": _watson,
    "kaldi-json": _kaldi,
    "speechmatics-json": _speechmatics,
    "ttml": _ttml,
    "dcinema-xml": _dcinema,
    "paragraph-xml": _paragraphs,
    "youtube-srv3": _srv3,
    "youtube-srv1": _srv1,
    "vtt": _vtt,
    "srt": _srt,
    "sbv": _sbv,
    "bracketed-text": _bracketed,
    "lrc": _lrc,
    "page-dump": _page,
    "timed-text": _timed,
}
"""What each format calls a cue; a word, in the formats of single words."""
