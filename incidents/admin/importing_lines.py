"""The records of a checked file: which of them would become what, in keyset pages, and everything
that is wrong with them, with its place."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.http import StreamingHttpResponse
from django.utils.translation import gettext, override

from incidents.admin.asked import whole_number
from incidents.cells import defused
from incidents.codes import Role
from incidents.imports.problems import Problem
from incidents.labels import in_words, label
from incidents.models import Import, ImportLine

SIZE = 50
MOST_NAMES = 200
NAMES = "names"

USED_NAMES = """
SELECT min(use->>'name') AS name, count(*) AS uses,
    array_agg(DISTINCT use->>'role') AS roles, min(l.line) AS line,
    count(*) OVER () AS in_all
FROM incidents_importline AS l, jsonb_array_elements(l."values"->'proposed') AS use
WHERE l.batch_id = %s AND l.outcome = 'create' AND l."values" ? 'proposed'
GROUP BY use->>'key' ORDER BY uses DESC, name LIMIT %s
"""


@dataclass(frozen=True)
class Said:
    """A problem in the reader's language. ``column`` 0: it is about the whole line."""

    line: int
    column: int
    name: str
    message: str


@dataclass(frozen=True)
class Row:
    """One record of the file, with what is to be said of it."""

    line: ImportLine
    problems: list[Said]
    warnings: list[Said]


@dataclass(frozen=True)
class Page:
    """Some records, in the order of the file, and the lines beyond which the pages beside begin."""

    rows: list[Row]
    after: int | None
    before: int | None

    @property
    def has_remarks(self) -> bool:
        """Whether anything is to be said of any of them."""
        return any(row.problems or row.warnings for row in self.rows)


@dataclass(frozen=True)
class UsedName:
    """A name that no actor bears: how often it is used, in which roles, where first."""

    name: str
    uses: int
    roles: list[str]
    line: int


def said(problem: Problem) -> Said:
    """In the reader's language."""
    message = gettext(problem.template) % in_words(problem.params)
    return Said(problem.line, problem.column, problem.name, message)


def said_of(line: int, kept: Iterable[Mapping[str, Any]]) -> list[Said]:
    """What is kept of the problems of one line."""
    return [said(Problem.from_json(line, each)) for each in kept]


def page_of(batch: Import, outcome: str, after: str | None, before: str | None) -> Page:
    """Records with one outcome, or with any; ``after`` and ``before`` as an address gives them. Two
    queries, however many there are."""
    lines = batch.lines.select_related("incident").defer("values").order_by("line")
    if outcome:
        lines = lines.filter(outcome=outcome)
    behind, ahead = whole_number(after), whole_number(before)
    if ahead is not None:
        found = list(lines.filter(line__lt=_line(ahead)).order_by("-line")[: SIZE + 1])
        rows, more = found[:SIZE][::-1], len(found) > SIZE
        has_before, has_after = more, bool(rows)
    else:
        if behind is not None:
            lines = lines.filter(line__gt=_line(behind))
        found = list(lines[: SIZE + 1])
        rows, has_after = found[:SIZE], len(found) > SIZE
        has_before = behind is not None and bool(rows)
    return Page(
        [
            Row(each, said_of(each.line, each.problems), said_of(each.line, each.warnings))
            for each in rows
        ],
        rows[-1].line if has_after else None,
        rows[0].line if has_before else None,
    )


def _line(asked: int) -> int:
    """No file has more lines than its column can hold."""
    return min(asked, 2**31 - 1)


def names_of(batch: Import) -> tuple[list[UsedName], int]:
    """Names of a checked file that no actor bears, those used most first, and how many there are in
    all. One query."""
    with connection.cursor() as cursor:
        cursor.execute(USED_NAMES, [batch.pk, MOST_NAMES])
        rows = cursor.fetchall()
    found = [
        UsedName(name, uses, [label(Role(role)) for role in roles], line)
        for name, uses, roles, line, _in_all in rows
    ]
    return found, rows[0][-1] if rows else 0


class _Echo:
    """What csv writes into, and a stream takes out."""

    def write(self, text: str) -> str:
        return text


def problems_file(batch: Import, language: str) -> StreamingHttpResponse:
    """Everything that is wrong in a file or to be looked at, as a table; cells that a spreadsheet
    would compute are defused."""
    answer = StreamingHttpResponse(
        _in_rows(batch, language), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="import-{batch.pk}-problems.csv"'
    return answer


def _in_rows(batch: Import, language: str) -> Iterator[str]:
    writer = csv.writer(_Echo())
    with override(language):
        words = (gettext("problem"), gettext("note"))
    yield "\ufeff"
    yield writer.writerow(("line", "column", "heading", "id", "kind", "message"))
    for each in batch.warnings:
        yield _row(writer, language, words[1], "", each["line"], each)
    lines = batch.lines.exclude(problems=[], warnings=[]).defer("values").order_by("line")
    for line in lines.iterator(chunk_size=500):
        for word, kept in zip(words, (line.problems, line.warnings), strict=True):
            for each in kept:
                yield _row(writer, language, word, line.external_id, line.line, each)


def _row(writer: Any, language: str, word: str, own: str, line: int, kept: Any) -> str:
    with override(language):
        found = said(Problem.from_json(line, kept))
    place = (str(found.line), str(found.column or ""), defused(found.name), defused(own))
    row: str = writer.writerow((*place, word, defused(found.message)))
    return row
