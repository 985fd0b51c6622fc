"""The formats by name, how one is recognised, and the one way in."""

from collections.abc import Callable
from dataclasses import dataclass

from incidents.input_error import gettext_noop
from incidents.transcripts import page_dump, timed_text
from incidents.transcripts.records import ParsedPage, Refused, UnknownFormat
from incidents.transcripts.source_text import SourceText, read_text


@dataclass(frozen=True, slots=True)
class Format:
    """A name, what the content must have to be recognised, and the function that reads it."""

    name: str
    recognise: Callable[[SourceText], bool]
    parse: Callable[[SourceText], ParsedPage]


# In the order in which they are asked: the more particular first.
FORMATS = (
    Format(page_dump.NAME, page_dump.recognise, page_dump.parse),
    Format(timed_text.NAME, timed_text.recognise, timed_text.parse),
)


def names() -> tuple[str, ...]:
    """The formats' names, for choices and help."""
    return tuple(known.name for known in FORMATS)


def parse(data: bytes, *, format_name: str | None = None, lenient: bool = False) -> ParsedPage:
    """Read a file: its format by name, else by content.

    Raises TranscriptError for what is not a readable text, UnknownFormat where no format fits and,
    unless `lenient`, Refused with every problem. A page without a transcript is not an error: its
    `transcript` is None.
    """
    text = read_text(data)
    chosen = detect(text) if format_name is None else by_name(format_name)
    page = chosen.parse(text)
    if page.problems and not lenient:
        raise Refused(page.problems)
    return page


def by_name(name: str) -> Format:
    """The format of that name, or UnknownFormat listing the names."""
    for known in FORMATS:
        if known.name == name:
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
    for number, line in enumerate(text.lines, 1):
        if "-->" in line:
            raise UnknownFormat(
                gettext_noop(
                    "line %(line)d has a subtitle timing (-->); known formats are %(names)s"
                ),
                line=number,
                names=", ".join(names()),
            )
    raise UnknownFormat(
        gettext_noop(
            "format not recognised: none of %(count)d lines begins with a time such as 00:12, and"
            " there is no heading “Category” or “Transcription”"
        ),
        count=sum(1 for line in text.lines if line.strip()),
    )
