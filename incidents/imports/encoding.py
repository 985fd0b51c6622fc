"""In which encoding a file is written: said, never guessed silently, and one for all of its lines.

A byte order mark decides. Without one it is UTF-8, or else, where no line has a letter in UTF-8,
Windows-1252 with a warning. A file of which some lines are the one and some the other is refused,
line by line: whichever was chosen, words of the others would be lost.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import TextIOWrapper
from typing import BinaryIO

from incidents.imports.problems import Problem
from incidents.input_error import gettext_noop

LONGEST_LINE = 4_000_000
"""Bytes. A file without line ends would have to be held whole."""
MOST_NAMED = 50
"""So many lines of one fault are named; the last one named says how many more there are."""
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass
class Text:
    """How the bytes of a file are read. With problems it is read all the same, for what else is
    wrong: what cannot be decoded is replaced."""

    encoding: str
    warnings: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def lines(self, file: BinaryIO) -> Iterator[str]:
        """The physical lines with their ends, without NUL; ``file`` stays open. Who stops reading
        may close it first: then nothing is left to let go."""
        file.seek(0)
        reader = TextIOWrapper(file, self.encoding, errors="replace", newline="")
        try:
            for line in reader:
                yield line.replace("\0", "") if "\0" in line else line
        finally:
            if not file.closed:
                reader.detach()


def examine(file: BinaryIO) -> Text:
    """Read all of it once."""
    file.seek(0)
    start = file.read(4)
    file.seek(0)
    if start in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE):
        return Text("utf-8", problems=[Problem(1, gettext_noop("UTF-32 is not read: use UTF-8"))])
    marked = next((name for mark, name in MARKS if start.startswith(mark)), "")
    if marked == "utf-16":
        return Text(marked, problems=_named(_wide_faults(file)))
    return _by_lines(file, marked or "utf-8")


def _by_lines(file: BinaryIO, encoding: str) -> Text:
    """UTF-8 as long as some line says so, or a byte order mark; else Windows-1252."""
    others, wrong, undefined = list[Problem](), list[Problem](), list[Problem]()
    is_utf8 = encoding == "utf-8-sig"
    for number, line in _lines(file):
        if b"\0" in line:
            others.append(_nul(number, line.index(b"\0")))
        if len(line) > LONGEST_LINE:
            template = gettext_noop("the line is longer than %(limit)d bytes")
            others.append(Problem(number, template, {"limit": LONGEST_LINE}))
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            is_utf8 = True
        except UnicodeDecodeError as error:
            wrong.append(_not_utf8(number, line, error.start))
            undefined += _not_windows(number, line)
    if is_utf8 or not wrong:
        return Text(encoding, problems=_named(others) + _named(wrong))
    said = gettext_noop("not UTF-8: the file is read as Windows-1252; look at its accents")
    return Text("cp1252", [Problem(wrong[0].line, said)], _named(others) + _named(undefined))


def _not_utf8(number: int, line: bytes, at: int) -> Problem:
    template = gettext_noop(
        "byte %(byte)s at position %(at)d is not UTF-8, other lines are: save the file in one "
        "encoding"
    )
    return Problem(number, template, {"byte": f"0x{line[at]:02x}", "at": at + 1})


def _not_windows(number: int, line: bytes) -> Iterator[Problem]:
    try:
        line.decode("cp1252")
    except UnicodeDecodeError as error:
        template = gettext_noop(
            "byte %(byte)s at position %(at)d is neither UTF-8 nor Windows-1252"
        )
        byte = {"byte": f"0x{line[error.start]:02x}", "at": error.start + 1}
        yield Problem(number, template, byte)


def _wide_faults(file: BinaryIO) -> list[Problem]:
    reader = TextIOWrapper(file, "utf-16", newline="")
    found = list[Problem]()
    number = 0
    try:
        for number, line in enumerate(reader, 1):
            if "\0" in line:
                found.append(_nul(number, line.index("\0")))
    except UnicodeError:
        found.append(Problem(number + 1, gettext_noop("from here on it is not UTF-16")))
    finally:
        reader.detach()
    return found


def _nul(number: int, at: int) -> Problem:
    return Problem(number, gettext_noop("a NUL at position %(at)d"), {"at": at + 1})


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Physical lines, numbered as a reader of text counts them: a CR of its own ends one, too."""
    number = 0
    while chunk := file.readline(LONGEST_LINE + 2):
        for line in chunk.removesuffix(b"\n").removesuffix(b"\r").split(b"\r"):
            number += 1
            yield number, line


def _named(problems: list[Problem]) -> list[Problem]:
    if len(problems) <= MOST_NAMED:
        return problems
    last = problems[MOST_NAMED - 1]
    more = gettext_noop("and %(count)d more places of this kind")
    said = Problem(last.line, more, {"count": len(problems) - MOST_NAMED})
    return [*problems[:MOST_NAMED], said]
