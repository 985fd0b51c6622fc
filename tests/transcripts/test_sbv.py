"""Format `sbv`."""

from hypothesis import given

from incidents.transcripts import sbv
from incidents.transcripts.source_text import SourceText
from tests.transcripts.nothing_lost import assert_read_whole_or_refused, texts
from tests.transcripts.pages import read

TWO = "0:00:01.000,0:00:02.500\nUn.[br]Deux.\n\n\n0:00:03.000,0:00:04.000\nTrois.\n"


def test_cues_and_line_ends() -> None:
    page = read(TWO)
    assert page.transcript is not None
    assert (page.format, page.problems, page.warnings) == ("sbv", (), ())
    assert [(s.start_ms, s.end_ms, s.text) for s in page.transcript.segments] == [
        (1_000, 2_500, "Un.\nDeux."),
        (3_000, 4_000, "Trois."),
    ]


def test_what_is_lost_or_uncertain_is_said_line_by_line() -> None:
    broken = f"Titre\n{TWO.replace('0:00:03.000', '0:00:03.f00')}"
    found = sbv.parse(SourceText(broken, "utf-8"))
    assert [str(problem) for problem in found.problems] == [
        "line 1: text before the first time",
        "line 6: time 0:00:03.f00 is not written as HH:MM:SS,mmm",
        "line 7: this line belongs to a cue whose time was refused",
    ]


def test_text_without_a_timing_line_is_a_problem() -> None:
    found = sbv.parse(SourceText(f"{TWO}\nQuatre.\n\nCinq.\n", "utf-8"))
    assert [cue.text for cue in found.cues] == ["Un.\nDeux.", "Trois."]
    assert [str(problem) for problem in found.problems] == [
        "line 8: text after a blank line has no times of its own",
        "line 10: text after a blank line has no times of its own",
    ]


def test_a_blank_line_above_the_text_of_a_cue_is_a_warning() -> None:
    found = sbv.parse(SourceText("0:00:01.000,0:00:02.000\n\nUn.\nDeux.", "utf-8"))
    assert [cue.text for cue in found.cues] == ["Un.\nDeux."]
    assert [str(w) for w in found.warnings] == ["line 4: text after a blank line, kept in its cue"]
    assert found.problems == []


def test_an_end_that_is_no_time_is_a_problem_and_unknown() -> None:
    found = sbv.parse(SourceText(TWO.replace("0:00:02.500", "0:00:71.000"), "utf-8"))
    assert [cue.end_ms for cue in found.cues] == [None, 4_000]
    assert [(p.column, str(p)) for p in found.problems] == [
        (13, "line 1: time 0:00:71.000 has 71 seconds")
    ]


def test_a_cue_without_text_is_kept_with_a_warning() -> None:
    found = sbv.parse(SourceText("0:00:01.000,0:00:02.000\n[br]\n", "utf-8"))
    assert [cue.text for cue in found.cues] == [""]
    assert [str(w) for w in found.warnings] == ["line 1: a cue without text"]


def test_a_title_above_the_first_time_does_not_hide_the_format() -> None:
    assert sbv.recognise(SourceText(f"Titre\n\n{TWO}", "utf-8"))
    assert not sbv.recognise(SourceText("Il dit 0:00:01.000,0:00:02.500\nUn.", "utf-8"))


@given(texts(["0:00:01.000,0:00:02.000\n", "0:00:71.000,0:00:72.000", "[br]", "\n\n"]))
def test_any_text_is_read_whole_or_refused(text: str) -> None:
    assert_read_whole_or_refused(text, "sbv")
