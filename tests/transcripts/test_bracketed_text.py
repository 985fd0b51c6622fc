"""Format `bracketed-text`."""

import pytest
from hypothesis import given

from incidents.transcripts import bracketed_text, formats
from incidents.transcripts.records import Reading
from incidents.transcripts.source_text import SourceText
from tests.transcripts.nothing_lost import assert_read_whole_or_refused, texts
from tests.transcripts.pages import read


def reading(text: str) -> Reading:
    return bracketed_text.parse(SourceText(text, "utf-8"))


@pytest.mark.parametrize(
    ("line", "times"),
    [
        ("[00:00:01.000 --> 00:00:04.000]  Un.", (1_000, 4_000)),
        ("[00:01.000 -> 00:04.500]  Un.", (1_000, 4_500)),
        ("[00:01 - 00:04] Un.", (1_000, 4_000)),
        ("[100:00:01,5 → 100:00:04]Un.", (360_001_500, 360_004_000)),
        ("[00:01:02] Un.", (62_000, None)),
        ("[01:02] Un.", (62_000, None)),
        ("(01:02) Un.", (62_000, None)),
        ("  ( 1:01:02.250 )\nUn.", (3_662_250, None)),
    ],
)
def test_times(line: str, times: tuple[int, int | None]) -> None:
    page = read(line)
    assert (page.format, page.problems, page.warnings) == ("bracketed-text", (), ())
    assert [(c.start_ms, c.end_ms, c.text) for c in reading(line).cues] == [(*times, "Un.")]


def test_the_lines_below_belong_to_the_passage() -> None:
    found = reading("[00:01] Un.\n  Deux.\n\nTrois [00:02].\n[00:03] Quatre.")
    assert [cue[:4] for cue in found.cues] == [
        (1, 1_000, None, "Un.\nDeux.\nTrois [00:02]."),
        (5, 3_000, None, "Quatre."),
    ]


def test_text_before_the_first_time_is_a_problem() -> None:
    found = reading("Titre\n\n[00:01] Un.")
    assert [str(problem) for problem in found.problems] == ["line 1: text before the first time"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("[00:71] Deux.", "line 2: time 00:71 has 71 seconds"),
        ("[00:00:01:12] Deux.", "line 2: time 00:00:01:12 is not written as HH:MM:SS,mmm"),
        ("[00:02) Deux.", "line 2: a time in brackets that cannot be read"),
        ("[00:02 Deux.", "line 2: a time in brackets that cannot be read"),
        ("[00:02 --> ] Deux.", "line 2: a time in brackets that cannot be read"),
    ],
)
def test_a_start_that_is_no_time_loses_its_passage_and_says_each_line(
    line: str, problem: str
) -> None:
    found = reading(f"[00:01] Un.\n{line}\nsuite\n[00:03] Trois.")
    assert [cue.text for cue in found.cues] == ["Un.", "Trois."]
    assert [str(p) for p in found.problems] == [
        problem,
        "line 3: this line continues one whose time was refused",
    ]


def test_an_end_that_is_no_time_is_a_problem_and_unknown() -> None:
    found = reading("[00:01 --> 00:71] Un.")
    assert [(cue.end_ms, cue.text) for cue in found.cues] == [(None, "Un.")]
    assert [(p.column, str(p)) for p in found.problems] == [
        (12, "line 1: time 00:71 has 71 seconds")
    ]


def test_a_time_in_the_other_kind_of_brackets_is_text() -> None:
    found = reading("[00:01] Un.\n(20:15) dit-il.")
    assert [cue.text for cue in found.cues] == ["Un.\n(20:15) dit-il."]
    assert [str(w) for w in found.warnings] == ["line 2: a time in other brackets, kept as text"]


def test_a_passage_without_text_is_kept_with_a_warning() -> None:
    found = reading("[00:01]\n\n[00:02] Deux.")
    assert [cue.text for cue in found.cues] == ["", "Deux."]
    assert [str(w) for w in found.warnings] == ["line 1: time 00:01 has no text"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('[\n"00:01"]', None),
        ("Il dit (20:15) demain.", None),
        ("00:01 Un.\n(20:15) demain.\n00:02 Deux.", "timed-text"),
        ("1\n00:00:01,000 --> 00:00:02,000\n[00:01] Un.\n[00:02] Deux.", "srt"),
        ("(00:00) Introduction\n(01:00) Suite\n\nCategory\n\nNews\nTranscription\n", "page-dump"),
    ],
)
def test_what_is_no_bracketed_text(text: str, name: str | None) -> None:
    source = SourceText(text, "utf-8")
    known = [each.NAME for each in formats.FORMATS if each.recognise(source)]
    assert known[:1] == ([name] if name else [])


@given(texts(["[00:01]", "[00:01.500 --> 00:02.000]", "(00:03)", "[", "]", "(", "[00:71]", "->"]))
def test_any_text_is_read_whole_or_refused(text: str) -> None:
    assert_read_whole_or_refused(text, "bracketed-text")
