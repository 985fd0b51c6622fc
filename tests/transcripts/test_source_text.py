"""From bytes to lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.transcripts.records import TranscriptError
from incidents.transcripts.source_text import MAX_BYTES, MAX_LINES, read_text

LINES = ("00:00 déjà", "00:04 l’œuvre")
TEXT = "\n".join(LINES)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
    ],
)
def test_unicode_is_read_without_a_word(data: bytes, encoding: str) -> None:
    text = read_text(data)
    assert (text.lines, text.encoding, text.warnings) == (LINES, encoding, ())


def test_windows_1252_is_a_warning_that_names_the_byte() -> None:
    text = read_text(b"00:00 oui\r\n" + "00:04 déjà l’œuvre".encode("windows-1252"))
    assert text.lines == ("00:00 oui", "00:04 déjà l’œuvre")
    assert text.encoding == "windows-1252"
    (warning,) = text.warnings
    assert (warning.line, warning.column) == (2, 8)
    assert warning.message == "byte 0xE9 at offset 18 is not UTF-8: read as Windows-1252"
    assert warning.excerpt == "00:04 déjà l’œuvre"


def test_bytes_that_windows_1252_lacks_are_read_as_latin_1() -> None:
    text = read_text(b"00:00 ok\n00:01 \xe9t\x81")
    assert (text.lines[1], text.encoding) == ("00:01 ét\x81", "iso-8859-1")
    assert [warning.message for warning in text.warnings] == [
        "byte 0xE9 at offset 15 is not UTF-8: read as Latin-1",
        "invisible character U+0081 CONTROL, kept (1 in the file)",
    ]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_three_line_ends_and_no_other(end: str) -> None:
    text = read_text(f"00:00 a\x0bb{end}{end}00:01 c\u2028d{end}".encode())
    assert text.lines == ("00:00 a\x0bb", "", "00:01 c\u2028d", "")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf", "the file holds only blanks"),
        (b" \n\t\n", "the file holds only blanks"),
        (b"00:00 a\n00:01 b\0c", "not text: NUL at offset 15, line 2"),
        (b"00:00 \xe9\n\0", "not text: NUL at offset 8, line 2"),
        (b"00:00 \xe9\n\x02", "not text: control byte 0x02 at offset 8, line 2"),
        (b"\xff\xfea", "not UTF-16: byte 0x61 at offset 2"),
        (b"\xff\xfe\0\0a\0\0\0", "the file is UTF-32"),
        (b"%PDF-1.7\n", "not text: the file begins as PDF does"),
        (b"PK\x03\x04", "not text: the file begins as ZIP"),
        (b"\n <!DOCTYPE html>\n<title>x", "this is an HTML document: paste the text of the page"),
        (b'<?xml version="1.0"?>\n<html>', "this is an HTML document"),
        (b"<HTML lang=fr>", "this is an HTML document"),
        (b"a" * (MAX_BYTES + 1), "the file is larger than 100000000 bytes"),
        (b"\n" * MAX_LINES + b"a", "the file has 5000001 lines; at most 5000000 are read"),
    ],
)
def test_what_is_not_a_readable_text_is_named(data: bytes, message: str) -> None:
    with pytest.raises(TranscriptError, match=message):
        read_text(data)


def test_as_many_lines_as_allowed_are_read() -> None:
    assert len(read_text(b"\n" * (MAX_LINES - 1) + b"a\n").lines) == MAX_LINES + 1


def test_invisible_characters_are_kept_with_one_warning_for_each_kind() -> None:
    text = read_text("00:00 a\u200fb\n00:01 \u200f\u200b\x1b[31m".encode())
    assert text.lines == ("00:00 a\u200fb", "00:01 \u200f\u200b\x1b[31m")
    assert [(w.line, w.column, w.message) for w in text.warnings] == [
        (1, 8, "invisible character U+200F RIGHT-TO-LEFT MARK, kept (2 in the file)"),
        (2, 8, "invisible character U+200B ZERO WIDTH SPACE, kept (1 in the file)"),
        (2, 9, "invisible character U+001B CONTROL, kept (1 in the file)"),
    ]


def test_script_tags_are_text() -> None:
    assert read_text(b"<script>alert(1)</script>\n00:00 a").warnings == ()


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_give_lines_or_the_documented_error(data: bytes) -> None:
    try:
        text = read_text(data)
    except TranscriptError as error:
        assert str(error)
        return
    kept = "".join(text.lines)
    codec = {"utf-16": "utf-16"}.get(text.encoding, text.encoding)
    assert kept == data.decode(codec).replace("\r", "").replace("\n", "")
