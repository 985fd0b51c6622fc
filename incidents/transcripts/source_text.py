"""From bytes to lines: size, encoding, and what is not text at all.

Encodings: UTF-8, with or without byte order mark; UTF-16 by its mark; otherwise Windows-1252,
with a warning, as it accepts nearly any bytes. A NUL, a known binary signature, an HTML document
are refused. Characters that show nothing (right-to-left marks, zero width, control) are kept, with
one warning for each kind. Lines end with LF, CR LF or CR and with nothing else.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from incidents.input_error import gettext_noop
from incidents.transcripts.records import Problem, TranscriptError, remark

MAX_BYTES = 10_000_000
MAX_LINES = 500_000  # a whole day of one-second cues in SubRip is 345,600 lines

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
_HTML = re.compile(r"(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s{1,9}html|html|head|body)\b", re.I)
_LINE_END = re.compile(r"\r\n?|\n")
# Unicode categories Cc, Cf, Zl and Zp, less tab and line ends.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u08e2\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0001\U000e0020-\U000e007f]"
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class SourceText:
    """Decoded lines without their ends; line n of the file is ``lines[n - 1]``."""

    lines: tuple[str, ...]
    encoding: str
    warnings: tuple[Problem, ...] = ()


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
    if encoding == "windows-1252" and (control := _CONTROL.search(text)):
        raise _not_text(text, control.start())
    if _HTML.match(text.lstrip()):
        raise TranscriptError(
            gettext_noop("this is an HTML document: paste the text of the page, not its HTML")
        )
    lines = tuple(_LINE_END.split(text))
    _refuse_too_many(lines)
    return SourceText(lines, encoding, (*warnings, *_invisible(text, lines)))


def _refuse_too_many(lines: tuple[str, ...]) -> None:
    count = len(lines) - (not lines[-1])
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
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError as error:
        raise TranscriptError(
            gettext_noop(
                "neither UTF-8 (byte 0x%(first)02X at offset %(first_at)d) nor Windows-1252"
                " (byte 0x%(byte)02X at offset %(at)d, line %(line)d)"
            ),
            first=data[offset],
            first_at=offset,
            byte=data[error.start],
            at=error.start,
            line=_line_of(data, error.start),
        ) from None
    return text, "windows-1252", (_fallback(data, text, offset),)


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


def _fallback(data: bytes, text: str, offset: int) -> Problem:
    """One byte of Windows-1252 is one character, so that an offset is one in both."""
    line = _line_of(data, offset)
    start = max(data.rfind(b"\n", 0, offset), data.rfind(b"\r", 0, offset)) + 1
    return remark(
        line,
        offset - start + 1,
        gettext_noop("byte 0x%(byte)02X at offset %(at)d is not UTF-8: read as Windows-1252"),
        text[start : start + 200].splitlines()[0],
        byte=data[offset],
        at=offset,
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


def _invisible(text: str, lines: tuple[str, ...]) -> Iterator[Problem]:
    """One warning for each kind of invisible character, at its first place."""
    if not _INVISIBLE.search(text):
        return
    first: dict[str, tuple[int, int]] = {}
    count: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        for match in _INVISIBLE.finditer(line):
            first.setdefault(match[0], (number, match.start() + 1))
            count[match[0]] = count.get(match[0], 0) + 1
    for char, (number, column) in first.items():
        yield remark(
            number,
            column,
            gettext_noop("invisible character U+%(code)04X %(name)s, kept (%(count)d in the file)"),
            lines[number - 1],
            code=ord(char),
            name=unicodedata.name(char, "CONTROL"),
            count=count[char],
        )
