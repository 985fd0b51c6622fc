"""Written as plain text, and read back."""

import pytest
from hypothesis import given

from incidents.transcripts.as_plain import as_plain
from incidents.transcripts.records import ParsedTranscript, Segment
from tests.transcripts.pages import cues, read
from tests.transcripts.spoken import cues_of, spoken, transcripts


def test_a_whole_file() -> None:
    parsed = spoken(
        Segment(0, 1_500, "ANNE", "Bonsoir.\nMerci."),
        Segment(64_999, None, "ANNE", "«\u00a0Oui.\u00a0»"),
        Segment(65_000, None, None, ""),
        Segment(3_723_000, None, "Jean Roy", "19h"),
        Segment(360_001_000, None, None, "Au revoir."),
    )
    assert as_plain(parsed) == (
        "00:00 ANNE: Bonsoir. Merci.\n01:04 «\u00a0Oui.\u00a0»\n01:05\n"
        "1:02:03 Jean Roy: 19h\n100:00:01 Au revoir.\n"
    )


@pytest.mark.parametrize(
    "text", ["26 membres", ":30", ":3", ".5", ",250", "-5", "12:30", "1:2:03", "- 3", ">> A: b"]
)
def test_no_text_changes_its_stamp(text: str) -> None:
    written = as_plain(spoken(Segment(3_000, None, None, text)))
    assert written == f"00:03 {text}\n"
    assert cues(written) == [(3_000, text)]


@pytest.mark.parametrize("text", ["--> oui", "-> oui", "> 00:04", "→ 00:04"])
def test_a_text_that_would_make_a_range_stands_below(text: str) -> None:
    written = as_plain(spoken(Segment(3_000, None, None, text)))
    assert written == f"00:03\n{text}\n"
    assert read(written).format == "timed-text"
    assert cues(written) == [(3_000, text)]


def test_an_arrow_that_leads_to_a_time_is_written_otherwise() -> None:
    written = as_plain(spoken(Segment(3_000, None, None, "--> 00:04 -> 5")))
    assert cues(written) == [(3_000, "→ 00:04 -> 5")]


def words(text: str) -> list[str]:
    return text.replace("-->", "→").replace("->", "→").split()


@given(transcripts)
def test_read_back_it_has_the_same_seconds_and_words(parsed: ParsedTranscript) -> None:
    unnamed = spoken(*(Segment(s.start_ms, s.end_ms, None, s.text) for s in parsed.segments))
    back = read(as_plain(unnamed), format_name="timed-text")
    assert back.problems == ()
    assert [(s.start_ms, words(s.text)) for s in cues_of(back.transcript)] == [
        (s.start_ms // 1_000 * 1_000, words(s.text)) for s in parsed.segments
    ]


@given(transcripts)
def test_names_come_back_as_text(parsed: ParsedTranscript) -> None:
    back = read(as_plain(parsed), format_name="timed-text")
    assert back.problems == ()
    for segment, written in zip(parsed.segments, cues_of(back.transcript), strict=True):
        said, found = words(segment.text), words(written.text)
        assert found[len(found) - len(said) :] == said
