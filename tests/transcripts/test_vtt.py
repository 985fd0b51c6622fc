"""WebVTT: one rule of the specification each. Cue text, and properties, in files beside this."""

import itertools

import pytest

from incidents.transcripts import vtt
from incidents.transcripts.records import Cue, NoCue, Reading, UnknownFormat
from incidents.transcripts.source_text import read_text
from tests.transcripts.pages import read, transcript

CUE = "00:01.000 --> 00:02.000\nUn\n"


def reading(text: str) -> Reading:
    return vtt.parse(read_text(text.encode()))


def timed(line: str) -> list[tuple[int, int | None]]:
    """The times of a cue with that timing line; no cue where its times are refused."""
    found = reading(f"WEBVTT\n\n{line}\nUn")
    assert bool(found.cues) != bool(found.problems)
    return [(cue.start_ms, cue.end_ms) for cue in found.cues]


@pytest.mark.parametrize(
    "signature", ["WEBVTT", "\ufeffWEBVTT", "WEBVTT ", "WEBVTT\tune note", "WEBVTT - débat"]
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_signatures(signature: str, line_end: str) -> None:
    page = read(f"{signature}\n\n{CUE}".replace("\n", line_end))
    assert page.format == "vtt"
    assert page.transcript is not None
    assert [segment.text for segment in page.transcript.segments] == ["Un"]


@pytest.mark.parametrize("signature", ["webvtt", " WEBVTT", "WEBVTTx", "\nWEBVTT", "WEBVTT\u00a0"])
def test_what_is_no_signature(signature: str) -> None:
    assert not vtt.recognise(read_text(f"{signature}\n\n{CUE}".encode()))


def test_a_file_named_vtt_without_signature_is_read_and_the_signature_missed() -> None:
    page = read(f"perdu\n\n{CUE}", format_name="vtt", lenient=True)
    assert page.transcript is not None
    assert [str(problem) for problem in page.problems] == [
        "line 1: the first line is not the signature WEBVTT",
        "line 1: text outside of a cue: left out",
    ]


@pytest.mark.parametrize("text", ["WEBVTT", "WEBVTT\n", "WEBVTT\n\nNOTE rien\n", "WEBVTT\nKind: x"])
def test_a_file_without_a_cue_is_refused(text: str) -> None:
    with pytest.raises(NoCue):
        read(text)


def test_header_known_blocks_ids_and_settings_are_no_text() -> None:
    found = reading(
        "WEBVTT\nLanguage: fr\n\nNOTE a\nb\n\nSTYLE\n::cue {}\n\nREGION\nid:r\n\n"
        "id\n00:01.000 --> 100:00:00.000 align:start\nUn\n"
    )
    assert found.cues == [Cue(14, 1_000, 360_000_000, "Un")]
    assert (found.language, found.problems, found.warnings) == ("fr", [], [])


@pytest.mark.parametrize("style", ["", "Style:\n::cue(c) { color: red }\n##\n"])
def test_a_header_line_that_is_no_fact_and_no_style_is_a_problem(style: str) -> None:
    found = reading(f"WEBVTT\nKind: captions\n{style}Bonsoir à tous\n\n{CUE}")
    (problem,) = found.problems
    assert problem.excerpt == "Bonsoir à tous"
    assert problem.message == "a header line that is not a name with a value: left out"


def test_styles_in_the_header_are_known() -> None:
    found = reading(f"WEBVTT\nStyle:\n::cue(c.a) {{ color: red;\n }}\n##\nLanguage: fr\n\n{CUE}")
    assert (found.language, found.warnings, found.problems) == ("fr", [], [])


def test_a_cue_may_follow_the_signature_at_once() -> None:
    assert reading(f"WEBVTT\n{CUE}").cues == [Cue(2, 1_000, 2_000, "Un")]
    assert reading(f"WEBVTT\nKind: captions\n{CUE}").cues == [Cue(3, 1_000, 2_000, "Un")]


def test_the_place_in_a_broadcast_is_named_and_not_added() -> None:
    found = reading(f"WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\n{CUE}")
    assert [cue.start_ms for cue in found.cues] == [1_000]
    assert [warning.line for warning in found.warnings] == [2]


@pytest.mark.parametrize(
    "note", ["NOTE", "NOTE une", "NOTE\tune", "NOTE\nune", "NOTE une\ndeux\ntrois"]
)
def test_comments(note: str) -> None:
    found = reading(f"WEBVTT\n\n{note}\n\n{CUE}\n{note}\n")
    assert [cue.text for cue in found.cues] == ["Un"]
    assert (found.problems, found.warnings) == ([], [])


@pytest.mark.parametrize("line", ["NOTEune", "NOTE:", "note", "STYLES", "REGION x", "1", "perdu"])
def test_a_block_without_an_arrow_is_lost_line_by_line(line: str) -> None:
    found = reading(f"WEBVTT\n\n{line}\nencore\n\n{CUE}")
    assert [(problem.line, problem.excerpt) for problem in found.problems] == [
        (3, line),
        (4, "encore"),
    ]


def test_a_style_behind_the_first_cue_is_not_read_and_gets_a_warning() -> None:
    found = reading(f"WEBVTT\n\n{CUE}\nSTYLE\n::cue {{}}\n\nREGION \nid:r\n")
    assert found.problems == []
    assert [str(warning) for warning in found.warnings] == [
        "line 6: STYLE behind the first cue: not read there",
        "line 9: REGION behind the first cue: not read there",
    ]


def test_an_id_may_be_anything_without_an_arrow() -> None:
    for name in ("1", "NOTE", "STYLE", "WEBVTT", "- x"):
        found = reading(f"WEBVTT\n\n{name}\n{CUE}")
        assert (found.cues, found.problems) == ([Cue(4, 1_000, 2_000, "Un")], [])


def test_two_lines_above_an_arrow_are_no_id() -> None:
    found = reading(f"WEBVTT\n\nperdu\naussi\n{CUE}")
    assert [problem.line for problem in found.problems] == [3, 4]
    assert [cue.text for cue in found.cues] == ["Un"]


def test_an_arrow_ends_the_cue_before_and_an_empty_cue_is_one() -> None:
    found = reading("WEBVTT\n\n00:01.000 --> 00:02.000\n00:03.000 --> 00:01.000\nx\n")
    assert [(cue.start_ms, cue.end_ms, cue.text) for cue in found.cues] == [
        (1_000, 2_000, ""),
        (3_000, 1_000, "x"),
    ]
    assert found.warnings == []


def test_an_id_without_an_empty_line_above_is_text_and_gets_a_warning() -> None:
    found = reading(f"WEBVTT\n\n{CUE}2\n{CUE}")
    assert [cue.text for cue in found.cues] == ["Un\n2", "Un"]
    assert [warning.line for warning in found.warnings] == [6]


def test_a_line_of_blanks_ends_no_cue_and_several_empty_lines_end_one() -> None:
    found = reading("WEBVTT\n\n\n\n00:01.000 --> 00:02.000\nUn\n \t\nDeux\n\n\n\nperdu\n")
    assert [cue.text for cue in found.cues] == ["Un\nDeux"]
    assert [problem.line for problem in found.problems] == [12]


@pytest.mark.parametrize(
    ("line", "times"),
    [
        ("00:01.000 --> 00:02.000", (1_000, 2_000)),
        ("00:00:01.000 --> 00:00:02.000", (1_000, 2_000)),
        ("00:01.000-->00:02.000", (1_000, 2_000)),
        (" \t00:01.000\t--> \f00:02.000 \t", (1_000, 2_000)),
        ("59:59.999 --> 1:00:00.000", (3_599_999, 3_600_000)),
        ("99:59:59.999 --> 100:00:00.000", (359_999_999, 360_000_000)),
        ("000:00:01.000 --> 596:31:23.647", (1_000, 2**31 - 1)),
        ("00:02.000 --> 00:01.000", (2_000, 1_000)),
        ("00:02.000 --> 00:02.000", (2_000, 2_000)),
    ],
)
def test_times(line: str, times: tuple[int, int]) -> None:
    assert timed(line) == [times]


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("00:01 --> 00:02.000", 1, "00:01"),
        ("00:01,000 --> 00:02,000", 1, "00:01,000"),
        ("00:01.00 --> 00:02.000", 1, "00:01.00"),
        ("00:01.000 --> 00:02.0000", 15, "00:02.0000"),
        ("00:01.000 --> 00:02", 15, "00:02"),
        ("00:01.000 --> 00:60.000 align:start", 15, "00:60.000"),
        ("00:01.000 --> 60:00.000", 15, "60:00.000"),
        ("00:01.000 --> 00:60:00.000", 15, "00:60:00.000"),
        ("1:01.000 --> 1:02.000", 1, "1:01.000"),
        ("00:1.000 --> 00:02.000", 1, "00:1.000"),
        ("0:0:1.000 --> 00:02.000", 1, "0:0:1.000"),
        ("-00:01.000 --> 00:02.000", 1, "-00:01.000"),
        ("00:01.000 -->", 14, "-->"),
        (" --> 00:02.000", 2, "-->"),
        ("00:01.000 à --> 00:02.000", 1, "00:01.000 à"),
        ("00:01.000 --> --> 00:02.000", 15, "-->"),
        ("٠٠:٠١.٠٠٠ --> 00:02.000", 1, "٠٠:٠١.٠٠٠"),
        ("-->", 1, "-->"),
    ],
)
def test_no_times(line: str, column: int, value: str) -> None:
    assert timed(line) == []
    first, second = reading(f"WEBVTT\n\n{line}\nUn").problems
    assert (first.line, first.column, second.line) == (3, column, 4)
    assert first.message == f"“{value}” is not a time of WebVTT: the cue is left out"


@pytest.mark.parametrize("hours", ["597", "9999999999", "9" * 5_000])
def test_a_time_longer_than_any_recording(hours: str) -> None:
    assert timed(f"{hours}:00:00.000 --> 00:02.000") == []
    (problem, _) = reading(f"WEBVTT\n\n00:01.000 --> {hours}:00:00.000\nUn").problems
    assert problem.column == 15
    assert problem.message.endswith("is longer than any recording")


def test_a_refused_cue_names_its_id_and_every_line_in_their_order() -> None:
    found = reading(f"WEBVTT\n\nintro\n00:01 --> 00:02\nUn\nDeux\n\n{CUE}")
    assert [problem.line for problem in found.problems] == [3, 4, 5, 6]
    assert [cue.line for cue in found.cues] == [8]


def test_rolling_captions_with_times_of_words_are_folded() -> None:
    lines = ["nous étions", "au bord", "de la rivière", "quand le pont"]
    body = f"00:00.000 --> 00:02.000\n \n{_worded(lines[0], 0)}\n\n"
    for number, (above, below) in enumerate(itertools.pairwise(lines), 1):
        at = 2 * number
        body += f"00:0{at}.000 --> 00:0{at}.010\n{above}\n \n\n"
        body += f"00:0{at}.010 --> 00:0{at + 2}.000\n{above}\n{_worded(below, at)}\n\n"
    parsed = transcript(f"WEBVTT\nKind: captions\nLanguage: fr\n\n{body}")
    assert [segment.text for segment in parsed.segments] == lines
    assert [segment.start_ms for segment in parsed.segments] == [0, 2_010, 4_010, 6_010]
    assert (len(parsed.raw), parsed.cues, parsed.warnings) == (7, 7, ())


def _worded(line: str, at: int) -> str:
    """A line of which every word but the first has its time."""
    first, *words = line.split()
    return first + "".join(
        f"<00:00:0{at}.{number}00><c> {word}</c>" for number, word in enumerate(words, 1)
    )


def test_another_format_with_an_arrow_is_not_taken_for_it() -> None:
    with pytest.raises(UnknownFormat):
        read("WEBVTTX\n\nx --> y\n")
