"""Which rows a sentence names, and what is said of rows and their total."""

from dataclasses import replace

import pytest
from django.utils import translation

from incidents.reports.exhibit_notes import notes
from incidents.reports.exhibits import by_code
from incidents.reports.markup import kind_of_change
from incidents.reports.summary import _changes, _where
from incidents.reports.tables import Row, Table, tables
from tests.reports.snapshots import snapshot

SUM = "An incident can stand in several rows: their sum is greater."
SEVERAL = "Some incidents stand in several rows."
MISSING = "4 incidents stand in no row."


def table(*counts: int, covered: int = 8, total: int = 8) -> Table:
    """Rows called A, B, C ... with these numbers of incidents."""
    rows = [
        Row(name, {"fr": name, "en": name}, count)
        for name, count in zip("ABCDEFGH", counts, strict=False)
    ]
    return Table(tuple(rows), covered, total)


def where(*counts: int) -> str:
    totals = replace(tables(snapshot(incidents=1)), platform=table(*counts), technique=table())
    with translation.override("en"):
        return _where(totals)


@pytest.mark.parametrize(
    ("counts", "named"),
    [
        ((3, 2, 1), "most often A (3), B (2) and C (1)."),
        ((3, 2, 1, 1, 1, 1, 1), "most often A (3), B (2) and 5 others (1 each)."),
        ((3, 2, 2, 1), "most often A (3), B (2) and C (2)."),
        ((3, 2, 1, 1), "most often A (3), B (2), C (1) and D (1)."),
        ((2, 2, 2, 2, 1), "most often 4 of them, equally often (2 each)."),
        ((1, 1, 1, 1), "The content was seen on 4 platforms, equally often (1)."),
        ((2, 2), "most often A (2) and B (2)."),
        ((2,), "The content was seen on 1 platform: A (2)."),
    ],
)
def test_a_tie_is_never_cut(counts: tuple[int, ...], named: str) -> None:
    assert where(*counts).endswith(named)


@pytest.mark.parametrize(
    ("found", "printed", "said"),
    [
        (table(3, 1, 1, covered=4), 4, [SUM, MISSING]),
        (table(3, 1, 1, covered=4), 8, [SEVERAL, MISSING]),
        (table(2, 2, covered=4), 8, [MISSING]),
        (table(5, 3), 8, []),
        (table(5, 5), 8, [SUM]),
    ],
)
def test_the_notes_are_true_of_the_printed_numbers(
    found: Table, printed: int, said: list[str]
) -> None:
    assert [note["en"] for note in notes(found, printed)] == said


def test_the_total_of_the_parties_is_of_incidents_that_involve_one() -> None:
    frozen = snapshot(incidents=6)
    frozen["incidents"][0]["content"]["involvements"] = []

    parties = by_code(frozen)["party-roles"]

    assert tables(frozen).total == 6
    assert parties.total[-1] == 5
    assert sum(row.incidents for row in tables(frozen).party.rows) > 5
    assert [note["en"] for note in parties.notes] == [SUM, "1 incident stands in no row."]


def test_a_merge_is_counted_among_the_changes() -> None:
    merged = {"reference": "INC-2026-0003", "kind": "merger", "into": "INC-2026-0001"}

    with translation.override("en"):
        said = _changes({"changes": [merged]})
        assert kind_of_change(merged) == "merged into INC-2026-0001"

    assert said == "Published in the period: 1 incident merged into another."


def test_a_right_of_reply_is_counted_among_the_changes() -> None:
    with translation.override("en"):
        said = _changes({"changes": [{"kind": "reply"}, {"kind": "reply"}, {"kind": "withdrawal"}]})

    assert said == "Published in the period: 2 rights of reply and 1 withdrawal."
