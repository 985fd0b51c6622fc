"""The text that an XML caption file holds, by expat alone: for the oracle of `mutation_words`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from xml.parsers import expat

TIMED = {"ttml": {"p"}, "youtube-srv1": {"text"}, "youtube-srv3": {"p"}}
"""The elements that hold what is said."""

APART = {"metadata", "title", "desc", "copyright", "agent", "name", "styling", "style", "head"}
"""Elements whose text is about the file, not said in it."""


@dataclass
class _Reader:
    timed: set[str]
    open: list[str] = field(default_factory=list)
    first_lines: list[int] = field(default_factory=list)
    found: list[tuple[int, str]] = field(default_factory=list)

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self.open.append(name.rpartition(":")[2].rpartition("}")[2])
        self.first_lines.append(self.parser.CurrentLineNumber)
        if self.open[-1] in {"br", "p", "text"}:
            self.found.append((self.first_lines[-1], "\n"))

    def end(self, _name: str) -> None:
        self.open.pop()
        self.first_lines.pop()

    def text(self, data: str) -> None:
        if APART.isdisjoint(self.open):
            self.found.append((self._line(), data))

    def _line(self) -> int:
        """That of the innermost timed element, else that of the element itself."""
        for name, line in zip(reversed(self.open), reversed(self.first_lines), strict=True):
            if name in self.timed:
                return line
        return self.first_lines[-1]

    def read(self, text: str) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.buffer_text = True
        self.parser.Parse(text, True)


def texts(text: str, format_name: str) -> Iterator[tuple[int, str]]:
    """Each text with the line of the timed element around it; nothing where expat refuses.

    YouTube escapes its text twice.
    """
    reader = _Reader(TIMED[format_name])
    try:
        reader.read(re.sub(r"^\s*(<\?xml[^>]*?)\s+encoding=(\"[^\"]*\"|'[^']*')", r"\1", text))
    except expat.ExpatError:
        return
    joined: dict[int, str] = {}
    for line, data in reader.found:
        joined[line] = joined.get(line, "") + data
    for line, data in joined.items():
        yield line, unescape(data) if format_name != "ttml" else data
