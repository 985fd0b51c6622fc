"""Format `lrc`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.transcripts import lrc
from incidents.transcripts.records import Reading, UnknownFormat
from incidents.transcripts.source_text import SourceText
from tests.transcripts.nothing_lost import assert_read_whole_or_refused, texts
from tests.transcripts.pages import read


def reading(text: str) -> Reading:
    return lrc.parse(SourceText(text, "utf-8"))


def lines(text: str) -> list[tuple[int, int | None, str]]:
    """Start, end and text of each cue of a file without problems."""
    found = reading(text)
    assert found.problems == []
    return [(cue.start_ms, cue.end_ms, cue.text) for cue in found.cues]


def test_lines_are_read_without_a_word_and_their_ends_are_unknown() -> None:
    page = read("[ti:Séance]\n[la:fr]\n\n[00:01.10] Bonsoir.\n[00:02.200]Oui.\n")
    assert (page.format, page.problems, page.warnings) == ("lrc", (), ())
    assert page.transcript is not None
    assert page.transcript.language == "fr"
    assert [(s.start_ms, s.end_ms, s.text) for s in page.transcript.segments] == [
        (1_100, None, "Bonsoir."),
        (2_200, None, "Oui."),
    ]


def test_a_line_with_several_times_is_a_cue_at_each_in_the_order_of_time() -> None:
    assert lines("[00:01.0][00:05.0]Un.\n[00:03.0]Deux.") == [
        (1_000, None, "Un."),
        (3_000, None, "Deux."),
        (5_000, None, "Un."),
    ]


def test_a_file_without_such_lines_keeps_its_order() -> None:
    found = read("[00:03.00]Deux.\n[00:01.00]Un.")
    assert found.transcript is not None
    assert [s.start_ms for s in found.transcript.segments] == [3_000, 1_000]
    assert len(found.warnings) == 1


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("<00:01.00> la <00:01.50> voix", "la voix"),
        ("la[00:01.50]voix", "la voix"),
        ("声<00:01.50>音", "声音"),
        ("vo<00:01.50>ix <00:01.80>copiée", "voix copiée"),
    ],
)
def test_times_of_words_are_removed(line: str, text: str) -> None:
    assert lines(f"[00:01.00]{line}") == [(1_000, None, text)]


def test_a_time_without_text_ends_what_is_shown() -> None:
    both = "[00:00.00]\n[00:01.00]Un.\n[00:02.00]Deux.\n[00:02.00]Two.\n[00:03.00]\n[00:04.00]\n"
    assert lines(both) == [(1_000, None, "Un."), (2_000, 3_000, "Deux."), (2_000, 3_000, "Two.")]


def test_a_time_of_a_word_at_the_end_ends_the_line() -> None:
    assert lines("[00:01.00]la <00:02.00>voix<00:03.00>") == [(1_000, 3_000, "la voix")]
    assert lines("[00:01.00][00:05.00]la <00:02.00>voix<00:03.00>")[0][1] is None


def test_a_positive_offset_makes_all_of_it_sooner() -> None:
    text = "[00:01.00]Un.\n[00:02.00]\n[offset:{}]"
    assert lines(text.format("+250")) == [(750, 1_750, "Un.")]
    assert lines(text.format("-250")) == [(1_250, 2_250, "Un.")]
    assert lines(text.format("")) == [(1_000, 2_000, "Un.")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "[offset:2000]\n[00:01.00]Un.",
            "line 2: the offset of 2000 ms puts 00:00:01.000 outside of any recording",
        ),
        ("[offset:1 s]\n[00:01.00]Un.", "line 1: the offset is not a number of milliseconds"),
        ("[offset:1]\n[offset:2]", "line 2: a second offset; the first counts"),
        ("Titre\n[00:01.00]Un.", "line 1: a line without a time"),
        ("[00:01.00]Un.\n[Refrain: tous]", "line 2: a line without a time"),
        ("[00:71.00]Un.", "line 1: time 00:71.00 has 71 seconds"),
        ("[99999:00.00]Un.", "line 1: time 99999:00.00 is longer than any recording"),
        ("[00:01.00][1:2:3:4]Un.", "line 1: time 1:2:3:4 is not written as mm:ss.xx"),
    ],
)
def test_problems(text: str, problem: str) -> None:
    assert [str(found) for found in reading(text).problems] == [problem]


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("[mood:calm]\n[00:01.00]Un.", "line 1: unknown tag mood, left out"),
        ("[00:01:50]Un.", "line 1: time 00:01:50: its last part is read as hundredths of a second"),
        ("[00:01.00]Un.<00:71.00>", "line 1: time 00:71.00 has 71 seconds"),
    ],
)
def test_warnings(text: str, warning: str) -> None:
    found = reading(text)
    assert ([str(w) for w in found.warnings], found.problems) == ([warning], [])
    assert [cue.text for cue in found.cues] == ["Un."]


def test_minutes_pass_59_and_hours_are_understood_before_a_fraction() -> None:
    assert lines("[1000:02.50]Un.") == [(60_002_500, None, "Un.")]
    assert lines("[1:02:03.50]Un.") == [(3_723_500, None, "Un.")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[00:01.00]Un.\n[00:02.00]Deux.", "lrc"),
        ("[ti:Titre]\n[00:01]Un.\n[00:02]Deux.", "lrc"),
        ("[00:01]Un.\n[00:02]Deux.", "bracketed-text"),
        ("[00:01:02]\nUn.", "bracketed-text"),
        ("00:01 Un [00:01.00]\n00:02 Deux", "timed-text"),
        ("[00:00.00] Introduction\n\nCategory\n\nNews\nTranscription\n", "page-dump"),
    ],
)
def test_what_is_lrc(text: str, name: str) -> None:
    assert read(text, lenient=True).format == name


def test_tags_alone_are_no_transcript() -> None:
    with pytest.raises(UnknownFormat):
        read("[ti:Titre]\n[ar:Conseil]")


@given(texts(["[00:01.00]", "[00:", "]", "<00:02.00>", "[ti:a]", "[offset:", "+900]", "[", "<"]))
def test_any_text_is_read_whole_or_refused(text: str) -> None:
    assert_read_whole_or_refused(text, "lrc")


@given(st.lists(st.tuples(st.integers(0, 5_999_999), st.sampled_from(["Un", "[x]", "<3"]))))
def test_written_lines_come_back(expected: list[tuple[int, str]]) -> None:
    text = "\n".join(
        f"[{ms // 60_000:02}:{ms // 1_000 % 60:02}.{ms % 1_000:03}]{said}" for ms, said in expected
    )
    assert [(start, said) for start, _, said in lines(text)] == expected
