"""Format `dcinema-xml`: subtitles of digital cinema, CineCanvas and SMPTE ST 428-7.

A ``<Subtitle TimeIn TimeOut>`` is a cue, each ``<Text>`` in it a line. Times are ``HH:MM:SS.fff``,
or ``HH:MM:SS:nnn``, where the last field counts ticks of 4 ms in CineCanvas (root `DCSubtitle`, 0
to 249) and frames of the `TimeCodeRate` in ST 428-7 (root `SubtitleReel`). Fonts are known parts,
as are the elements about the reel; annotations of ruby (`Rt`) follow what they annotate.
"""

import re
from fractions import Fraction

from incidents.input_error import gettext_noop
from incidents.transcripts import xml_reader, xml_repair
from incidents.transcripts.records import Cue, Problem, Reading, remark
from incidents.transcripts.source_text import SourceText
from incidents.transcripts.xml_parts import (
    Rational,
    decimal,
    find,
    number,
    shown,
    tidy,
    too_late,
    whole_ms,
)
from incidents.transcripts.xml_reader import Element

NAME = "dcinema-xml"

_ROOTS = ("DCSubtitle", "SubtitleReel")
_ABOUT = frozenset(
    {"SubtitleID", "MovieTitle", "ReelNumber", "Language", "LoadFont", "Id", "ContentTitleText"}
    | {"AnnotationText", "IssueDate", "EditRate", "TimeCodeRate", "StartTime", "DisplayType"}
)
_TIME = re.compile(r"([0-9]{1,15}):([0-5][0-9]):([0-5][0-9])(?:\.([0-9]+)|:([0-9]{1,3}))?\Z")
_TICKS = 250
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*\Z")
_LANGUAGE_NAMES = {"english": "en", "french": "fr", "german": "de", "italian": "it"} | {
    "spanish": "es"
}


def recognise(text: SourceText) -> bool:
    """The first element is `DCSubtitle` or `SubtitleReel`."""
    return xml_repair.root_name(text.text) in _ROOTS


def parse(text: SourceText) -> Reading:
    """Text outside of a `Text` in a `Subtitle`, or in one without a sound time, is a problem."""
    document = xml_reader.read(text, *_ROOTS)
    found, outside = find(document.root, frozenset({"Subtitle"}), _ABOUT)
    problems = [*document.problems, *outside]
    rate = _rate(document.root, problems)
    cues = [cue for element in found if (cue := _cue(element, rate, problems))]
    return Reading(cues, problems, document.warnings, _language(document.root))


def _about(root: Element, name: str) -> tuple[Element, str] | None:
    """The first element of that name directly under the root, and what it says."""
    for child in root.children:
        if isinstance(child, Element) and child.name == name:
            return child, child.content().strip()
    return None


def _rate(root: Element, problems: list[Problem]) -> Rational:
    """How many units of the last field make a second."""
    if root.name == "DCSubtitle":
        return _TICKS
    about = _about(root, "TimeCodeRate")
    rate = decimal(about[1]) if about else None
    if rate:
        return rate
    at = about[0] if about else root
    problems.append(
        remark(
            at.line,
            at.column,
            gettext_noop("TimeCodeRate “%(value)s” cannot be read; 24 is taken"),
            shown(at),
            value=about[1][:40] if about else "",
        )
    )
    return 24


def _language(root: Element) -> str | None:
    about = _about(root, "Language")
    if about is None:
        return None
    tag = about[1] if _LANGUAGE.match(about[1]) else None
    return tag or _LANGUAGE_NAMES.get(about[1].lower())


def _cue(element: Element, rate: Rational, problems: list[Problem]) -> Cue | None:
    lines, outside = find(element, frozenset({"Text"}), frozenset({"Image", "LoadFont"}))
    problems += outside
    text = tidy(" ".join(line.content().split()) for line in lines)
    if not text:
        return None
    start = _time(element, "TimeIn", rate, problems)
    if start is None:
        return None
    end = _time(element, "TimeOut", rate, problems)
    start_ms, end_ms = whole_ms(start), None if end is None else whole_ms(end)
    if start_ms is None or (end is not None and end_ms is None):
        problems.append(too_late(element))
    return None if start_ms is None else Cue(element.line, start_ms, end_ms, text)


def _time(element: Element, name: str, rate: Rational, problems: list[Problem]) -> Rational | None:
    """Milliseconds of an attribute; what is no time is a problem."""
    value = element.attributes.get(name, "")
    match = _TIME.match(value.strip())
    if match and int(match[5] or 0) < rate:
        seconds = int(match[1]) * 3_600 + int(match[2]) * 60 + int(match[3])
        ms = seconds * 1_000 + number("0", match[4], 1_000)
        return ms + 1_000 * int(match[5]) / Fraction(rate) if match[5] else ms
    problems.append(
        remark(
            element.line,
            element.column,
            gettext_noop("%(name)s “%(value)s” is not a time of digital cinema subtitles"),
            shown(element),
            name=name,
            value=value[:40],
        )
    )
    return None
