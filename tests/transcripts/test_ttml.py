"""Format `ttml`: which cues a document gives, and what is said of the rest."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.transcripts import formats
from incidents.transcripts.records import (
    LanguageNotChosen,
    ParsedTranscript,
    Refused,
    TranscriptError,
)
from tests.transcripts.pages import transcript


def document(body: str, attributes: str = "", head: str = "") -> str:
    return f"<tt {attributes}>{head}<body>{body}</body></tt>"


def read(body: str, attributes: str = "", head: str = "", *, lenient: bool = False) -> list[object]:
    found = transcript(document(body, attributes, head), lenient=lenient)
    return [(s.start_ms, s.end_ms, s.text) for s in found.segments]


def problems(body: str, attributes: str = "", head: str = "") -> list[str]:
    with pytest.raises(Refused) as refused:
        transcript(document(body, attributes, head))
    return [problem.message for problem in refused.value.problems]


@pytest.mark.parametrize("namespace", ["ns/ttml", "2006/10/ttaf1", "2006/04/ttaf1"])
def test_a_document_by_local_names(namespace: str) -> None:
    parsed = transcript(
        f'<tt:tt xmlns:tt="http://www.w3.org/{namespace}" xml:lang="fr"><tt:body><tt:div>'
        '<tt:p begin="1s" end="2s">Un<tt:br/>deux</tt:p></tt:div></tt:body></tt:tt>'
    )
    assert (parsed.format, parsed.language) == ("ttml", "fr")
    assert [(s.start_ms, s.end_ms, s.text) for s in parsed.segments] == [(1000, 2000, "Un\ndeux")]


def test_times_count_from_the_element_around_which_bounds_them() -> None:
    body = '<div begin="10s" dur="5s"><p begin="1s" dur="1s">Un</p><p begin="2s">Deux</p></div>'
    assert read(body) == [(11_000, 12_000, "Un"), (12_000, 15_000, "Deux")]


def test_the_earlier_of_end_and_dur_holds() -> None:
    assert read('<p begin="1s" end="9s" dur="2s">Un</p>') == [(1_000, 3_000, "Un")]


def test_without_an_end_it_is_unknown() -> None:
    assert read('<p begin="1s">Un</p>') == [(1_000, None, "Un")]


def test_in_a_sequence_each_follows_the_one_before() -> None:
    body = '<div timeContainer="seq"><p dur="2s">Un</p><p begin="1s" dur="2s">Deux</p></div>'
    assert read(body) == [(0, 2_000, "Un"), (3_000, 5_000, "Deux")]


def test_what_follows_an_unknown_end_has_no_time() -> None:
    body = '<div timeContainer="seq"><p begin="1s">Un</p><p dur="2s">Deux</p></div>'
    assert problems(body) == ["text whose time is not known"]
    assert read(body, lenient=True) == [(1_000, None, "Un")]


def test_a_division_in_a_sequence_ends_with_the_last_within() -> None:
    body = (
        '<div timeContainer="seq"><div><p dur="2s">Un</p><p dur="3s">Deux</p></div>'
        '<p dur="1s">Trois</p></div>'
    )
    assert read(body)[2] == (3_000, 4_000, "Trois")


def test_a_paragraph_has_the_times_around_it() -> None:
    assert read('<div begin="1s" end="3s"><p>Un</p></div>') == [(1_000, 3_000, "Un")]


def test_spans_with_times_are_cues() -> None:
    body = (
        '<p begin="10s"><span begin="0s" end="1s">Un</span> <span begin="1s" dur="1s">2</span></p>'
    )
    assert read(body) == [(10_000, 11_000, "Un"), (11_000, 12_000, "2")]


def test_no_time_anywhere_is_a_problem() -> None:
    assert problems("<p>Un</p>") == ["neither this text nor anything around it has a time"]


def test_text_that_is_never_shown_is_a_problem() -> None:
    body = '<div end="1s"><p begin="2s" end="3s">Un</p></div>'
    assert problems(body) == ["by the times around it this text is never shown; kept"]
    assert read(body, lenient=True) == [(2_000, 3_000, "Un")]


def test_smpte_labels_are_absolute_with_a_warning() -> None:
    text = document('<div begin="10s"><p begin="11s">Un</p></div>', 'ttp:timeBase="smpte"')
    parsed = transcript(text)
    assert parsed.segments[0].start_ms == 11_000
    assert "timeBase is smpte" in parsed.warnings[0].message


def test_parameters_of_frames_and_ticks() -> None:
    rate = 'ttp:frameRate="24" ttp:frameRateMultiplier="{}"'
    for multiplier in ("1000 1001", "1000:1001"):
        body = '<p begin="360f" end="424f">Un</p>'
        assert read(body, rate.format(multiplier)) == [(15_015, 17_684, "Un")]
    assert read('<p begin="5t">Un</p>', 'ttp:tickRate="10"') == [(500, None, "Un")]
    assert read('<p begin="50t">Un</p>', 'ttp:frameRate="25"') == [(2_000, None, "Un")]


@pytest.mark.parametrize("bad", ['frameRate="0"', 'tickRate="x"', 'frameRateMultiplier="1 0"'])
def test_a_parameter_that_cannot_be_read_is_a_problem(bad: str) -> None:
    assert "cannot be read" in problems('<p begin="1s">Un</p>', f"ttp:{bad}")[0]


def test_a_bad_start_loses_the_text_and_a_bad_end_only_itself() -> None:
    body = '<p begin="0:05">Un</p><p begin="1s" end="x">Deux</p><p begin="99999h">3</p>'
    assert problems(body) == [
        "“0:05” is not a time as TTML writes it",
        "text whose time is not known",
        "“x” is not a time as TTML writes it",
        "text at a time that is later than any recording lasts",
    ]
    assert read(body, lenient=True) == [(1_000, None, "Deux")]


def test_empty_times_are_as_if_not_given() -> None:
    parsed = transcript(document('<p begin="1s" end="">Un</p>'))
    assert (parsed.segments[0].end_ms, len(parsed.warnings)) == (None, 1)


def test_white_space_collapses_unless_preserved() -> None:
    assert read('<p begin="1s">\n Un  <span>\n deux</span></p>') == [(1_000, None, "Un deux")]
    assert read('<p begin="1s" xml:space="preserve">Un  deux\n trois</p>') == [
        (1_000, None, "Un  deux\ntrois")
    ]


def test_empty_paragraphs_say_nothing() -> None:
    assert read('<p begin="1s"> </p><p begin="2s"><br/></p><p begin="3s">Un</p>') == [
        (3_000, None, "Un")
    ]


def test_agents_are_speakers_and_voices_of_one_cue() -> None:
    head = (
        '<head><ttm:agent xml:id="a"><ttm:name>Anne Aubrac</ttm:name></ttm:agent>'
        '<ttm:agent xml:id="b"/></head>'
    )
    body = (
        '<div ttm:agent="a"><p begin="1s">Un</p>'
        '<p begin="2s"><span ttm:agent="b">Deux</span><br/><span>Trois</span></p></div>'
    )
    parsed = transcript(document(body, head=head))
    assert [(s.speaker, s.text) for s in parsed.segments] == [
        ("Anne Aubrac", "Un"),
        ("b", "Deux"),
        ("Anne Aubrac", "Trois"),
    ]
    assert parsed.cues == 2


def test_lyrics_by_the_word_are_one_cue_at_absolute_times() -> None:
    body = (
        '<div begin="19.764"><p begin="19.764" end="21.900">'
        '<span begin="19.764">Un</span> 2</p></div>'
    )
    parsed = transcript(document(body, 'itunes:timing="Word"'))
    assert [(s.start_ms, s.end_ms, s.text) for s in parsed.segments] == [(19_764, 21_900, "Un 2")]
    assert len(parsed.warnings) == 1


TWO = '<div xml:lang="fr"><p begin="1s">Oui</p></div><div xml:lang="en"><p begin="1s">Yes</p></div>'


def parse(body: str, language: str | None = None, attributes: str = "") -> ParsedTranscript:
    found = formats.parse(document(body, attributes).encode(), language=language).transcript
    assert found is not None
    return found


def test_divisions_in_several_languages_are_tracks() -> None:
    assert [(s.text) for s in parse(TWO, "en").segments] == ["Yes"]
    assert parse(TWO, "fr").language == "fr"
    with pytest.raises(LanguageNotChosen, match="fr, en"):
        parse(TWO)


def test_paragraphs_that_all_name_their_language_are_tracks() -> None:
    body = '<p xml:lang="fr" begin="1s">Oui</p><p xml:lang="en" begin="1s">Yes</p>'
    assert parse(body, "en").segments[0].text == "Yes"


def test_a_paragraph_in_another_language_stays() -> None:
    body = '<p begin="1s">Yes</p><p xml:lang="fr" begin="2s">Oui</p>'
    parsed = parse(body, attributes='xml:lang="en"')
    assert (parsed.language, len(parsed.segments)) == ("en", 2)
    assert parsed.warnings[0].message == "in the language fr, within a text in en"


def test_a_language_that_is_no_tag_is_a_warning() -> None:
    parsed = parse('<p begin="1s">Un</p>', attributes='xml:lang="le français"')
    assert (parsed.language, len(parsed.warnings)) == (None, 1)


def test_text_outside_of_paragraphs_is_a_problem() -> None:
    body = 'zéro<div>un<foo>deux</foo><span>trois</span></div><p begin="1s">Un</p>'
    found = problems(body, head="quatre<head>cinq<ttm:title>Titre</ttm:title></head>")
    assert found == ["text outside of any passage"] * 6


def test_unknown_elements_within_a_paragraph_keep_their_text() -> None:
    assert read('<p begin="1s">Un <i>mot</i><desc>nuit</desc></p>', lenient=True) == [
        (1_000, None, "Un mot")
    ]


words = st.sampled_from(["un", "deux", "trois"])
parts = st.recursive(
    words | st.just("<br/>"),
    lambda inner: st.builds(
        "<{0} {1}>{2}</{0}>".format,
        st.sampled_from(["div", "p", "span", "foo", "p", "p"]),
        st.sampled_from(
            [
                "",
                'begin="1s"',
                'end="2s"',
                'begin="x"',
                'dur="9f" timeContainer="seq"',
                'begin="1s" end="2s" ttm:agent="a"',
                'begin="99999999h"',
            ]
        ),
        st.lists(inner, max_size=4).map(" ".join),
    ),
)


@given(parts)
def test_no_text_is_lost_in_silence(body: str) -> None:
    try:
        found = transcript(document(body), lenient=True)
        said = " ".join([*(s.text for s in found.segments), *(p.excerpt for p in found.problems)])
    except TranscriptError:
        return
    for word in set(re.findall("un|deux|trois", body)):
        assert word in said or "…" in said
