"""WebVTT whatever stands in it: read or refused as documented, and nothing lost in silence."""

import contextlib
import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from incidents.transcripts.records import TranscriptError
from incidents.transcripts.vtt_cue_text import voices
from tests.transcripts.pages import read

pieces = st.sampled_from(
    [
        "\n",
        "\n\n",
        " ",
        "00:01.000 --> 00:02.000\n",
        "00:03.000-->00:04.000",
        "-->",
        "--",
        ">",
        "<",
        "<v Anna>",
        "</v>",
        "<i>",
        "<b mot>",
        "<lang fr>",
        "<00:01.500>",
        "&amp;",
        "&",
        "<3",
        "NOTE ",
        "STYLE\n",
        "REGION",
        "WEBVTT",
        "Language: fr",
        "align:start",
        "line:x",
        "perdu",
        'NOTE vigie {"version": 1}\n\n',
        'NOTE vigie {"at": 1000, "end_ms": null}\n\n',
    ]
)
files = st.lists(pieces | st.text(max_size=5), max_size=25).map(
    lambda parts: "WEBVTT\n\n" + "".join(parts)
)


@given(st.text().map(lambda text: "WEBVTT" + text) | files)
def test_any_text_is_read_or_refused(text: str) -> None:
    data = text.encode("utf-8", "replace").decode()
    for lenient in (True, False):
        with contextlib.suppress(TranscriptError):
            read(data, format_name="vtt", lenient=lenient)


words = st.text("abcdefgh", min_size=3, max_size=6)
bodies = st.lists(
    words
    | st.sampled_from(
        [" ", "\n", "\n\n", "<", ">", "<i>", "</v>", "&", "\n\n2\n", "\n\n9:9 --> x\n"]
    )
    | st.just("\n\n00:01.000 --> 00:02.000\n")
    | words.map(lambda name: f"<v {name}>"),
    max_size=30,
).map("".join)


@given(bodies)
def test_every_word_is_in_a_cue_a_speaker_or_a_problem(body: str) -> None:
    text = f"WEBVTT\n\n00:00.000 --> 00:01.000\n{body}"
    page = read(text, format_name="vtt", lenient=True)
    assert page.transcript is not None
    said: Counter[str] = Counter()
    for segment in page.transcript.raw or page.transcript.segments:
        said.update(re.findall("[a-h]{3,}", f"{segment.speaker or ''} {segment.text}"))
    for remark in (*page.problems, *page.warnings):
        said.update(re.findall("[a-h]{3,}", f"{remark.excerpt} {remark.message}"))
    missing = Counter(re.findall("[a-h]{3,}", body)).keys() - said.keys()
    joined = "".join(segment.text for segment in page.transcript.segments)
    assert not [word for word in missing if word not in joined and not _is_id(word, text)]


def _is_id(word: str, text: str) -> bool:
    """Does it stand on the line above an arrow, first of its block?"""
    return re.search(rf"\n\n[^\n]*{word}[^\n]*\n[^\n]*-->", text) is not None


@given(st.text())
def test_the_text_of_a_cue_is_tidy_and_says_what_it_leaves_out(text: str) -> None:
    found, _ = voices(text)
    assert found
    for _, said in found:
        assert said == "" or all(line and line == line.strip() for line in said.split("\n"))
    if not set("<&") & set(text):
        assert found == [(None, "\n".join(filter(None, map(str.strip, text.split("\n")))))]
