"""The settings of WebVTT cues: known ones without a word, any other a warning at its place."""

import pytest

from incidents.transcripts import vtt
from incidents.transcripts.records import Reading
from incidents.transcripts.source_text import read_text


def reading(settings: str) -> Reading:
    return vtt.parse(read_text(f"WEBVTT\n\n00:01.000 --> 00:02.000{settings}\nUn".encode()))


@pytest.mark.parametrize(
    "settings",
    [
        "vertical:rl",
        "vertical:lr align:start",
        "line:0",
        "line:-1",
        "line:50%",
        "line:1.5,center",
        "line:100%,end",
        "position:0%,line-left",
        "position:33.3%,center",
        "size:100%",
        "align:center\talign:end",
        "align:left align:right",
        "region:bas",
    ],
)
def test_settings_are_known(settings: str) -> None:
    assert reading(f" {settings}").warnings == []


@pytest.mark.parametrize(
    "settings",
    [
        "align:bogus",
        "align:middle",
        "align:",
        "align",
        ":start",
        "Align:start",
        "line:abc",
        "line:1%,bogus",
        "line:101%",
        "line:1.",
        "line:-50%",
        "line:1-",
        "position:10",
        "position:10%,start",
        "size:100.1%",
        "size:%",
        "vertical:up",
        "region:",
        "bogus:1",
        "perdu",
    ],
)
def test_settings_that_are_ignored_get_a_warning_at_their_place(settings: str) -> None:
    found = reading(f" size:1% {settings}")
    assert [cue.text for cue in found.cues] == ["Un"]
    (warning,) = found.warnings
    assert (warning.line, warning.column) == (3, 33)
    assert f"“{settings}”" in warning.message


def test_settings_may_be_glued_to_the_time() -> None:
    assert reading("align:start").warnings == []


def test_many_wrong_settings_of_a_line_are_one_warning() -> None:
    (warning,) = reading(" x" * 10_000).warnings
    assert warning.column == 25
    assert len(warning.message) < 200
