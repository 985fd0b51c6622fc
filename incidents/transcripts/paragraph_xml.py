"""Format `paragraph-xml`: ``<Subtitle>`` of ``<Paragraph>`` with start and end in milliseconds.

Subtitle editors exchange it. `Number` is a known part; `Text` may hold `br`.
"""

from incidents.input_error import gettext_noop
from incidents.transcripts import xml_reader, xml_repair
from incidents.transcripts.records import Cue, Problem, Reading, remark
from incidents.transcripts.source_text import SourceText
from incidents.transcripts.xml_parts import decimal, find, shown, tidy, whole_ms
from incidents.transcripts.xml_reader import Element, Text

NAME = "paragraph-xml"

_TIMES = {"start": "StartMilliseconds", "end": "EndMilliseconds"}


def recognise(text: SourceText) -> bool:
    """The first element is `Subtitle`."""
    return xml_repair.root_name(text.text) == "Subtitle"


def parse(text: SourceText) -> Reading:
    """Text outside of the `Text` of a paragraph, or without a sound start, is a problem."""
    document = xml_reader.read(text, "Subtitle")
    found, outside = find(document.root, frozenset({"Paragraph"}), frozenset())
    problems = [*document.problems, *outside]
    cues = [cue for element in found if (cue := _cue(element, problems))]
    return Reading(cues, problems, document.warnings)


def _cue(paragraph: Element, problems: list[Problem]) -> Cue | None:
    known = frozenset({"Number", *_TIMES.values()})
    texts, outside = find(paragraph, frozenset({"Text"}), known)
    problems += outside
    text = tidy("\n".join(_lines(each) for each in texts).split("\n"))
    if not text:
        return None
    start_ms = _ms(paragraph, _TIMES["start"], problems)
    if start_ms is None:
        return None
    return Cue(paragraph.line, start_ms, _ms(paragraph, _TIMES["end"], problems), text)


def _lines(text: Element) -> str:
    pieces = []
    for node in _nodes(text):
        pieces.append(node.text if isinstance(node, Text) else "\n" if node.name == "br" else "")
    return "".join(pieces)


def _nodes(element: Element) -> list[Element | Text]:
    """All within an element, in order."""
    nodes: list[Element | Text] = []
    waiting: list[Element | Text] = [*reversed(element.children)]
    while waiting:
        nodes.append(node := waiting.pop())
        if isinstance(node, Element):
            waiting += reversed(node.children)
    return nodes


def _ms(paragraph: Element, name: str, problems: list[Problem]) -> int | None:
    """Milliseconds of the child of that name; missing, or no number, is a problem."""
    values = [
        child.content().strip()
        for child in paragraph.children
        if isinstance(child, Element) and child.name == name
    ]
    number = decimal(values[0]) if len(values) == 1 else None
    ms = None if number is None else whole_ms(number)
    if ms is None:
        problems.append(
            remark(
                paragraph.line,
                paragraph.column,
                gettext_noop("%(name)s “%(value)s” is not a number of milliseconds"),
                shown(paragraph),
                name=name,
                value=", ".join(values)[:40],
            )
        )
    return ms
