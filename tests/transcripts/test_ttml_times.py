"""Time expressions of TTML."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.transcripts.ttml_times import BadTime, Clock

NTSC = Fraction(1000, 1001)


@pytest.mark.parametrize(
    ("expression", "ms"),
    [
        ("00:00:01", 1_000),
        ("00:01:01.5", 61_500),
        ("100:00:00.001", 360_000_001),
        ("00:00:01:15", 1_500),
        ("10.5s", 10_500),
        ("100ms", 100),
        ("2m", 120_000),
        ("1h", 3_600_000),
        ("15f", 500),
        ("7t", 7_000),
    ],
)
def test_clock_and_offset_times(expression: str, ms: int) -> None:
    assert Clock().read(expression) == (ms, True)


def test_frames_count_at_the_effective_rate() -> None:
    clock = Clock(frame_rate=Fraction(24), multiplier=NTSC)
    assert clock.read("360f").ms == 15_015
    assert clock.read("00:00:01:12").ms == 1_000 + Fraction(1_001, 2)


def test_sub_frames() -> None:
    clock = Clock(frame_rate=Fraction(25), sub_frame_rate=Fraction(4))
    assert clock.read("00:00:00:01.2").ms == 60


def test_ticks() -> None:
    assert Clock(tick_rate=Fraction(10_000_000)).read("50000000t").ms == 5_000


def test_smpte_counts_seconds_in_frames_and_drops_labels() -> None:
    clock = Clock(frame_rate=Fraction(30), multiplier=NTSC, time_base="smpte")
    assert clock.read("00:10:00:00").ms == 600_600
    dropped = Clock(Fraction(30), NTSC, time_base="smpte", drop_mode="dropNTSC")
    assert dropped.read("00:10:00:00").ms == Fraction((18_000 - 18) * 1_001, 30)
    pal = Clock(Fraction(30), NTSC, time_base="smpte", drop_mode="dropPAL")
    assert pal.read("01:00:00:00").ms == Fraction((108_000 - 108) * 1_001, 30)


@pytest.mark.parametrize(
    ("expression", "ms"),
    [("0:00:02.07", 2_070), ("00:00:02,070", 2_070), ("3:58.640", 238_640), ("19.764", 19_764)],
)
def test_clear_times_that_ttml_does_not_have(expression: str, ms: int) -> None:
    assert Clock().read(expression) == (ms, False)


@pytest.mark.parametrize(
    "expression",
    [
        *("", "0:05", "19", "-1s", "1 s", "00:60:00", "00:00:61", "00:00:01:30", "1:75.5", "NaN"),
        *("9" * 5_000 + "h", "wallclock(12:00)", "٣s", "00:00:01.5:3"),
    ],
)
def test_what_is_no_time(expression: str) -> None:
    with pytest.raises(BadTime):
        Clock().read(expression)


@given(st.text(alphabet="0123456789:.,hmsft ", max_size=30))
def test_any_text_is_a_time_or_refused(expression: str) -> None:
    try:
        assert Clock().read(expression).ms >= 0
    except BadTime as error:
        assert str(error)
