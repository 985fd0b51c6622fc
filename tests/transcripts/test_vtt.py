"""WebVTT: one rule of the specification each."""

from incidents.transcripts import vtt
from incidents.transcripts.records import Cue
from incidents.transcripts.source_text import SourceText, read_text


def _source(text: str) -> SourceText:
    return read_text(text.encode())


def test_header_known_blocks_ids_and_settings_are_no_text() -> None:
    found = vtt.parse(
        _source(
            "WEBVTT\nLanguage: fr\n\nNOTE a\nb\n\nSTYLE\n::cue {}\n\nREGION\nid:r\n\n"
            "id\n00:01.000 --> 100:00:00.000 align:start\nUn\n"
        )
    )
    assert found.cues == [Cue(14, 1_000, 360_000_000, "Un")]
    assert (found.language, found.problems, found.warnings) == ("fr", [], [])


def test_a_wrong_time_loses_the_cue_and_its_text_as_problems() -> None:
    found = vtt.parse(_source("WEBVTT\n\n00:01.0 --> 00:02.000\nUn\n\n00:03.000-->00:04.000\nDeux"))
    assert [cue.text for cue in found.cues] == ["Deux"]
    assert [problem.line for problem in found.problems] == [3, 4]


def test_an_arrow_ends_the_cue_before_and_an_empty_cue_is_one() -> None:
    found = vtt.parse(_source("WEBVTT\n\n00:01.000 --> 00:02.000\n00:03.000 --> 00:01.000\nx\n"))
    assert [(cue.start_ms, cue.end_ms, cue.text) for cue in found.cues] == [
        (1_000, 2_000, ""),
        (3_000, 1_000, "x"),
    ]


def test_text_without_a_time_is_a_problem() -> None:
    found = vtt.parse(_source("WEBVTT\n\nperdu\n\n00:01.000 --> 00:02.000\nx"))
    assert [problem.excerpt for problem in found.problems] == ["perdu"]


def test_several_voices_of_one_cue_and_what_is_no_tag() -> None:
    found = vtt.parse(
        _source(
            "WEBVTT\n\n00:01.000 --> 00:02.000 odd\n"
            "<v.loud Zo&eacute;>Un <i>a</i> &lt;3</v> <v B>2 <3 4<00:01.500><c> x</c>"
        )
    )
    assert found.cues == [
        Cue(3, 1_000, 2_000, "Un a <3", "Zoé"),
        Cue(3, 1_000, 2_000, "2 <3 4 x", "B", None, True),
    ]
    assert len(found.warnings) == 2
