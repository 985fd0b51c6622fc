"""The text that an XML caption file holds, by expat alone: for the oracle of `mutation_words`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from xml.parsers import expat

TIMED = {
    "ttml": {"p"},
    "youtube-srv1": {"text"},
    "youtube-srv3": {"p"},
    "dcinema-xml": {"Subtitle"},
    "paragraph-xml": {"Paragraph"},
}
"""The elements that hold what is said, with its times."""

APART = {
    "ttml": {"head", "metadata", "title", "desc", "copyright", "agent", "name", "actor"},
    "youtube-srv1": set(),
    "youtube-srv3": {"head"},
    "dcinema-xml": {
        *("SubtitleID", "MovieTitle", "ReelNumber", "Language", "LoadFont", "Id", "EditRate"),
        *("ContentTitleText", "AnnotationText", "IssueDate", "TimeCodeRate", "StartTime"),
        *("DisplayType", "Image"),
    },
    "paragraph-xml": {"Number", "StartMilliseconds", "EndMilliseconds"},
}
"""Elements whose text is about the file, not said in it."""

BREAKS = {"br", "p", "text", "Text", "Subtitle", "Paragraph"}
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_TAG = re.compile(r"</?(?:b|i|u|font)(?:\s[^<>]*)?>", re.I)


@dataclass
class _Reader:
    timed: set[str]
    apart: set[str]
    excused: set[int]
    names: list[str] = field(default_factory=list)
    first_lines: list[int] = field(default_factory=list)
    found: dict[int, str] = field(default_factory=dict)
    run: str = ""
    run_line: int = 0

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self._flush()
        self.names.append(name.rpartition(":")[2])
        self.first_lines.append(self.parser.CurrentLineNumber)
        self._break()

    def end(self, _name: str) -> None:
        self._flush()
        self._break()
        self.names.pop()
        self.first_lines.pop()

    def _break(self) -> None:
        """Two lines or two passages are no one word."""
        if self.names[-1] in BREAKS:
            line = self._timed_line()
            if line in self.found:
                self.found[line] += "\n"

    def text(self, data: str) -> None:
        self.run_line = self.run_line if self.run.strip() else self.parser.CurrentLineNumber
        self.run += data

    def _flush(self) -> None:
        """A run of text between two tags is one text, on the line where it begins."""
        run, self.run = self.run, ""
        if self.run_line in self.excused or not self.apart.isdisjoint(self.names):
            return
        line = self._timed_line() or self.run_line
        self.found[line] = self.found.get(line, "") + run

    def _timed_line(self) -> int:
        """That on which the outermost timed element begins; 0 outside of any."""
        pairs = zip(self.names, self.first_lines, strict=True)
        return next((line for name, line in pairs if name in self.timed), 0)

    def read(self, text: str) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.Parse(text, True)
        self._flush()


def texts(text: str, format_name: str, excused: set[int]) -> Iterator[tuple[int, str]]:
    """Each text with the line of the timed element around it, or its own where there is none.

    Nothing where expat refuses the file, nor on an excused line. YouTube escapes its text twice.
    """
    reader = _Reader(TIMED[format_name], APART[format_name], excused)
    try:
        reader.read(re.sub(r"^\s*<\?xml\s[^>]*>", _without_encoding, text))
    except expat.ExpatError:
        return
    for line, data in reader.found.items():
        if format_name.startswith("youtube"):
            data = _decoded(data)
        yield line, _TAG.sub("", data) if format_name == "youtube-srv1" else data


def _decoded(text: str) -> str:
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text)


def _without_encoding(declaration: re.Match[str]) -> str:
    """The text is decoded already; its lines stay as many."""
    return "\n" * declaration[0].count("\n")
