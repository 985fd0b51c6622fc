"""What must hold for any file whatever: the check that the suite and `make fuzz` share."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from incidents.transcripts import as_json, as_vtt, formats
from incidents.transcripts.records import (
    ParsedPage,
    ParsedTranscript,
    Refused,
    Segment,
    TranscriptError,
)
from tests.transcripts import mutation_json, mutation_words, mutation_xml

BY_LINES: dict[str, Callable[[list[str]], Iterator[tuple[int, str]]]] = {
    "srt": mutation_words.srt,
    "sbv": mutation_words.sbv,
    "lrc": mutation_words.lrc,
    "bracketed-text": mutation_words.bracketed,
    "page-dump": mutation_words.stamped,
    "timed-text": mutation_words.stamped,
}

WRITERS: dict[str, Callable[[ParsedTranscript], str]] = {
    "vigie-json": as_json.exported,
    "vtt": as_vtt.as_vtt,
}


class Reader(Protocol):
    """What `formats.parse` is; a test may pass one that it has broken."""

    def __call__(
        self, data: bytes, *, format_name: str | None = None, lenient: bool = False
    ) -> ParsedPage: ...


@dataclass(frozen=True)
class Checked:
    """`kind`: read, read leniently, or the name of the error that refused the file."""

    kind: str
    violations: tuple[str, ...] = ()


def check(data: bytes, format_name: str | None, read: Reader = formats.parse) -> Checked:
    """Read a file leniently and strictly; everything that must not be is a violation."""
    try:
        page = read(data, format_name=format_name, lenient=True)
    except TranscriptError as error:
        kind = type(error).__name__
        broken = ["refused although lenient"] if isinstance(error, Refused) else []
        broken += [] if str(error).strip() else ["refused without a word"]
        return Checked(kind, tuple(broken))
    except Exception as error:
        return Checked("crash", (f"{type(error).__name__}: {error}"[:300],))
    violations = [
        *_strict(data, format_name, read, page),
        *_unsound(page),
        *_round_trips(page),
        *(f"lost: {lost}" for lost in lost_words(data, page)),
    ]
    return Checked("read leniently" if page.problems else "read", tuple(violations))


def lost_words(data: bytes, page: ParsedPage) -> list[str]:
    """The words of the file that are nowhere in the reading."""
    lines = mutation_words.lines_of(data, page.encoding)
    name = page.format
    if name in BY_LINES:
        return mutation_words.missing(BY_LINES[name](lines), page)
    if name == "vtt":
        return mutation_words.missing(
            mutation_words.vtt(lines, mutation_words.speakers(page)), page
        )
    text = "\n".join(lines)
    if name in mutation_xml.TIMED:
        excused = {remark.line for remark in mutation_words.excuses(page)}
        return mutation_words.missing(mutation_xml.texts(text, name, excused), page)
    return _lost_of_json(text, page)


def _lost_of_json(text: str, page: ParsedPage) -> list[str]:
    excused = mutation_json.excused(text, mutation_words.excuses(page))
    lost = _lost_texts(mutation_json.said(text, page.format), excused, page)
    if page.format == "vigie-json" and page.transcript is not None:
        raw = replace(page, transcript=replace(page.transcript, segments=page.transcript.raw))
        lost += _lost_texts(mutation_json.raw_cues(text), excused, raw)
    return lost


def _lost_texts(texts: list[str], excused: list[str], page: ParsedPage) -> list[str]:
    kept = mutation_words.kept_words(page)
    named = Counter(excused)
    kept.update(named)
    needed = Counter(word for said in texts for word in mutation_words.words(said))
    lost = [word for word in needed if kept[word] < needed[word]]
    if not lost:
        return []
    joined = "".join(mutation_words.words(" ".join(mutation_words.kept_texts(page))))
    return [word for word in lost if joined.count(word) + named[word] < needed[word]]


def _strict(
    data: bytes, format_name: str | None, read: Reader, lenient: ParsedPage
) -> Iterator[str]:
    """Strict refuses what has problems, naming all of them, and reads the rest the same way."""
    try:
        strict = read(data, format_name=format_name)
    except Refused as refused:
        if refused.problems != lenient.problems:
            yield "strict and lenient name different problems"
    except Exception as error:
        yield f"strict: {type(error).__name__}: {error}"[:300]
    else:
        if strict != lenient:
            yield "strict and lenient read the same file differently"


def _round_trips(page: ParsedPage) -> Iterator[str]:
    """What our own formats write, they read back without a problem and to the same."""
    if page.transcript is None:
        return
    for name, write in WRITERS.items():
        try:
            again = formats.parse(write(page.transcript).encode()).transcript
        except Exception as error:
            yield f"written as {name}: {type(error).__name__}: {error}"[:300]
            continue
        if again is None or again.format != name:
            yield f"written as {name} and not recognised"
        elif again.segments != page.transcript.segments or again.raw != page.transcript.raw:
            yield f"written as {name} and read back otherwise"
        elif again.language != page.transcript.language:
            yield f"written as {name}: language {again.language}"


def _unsound(page: ParsedPage) -> Iterator[str]:
    if page.transcript is not None:
        for number, segment in enumerate((*page.transcript.segments, *page.transcript.raw)):
            yield from (f"segment {number}: {fault}" for fault in _faults(segment))
        if not page.transcript.segments:
            yield "a transcript without a segment"
    for remark in (*page.problems, *page.warnings):
        if not (remark.line >= 1 and remark.column >= 1 and remark.message.strip()):
            yield f"a remark without place or message: {remark!r}"[:300]


def _faults(segment: Segment) -> Iterable[str]:
    if not 0 <= segment.start_ms < 2**31:
        yield f"start {segment.start_ms}"
    if segment.end_ms is not None and not 0 <= segment.end_ms < 2**31:
        yield f"end {segment.end_ms}"
    if segment.confidence is not None and not 0 <= segment.confidence <= 1:
        yield f"confidence {segment.confidence}"
    for text in (segment.text, segment.speaker or "", segment.proposed_speaker or ""):
        if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
            yield "text that no database keeps"
    if segment.text and any(line != line.strip() or not line for line in segment.text.split("\n")):
        yield f"lines that are not stripped: {segment.text!r}"[:200]
