"""What reading a transcript or a video page gives, and how it is refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from incidents.input_error import InputError, gettext_noop

EXCERPT_CHARS = 80


@dataclass(frozen=True, slots=True)
class Segment:
    """One timed passage. Times are milliseconds; an end, a speaker, a confidence may be unknown.

    `confidence` is 0 to 1. The text is empty where a page was cut right after a time.
    """

    start_ms: int
    end_ms: int | None
    speaker: str | None
    text: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A remark on one place of the input; line and column count from 1.

    Among the problems: something lost or uncertain. Among the warnings: everything was kept.
    `template` and `params` are the message for translation, `message` the same in English.
    """

    line: int
    column: int
    template: str
    excerpt: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return self.template % self.params

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


def remark(line: int, column: int, template: str, text: str, **params: object) -> Problem:
    """A Problem whose excerpt is the beginning of `text`."""
    text = text.strip()
    excerpt = text if len(text) <= EXCERPT_CHARS else text[: EXCERPT_CHARS - 1] + "…"
    return Problem(line, column, template, excerpt, params)


class PartKind(StrEnum):
    """The known parts of a page."""

    NAVIGATION = "navigation"
    DATE = "date"
    DESCRIPTION = "description"
    LABEL = "label"
    ICON = "icon"
    CATEGORY = "category"
    OTHER = "other"
    TRANSCRIPT = "transcript"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class Part:
    """Where a part of the page stands: from `first_line` to `last_line`, both included.

    `text` is what the part says; empty for the transcript, whose text is in its segments.
    """

    kind: PartKind
    first_line: int
    last_line: int
    text: str


@dataclass(frozen=True, slots=True)
class ParsedTranscript:
    """The segments in the order of the file. `language` is None where the format names none."""

    format: str
    language: str | None
    encoding: str
    segments: tuple[Segment, ...]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """A file as read: what a page says of its video, and the transcript where there is one.

    A file that is only a transcript gives a page of which nothing else is known. `date_text` is as
    written ("l’année dernière"); ``dates.read_date`` resolves it. Problems and warnings are those
    of the whole file; the transcript carries the same.
    """

    format: str
    encoding: str
    date_text: str | None
    description: str
    category: str | None
    transcript: ParsedTranscript | None
    parts: tuple[Part, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


class TranscriptError(InputError):
    """A file that cannot be read at all: its size, its bytes, its kind."""


class UnknownFormat(TranscriptError):
    """No format recognises the content, or nothing has the name asked for."""


class Refused(TranscriptError):
    """Strict reading met problems; all of them are in `problems`."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            gettext_noop("problems: %(count)d, the first: %(first)s"),
            count=len(self.problems),
            first=str(self.problems[0]),
        )
