"""Rolling captions: what is folded, what is not, and that nothing said is lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.transcripts import rolling
from incidents.transcripts.records import Cue
from tests.transcripts.pages import read


def cue(start_ms: int, end_ms: int | None, text: str, speaker: str | None = None) -> Cue:
    return Cue(start_ms, start_ms, end_ms, text, speaker)


def texts(cues: list[Cue] | None) -> list[str] | None:
    return None if cues is None else [cue.text for cue in cues]


ROLLING = [
    cue(0, 1_000, "un"),
    cue(1_000, 2_000, "un\ndeux"),
    cue(2_000, 3_000, "deux\ntrois"),
]


def test_carried_lines_are_folded_and_the_times_stay() -> None:
    assert rolling.fold(ROLLING) == [
        cue(0, 1_000, "un"),
        cue(1_000, 2_000, "deux"),
        cue(2_000, 3_000, "trois"),
    ]


def test_several_lines_are_carried_at_once() -> None:
    cues = [cue(0, 1, "a\nb\nc"), cue(1, 2, "b\nc\nd"), cue(2, 3, "b\nc\nd\ne")]
    assert texts(rolling.fold(cues)) == ["a\nb\nc", "d", "e"]


def test_flashes_go_wherever_they_stand() -> None:
    cues = [cue(0, 1_000, "un\ndeux"), cue(1_000, 1_010, "deux"), cue(2_000, 3_000, "trois")]
    assert texts(rolling.fold(cues)) == ["un\ndeux", "trois"]


def test_flashes_and_carried_lines_together() -> None:
    cues = [
        cue(0, 2_000, "un"),
        cue(2_000, 2_010, "un"),
        cue(2_010, 4_000, "un\ndeux"),
        cue(4_000, 4_010, "deux"),
        cue(4_010, 6_000, "deux\ntrois"),
    ]
    assert texts(rolling.fold(cues)) == ["un", "deux", "trois"]


@pytest.mark.parametrize(
    "second",
    [
        cue(1_000, 1_051, "deux"),
        cue(1_051, 1_060, "deux"),
        cue(990, 1_010, "deux"),
        cue(1_000, 990, "deux"),
        cue(1_000, None, "deux"),
        cue(1_000, 1_010, "un"),
        cue(1_000, 1_010, ""),
        cue(1_000, 1_010, "deux", "ANNE"),
    ],
)
def test_what_is_no_flash_stays(second: Cue) -> None:
    assert rolling.fold([cue(0, 1_000, "un\ndeux"), second]) is None


def test_one_pair_is_a_refrain() -> None:
    assert rolling.fold(ROLLING[:2]) is None


def test_a_repeated_line_alone_is_a_refrain() -> None:
    assert rolling.fold([cue(n, n + 1, "Non.") for n in range(0, 60_000, 1_000)]) is None


def test_half_of_all_pairs_must_roll() -> None:
    others = [cue(n, n + 900, f"ligne {n}") for n in (4_000, 5_000, 6_000)]
    assert texts(rolling.fold([*ROLLING, *others[:2]])) == [
        *("un", "deux", "trois", "ligne 4000", "ligne 5000")
    ]
    assert rolling.fold([*ROLLING, *others]) is None


@pytest.mark.parametrize(
    "third",
    [
        cue(3_001, 4_000, "deux\ntrois"),
        cue(500, 4_000, "deux\ntrois"),
        cue(2_000, 3_000, "trois\ndeux"),
        cue(2_000, 3_000, "deux\ntrois", "ANNE"),
        cue(2_000, 3_000, "un\ndeux"),
    ],
)
def test_pairs_that_do_not_roll(third: Cue) -> None:
    assert rolling.fold([*ROLLING[:2], third]) is None


def test_cues_that_overlap_roll_too() -> None:
    cues = [cue(0, 4_000, "un"), cue(1_000, 5_000, "un\ndeux"), cue(2_000, None, "deux\ntrois")]
    assert texts(rolling.fold(cues)) == ["un", "deux", "trois"]


def test_nothing_is_folded_where_several_voices_speak_in_one_cue() -> None:
    assert rolling.fold([*ROLLING, cue(2_000, 3_000, "quatre")._replace(continues=True)]) is None


def test_no_more_lines_than_a_screen_has_are_compared() -> None:
    lines = ["a"] * 100_000
    cues = [cue(n, n + 999, "\n".join([*lines, "b"])) for n in range(0, 4_000, 1_000)]
    begun = time.process_time()
    assert rolling.fold(cues) is None
    assert time.process_time() - begun < 2


def test_the_cues_of_the_file_are_kept_beside_the_folded_ones() -> None:
    written = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{text}\n\n"
        for n, text in enumerate(["un", "un\ndeux", "deux\ntrois"], 1)
    )
    parsed = read(written).transcript
    assert parsed is not None
    assert [s.text for s in parsed.segments] == ["un", "deux", "trois"]
    assert [s.text for s in parsed.raw] == ["un", "un\ndeux", "deux\ntrois"]
    assert (parsed.cues, parsed.warnings) == (3, ())


lines = st.lists(st.sampled_from("abc"), max_size=4).map("\n".join)
durations = st.sampled_from([0, 10, 50, 51, 1_000])


@st.composite
def files(draw: st.DrawFn) -> list[Cue]:
    found, at, text = [], 0, ""
    for _ in range(draw(st.integers(1, 8))):
        carried = text.split("\n")[-draw(st.integers(1, 2)) :] if draw(st.booleans()) else []
        text = "\n".join([line for line in [*carried, *draw(lines).split("\n")] if line])
        start = max(0, at + draw(st.sampled_from([0, 0, 10, 900, 1_001, -500])))
        at = start + draw(durations)
        speaker = draw(st.sampled_from([None, None, None, "ANNE"]))
        found.append(cue(start, draw(st.sampled_from([at, at, at, None])), text, speaker))
    return [one._replace(line=line) for line, one in enumerate(found, 1)]


@given(files())
def test_every_line_folded_away_stands_in_the_cue_before(cues: list[Cue]) -> None:
    folded = rolling.fold(cues)
    if folded is None:
        return
    kept = {one.line: one for one in folded}
    assert len(kept) == len(folded)
    before: list[str] = []
    for one in cues:
        lines = one.text.split("\n")
        left = kept.get(one.line)
        rest = [] if left is None else left.text.split("\n")
        gone = lines[: len(lines) - len(rest)]
        assert lines == [*gone, *rest]
        assert not gone or before[-len(gone) :] == gone
        if left is not None:
            assert left == one._replace(text=left.text)
            before = lines
