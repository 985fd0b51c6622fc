"""What the font of the report can print."""

import unicodedata

import pytest

from incidents.reports.glyphs import FACES, font_file, printable


@pytest.mark.parametrize(
    "text",
    ["Élection du 1er août", "« oui » – “yes” … 12\N{NARROW NO-BREAK SPACE}000", "Ελλάδα, Україна"],
)
def test_latin_greek_and_cyrillic_pass_as_they_are(text: str) -> None:
    assert printable(text) == text


def test_composed_and_decomposed_letters_print_alike() -> None:
    assert printable(unicodedata.normalize("NFD", "éàç")) == "éàç"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\N{BALLOT BOX WITH BALLOT}\N{VARIATION SELECTOR-16}", "[U+1F5F3 U+FE0F]"),
        ("\u05e9\u05dc", "[U+05E9 U+05DC]"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}b", "a[U+202E]b"),
        ("a\x00b", "a[U+0000]b"),
        ("so\N{SOFT HYPHEN}", "so[U+00AD]"),
    ],
)
def test_what_the_font_lacks_is_numbered(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_only_the_faces_of_the_report_are_read() -> None:
    assert all(font_file(name).is_file() for name in FACES.values())
    with pytest.raises(KeyError, match="not a face"):
        font_file("../LICENSE.txt")
