"""Format `youtube-srv1`: ``<transcript>`` with one ``<text start dur>``, in seconds, for each cue.

What is inside has been escaped once more than XML wants: tags of its styling are dropped, then
entities decoded again. A missing duration leaves the end unknown.
"""

import re

from incidents.input_error import gettext_noop
from incidents.transcripts import xml_reader, xml_repair
from incidents.transcripts.entities import decoded
from incidents.transcripts.records import Cue, Problem, Reading, remark
from incidents.transcripts.source_text import SourceText
from incidents.transcripts.xml_parts import Rational, decimal, find, shown, tidy, too_late, whole_ms
from incidents.transcripts.xml_reader import Element

NAME = "youtube-srv1"

_TAG = re.compile(r"</?(?:b|i|u|s|em|strong|font|sub|sup|small|mark|ins|del)(?:\s[^<>]*)?>", re.I)
_BREAK = re.compile(r"<br\s*/?>", re.I)


def recognise(text: SourceText) -> bool:
    """The first element is `transcript`."""
    return xml_repair.root_name(text.text) == "transcript"


def parse(text: SourceText) -> Reading:
    """Text outside of a `text` element, or in one without a sound start, is a problem."""
    document = xml_reader.read(text, "transcript")
    found, stray = find(document.root, frozenset({"text"}), frozenset())
    problems = [*document.problems, *stray]
    cues = [cue for element in found if (cue := _cue(element, problems))]
    return Reading(cues, problems, document.warnings)


def _cue(element: Element, problems: list[Problem]) -> Cue | None:
    text = _plain(element.content())
    if not text:
        return None
    start = _seconds(element, "start", problems)
    if start is None:
        return None
    duration = _seconds(element, "dur", problems) if "dur" in element.attributes else None
    start_ms, end_ms = whole_ms(start), None if duration is None else whole_ms(start + duration)
    if start_ms is None or (duration is not None and end_ms is None):
        problems.append(too_late(element))
    return None if start_ms is None else Cue(element.line, start_ms, end_ms, text)


def _seconds(element: Element, name: str, problems: list[Problem]) -> Rational | None:
    """Milliseconds of an attribute in seconds; what is none is a problem."""
    value = element.attributes.get(name, "")
    ms = decimal(value, 1_000)
    if ms is not None:
        return ms
    problems.append(
        remark(
            element.line,
            element.column,
            gettext_noop("%(name)s “%(value)s” is not a number of seconds"),
            shown(element),
            name=name,
            value=value[:40],
        )
    )
    return None


def _plain(text: str) -> str:
    text = _TAG.sub("", _BREAK.sub("\n", text))
    return tidy(decoded(text).split("\n"))
