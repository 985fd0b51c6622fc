"""A table of a report beside what its numbers are when they are counted again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from incidents.reconciled.changes import LOG
from incidents.reconciled.facts import Facts
from incidents.reconciled.follow_up import FOLLOW_UP
from incidents.reconciled.lists import Lists
from incidents.reconciled.outcome import Bilingual, Disagreement, not_counted, number_differs
from incidents.reconciled.parties import PARTIES
from incidents.reconciled.recount import ALL, NOT_HELD, Cell, Found, Recount, Wanted
from incidents.reconciled.responses import RESPONSES
from incidents.reconciled.statistics import STATISTICS
from incidents.reconciled.summary import FIGURES
from incidents.reports.exhibit import Exhibit

RECOUNTS: dict[str, Recount] = {
    **FIGURES,
    **STATISTICS,
    **PARTIES,
    **RESPONSES,
    **FOLLOW_UP,
    **LOG,
}
"""By the code of each table of a report, how it is counted again."""
ONLY_SEVERAL = frozenset({"jurisdictions", "elections"})
"""Tables that are printed where they have more than one row."""


@dataclass
class Tally:
    """How many numbers were compared, and how many of them with the lists."""

    numbers: int = 0
    by_lists: int = 0


def compared(
    printed: Mapping[str, Exhibit], lists: Lists, facts: Facts, tally: Tally
) -> Iterator[Disagreement]:
    """What disagrees, table by table; also in tables that are not printed because the report finds
    nothing for them, and about tables that nobody counts again."""
    for code in {**printed, **RECOUNTS}:
        if code in RECOUNTS:
            yield from _compare(code, printed.get(code), lists, facts, tally)
        else:
            yield not_counted(printed[code].title, code)


def _compare(
    code: str, exhibit: Exhibit | None, lists: Lists, facts: Facts, tally: Tally
) -> Iterator[Disagreement]:
    recount, report = RECOUNTS[code], _cells(exhibit)
    files = recount.from_files(facts)
    wanted = _wanted(report, files)
    if exhibit is None and code in ONLY_SEVERAL and len(wanted.rows) < 2:
        return
    held = recount.by_lists(lists, wanted)
    for cell in dict.fromkeys([*report, *files, *held]):
        if _is_left_out(cell, exhibit, recount):
            continue
        said, by_lists, from_files = (each.get(cell, 0) for each in (report, held, files))
        tally.numbers += 1
        tally.by_lists += by_lists is not NOT_HELD
        if from_files != said or by_lists not in (said, NOT_HELD):
            table, row = _words(code, exhibit, cell)
            name = "/".join((code, *cell))
            yield number_differs(table, row, name, report=said, lists=by_lists, exports=from_files)


def _cells(exhibit: Exhibit | None) -> dict[Cell, Found]:
    if exhibit is None:
        return {}
    columns = [column.code for column in exhibit.columns]
    rows = [*((row.code, row.values) for row in exhibit.rows), (ALL, exhibit.total)]
    return {
        (code, column): value
        for code, values in rows
        for column, value in zip(columns, values, strict=bool(values))
    }


def _wanted(*sides: Mapping[Cell, Found]) -> Wanted:
    cells = [cell for side in sides for cell in side]
    rows = dict.fromkeys(row for row, _column in cells if row != ALL)
    return Wanted(tuple(rows), tuple(dict.fromkeys(column for _row, column in cells)))


def _is_left_out(cell: Cell, exhibit: Exhibit | None, recount: Recount) -> bool:
    """Whether the report says no such number on purpose: the total of a table without rows, or a
    column that it prints only beside others."""
    row, column = cell
    if exhibit is None:
        return row == ALL or column in recount.beside
    if row == ALL and not exhibit.total:
        return True
    return column in recount.beside and column not in {each.code for each in exhibit.columns}


def _words(code: str, exhibit: Exhibit | None, cell: Cell) -> tuple[Bilingual, Bilingual]:
    """The words of a table and of a row, with its column where there are several."""
    row, column = cell
    if exhibit is None:
        return {"fr": code, "en": code}, {"fr": row, "en": row}
    names = {each.code: each.name for each in exhibit.rows} | {ALL: exhibit.total_label}
    heads = {each.code: each.label for each in exhibit.columns}
    several = len(exhibit.columns) > 1
    return exhibit.title, {
        language: ", ".join(
            filter(
                None,
                (
                    names.get(row, {}).get(language) or row,
                    heads.get(column, {}).get(language, column) if several else "",
                ),
            )
        )
        for language in ("fr", "en")
    }
