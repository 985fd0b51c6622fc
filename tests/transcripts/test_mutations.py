"""Damaged files: only the documented error, nothing lost in silence. `make fuzz` reads far more."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from incidents.transcripts import formats
from incidents.transcripts.records import ParsedPage, Segment, TranscriptError
from tests.transcripts.mutation import SEED, run
from tests.transcripts.mutation_check import check, lost_words
from tests.transcripts.mutation_make import mutated, seeds

FILES = 150
Break = Callable[[tuple[Segment, ...]], tuple[Segment, ...]]


@pytest.mark.parametrize("files", [60, pytest.param(2 * FILES, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", formats.names())
def test_a_damaged_file_is_read_whole_or_refused(name: str, files: int) -> None:
    tally = run(name, SEED, range(files))

    assert tally.violations == []
    assert tally.kinds.total() == files
    assert 0 < tally.kinds["read"] + tally.kinds["read leniently"] < files


@pytest.mark.parametrize("name", formats.names())
def test_the_seeds_are_sound_and_of_their_format(name: str) -> None:
    for data in seeds(name):
        page = formats.parse(data)
        assert page.format == name
        assert check(data, None).violations == ()


def test_every_format_has_seeds() -> None:
    assert [name for name in formats.names() if not seeds(name)] == []


def test_a_mutated_file_can_be_made_again() -> None:
    assert mutated("timed-text", SEED, 7) == mutated("timed-text", SEED, 7)
    assert mutated("timed-text", SEED, 7) != mutated("timed-text", SEED, 8)


def _drops_the_last(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    return segments[:-1]


def _drops_a_word(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    first, *others = segments
    return (replace(first, text=re.sub(r"[^\W_]+", "", first.text, count=1)), *others)


def broken(spoil: Break) -> Callable[..., ParsedPage]:
    """A reader that loses something and says nothing."""

    def read(data: bytes, *, format_name: str | None = None, lenient: bool = False) -> ParsedPage:
        page = formats.parse(data, format_name=format_name, lenient=lenient)
        assert page.transcript is not None
        spoilt = replace(
            page.transcript,
            segments=spoil(page.transcript.segments),
            raw=spoil(page.transcript.raw) if page.transcript.raw else (),
        )
        return replace(page, transcript=spoilt)

    return read


@pytest.mark.parametrize("spoil", [_drops_the_last, _drops_a_word])
@pytest.mark.parametrize("name", formats.names())
def test_the_check_finds_a_reader_that_loses_text(name: str, spoil: Break) -> None:
    for data in seeds(name):
        faults = check(data, name, broken(spoil)).violations
        assert [fault for fault in faults if fault.startswith("lost: ")] != []


def test_the_check_finds_a_reader_that_crashes() -> None:
    def read(data: bytes, *, format_name: str | None = None, lenient: bool = False) -> ParsedPage:
        raise RecursionError("too deep")

    assert check(b"00:01 x", None, read).violations == ("RecursionError: too deep",)


@pytest.mark.parametrize("name", formats.names())
def test_the_check_is_no_looser_on_damaged_files(name: str) -> None:
    """The longest cue taken out of what was read of one without problems: nearly always found."""
    found, unnoticed = 0, []
    for index in range(FILES):
        data = mutated(name, SEED, index)
        try:
            page = formats.parse(data, format_name=name)
        except TranscriptError:
            continue
        if page.transcript is None or page.transcript.raw or page.warnings:
            continue
        segments = page.transcript.segments
        longest = max(segments, key=lambda segment: len(segment.text))
        if len(longest.text) > 8:
            kept = tuple(segment for segment in segments if segment is not longest)
            lossy = replace(page, transcript=replace(page.transcript, segments=kept))
            found += 1
            unnoticed += [] if lost_words(data, lossy) else [index]
    assert found >= 3
    assert len(unnoticed) <= found // 20, unnoticed
