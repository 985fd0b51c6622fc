"""The sample files, where they lie beside the checkout: `make samples` shows them as a table."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from incidents.transcripts import formats
from incidents.transcripts.records import ParsedPage
from tests.transcripts import samples

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


@pytest.fixture(scope="module")
def compared() -> list[samples.Compared]:
    if not TABLE.exists():
        pytest.skip("the sample table is not beside the checkout (../shared/samples)")
    return samples.compared()


def test_no_sample_is_read_wrong(compared: list[samples.Compared]) -> None:
    wrong = [row.path for row in compared if row.outcome is samples.Outcome.WRONG]

    assert len(compared) == 342
    assert wrong == []


def test_what_strict_reading_reads_lenient_reading_reads_the_same(
    compared: list[samples.Compared],
) -> None:
    for row in compared:
        assert row.strict.cues is None or row.strict == row.lenient, row.path


def test_every_shape_of_sample_is_there_and_most_are_read(
    compared: list[samples.Compared],
) -> None:
    shapes: dict[str, Counter[samples.Outcome]] = defaultdict(Counter)
    for row in compared:
        shapes[row.shape][row.outcome] += 1

    assert len(shapes) == 24
    for shape, outcomes in shapes.items():
        assert outcomes[samples.Outcome.READ] >= outcomes[samples.Outcome.REFUSED], shape


def test_our_readings_are_of_samples_that_need_one(compared: list[samples.Compared]) -> None:
    """Each has its rule, and differs from the table or stands where the table has nothing."""
    assert samples.readings().keys() <= {row.path for row in compared}
    for row in compared:
        if row.ours:
            assert row.ours["rule"]
            differs = row.tabled is None or not samples.agree(row.tabled, row.lenient)
            assert differs or row.lenient.last_ms is None, row.path


def test_a_reading_that_differs_is_wrong() -> None:
    found = samples.Found(3, 0, 5000)

    assert samples.agree(samples.Expected(3, 0, 5000), found)
    assert samples.agree(samples.Expected(3), found)
    assert not samples.agree(samples.Expected(2, 0, 5000), found)
    assert not samples.agree(samples.Expected(3, 1, 5000), found)
    assert not samples.agree(samples.Expected(3, 0, 5001), found)
    assert not samples.agree(samples.Expected(None), found)
    assert not samples.agree(samples.Expected(3), samples.Found(None))
