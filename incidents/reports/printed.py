"""A numbered table as the report prints it, in the active language, with the figure that draws it
and what the figure says in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from incidents.charts import of_report
from incidents.reports import wording
from incidents.reports.exhibit import Exhibit, Number
from incidents.reports.glyphs import printable
from incidents.reports.law_wording import days
from incidents.reports.leading import leading, nobody_leads
from incidents.reports.pdf import data_address

BARS = 14
"""A figure draws so many rows; the table beside it has them all."""
TALL = 24
"""A table with more rows stands below its figure, and may go on over pages."""
ONE_LINE = 36
"""So many letters stand in one line of a table beside its figure, so that their rows agree."""
MANY = 5
"""A table with more columns of numbers is set smaller."""
IN_TIME = frozenset({"fact-months"})
"""Rows in the order of time: which has most is no reading of them."""


@dataclass(frozen=True)
class Printed:
    """``anchor`` leads to the table, ``figure_anchor`` to its figure. ``reading`` says which rows
    have most, "" where that says nothing. A cell is a text and whether it is a zero. ``tall`` and
    ``wide``: table and figure stand one below the other, for their rows or for their long names.
    """

    code: str
    number: str
    figure: str
    title: str
    head: str
    heads: list[str]
    rows: list[tuple[str, list[tuple[str, bool]]]]
    total: list[str]
    total_label: str
    notes: list[str]
    reading: str
    picture: str
    alternative: str
    tall: bool
    wide: bool

    @property
    def many(self) -> bool:
        """Whether it has so many columns that it is set smaller."""
        return len(self.heads) > MANY

    @property
    def anchor(self) -> str:
        """Where the table is."""
        return f"table-{self.number}"

    @property
    def figure_anchor(self) -> str:
        """Where the figure is."""
        return f"figure-{self.figure}"


def printed(exhibit: Exhibit) -> Printed:
    """The words of a table, and its figure drawn."""
    named = [(wording.plain(row.name), int(row.values[0] or 0)) for row in exhibit.rows]
    drawn = named[:BARS] if exhibit.drawn else []
    wide = any(len(name) > ONE_LINE for name, _count in named)
    tall = len(named) > TALL
    return Printed(
        code=exhibit.code,
        number=wording.number(exhibit.number),
        figure=wording.number(exhibit.figure) if exhibit.figure else "",
        title=wording.plain(exhibit.title),
        head=wording.plain(exhibit.head),
        heads=[wording.plain(column.label) for column in exhibit.columns],
        rows=[
            (wording.plain(row.name), [(cell(value), value == 0) for value in row.values])
            for row in exhibit.rows
        ],
        total=[cell(value) for value in exhibit.total],
        total_label=wording.plain(exhibit.total_label),
        notes=[wording.plain(note) for note in exhibit.notes],
        reading=_reading(named) if exhibit.drawn and exhibit.code not in IN_TIME else "",
        picture=_picture(drawn, whole=wide or tall) if drawn else "",
        alternative=_alternative(exhibit, drawn, len(named)) if drawn else "",
        tall=tall,
        wide=wide,
    )


def _picture(drawn: Sequence[tuple[str, int]], *, whole: bool) -> str:
    """Its letters are those of the report's font alone, as on the page around it."""
    rows = [(printable(name), count) for name, count in drawn]
    return data_address(of_report(rows, whole=whole))


def cell(value: Number) -> str:
    """A number as it is printed, its half too; a dash where it is not known."""
    return wording.number(value) if isinstance(value, int) else days(value)


def _reading(named: Sequence[tuple[str, int]]) -> str:
    if len(named) < 2:
        return ""
    if nobody_leads(named):
        said = {"count": wording.number(len(named)), "each": wording.number(named[0][1])}
        return gettext("All %(count)s rows stand equally often (%(each)s each).") % said
    return gettext("Most often: %(first)s.") % {"first": leading(named)}


def _alternative(exhibit: Exhibit, drawn: Sequence[tuple[str, int]], rows: int) -> str:
    """What the figure shows: its bars, and the distinct total that they belong to."""
    bars = ", ".join(f"{name} {wording.number(count)}" for name, count in drawn)
    said = gettext("Bar chart, incidents by %(what)s: %(rows)s.") % {
        "what": wording.plain(exhibit.head).lower(),
        "rows": bars,
    }
    if missing := rows - len(drawn):
        more = ngettext(
            "%(count)s more row stands in the table.",
            "%(count)s more rows stand in the table.",
            missing,
        )
        said += " " + more % {"count": wording.number(missing)}
    total = int(exhibit.total[0] or 0)
    distinct = ngettext(
        "%(count)s distinct incident in all.", "%(count)s distinct incidents in all.", total
    )
    return said + " " + distinct % {"count": wording.number(total)}
