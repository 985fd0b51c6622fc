"""Format `dcinema-xml`."""

import pytest

from incidents.transcripts.records import Refused
from tests.transcripts.pages import read, transcript


def cinecanvas(inside: str) -> str:
    about = "<MovieTitle>Film</MovieTitle><Language>French</Language>"
    return f'<DCSubtitle Version="1.0">{about}<Font>{inside}</Font></DCSubtitle>'


def subtitle(start: str, end: str, text: str = "<Text>Un</Text>") -> str:
    return f'<Subtitle TimeIn="{start}" TimeOut="{end}">{text}</Subtitle>'


def test_the_last_field_of_cinecanvas_counts_ticks_of_4_ms() -> None:
    lines = "<Text>Un</Text><Text><Font>deux</Font></Text>"
    parsed = transcript(cinecanvas(subtitle("00:00:51:031", "00:00:52.5", lines)))
    assert (parsed.format, parsed.language) == ("dcinema-xml", "fr")
    (segment,) = parsed.segments
    assert (segment.start_ms, segment.end_ms, segment.text) == (51_124, 52_500, "Un\ndeux")


def test_that_of_smpte_counts_frames() -> None:
    inside = f"<TimeCodeRate>25</TimeCodeRate>{subtitle('00:00:01:05', '00:00:02:00')}"
    (segment,) = transcript(f"<SubtitleReel>{inside}</SubtitleReel>").segments
    assert (segment.start_ms, segment.end_ms) == (1_200, 2_000)


@pytest.mark.parametrize("bad", ["00:00:51:250", "51", "", "00:61:00:000"])
def test_what_is_no_time_is_a_problem(bad: str) -> None:
    with pytest.raises(Refused, match="is not a time of digital cinema"):
        read(cinecanvas(subtitle(bad, "00:00:59:000")))


def test_text_outside_is_a_problem() -> None:
    with pytest.raises(Refused) as refused:
        read(cinecanvas("Zéro" + subtitle("00:00:51:000", "00:00:52:000", "un<Text>Un</Text>")))
    assert len(refused.value.problems) == 2


def test_a_rate_that_is_missing_is_a_problem() -> None:
    with pytest.raises(Refused, match="24 is taken"):
        read(f"<SubtitleReel>{subtitle('00:00:01:00', '00:00:02:00')}</SubtitleReel>")
