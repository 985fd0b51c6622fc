"""From bytes to lines: size, encoding, and what is not text at all.

Encodings: UTF-8, with or without byte order mark; UTF-16 by its mark; otherwise Windows-1252, and
Latin-1 where that lacks a byte, with a warning, as they accept nearly any bytes. A NUL, a known
binary signature, an HTML document are refused. Characters that show nothing (right-to-left marks,
zero width, control) are kept, with one warning for each kind. Lines end with LF, CR LF or CR and
with nothing else.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from incidents.input_error import gettext_noop
from incidents.transcripts import json_reader
from incidents.transcripts.records import Problem, TranscriptError, remark

MAX_BYTES = 100_000_000  # a million cues of SubRip are about 70 MB
MAX_LINES = 5_000_000

_SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP, DOCX, ODT"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"ID3", "MP3"),
    (b"OggS", "Ogg"),
    (b"\x1aE\xdf\xa3", "Matroska, WebM"),
    (b"{\\rtf", "RTF"),
)
_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HTML = re.compile(
    r"(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s{1,9}html\b|html\b|head\b"
    r"|body\b(?!\s*>\s*<p\s[^>]{0,99}\bt=))",  # a body of timed paragraphs is of youtube-srv3
    re.I,
)
_LINE_END = re.compile(r"\r\n?|\n")
# Unicode categories Cc, Cf, Zl and Zp, less tab and line ends.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u08e2\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0001\U000e0020-\U000e007f]"
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True)
class SourceText:
    """Decoded text; every line ends with LF, whatever ended it in the file."""

    text: str
    encoding: str
    warnings: tuple[Problem, ...] = ()

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends; line n of the file is ``lines[n - 1]``."""
        return tuple(self.text.split("\n"))

    @cached_property
    def json(self) -> json_reader.Document | json_reader.NotJson:
        """The text as JSON, or why it is none: read once, whichever format asks."""
        return json_reader.attempt(self.text)


def read_text(data: bytes) -> SourceText:
    """Decode a file, or raise `TranscriptError` naming the byte, its offset and its line."""
    if len(data) > MAX_BYTES:
        raise TranscriptError(
            gettext_noop("the file is larger than %(limit)d bytes, the most that is read"),
            limit=MAX_BYTES,
        )
    if not data:
        raise TranscriptError(gettext_noop("the file is empty"))
    _refuse_binary(data)
    text, encoding, warnings = _decode(data)
    if not text.strip():
        raise TranscriptError(gettext_noop("the file holds only blanks"))
    if (at := text.find("\0")) >= 0:
        offset = 2 + 2 * at if encoding == "utf-16" else data.find(b"\0")
        raise _nul(_lines_before(text, at), offset)
    if encoding in {"windows-1252", "iso-8859-1"} and (control := _CONTROL.search(text)):
        raise _not_text(text, control.start())
    if _HTML.match(text.lstrip()):
        raise TranscriptError(
            gettext_noop("this is an HTML document: paste the text of the page, not its HTML")
        )
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_too_many(text)
    return SourceText(text, encoding, (*warnings, *_invisible(text)))


def _refuse_too_many(text: str) -> None:
    count = text.count("\n") + (not text.endswith("\n"))
    if count > MAX_LINES:
        raise TranscriptError(
            gettext_noop("the file has %(count)d lines; at most %(limit)d are read"),
            count=count,
            limit=MAX_LINES,
        )


def _refuse_binary(data: bytes) -> None:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise TranscriptError(
                gettext_noop("not text: the file begins as %(kind)s does"), kind=kind
            )
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise TranscriptError(gettext_noop("the file is UTF-32: save it as UTF-8"))


def _decode(data: bytes) -> tuple[str, str, tuple[Problem, ...]]:
    for mark, codec in _UTF16:
        if data.startswith(mark):
            return _decode_utf16(data, len(mark), codec), "utf-16", ()
    skip = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    try:
        return data[skip:].decode("utf-8"), "utf-8-sig" if skip else "utf-8", ()
    except UnicodeDecodeError as error:
        offset = error.start + skip
    if (nul := data.find(b"\0")) >= 0:
        raise _nul(_line_of(data, nul), nul)
    for codec in ("windows-1252", "iso-8859-1"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        return text, codec, (_fallback(data, text, offset, codec),)
    raise AssertionError("Latin-1 reads any bytes")


def _decode_utf16(data: bytes, skip: int, codec: str) -> str:
    try:
        return data[skip:].decode(codec)
    except UnicodeDecodeError as error:
        at = error.start + skip
        raise TranscriptError(
            gettext_noop("not UTF-16: byte 0x%(byte)02X at offset %(at)d (%(reason)s)"),
            byte=data[at],
            at=at,
            reason=error.reason,
        ) from None


def _fallback(data: bytes, text: str, offset: int, codec: str) -> Problem:
    """One byte of these encodings is one character, so that an offset is one in both."""
    line = _line_of(data, offset)
    start = max(data.rfind(b"\n", 0, offset), data.rfind(b"\r", 0, offset)) + 1
    return remark(
        line,
        offset - start + 1,
        gettext_noop("byte 0x%(byte)02X at offset %(at)d is not UTF-8: read as %(encoding)s"),
        text[start : start + 200].splitlines()[0],
        byte=data[offset],
        at=offset,
        encoding={"windows-1252": "Windows-1252", "iso-8859-1": "Latin-1"}[codec],
    )


def _nul(line: int, at: int) -> TranscriptError:
    return TranscriptError(
        gettext_noop(
            "not text: NUL at offset %(at)d, line %(line)d (UTF-16 needs its byte order mark)"
        ),
        at=at,
        line=line,
    )


def _not_text(text: str, at: int) -> TranscriptError:
    return TranscriptError(
        gettext_noop("not text: control byte 0x%(byte)02X at offset %(at)d, line %(line)d"),
        byte=ord(text[at]),
        at=at,
        line=_lines_before(text, at),
    )


def _line_of(data: bytes, offset: int) -> int:
    return _lines_before(data[:offset].decode("latin-1"), offset)


def _lines_before(text: str, at: int) -> int:
    return sum(1 for _ in _LINE_END.finditer(text, 0, at)) + 1


def _invisible(text: str) -> Iterator[Problem]:
    """One warning for each kind of invisible character, at its first place."""
    first: dict[str, int] = {}
    count: dict[str, int] = {}
    for match in _INVISIBLE.finditer(text):
        first.setdefault(match[0], match.start())
        count[match[0]] = count.get(match[0], 0) + 1
    for char, at in first.items():
        begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        yield remark(
            text.count("\n", 0, at) + 1,
            at - begin + 1,
            gettext_noop("invisible character U+%(code)04X %(name)s, kept (%(count)d in the file)"),
            text[begin : end if end >= 0 else len(text)],
            code=ord(char),
            name=unicodedata.name(char, "CONTROL"),
            count=count[char],
        )
