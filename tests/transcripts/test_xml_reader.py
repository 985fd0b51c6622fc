"""XML read safely, what is refused whole, and what is repaired."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.transcripts import formats, xml_reader, xml_repair
from incidents.transcripts.records import TranscriptError
from incidents.transcripts.source_text import SourceText
from incidents.transcripts.xml_reader import Document, Element, Text


def read(text: str) -> Document:
    return xml_reader.read(SourceText(text, "utf-8"), "a")


def test_elements_and_texts_know_their_place() -> None:
    root = read('<a>\n  <x:b k="v">un</x:b>é</a>').root
    b = root.children[1]
    assert isinstance(b, Element)
    assert (b.name, b.line, b.column, b.attribute("k")) == ("b", 2, 3, "v")
    assert b.children == [Text(2, 14, "un")]
    assert root.children[2] == Text(2, 22, "é")
    assert root.content() == "\n  uné"


@pytest.mark.parametrize(
    "inside",
    [
        "",
        '[<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]',
        '[<!ENTITY e SYSTEM "file:///etc/hostname">]',
        '[<!ENTITY % p SYSTEM "http://localhost/x.dtd"> %p;]',
        'SYSTEM "http://localhost/x.dtd"',
    ],
)
def test_a_document_type_is_refused_with_its_line(inside: str) -> None:
    with pytest.raises(TranscriptError, match="line 2: a document type declaration"):
        read(f'<?xml version="1.0"?>\n<!DOCTYPE a {inside}><a>&c;</a>')


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(TranscriptError, match="nested deeper than 100"):
        read("<a>" * 100_000)


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(TranscriptError, match=r"line 2: half a surrogate pair, U\+D800"):
        read("<a>\n\ud800</a>")


def test_another_root_is_refused() -> None:
    with pytest.raises(TranscriptError, match="the root element is <b>, not <a>"):
        read("<b/>")


def test_the_declared_encoding_is_not_used() -> None:
    assert read('<?xml version="1.0" encoding="utf-16"?><a>é</a>').root.content() == "é"


@pytest.mark.parametrize("declared", ["windows-1251", "ISO-8859-15", "koi8-r", "x-unheard-of"])
def test_a_guess_beside_another_declaration_is_a_problem(declared: str) -> None:
    data = f'\n <?xml version="1.0" encoding="{declared}"?>\n<transcript><text start="1">é</text>'
    page = formats.parse(f"{data}</transcript>".encode("cp1252"), lenient=True)
    assert page.format == "youtube-srv1"
    (problem,) = page.problems
    assert (problem.line, problem.column) == (2, 32)
    assert problem.message == (
        f"declares the encoding {declared}, read as windows-1252: letters may differ"
    )


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ("encoding='windows-1252'", "windows-1252"),
        ('encoding = "Latin1"', "windows-1252"),
        ('encoding="ISO-8859-1"', "iso-8859-1"),
        ('encoding="utf-8"', "windows-1252"),
        ('encoding="UTF-16"', "windows-1252"),
        ('standalone="yes"', "windows-1252"),
        ('encoding="windows-1251"', "utf-8"),
        ('encoding="windows-1251"', "utf-16"),
    ],
)
def test_other_declarations_cast_no_doubt(declaration: str, encoding: str) -> None:
    text = f'<?xml version="1.0" {declaration}?>\n<a>é</a>'
    assert xml_reader.read(SourceText(text, encoding), "a").problems == ()


def test_only_the_declaration_declares() -> None:
    text = '<?xml version="1.0"?><a x="&lt;?xml encoding=\'koi8-r\'"/>'
    assert xml_reader.read(SourceText(text, "windows-1252"), "a").problems == ()


def test_blanks_before_the_declaration_are_a_warning() -> None:
    document = read('\n <?xml version="1.0"?>\n<a/>')
    assert document.problems == ()
    assert [(w.line, w.column) for w in document.warnings] == [(2, 2)]
    assert document.root.line == 3


def test_bare_characters_are_kept_with_a_problem_each() -> None:
    document = read('<a k="1 & 2">i < 3 &eacute; &nix; &#0; \x01 ]]></a>')
    assert document.root.content() == "i < 3 é &nix; &#0; \x01 ]]>"
    assert document.root.attributes == {"k": "1 & 2"}
    assert [p.column for p in document.problems] == [9, 16, 20, 29, 35, 40, 44]
    assert (
        document.problems[2].message
        == "not well-formed XML: &eacute; is an entity of HTML; read as é"
    )


def test_comments_and_cdata_need_no_escapes() -> None:
    document = read("<a><!-- & < --><![CDATA[& < &eacute;]]></a>")
    assert (document.root.content(), document.problems) == ("& < &eacute;", ())
    repaired = read("<a>&<![CDATA[& &eacute;]]></a>")
    assert (repaired.root.content(), len(repaired.problems)) == ("&& &eacute;", 1)


def test_at_another_fault_what_stands_before_is_kept() -> None:
    document = read("<a><b>un</b>\n<c>deux</b> trois</a>")
    assert document.root.content() == "un\ndeux"
    (problem,) = document.problems
    assert (problem.line, problem.excerpt) == (2, "b> trois</a>")
    assert problem.message == (
        "not well-formed XML: the end tag of another element; nothing from here on is read"
    )


def test_what_holds_no_element_is_refused() -> None:
    with pytest.raises(TranscriptError, match="not XML: line 1, column 1"):
        read("un & deux")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<?xml version='1.0'?><!-- <b> --><x:tt>", "tt"),
        ("<!DOCTYPE tt [", "tt"),
        ("<?" * 50_000, None),
        ("un <tt>", None),
    ],
)
def test_the_first_element_is_found_without_reading_the_rest(text: str, name: str | None) -> None:
    assert xml_repair.root_name(text) == name


@given(st.lists(st.sampled_from([*"<>&;!-[]?/ab\"'= \n#x0é\x01", "CDATA", "&eacute;"])))
def test_any_text_is_read_or_refused(pieces: list[str]) -> None:
    try:
        document = read("<a>" + "".join(pieces))
    except TranscriptError as error:
        assert str(error)
    else:
        closed = "".join(pieces).rstrip().endswith(">")
        assert document.problems or closed
