"""The parameters of a TTML document: its clock, its agents' names; and what is said of them."""

import re
from collections.abc import Iterator
from fractions import Fraction

from incidents.input_error import gettext_noop
from incidents.transcripts.records import Problem, remark
from incidents.transcripts.ttml_times import Clock
from incidents.transcripts.xml_parts import Rational, decimal, tidy
from incidents.transcripts.xml_reader import Element

_RATIO = re.compile(r"([0-9]{1,9})(?:[ :]+([0-9]{1,9}))?\Z")
_TIME_BASES = ("media", "smpte", "clock")
_DROP_MODES = ("nonDrop", "dropNTSC", "dropPAL")


def clock(root: Element, problems: list[Problem], warnings: list[Problem]) -> Clock:
    """The clock of the document; a parameter that cannot be read is a problem."""
    frame_rate = _rate(root, "frameRate", problems)
    sub_frame_rate = _rate(root, "subFrameRate", problems)
    found = Clock(
        frame_rate=frame_rate or 30,
        multiplier=_multiplier(root, problems),
        sub_frame_rate=sub_frame_rate or 1,
        tick_rate=_rate(root, "tickRate", problems)
        or (frame_rate * (sub_frame_rate or 1) if frame_rate else 1),
        time_base=_one_of(root, "timeBase", _TIME_BASES, problems),
        drop_mode=_one_of(root, "dropMode", _DROP_MODES, problems),
    )
    offset = root.attribute("mediaOffset")
    if offset is not None and re.search("[1-9]", offset):
        problems.append(
            _remark(root, gettext_noop("ttp:%(name)s “%(value)s” is not applied"), "mediaOffset")
        )
    if found.time_base != "media":
        warnings.append(
            _remark(
                root,
                gettext_noop(
                    "ttp:%(name)s is %(value)s: times may not count from the start of the recording"
                ),
                "timeBase",
            )
        )
    return found


def absolute(root: Element, time_base: str) -> bool:
    """Do all times count from the start, rather than from the element around?

    So they do for SMPTE labels, which are markers unless the document calls them continuous, and
    in the lyrics files that carry an `itunes:timing`, against the specification.
    """
    if time_base == "smpte":
        return root.attribute("markerMode") != "continuous"
    return root.attribute("timing") is not None


def agents(root: Element) -> dict[str, str]:
    """The names of the agents by their identifier; where there is no name, the identifier."""
    names: dict[str, str] = {}
    for element in root.elements():
        if element.name == "agent" and (identifier := element.attribute("id")):
            given = (
                " ".join(child.content().split())
                for child in element.children
                if isinstance(child, Element) and child.name == "name"
            )
            names.setdefault(identifier, next((name for name in given if name), identifier))
    return names


def head_texts(head: Element) -> Iterator[Element]:
    """The elements of TTML in the head that hold bare text, where only metadata may hold any."""
    waiting = [head]
    while waiting:
        element = waiting.pop()
        children = [child for child in element.children if isinstance(child, Element)]
        texts = (child.text for child in element.children if not isinstance(child, Element))
        if tidy(texts):
            yield element
        own = ("head", "styling", "layout", "region", "style", "initial")
        waiting += [child for child in reversed(children) if child.name in own]


def _rate(root: Element, name: str, problems: list[Problem]) -> Rational | None:
    text = root.attribute(name)
    if text is None:
        return None
    value = decimal(text)
    if not value:
        problems.append(_unreadable(root, name))
    return value or None


def _multiplier(root: Element, problems: list[Problem]) -> Rational:
    text = root.attribute("frameRateMultiplier")
    if text is None:
        return 1
    match = _RATIO.match(text.strip())
    if match is None or not int(match[1]) or (match[2] is not None and not int(match[2])):
        problems.append(_unreadable(root, "frameRateMultiplier"))
        return 1
    return Fraction(int(match[1]), int(match[2] or 1))


def _one_of(root: Element, name: str, known: tuple[str, ...], problems: list[Problem]) -> str:
    value = root.attribute(name)
    if value is None:
        return known[0]
    if value not in known:
        problems.append(_unreadable(root, name))
        return known[0]
    return value


def _unreadable(root: Element, name: str) -> Problem:
    return _remark(root, gettext_noop("ttp:%(name)s “%(value)s” cannot be read"), name)


def _remark(root: Element, template: str, name: str) -> Problem:
    value = (root.attribute(name) or "")[:40]
    return remark(root.line, root.column, template, value, name=name, value=value)
