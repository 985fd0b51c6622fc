"""Format `sbv`."""

from incidents.transcripts import sbv
from incidents.transcripts.source_text import SourceText
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


def test_text_behind_a_blank_line_stays_with_a_warning() -> None:
    found = sbv.parse(SourceText("0:00:01.000,0:00:02.000\nUn.\n\nDeux.", "utf-8"))
    assert [cue.text for cue in found.cues] == ["Un.\nDeux."]
    assert [str(w) for w in found.warnings] == ["line 4: text after a blank line, kept in its cue"]
