"""The formats by name, how one is recognised, and the one way in."""

from dataclasses import replace
from typing import Protocol

from incidents.input_error import gettext_noop
from incidents.transcripts import (
    amazon_transcribe_json,
    bracketed_text,
    dcinema_xml,
    finish,
    kaldi_json,
    lrc,
    page_dump,
    paragraph_xml,
    sbv,
    speechmatics_json,
    srt,
    timed_text,
    ttml,
    vigie_json,
    vtt,
    watson_json,
    whisper_json,
    youtube_json3,
    youtube_srv1,
    youtube_srv3,
)
from incidents.transcripts.records import (
    LanguageNotChosen,
    NoCue,
    PageFacts,
    ParsedPage,
    Problem,
    Reading,
    Refused,
    UnknownFormat,
)
from incidents.transcripts.seen import what_is_seen
from incidents.transcripts.source_text import SourceText, read_text


class Format(Protocol):
    """A name, what the content must have to be recognised, and the function that reads it.

    Each is a module of this package.
    """

    NAME: str

    def recognise(self, text: SourceText) -> bool: ...

    def parse(self, text: SourceText) -> Reading: ...


# In the order in which they are asked: the more particular first.
FORMATS: tuple[Format, ...] = (
    vigie_json,
    whisper_json,
    youtube_json3,
    amazon_transcribe_json,
    watson_json,
    kaldi_json,
    speechmatics_json,
    ttml,
    dcinema_xml,
    paragraph_xml,
    youtube_srv3,
    youtube_srv1,
    vtt,
    srt,
    sbv,
    bracketed_text,
    lrc,
    page_dump,
    timed_text,
)


def names() -> tuple[str, ...]:
    """The formats' names, for choices and help."""
    return tuple(known.NAME for known in FORMATS)


def parse(
    data: bytes,
    *,
    format_name: str | None = None,
    language: str | None = None,
    lenient: bool = False,
) -> ParsedPage:
    """Read a file: its format by name, else by content.

    `language` chooses one of the languages of a file that holds several. Raises TranscriptError for
    what is not a readable text, UnknownFormat where no format fits, LanguageNotChosen, NoCue and,
    unless `lenient`, Refused with every problem. A page without a transcript is not an error: its
    `transcript` is None.
    """
    text = read_text(data)
    chosen = detect(text) if format_name is None else by_name(format_name)
    reading = _in_language(chosen.parse(text), language)
    reading = replace(
        reading,
        problems=sorted(reading.problems, key=_line),
        warnings=(*text.warnings, *reading.warnings),
    )
    if reading.problems and not lenient:
        raise Refused(reading.problems)
    if not reading.cues and chosen.NAME != page_dump.NAME:
        raise NoCue(
            gettext_noop("no cue: nothing in the file was read as %(format)s, problems: %(count)d"),
            format=chosen.NAME,
            count=len(reading.problems),
        )
    return _page(reading, chosen.NAME, text.encoding)


def by_name(name: str) -> Format:
    """The format of that name, or UnknownFormat listing the names."""
    for known in FORMATS:
        if name == known.NAME:
            return known
    raise UnknownFormat(
        gettext_noop("format %(name)s is not known; known are %(names)s"),
        name=name,
        names=", ".join(names()),
    )


def detect(text: SourceText) -> Format:
    """The first format that recognises the content, or UnknownFormat saying what was seen."""
    for known in FORMATS:
        if known.recognise(text):
            return known
    raise what_is_seen(text)


def _line(problem: Problem) -> int:
    return problem.line


def _in_language(reading: Reading, language: str | None) -> Reading:
    """The track of that language, where the file holds several."""
    if not reading.tracks:
        return reading
    if language is not None and language in reading.tracks:
        return reading.tracks[language]
    raise LanguageNotChosen(
        gettext_noop("the file holds several languages, choose one of %(languages)s"),
        languages=", ".join(reading.tracks),
    )


def _page(reading: Reading, name: str, encoding: str) -> ParsedPage:
    transcript = None
    if reading.cues:
        transcript = finish.transcript(reading, name=name, encoding=encoding)
    facts = reading.page or PageFacts()
    return ParsedPage(
        format=name,
        encoding=encoding,
        date_text=facts.date_text,
        description=facts.description,
        category=facts.category,
        transcript=transcript,
        parts=facts.parts,
        problems=tuple(reading.problems),
        warnings=transcript.warnings if transcript else tuple(reading.warnings),
    )
