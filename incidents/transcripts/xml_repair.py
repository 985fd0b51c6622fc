"""What stands bare in XML that must be escaped there: found, hidden from the parser, restored.

Each such character is replaced by one that the text does not use, so that lines and columns stay
those of the file, and put back in the texts and attributes the parser gives.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from itertools import accumulate

from incidents.input_error import gettext_noop
from incidents.transcripts.records import Problem, remark

_DECLARATION = re.compile(r"(?P<blanks>\s*)<\?xml\s[^>]*>")
_PROLOG = re.compile(
    r"\s*+(?:(?><\?.*?\?>|<!--.*?-->)\s*+)*+<(?:!DOCTYPE\s++)?(?P<name>[^\s/>!?\[]++)",
    re.DOTALL,
)
_NAME_START = r"A-Za-z_:\u00c0-\U000effff"
# Comments, CDATA sections and instructions may hold these characters; nothing else may.
_LOOSE = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    r"|(?P<number>&\#(?:x[0-9A-Fa-f]{1,6}|[0-9]{1,7});)"
    r"|(?P<named>&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,31};)"
    r"|(?P<bare>&(?!(?:amp|lt|gt|quot|apos);)"
    rf"|<(?![{_NAME_START}]|/[{_NAME_START}]|!DOCTYPE)"
    r"|(?<=\]\])>|[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff])",
    re.DOTALL,
)
_UNUSED = range(0xF0000, 0xFFFFE)  # characters nobody has given a meaning


def root_name(text: str) -> str | None:
    """The local name of the first element, found without reading the rest; None if not XML."""
    match = _PROLOG.match(text)
    return match["name"].rpartition(":")[2] if match else None


def without_declaration(text: str) -> tuple[str, list[Problem]]:
    """The text with blanks for its XML declaration, and a warning where blanks stand before it."""
    match = _DECLARATION.match(text)
    if match is None:
        return text, []
    blanks = re.sub(r"[^\n]", " ", match[0])
    early = []
    if match["blanks"]:
        lines = match["blanks"].split("\n")
        early.append(
            remark(
                len(lines),
                len(lines[-1]) + 1,
                gettext_noop("blanks stand before the XML declaration"),
                match[0],
            )
        )
    return blanks + text[match.end() :], early


@dataclass(frozen=True, slots=True)
class Loose:
    """A text whose bare characters are hidden; `places` are where they stand in it."""

    original: str
    text: str
    places: tuple[int, ...]
    hidden: dict[str, str]

    def restored(self, text: str) -> str:
        """The bare characters back in their place; entities of HTML as what they mean."""
        if self.hidden.get("&"):
            text = re.sub(
                self.hidden["&"] + "([A-Za-z][A-Za-z0-9]*;)",
                lambda match: html5.get(match[1], "&" + match[1]),
                text,
            )
        return text.translate({ord(by): char for char, by in self.hidden.items()})

    def problems(self, before: tuple[int, int] | None) -> Iterator[Problem]:
        """One problem for each bare character that was read, before the place of a fault."""
        starts = [0, *accumulate(len(line) + 1 for line in self.original.split("\n"))]
        for at in self.places:
            line = bisect_right(starts, at)
            column = at - starts[line - 1] + 1
            if before is not None and (line, column) >= before:
                return
            yield _problem(self.original, at, line, column)


def loose(text: str) -> Loose:
    """Find and hide all bare characters."""
    places = tuple(match.start() for match in _LOOSE.finditer(text) if _is_loose(match))
    chars = sorted({text[at] for at in places})
    used = set(text) if places else set()
    unused = (chr(code) for code in _UNUSED if chr(code) not in used)
    hidden = dict(zip(chars, unused, strict=False))
    if len(hidden) < len(chars):
        return Loose(text, text, (), {})
    pieces, done = [], 0
    for at in places:
        pieces += [text[done:at], hidden[text[at]]]
        done = at + 1
    return Loose(text, "".join([*pieces, text[done:]]), places, hidden)


def _is_loose(match: re.Match[str]) -> bool:
    if match["number"] is None:
        return match.lastgroup is not None
    digits = match["number"][2:-1]
    code = int(digits[1:], 16) if digits.startswith("x") else int(digits)
    sound = code in {9, 10, 13} or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD
    return not (sound or 0x10000 <= code <= 0x10FFFF)


def _problem(text: str, at: int, line: int, column: int) -> Problem:
    shown = text[at : at + 100].split("\n", 1)[0]
    entity = re.match(r"&([A-Za-z][A-Za-z0-9]*;)", shown)
    if entity and entity[1] in html5:
        return remark(
            line,
            column,
            gettext_noop("not well-formed XML: %(entity)s is an entity of HTML; read as %(read)s"),
            shown,
            entity=entity[0],
            read=html5[entity[1]],
        )
    char = text[at] if text[at] in "&<>" else f"U+{ord(text[at]):04X}"
    return remark(
        line,
        column,
        gettext_noop("not well-formed XML: %(char)s is not escaped; kept as text"),
        shown,
        char=char,
    )
