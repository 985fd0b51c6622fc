"""What reading a transcript or a video page gives, and how it is refused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from incidents.input_error import InputError, gettext_noop

EXCERPT_CHARS = 80
ANOTHER_VOICE = "-"
"""The proposed speaker where a mark says that somebody else speaks, and not who."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One timed passage. Times are milliseconds; an end, a speaker, a confidence may be unknown.

    `confidence` is 0 to 1. The text is without markup, its lines kept apart by a line end; it is
    empty where a page was cut right after a time. `speaker` is who the format marks as speaking;
    `proposed_speaker` who the typography of the text lets one think does (``voices.propose``).
    """

    start_ms: int
    end_ms: int | None
    speaker: str | None
    text: str
    confidence: float | None = None
    proposed_speaker: str | None = None


class Cue(NamedTuple):
    """One cue as the file has it; `line` is where it begins, from 1. Text as in Segment.

    `continues`: another voice of the same cue of the file as the one before.
    """

    line: int
    start_ms: int
    end_ms: int | None
    text: str
    speaker: str | None = None
    confidence: float | None = None
    continues: bool = False


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

    @property
    def in_full(self) -> str:
        """With column and excerpt, on one line."""
        excerpt = " ".join(self.excerpt.split())
        return f"{self} (column {self.column}{f': “{excerpt}”' if excerpt else ''})"

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
class PageFacts:
    """What a page says of its video, and where its parts stand.

    `date_text` is as written ("l’année dernière"); ``dates.read_date`` resolves it.
    """

    date_text: str | None = None
    description: str = ""
    category: str | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the function of one format found, before what is common to all formats is done.

    `language` is None where the format names none. A file that holds several languages gives one
    reading each in `tracks`, by language code, and no cues of its own. `finished` is for our own
    exports: nothing is left to fold in them, and `raw` has what was folded before they were
    written. `page` only for a page around the transcript.
    """

    cues: Sequence[Cue] = ()
    problems: Sequence[Problem] = ()
    warnings: Sequence[Problem] = ()
    language: str | None = None
    tracks: Mapping[str, "Reading"] = field(default_factory=dict)
    finished: bool = False
    raw: Sequence[Cue] = ()
    page: PageFacts | None = None


@dataclass(frozen=True, slots=True)
class ParsedTranscript:
    """The segments in the order of the file.

    `cues` is how many cues the file has: more than segments where rolling captions were folded,
    fewer where several voices speak in one cue. `raw` has the cues of a file that was folded, one
    by one, and is empty otherwise.
    """

    format: str
    language: str | None
    encoding: str
    segments: tuple[Segment, ...]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    cues: int = 0
    raw: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """A file as read: what a page says of its video, and the transcript where there is one.

    A file that is only a transcript gives a page of which nothing else is known. Problems and
    warnings are those of the whole file; the transcript carries the same.
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


class NoCue(TranscriptError):
    """A transcript without a single sound cue."""


class LanguageNotChosen(TranscriptError):
    """A file in several languages, none of them asked for, or one that it does not hold."""


class Refused(TranscriptError):
    """Strict reading met problems; all of them are in `problems`."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            gettext_noop("problems: %(count)d, the first: %(first)s"),
            count=len(self.problems),
            first=str(self.problems[0]),
        )
