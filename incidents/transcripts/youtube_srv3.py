"""Format `youtube-srv3`: ``<timedtext format="3">`` with ``<p t d>``, in milliseconds.

A paragraph may be cut into ``<s t>``, whose times within it are a known part, as are pens, windows
and their positions. Paragraphs that hold only a line end (``a="1"``) move the window and say
nothing. The displays of automatic captions overlap, as each stays on while the next comes: the cues
are kept as they are. A missing duration leaves the end unknown.
"""

import re

from incidents.input_error import gettext_noop
from incidents.transcripts import xml_reader, xml_repair
from incidents.transcripts.records import Cue, Problem, Reading, remark
from incidents.transcripts.source_text import SourceText
from incidents.transcripts.xml_parts import decimal, find, shown, tidy, too_late, whole_ms
from incidents.transcripts.xml_reader import Element, Text

NAME = "youtube-srv3"

_PARAGRAPH = re.compile(r"<p\s[^>]*?\bt\s*=")
_KNOWN = frozenset({"p", "s", "br"})
_BLANKS = re.compile(r"[ \t]+")


def recognise(text: SourceText) -> bool:
    """The first element is `timedtext`; or `body`, cut out of one, with paragraphs at a time."""
    name = xml_repair.root_name(text.text)
    if name == "body":
        return _PARAGRAPH.search(text.text) is not None
    return name == "timedtext"


def parse(text: SourceText) -> Reading:
    """Text outside of a paragraph, or in one without a sound time, is a problem."""
    document = xml_reader.read(text, "timedtext", "body")
    found, stray = find(document.root, frozenset({"p"}), frozenset({"head"}))
    problems = [*document.problems, *stray]
    cues = [cue for element in found if (cue := _cue(element, problems))]
    return Reading(cues, problems, document.warnings)


def _cue(element: Element, problems: list[Problem]) -> Cue | None:
    text = _text(element)
    if not text:
        return None
    start_ms = _ms(element, "t", problems)
    if start_ms is None:
        return None
    duration_ms = _ms(element, "d", problems) if "d" in element.attributes else None
    end_ms = None if duration_ms is None else whole_ms(start_ms + duration_ms)
    if duration_ms is not None and end_ms is None:
        problems.append(too_late(element))
    _tell_unknown(element, problems)
    return Cue(element.line, start_ms, end_ms, text)


def _text(paragraph: Element) -> str:
    """The text of a paragraph; blanks between its words are one blank, however it is indented."""
    in_words = any(isinstance(child, Element) for child in paragraph.children)
    pieces = []
    for child in paragraph.children:
        if isinstance(child, Text):
            blank = in_words and not child.text.strip()
            pieces.append(" " if blank else child.text)
        else:
            pieces.append("\n" if child.name == "br" else child.content())
    return tidy(_BLANKS.sub(" ", "".join(pieces)).split("\n"))


def _tell_unknown(paragraph: Element, problems: list[Problem]) -> None:
    if len(paragraph.children) == 1 and isinstance(paragraph.children[0], Text):
        return
    for element in paragraph.elements():
        if element.name not in _KNOWN and element.content().strip():
            problems.append(
                remark(
                    element.line,
                    element.column,
                    gettext_noop("<%(name)s> is not known in this format; its text is kept"),
                    shown(element),
                    name=element.name[:40],
                )
            )


def _ms(element: Element, name: str, problems: list[Problem]) -> int | None:
    """An attribute in milliseconds; what is none is a problem."""
    value = element.attributes.get(name, "")
    number = decimal(value)
    ms = None if number is None else whole_ms(number)
    if ms is None:
        problems.append(
            remark(
                element.line,
                element.column,
                gettext_noop("%(name)s “%(value)s” is not a number of milliseconds"),
                shown(element),
                name=name,
                value=value[:40],
            )
        )
    return ms
