"""What is said of the cues of every format."""

from hypothesis import given
from hypothesis import strategies as st

from incidents.input_error import gettext_noop
from incidents.transcripts import finish
from incidents.transcripts.records import Cue, ParsedTranscript, Reading, remark


def finished(*cues: Cue, **facts: object) -> ParsedTranscript:
    reading = Reading(cues=cues, **facts)  # type: ignore[arg-type]
    return finish.transcript(reading, name="srt", encoding="utf-8")


def warnings(*times: tuple[int, int | None]) -> list[str]:
    cues = [Cue(line, start, end, f"t{line}") for line, (start, end) in enumerate(times, 1)]
    return [str(warning) for warning in finished(*cues).warnings]


def test_cues_one_after_the_other_deserve_no_word() -> None:
    assert warnings((0, 1_000), (1_000, 2_000), (2_000, None), (2_000, 2_000), (9_000, None)) == []


def test_an_end_before_its_start_is_kept_and_said() -> None:
    assert warnings((2_000, 1_500)) == [
        "line 1: ends at 00:00:01.500, before it starts at 00:00:02.000"
    ]
    assert finished(Cue(1, 2_000, 1_500, "a")).segments[0].end_ms == 1_500


def test_times_that_go_back() -> None:
    assert warnings((20_000, None), (10_500, None), (10_500, None)) == [
        "line 2: time 00:00:10.500 is earlier than 00:20 of line 1"
    ]


def test_an_overlap_names_the_cue_that_lasts() -> None:
    assert warnings((0, 9_000), (1_000, 2_000), (3_000, 4_000), (9_000, None)) == [
        "line 2: begins at 00:00:01.000, while the cue of line 1 lasts",
        "line 3: begins at 00:00:03.000, while the cue of line 1 lasts",
    ]


def test_two_cues_at_once() -> None:
    assert warnings((0, 1_000), (0, 1_000)) == [
        "line 2: begins at 00:00:00.000, while the cue of line 1 lasts"
    ]


def test_a_cue_that_ends_before_it_starts_covers_nothing() -> None:
    assert warnings((5_000, 1_000), (6_000, None))[1:] == []


def test_after_a_jump_back_only_what_really_lasts_is_named() -> None:
    assert warnings((10_000, 20_000), (5_000, 6_000), (7_000, 8_000), (12_000, None)) == [
        "line 2: time 00:05 is earlier than 00:10 of line 1",
        "line 4: begins at 00:00:12.000, while the cue of line 1 lasts",
    ]


def test_an_earlier_cue_that_stands_later_in_the_file() -> None:
    assert warnings((5_000, 6_000), (0, 9_000)) == [
        "line 1: begins at 00:00:05.000, while the cue of line 2 lasts",
        "line 2: time 00:00 is earlier than 00:05 of line 1",
    ]


def test_several_voices_of_one_cue_are_one_cue() -> None:
    parsed = finished(
        Cue(1, 0, 1_000, "a", "ANNE"),
        Cue(1, 0, 1_000, "b", "JEAN", continues=True),
        Cue(3, 1_000, 500, "c"),
        Cue(3, 1_000, 500, "d", continues=True),
    )
    assert (len(parsed.segments), parsed.cues, len(parsed.warnings)) == (4, 2, 1)


def test_warnings_of_one_kind_are_listed_up_to_fifty_and_then_counted() -> None:
    found = warnings(*[(2_000, 1_000 + n) for n in range(60)])
    assert len(found) == 51
    assert found[49] == "line 50: ends at 00:00:01.049, before it starts at 00:00:02.000"
    assert found[50] == (
        "line 51: and 10 more such warnings from here on:"
        " ends at 00:00:01.050, before it starts at 00:00:02.000"
    )
    assert len(warnings(*[(2_000, 1_000)] * 50)) == 50


def test_each_kind_is_counted_for_itself_problems_never() -> None:
    some = [remark(n, 1, gettext_noop("a cue without text"), "") for n in range(51)]
    parsed = finished(*[Cue(1, 2, 1, "a")] * 51, warnings=some, problems=some)
    assert (len(parsed.problems), len(parsed.warnings)) == (51, 102)


def test_our_own_export_is_not_folded_again() -> None:
    cues = [Cue(1, 0, 1, "a"), Cue(2, 1, 2, "a\nb"), Cue(3, 2, 3, "b\nc")]
    assert [s.text for s in finished(*cues).segments] == ["a", "b", "c"]
    parsed = finished(*cues, finished=True, raw=cues[:1])
    assert [s.text for s in parsed.segments] == ["a", "a\nb", "b\nc"]
    assert ([s.text for s in parsed.raw], parsed.cues) == (["a"], 1)


def test_what_the_cue_says_is_in_its_segment() -> None:
    parsed = finished(
        Cue(1, 5, 9, "ANNE: a", None, 0.5), Cue(2, 9, None, "b", "JEAN"), language="fr"
    )
    first, second = parsed.segments
    assert (first.start_ms, first.end_ms, first.text, first.confidence) == (5, 9, "ANNE: a", 0.5)
    assert (first.speaker, first.proposed_speaker) == (None, "ANNE")
    assert (second.end_ms, second.speaker, second.proposed_speaker) == (None, "JEAN", None)
    assert (parsed.format, parsed.language, parsed.encoding) == ("srt", "fr", "utf-8")


times = st.lists(
    st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9)), min_size=1, max_size=8
)


@given(times)
def test_a_cue_is_said_to_overlap_where_it_begins_while_another_lasts(
    found: list[tuple[int, int | None]],
) -> None:
    said = {
        int(warning.split(":")[0].removeprefix("line "))
        for warning in warnings(*found)
        if "begins at" in warning
    }
    assert said == {
        line
        for line, (start, _) in enumerate(found, 1)
        for other, (begin, end) in enumerate(found, 1)
        if end is not None and (begin, other) < (start, line) and start < end
    }
