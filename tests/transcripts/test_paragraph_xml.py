"""Format `paragraph-xml`."""

import pytest

from incidents.transcripts.records import Refused
from tests.transcripts.pages import read, transcript


def paragraph(start: str, end: str, more: str = "") -> str:
    return (
        f"<Subtitle><Paragraph><Number>1</Number><StartMilliseconds>{start}</StartMilliseconds>"
        f"<EndMilliseconds>{end}</EndMilliseconds><Text>un<br/>deux</Text>{more}</Paragraph>"
        "</Subtitle>"
    )


def test_a_paragraph_is_a_cue() -> None:
    parsed = transcript(paragraph("1500", "2000"))
    assert parsed.format == "paragraph-xml"
    assert [(s.start_ms, s.end_ms, s.text) for s in parsed.segments] == [(1_500, 2_000, "un\ndeux")]


@pytest.mark.parametrize(("start", "end"), [("x", "1"), ("", "1"), ("1", "-1")])
def test_what_is_no_number_is_a_problem(start: str, end: str) -> None:
    with pytest.raises(Refused, match="is not a number of milliseconds"):
        read(paragraph(start, end))


def test_text_outside_is_a_problem() -> None:
    with pytest.raises(Refused, match="text outside"):
        read(paragraph("1", "2", "<Note>trois</Note>"))
