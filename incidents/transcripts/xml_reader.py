"""XML read safely into a light tree that knows where each element and each text stands.

Refused whole: document type declarations, and with them every entity a file could declare, inside
or outside of it; nesting deeper than `MAX_DEPTH`; another root element than those asked for; half a
surrogate pair. Nothing is ever fetched. The declared encoding is not used, as the text is decoded
already, but compared (``xml_encoding``). Names are local names, the prefix cut: drafts and profiles
differ in their namespaces.

What is not well-formed is a problem. Where characters stand bare that XML wants escaped (``&``,
``<``, control characters) or an entity of HTML is used, they are kept as text, each with a problem,
and reading goes on. At any other fault reading ends: what stands before it is kept, and elements
that are open there end there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from incidents.input_error import Words, gettext_noop
from incidents.transcripts import xml_encoding, xml_faults, xml_repair
from incidents.transcripts.records import Problem, TranscriptError, remark
from incidents.transcripts.source_text import SourceText

MAX_DEPTH = 100


class Text(NamedTuple):
    """A piece of text between two tags, and where it begins."""

    line: int
    column: int
    text: str


@dataclass(slots=True)
class Element:
    """An element by its local name; attributes are named as written, with their prefix."""

    name: str
    line: int
    column: int
    attributes: dict[str, str]
    children: list["Element | Text"] = field(default_factory=list)

    def attribute(self, local: str) -> str | None:
        """The attribute of that name without a prefix, else the first with one."""
        if local in self.attributes:
            return self.attributes[local]
        suffix = ":" + local
        for name, value in self.attributes.items():
            if name.endswith(suffix):
                return value
        return None

    def elements(self) -> Iterator["Element"]:
        """This element and all within, in the order of the file."""
        waiting: list[Element] = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [child for child in reversed(element.children) if isinstance(child, Element)]

    def texts(self) -> Iterator[Text]:
        """All texts within, in the order of the file."""
        waiting: list[Element | Text] = [self]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Text):
                yield node
            else:
                waiting += reversed(node.children)

    def content(self) -> str:
        """All text within, as one."""
        if len(self.children) == 1 and isinstance(only := self.children[0], Text):
            return only.text
        return "".join(text.text for text in self.texts())


@dataclass(frozen=True, slots=True)
class Document:
    """A tree, what was wrong with the XML, and what deserves a word."""

    root: Element
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


class NotXml(TranscriptError):
    """A text of which no element can be read, or not one that the format begins with."""


def read(source: SourceText, *roots: str) -> Document:
    """The tree under one of these roots; raises TranscriptError for what is refused whole."""
    text, early = xml_repair.without_declaration(source.text)
    root, fault = _parse(text)
    problems = xml_encoding.declared_otherwise(source)
    if fault is not None:
        loose = xml_repair.loose(text)
        if loose.places:
            root, fault = _parse(loose.text, loose)
        problems += loose.problems(before=fault.place if fault else None)
    if root is None:
        raise _no_element(fault)
    if root.name not in roots:
        raise NotXml(
            gettext_noop("line %(line)d: the root element is <%(name)s>, not <%(wanted)s>"),
            line=root.line,
            name=root.name[:40],
            wanted=">, <".join(roots),
        )
    if fault is not None:
        problems.append(_not_well_formed(text, fault))
    return Document(root, tuple(problems), tuple(early))


@dataclass(frozen=True, slots=True)
class _Fault:
    """Where the parser stopped (line and column from 1), and why."""

    place: tuple[int, int]
    reason: Words


class _Builder:
    """Builds the tree from the parser's calls."""

    def __init__(self, loose: xml_repair.Loose | None) -> None:
        self.root: Element | None = None
        self._loose = loose
        self._open: list[Element] = []
        self._texts: list[str] = []
        self._at = (1, 0)
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._doctype

    def close(self) -> None:
        """Keep the text behind the last tag, and let go of the parser, which refers back here."""
        if self._texts:
            self._flush()
        del self.parser

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._texts:
            self._flush()
        parser = self.parser
        line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        if len(self._open) >= MAX_DEPTH:
            raise TranscriptError(
                gettext_noop("line %(line)d: elements are nested deeper than %(limit)d"),
                line=line,
                limit=MAX_DEPTH,
            )
        if self._loose is not None:
            attributes = {key: self._loose.restored(value) for key, value in attributes.items()}
        element = Element(name.rpartition(":")[2], line, column, attributes)
        if self._open:
            self._open[-1].children.append(element)
        elif self.root is None:
            self.root = element
        self._open.append(element)

    def _end(self, _name: str) -> None:
        if self._texts:
            self._flush()
        self._open.pop()

    def _characters(self, text: str) -> None:
        if not self._texts:
            self._at = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber
        self._texts.append(text)

    def _flush(self) -> None:
        text = "".join(self._texts)
        self._texts.clear()
        if self._loose is not None:
            text = self._loose.restored(text)
        line, column = self._at
        self._open[-1].children.append(Text(line, column + 1, text))

    def _doctype(self, *_: object) -> None:
        raise TranscriptError(
            gettext_noop(
                "line %(line)d: a document type declaration (DOCTYPE) is refused: its entities"
                " could hide text, multiply it or fetch it from elsewhere"
            ),
            line=self.parser.CurrentLineNumber,
        )


def _parse(
    text: str, loose: xml_repair.Loose | None = None
) -> tuple[Element | None, _Fault | None]:
    builder = _Builder(loose)
    fault = None
    try:
        builder.parser.Parse(text, True)
    except expat.ExpatError as error:
        fault = _Fault((error.lineno, error.offset + 1), xml_faults.sentence(error.code))
    except UnicodeEncodeError as error:
        raise TranscriptError(
            gettext_noop("line %(line)d: half a surrogate pair, U+%(code)04X, is no character"),
            line=text.count("\n", 0, error.start) + 1,
            code=ord(text[error.start]),
        ) from None
    finally:
        builder.close()
    return builder.root, fault


def _no_element(fault: _Fault | None) -> NotXml:
    line, column = fault.place if fault else (1, 1)
    return NotXml(
        gettext_noop("not XML: line %(line)d, column %(column)d: %(reason)s"),
        line=line,
        column=column,
        reason=fault.reason if fault else Words(gettext_noop("it has no element")),
    )


def _not_well_formed(text: str, fault: _Fault) -> Problem:
    line, column = fault.place
    shown = text.split("\n", line)[line - 1][column - 1 :][:200]
    return remark(
        line,
        column,
        gettext_noop("not well-formed XML: %(reason)s; nothing from here on is read"),
        shown,
        reason=fault.reason,
    )
