"""The real pages, where the samples lie beside the checkout."""

import csv
from pathlib import Path

import pytest

from incidents.transcripts import formats
from incidents.transcripts.records import ParsedPage

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
SEED = SAMPLES / "seed" / "video_page.txt"
TABLE = SAMPLES / "transcripts.csv"

needs_samples = pytest.mark.skipif(
    not SEED.exists(), reason="the real pages are not beside the checkout (../shared/samples)"
)


def rows() -> list[dict[str, str]]:
    """The rows of the sample table that this version reads."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        shapes = {"page-dump-mmss", "plain-hmmss"}
        return [
            row
            for row in csv.DictReader(file)
            if row["shape"] in shapes or row["path"].endswith("handsaved/explainer_en.txt")
        ]


def parsed(path: Path, *, lenient: bool = False) -> ParsedPage:
    return formats.parse(path.read_bytes(), lenient=lenient)


@needs_samples
def test_the_page_the_project_starts_from() -> None:
    page = parsed(SEED)
    assert page.format == "page-dump"
    assert page.date_text == "l’année dernière"
    assert page.category == "News"
    assert page.transcript is not None
    segments = page.transcript.segments
    assert (len(segments), segments[0].start_ms, segments[-1].start_ms) == (37, 0, 150_000)
    assert {segment.end_ms for segment in segments} == {None}
    assert (page.problems, page.warnings) == ((), ())
    assert page.parts[-1].text == "Recommandations"


@needs_samples
def test_the_sample_pages_give_what_was_counted_in_them() -> None:
    found = rows()
    assert len(found) == 6
    for row in found:
        page = parsed(SAMPLES / row["path"], lenient=row["shape"] == "plain-hmmss")
        assert page.transcript is not None, row["path"]
        segments = page.transcript.segments
        assert len(segments) == int(row["expect_cues_or_outcome"]), row["path"]
        assert segments[0].start_ms == 1000 * float(row["expect_first_start_s"])


@needs_samples
def test_the_page_cut_behind_a_time_says_so() -> None:
    page = parsed(SAMPLES / "transcripts" / "handsaved" / "dm_x8y8rqq.txt")
    assert page.transcript is not None
    assert (page.transcript.segments[-1].start_ms, page.transcript.segments[-1].text) == (
        85_000,
        "",
    )
    assert [warning.message for warning in page.warnings] == ["time 01:25 has no text"]
