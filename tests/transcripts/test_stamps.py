"""Times at the beginning of a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.timecode import display
from incidents.transcripts.stamps import BadStamp, Stamp, find_stamp, has_stamp


@pytest.mark.parametrize(
    ("line", "start_ms", "text"),
    [
        ("00:0019h c'est l'heure", 0, "19h c'est l'heure"),
        ("00:3326 membres", 33_000, "26 membres"),
        ("00:4617 000 euros", 46_000, "17 000 euros"),
        ("00:1049.3 par article", 10_000, "49.3 par article"),
        ("00:4512:30, midi passé", 45_000, "12:30, midi passé"),
        ("1:02:0319h", 3_723_000, "19h"),
        ("00:00:5443 actions", 54_000, "43 actions"),
        ("00:00...", 0, "..."),
        ("00:00 -Bonsoir.", 0, "-Bonsoir."),
        ("00:00:00À la une", 0, "À la une"),
        ("0:05", 5_000, ""),
        ("100:05 fin", 6_005_000, "fin"),
        ("  \t\u00a000:07 retrait", 7_000, "retrait"),
        ("00:01.500 demi", 1_500, "demi"),
        ("00:01.5 demi", 1_500, "demi"),
        ("00:01,250 quart", 1_250, "quart"),
        ("\u200f00:02 texte", 2_000, "\u200f texte"),
    ],
)
def test_a_stamp_and_its_text(line: str, start_ms: int, text: str) -> None:
    assert find_stamp(line) == Stamp(start_ms, text)


@pytest.mark.parametrize(
    "line", ["à 20:15 demain", "20 h 15", "2:1 au score", "1000:05", ":30", "1:2:03", "", "٠٠:٠١"]
)
def test_a_line_that_begins_otherwise_has_none(line: str) -> None:
    assert find_stamp(line) is None


@pytest.mark.parametrize(
    ("line", "message", "column"),
    [
        ("02:71 trop", "time 02:71 has 71 seconds", 1),
        ("  02:7119h", "time 02:71 has 71 seconds", 3),
        ("1:72:05", "time 1:72:05 has 72 minutes", 1),
        ("00:01 --> 00:04", "00:01 begins a time range, as in subtitle files", 1),
        ("00:00:01,000 -> x", "00:00:01,000 begins a time range, as in subtitle files", 1),
        (
            "0:00:01.000,0:00:04.000",
            "0:00:01.000 begins a time range, as in subtitle files",
            1,
        ),
        ("999:00:00 late", "time 999:00:00 is longer than any recording", 1),
        ("00:00:01:12 image", "time 00:00:01:12 is not written as MM:SS or H:MM:SS", 1),
    ],
)
def test_a_stamp_that_is_no_time_says_why(line: str, message: str, column: int) -> None:
    found = find_stamp(line)
    assert isinstance(found, BadStamp)
    assert (str(found.error), found.column) == (message, column)


@given(st.integers(0, 3_599_999), st.text(st.characters(exclude_characters=":,.-"), max_size=40))
def test_whatever_is_glued_to_a_stamp_is_its_text(ms: int, text: str) -> None:
    found = find_stamp(display(ms) + text)
    assert isinstance(found, Stamp)
    assert found.start_ms == ms // 1000 * 1000
    assert found.text == text.strip()


@given(st.text())
def test_any_line_has_a_stamp_or_none(line: str) -> None:
    assert has_stamp(line) is isinstance(find_stamp(line), Stamp)
