"""What the XML formats share: finding their elements, reading plain numbers, tidying text."""

import re
from collections.abc import Iterable
from fractions import Fraction

from incidents.input_error import gettext_noop
from incidents.timecode import MAX_MS
from incidents.transcripts.records import Problem, remark
from incidents.transcripts.xml_reader import Element, Text

Rational = int | Fraction
"""An exact value: an int where it is whole, as times mostly are, since that is much faster."""

_NUMBER = re.compile(r"(?=\.?[0-9])([0-9]*)(?:\.([0-9]*))?\Z")
_MAX_DIGITS = 15


def find(
    root: Element, wanted: frozenset[str], known: frozenset[str]
) -> tuple[list[Element], list[Problem]]:
    """The wanted elements in order, and a problem for each text that stands outside of them.

    What is inside a wanted element is its reader's business; known elements hold no passages.
    """
    found: list[Element] = []
    problems: list[Problem] = []
    waiting: list[Element | Text] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Text):
            problems += stray(node)
        elif node.name in wanted:
            found.append(node)
        elif node.name not in known:
            waiting += reversed(node.children)
    return found, problems


def stray(*texts: Text) -> list[Problem]:
    """A problem for each line of text, not blank, that stands where no passage does."""
    return [
        remark(
            text.line + number,
            len(line) - len(line.lstrip()) + (1 if number else text.column),
            gettext_noop("text outside of any passage"),
            line[:1000],
        )
        for text in texts
        for number, line in enumerate(text.text.split("\n"))
        if line.strip()
    ]


def first_shown(text: Text) -> tuple[int, int]:
    """Line and column of the first character that is not blank."""
    if not text.text[:1].isspace():
        return text.line, text.column
    before = text.text[: len(text.text) - len(text.text.lstrip())]
    lines = before.count("\n")
    if not lines:
        return text.line, text.column + len(before)
    return text.line + lines, len(before) - before.rfind("\n")


def too_late(element: Element) -> Problem:
    """The problem of a passage whose start or end does not fit a time."""
    return remark(
        element.line,
        element.column,
        gettext_noop("text at a time that is later than any recording lasts"),
        shown(element),
    )


def shown(element: Element) -> str:
    """The beginning of an element's text, for an excerpt; of one without text, its name."""
    pieces, length = [], 0
    for text in element.texts():
        pieces.append(text.text.lstrip() if not length else text.text)
        length += len(pieces[-1])
        if length > 100:
            break
    return " ".join("".join(pieces)[:200].split()) or f"<{element.name}>"


def whole_ms(value: Rational) -> int | None:
    """The nearest millisecond, halves up; None for what no recording lasts."""
    if isinstance(value, int):
        ms = value
    else:
        ms = (2 * value.numerator + value.denominator) // (2 * value.denominator)
    return ms if 0 <= ms <= MAX_MS else None


def decimal(text: str, unit: int = 1) -> Rational | None:
    """So many units, a plain number without a sign.

    None for what is none, or has more digits than any time.
    """
    match = _NUMBER.match(text.strip())
    if match is None or len(match[1]) > _MAX_DIGITS:
        return None
    return number(match[1] or "0", match[2], unit)


def number(whole: str, fraction: str | None, unit: int = 1) -> Rational:
    """So many units: digits before and behind a point, of those the first fifteen."""
    if not fraction:
        return int(whole) * unit
    fraction = fraction[:_MAX_DIGITS]
    value, scale = int(whole + fraction) * unit, 10 ** len(fraction)
    return Fraction(value, scale) if value % scale else value // scale


def tidy(lines: Iterable[str]) -> str:
    """The lines without blanks around them and without those that are blank."""
    return "\n".join(stripped for line in lines if (stripped := line.strip()))
