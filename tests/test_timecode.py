"""Times of a recording."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents import timecode

DAY_MS = 24 * 3_600_000


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("00:00", 0),
        ("0:05", 5_000),
        ("02:30", 150_000),
        ("100:05", 6_005_000),
        ("1:02:03", 3_723_000),
        ("01:02:03", 3_723_000),
        ("123:00:00", 442_800_000),
        ("00:01.5", 1_500),
        ("00:00:01.250", 1_250),
        ("00:01,250", 1_250),
        (" 01:04 ", 64_000),
    ],
)
def test_reads_the_documented_forms(text: str, ms: int) -> None:
    assert timecode.to_ms(text) == ms


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("02:71", "time 02:71 has 71 seconds"),
        ("1:72:05", "time 1:72:05 has 72 minutes"),
        ("1:2:03", "time 1:2:03 is not written as MM:SS or H:MM:SS"),
        ("12", "time 12 is not written as MM:SS or H:MM:SS"),
        ("1:2:3", "time 1:2:3 is not written as MM:SS or H:MM:SS"),
        ("-00:01", "time -00:01 is not written as MM:SS or H:MM:SS"),
        ("٠٠:٠١", "time ٠٠:٠١ is not written as MM:SS or H:MM:SS"),
        ("", "time  is not written as MM:SS or H:MM:SS"),
        ("9" * 90, "time " + "9" * 39 + "… is not written as MM:SS or H:MM:SS"),
    ],
)
def test_names_the_value_that_is_no_time(text: str, message: str) -> None:
    with pytest.raises(timecode.TimecodeError) as error:
        timecode.to_ms(text)
    assert str(error.value) == message
    assert error.value.template % error.value.params == message


@pytest.mark.parametrize(
    ("ms", "shown"),
    [(0, "00:00"), (64_000, "01:04"), (64_999, "01:04"), (3_723_000, "1:02:03")],
)
def test_displays_the_second(ms: int, shown: str) -> None:
    assert timecode.display(ms) == shown


def test_a_time_before_the_start_is_refused() -> None:
    with pytest.raises(timecode.TimecodeError, match="-1 ms"):
        timecode.display(-1)


@given(st.integers(0, 40 * DAY_MS))
def test_the_exact_form_is_read_back(ms: int) -> None:
    assert timecode.to_ms(timecode.exact(ms)) == ms


@given(st.text() | st.from_regex(r"[0-9]{1,4}:[0-9]{1,3}(:[0-9]{2})?([.,][0-9]+)?"))
def test_any_text_gives_a_time_or_the_documented_error(text: str) -> None:
    try:
        assert timecode.to_ms(text) >= 0
    except timecode.TimecodeError as error:
        assert str(error).startswith("time ")
