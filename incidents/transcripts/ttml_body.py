"""From the body of a TTML document to its cues, each with the languages it is under.

A paragraph whose parts have times of their own gives a cue for each part, one whose parts have
different agents a cue for each voice. In lyrics timed by the word (`itunes:timing`) the times of
words are a known part, and the paragraph is one cue.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from incidents.input_error import gettext_noop
from incidents.transcripts.records import Cue, Problem, remark
from incidents.transcripts.ttml_timing import Moment, Span, Timing
from incidents.transcripts.xml_parts import first_shown, shown, stray, tidy, whole_ms
from incidents.transcripts.xml_reader import Element, Text

_CONTAINERS = frozenset({"body", "div"})
_TIMED = _CONTAINERS | {"p", "span"}
# Their text is about the passages, or data, and none of them.
METADATA = frozenset(
    {"metadata", "title", "desc", "copyright", "agent", "item", "set", "animate", "image", "audio"}
    | {"data", "source", "resources", "chunk"}
)
_ALWAYS = Span(0, None)
_BLANKS = re.compile(r"[\t\r\n][ \t\r\n]*| [ \t\r\n]+")
_SPACES = re.compile(" {2,}")


class Spoken(NamedTuple):
    """A cue, the language of the division it is in, and the one its paragraph names itself."""

    cue: Cue
    division: str | None
    own: str | None


class _Piece(NamedTuple):
    text: str
    span: Span
    speaker: str | None
    timed: bool
    line: int


class _Around(NamedTuple):
    """What an element takes from those around it."""

    span: Span = _ALWAYS
    timed: bool = False
    speaker: str | None = None
    division: str | None = None
    own: str | None = None
    preserve: bool = False
    pieces: list[_Piece] | None = None  # of the paragraph around


@dataclass(slots=True)
class Body:
    """Walks one body; cues, problems and warnings gather in their lists."""

    timing: Timing
    agents: dict[str, str]
    by_word: bool = False
    spoken: list[Spoken] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def read(self, body: Element, language: str | None, *, preserve: bool) -> None:
        """Add the cues of a body; language and white space as the root has them."""
        around = _Around(division=language, preserve=preserve)
        self._visit(body, around, around.span.begin)

    def _visit(self, element: Element, around: _Around, base: Moment) -> Moment:
        """Read an element and all within it; its end, as far as it is known."""
        if around.pieces is not None and self.by_word:
            placed = None
            span, timed = around.span, around.timed
        else:
            placed = self.timing.place(element, around.span, base)
            span, timed = placed.span, around.timed or placed.timed
        begins_paragraph = element.name not in _CONTAINERS and around.pieces is None
        inside = around
        if begins_paragraph or span is not around.span:
            pieces = [] if begins_paragraph else around.pieces
            inside = _Around(span, timed, *around[2:6], pieces)
        if element.attributes:
            inside = self._described(element, inside, begins_paragraph=begins_paragraph)
        end = self._children(element, inside)
        if begins_paragraph:
            self._close(element, inside)
        if placed is not None and placed.own_end is not None:
            end = placed.own_end
        if around.span.end is None:
            return end
        return around.span.end if end is None else min(end, around.span.end)

    def _described(self, element: Element, around: _Around, *, begins_paragraph: bool) -> _Around:
        """What the attributes of an element, other than its times, change for what is within."""
        language = element.attributes.get("xml:lang")
        space = element.attributes.get("xml:space")
        agent = element.attribute("agent")
        if language is space is agent is None:
            return around
        voices = (agent or "").split()
        division, own = around.division, around.own
        if language is not None and element.name in _CONTAINERS:
            division = language
        elif language is not None and begins_paragraph:
            own = language
        return around._replace(
            division=division,
            own=own,
            speaker=", ".join(self.agents.get(v, v) for v in voices) or around.speaker,
            preserve=around.preserve if space is None else space == "preserve",
        )

    def _children(self, element: Element, inside: _Around) -> Moment:
        """Read what is within; when the last of it ends, None if that is not known."""
        in_turn = element.attributes.get("timeContainer") == "seq"
        base = latest = inside.span.begin
        is_open = False
        for child in element.children:
            if isinstance(child, Text):
                at = inside if not in_turn else inside._replace(span=Span(base, None))
                is_open |= self._text(child, at, in_turn=in_turn)
                continue
            if child.name not in _TIMED:
                self._untimed(child, inside)
                continue
            if child.name == "span" and inside.pieces is None:
                self.problems += stray(*child.texts())
                end = None
            else:
                end = self._visit(child, inside, base)
            base = end if in_turn else base
            is_open |= end is None
            latest = end if latest is None or end is None else max(latest, end)
        if in_turn:
            return base
        return None if is_open else latest

    def _untimed(self, child: Element, inside: _Around) -> None:
        """Take a line end; what is no element of the body is a problem where it holds text."""
        if child.name == "br" and inside.pieces is not None:
            inside.pieces.append(_Piece("\n", inside.span, inside.speaker, True, child.line))
        if child.name in METADATA or not child.children:
            return
        if inside.pieces is None:
            self.problems += stray(*child.texts())
        elif child.content().strip():
            self.problems.append(
                remark(
                    child.line,
                    child.column,
                    gettext_noop("<%(name)s> is no element of TTML; its text is kept"),
                    shown(child),
                    name=child.name[:40],
                )
            )
            self._children(child, inside)

    def _text(self, text: Text, inside: _Around, *, in_turn: bool) -> bool:
        """Take a text; whether it is one that lasts as long as the paragraph around it."""
        blank = not text.text or text.text.isspace()
        if inside.pieces is None:
            if not blank:
                self.problems += stray(text)
            return False
        if in_turn and not blank:
            self.problems.append(
                remark(
                    *first_shown(text),
                    gettext_noop("text in a sequence without a time of its own"),
                    text.text.lstrip()[:200],
                )
            )
        kept = text.text if inside.preserve else _BLANKS.sub(" ", text.text)
        line = first_shown(text)[0]
        inside.pieces.append(_Piece(kept, inside.span, inside.speaker, inside.timed, line))
        return not blank

    def _close(self, paragraph: Element, inside: _Around) -> None:
        """Make cues of the pieces of a paragraph."""
        before: Cue | None = None
        for group in _groups(inside.pieces or ()):
            text = _joined(group, preserve=inside.preserve)
            first = group[0]
            line = first.line if before else paragraph.line
            cue = self._cue(line, first, text, before)
            if cue is not None:
                self.spoken.append(Spoken(cue, inside.division, inside.own))
                before = cue

    def _cue(self, line: int, piece: _Piece, text: str, before: Cue | None) -> Cue | None:
        begin, end, outside = piece.span
        start_ms = None if begin is None else whole_ms(begin)
        end_ms = None if end is None else whole_ms(end)
        if begin is None:
            template = gettext_noop("text whose time is not known")
        elif start_ms is None or (end is not None and end_ms is None):
            template = gettext_noop("text at a time that is later than any recording lasts")
        elif outside:
            template = gettext_noop("by the times around it this text is never shown; kept")
        elif not piece.timed:
            template = gettext_noop("neither this text nor anything around it has a time")
        else:
            template = ""
        if template:
            self.problems.append(remark(line, 1, template, text))
        if start_ms is None:
            return None
        same = before is not None and (before.start_ms, before.end_ms) == (start_ms, end_ms)
        continues = same and before is not None and before.speaker != piece.speaker
        return Cue(line, start_ms, end_ms, text, piece.speaker, continues=continues)


def _groups(pieces: Iterable[_Piece]) -> list[list[_Piece]]:
    """Pieces that follow one another with the same times and the same voice; blanks join any."""
    groups: list[list[_Piece]] = []
    key: tuple[Span, str | None] | None = None
    for piece in pieces:
        if piece.text.isspace():
            if groups:
                groups[-1].append(piece)
        elif key == (piece.span, piece.speaker):
            groups[-1].append(piece)
        else:
            groups.append([piece])
            key = (piece.span, piece.speaker)
    return groups


def _joined(pieces: Iterable[_Piece], *, preserve: bool) -> str:
    text = "".join(piece.text for piece in pieces)
    return tidy((text if preserve else _SPACES.sub(" ", text)).split("\n"))
