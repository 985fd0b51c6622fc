"""The text of WebVTT cues: tags, voices, character references."""

import pytest

from incidents.transcripts import vtt
from incidents.transcripts.records import Cue
from incidents.transcripts.source_text import read_text
from incidents.transcripts.vtt_cue_text import escaped, voices


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Un <b>deux</b> <i>trois</i> <u>quatre</u>", "Un deux trois quatre"),
        ("<c.jaune.fond_bleu>Un</c> <b.fort>deux</b>", "Un deux"),
        ("<i>Un", "Un"),
        ("Un</i></b></>", "Un"),
        ("<i><b>Un</i></b>", "Un"),
        ("<ruby>voix<rt>vwa</rt></ruby>", "voixvwa"),
        ("<lang en>deep fake</lang> <lang.x en-GB>clip</lang> <lang>x", "deep fake clip x"),
        ("Un<00:00:01.500> deux<00:02.000><c> trois</c>", "Un deux trois"),
        ("<i >Un</i >", "Un"),
        ("  Un \n \n\tdeux  ", "Un\ndeux"),
        ("&lt;i&gt; &amp;amp; &eacute;&#233;&#xe9; &quot;", '<i> &amp; ééé "'),
        ("&nbsp;Un&lrm;", "Un\u200e"),
        ("AT&T &lt &bogus; &#0; &#10; &#xd800;", "AT&T &lt &bogus; \ufffd &#10; \ufffd"),
        ("a > b --", "a > b --"),
    ],
)
def test_markup_goes_and_text_stays(text: str, plain: str) -> None:
    assert voices(text) == ([(None, plain)], [])


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a < b", "a < b"),
        ("je <3 toi", "je <3 toi"),
        ("<LAUGHS> Un", "<LAUGHS> Un"),
        ("<font color=red>Un</font>", "<font color=red>Un</font>"),
        ("Un <i", "Un <i"),
        ("<<i>Un", "<Un"),
        ("<12>", "<12>"),
        ("< i>", "< i>"),
        ("<v Anna\nRoc>Un", "<v Anna\nRoc>Un"),
        ("<v\u00a0Anna>Un", "<v\u00a0Anna>Un"),
        ("<lang\nen>Un", "<lang\nen>Un"),
        ("<I>", "<I>"),
        ("<>", "<>"),
    ],
)
def test_what_is_no_tag_is_text_and_doubtful(text: str, plain: str) -> None:
    found, doubts = voices(text)
    assert found == [(None, plain)]
    assert doubts


def test_words_in_a_tag_without_meaning_are_named_and_long_ones_kept() -> None:
    assert voices("<b un mot>Un</b>") == ([(None, "Un")], [(0, 10)])
    assert voices("</b un>Un") == ([(None, "Un")], [(0, 7)])
    long = "mot " * 50
    assert voices(f"<b {long}>Un") == ([(None, f"<b {long}>Un")], [(0, 206)])
    assert voices("<b un\nmot>Un") == ([(None, "<b un\nmot>Un")], [(0, 12)])


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("<v Anna>Un", [("Anna", "Un")]),
        ("<v Anna>Un</v>", [("Anna", "Un")]),
        ("<v.fort.loin Anna Roc>Un</v>", [("Anna Roc", "Un")]),
        ("<v\tAnna   Roc >Un", [("Anna Roc", "Un")]),
        ("<v Zo&eacute; &amp; &lt;B&gt;>Un", [("Zoé & <B>", "Un")]),
        ("<v>Un", [(None, "Un")]),
        ("<v  >Un", [(None, "Un")]),
        ("<v A>Un</v> <v B>Deux</v>", [("A", "Un"), ("B", "Deux")]),
        ("<v A>Un\n<v B>Deux", [("A", "Un"), ("B", "Deux")]),
        ("Un <v A>deux</v> trois", [(None, "Un"), ("A", "deux"), (None, "trois")]),
        ("<v A>Un <v B>deux</v> trois</v>", [("A", "Un"), ("B", "deux"), ("A", "trois")]),
        ("<v A>Un</v></v> deux", [("A", "Un"), (None, "deux")]),
        ("<i><v A>Un</i> deux</v>", [("A", "Un deux")]),
        ("<v A></v><v B>Un", [("A", ""), ("B", "Un")]),
        ("<v A></v><v A>Un", [("A", "Un")]),
        ("<v A>", [("A", "")]),
        ("<v A><v A>", [("A", "")]),
        ("<i></i>", [(None, "")]),
        ("", [(None, "")]),
    ],
)
def test_voices(text: str, spoken: list[tuple[str | None, str]]) -> None:
    assert voices(text) == (spoken, [])


@pytest.mark.parametrize("text", ["<i>", "&lt;", "-->", "a & b", "&amp;amp;", "<v A>", "x<"])
def test_escaped_text_comes_back(text: str) -> None:
    assert voices(escaped(text)) == ([(None, text)], [])
    assert not set("<>") & set(escaped(text))


def test_several_voices_are_one_cue_of_the_file_and_doubts_have_their_place() -> None:
    found = vtt.parse(
        read_text(b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>Un <3\n<i x>deux</i> & <\n<v B>a <b")
    )
    assert found.cues == [
        Cue(3, 1_000, 2_000, "Un <3\ndeux & <", "A"),
        Cue(3, 1_000, 2_000, "a <b", "B", None, True),
    ]
    assert [(w.line, w.column, w.params["value"]) for w in found.warnings] == [
        (4, 9, "<3"),
        (5, 1, "<i x>"),
        (5, 17, "<"),
        (6, 8, "<b"),
    ]
