"""Parties by role, the balance sheet of parties, the funnel of legal follow-ups: with their words.

Parties stand in the order of their names: no row is above another because it has more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from incidents import balance, funnel
from incidents.codes import BALANCE, Role, Tie
from incidents.labels import label
from incidents.labels.ties import head
from incidents.templatetags.wording import text
from incidents.views.exhibits import Asked, Exhibit, Row, capital


@dataclass(frozen=True)
class Cell:
    """One number; ``url`` opens the list that has just these."""

    count: int
    url: str


@dataclass(frozen=True)
class Line:
    """One party; its address is that of its page."""

    slug: str
    label: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Matrix:
    """Parties down, what ties incidents to them across; each number counts different incidents.
    ``distinct``: incidents under any of the rows."""

    key: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Line]
    distinct: int
    total_label: str
    notes: Sequence[str]


def party_roles(asked: Asked, lines: Sequence[balance.Line]) -> Matrix:
    """Parties by role; roles and parties without any incident are left out."""
    roles = [role for role in Role if any(line.has(role) for line in lines)]
    return Matrix(
        "party_role",
        _("By party and role"),
        [capital(label(role)) for role in roles],
        _lines(asked, lines, roles),
        asked.rows.exclude(parties=[]).count(),
        _("Incidents that involve a party"),
        [
            _(
                "A role says how an incident concerns a party, as the sources have it; it says "
                "nothing about responsibility. A party can have several roles in one incident."
            )
        ],
    )


def balance_sheet(asked: Asked, lines: Sequence[balance.Line]) -> Matrix:
    """What is recorded of each party, the answers beside the accusations; parties of which only
    the name is recorded are left out."""
    return Matrix(
        "balance",
        _("Balance sheet of the parties"),
        [head(tie) for tie in BALANCE],
        _lines(asked, lines, BALANCE),
        asked.rows.filter(ties__overlap=_any_of(lines)).count() if lines else 0,
        _("Incidents under any of these headings"),
        [
            _(
                "Parties are in the order of their names. Each number counts incidents: in which "
                "the party has the role, in which at least one accusation is recorded against it "
                "(a statement, or one of the roles promoted, alleged author, alleged beneficiary), "
                "in which at least one of these accusations has a recorded answer, and in which "
                "it, or somebody on its behalf, accuses or denies. Being accused often is a fact "
                "about what is said, not about who did something."
            )
        ],
    )


def steps(asked: Asked) -> Exhibit:
    """The funnel: what holds what, and what overlaps."""
    found = funnel.funnel(asked.rows, asked.day)
    rows = [
        ("all", _("All incidents of this selection"), found.total, ()),
        ("followed", _("A legal follow-up is recorded"), found.followed, funnel.FOLLOWED),
        ("filed", _("…of these, something was filed at least"), found.filed, funnel.FILED),
        ("ended", _("…of these, decided or closed without action"), found.ended, funnel.ENDED),
        ("only_said", _("Considered or announced, nothing filed"), found.only_said, ()),
        (
            "nothing_followed",
            _("Considered or announced, nothing known to have followed by the day of review"),
            found.nothing_followed,
            ("nothing_followed",),
        ),
    ]
    return Exhibit(
        "funnel",
        _("How far legal follow-ups have come"),
        _("Step"),
        [
            Row(code, words, number, _url(asked, code, statuses))
            for code, words, number, statuses in rows
        ],
        found.total,
        _("Different incidents"),
        [
            _(
                "The first four lines hold one another: each counts a part of the line above. "
                "“Considered or announced, nothing filed” and “something was filed” exclude one "
                "another; together they are all incidents with a follow-up. The last line "
                "overlaps: of two follow-ups of one incident one can be filed, and the other have "
                "come to nothing. An incident counts by the furthest of its follow-ups."
            )
        ],
    )


def _url(asked: Asked, code: str, statuses: Sequence[str]) -> str:
    if code == "all":
        return asked.url()
    return asked.url(status=[str(each) for each in statuses]) if statuses else ""


def _lines(asked: Asked, lines: Sequence[balance.Line], ties: Sequence[Role | Tie]) -> list[Line]:
    found = [
        Line(line.slug, text(line.name), [_cell(asked, line, tie) for tie in ties])
        for line in lines
        if line.has(*ties)
    ]
    return sorted(found, key=lambda line: line.label.casefold())


def _cell(asked: Asked, line: balance.Line, tie: Role | Tie) -> Cell:
    number = line.ties.get(tie, 0)
    linked = number and isinstance(tie, Role)
    return Cell(number, asked.url(party=line.slug, role=tie) if linked else "")


def _any_of(lines: Sequence[balance.Line]) -> list[str]:
    return [f"{tie}:{line.slug}" for line in lines for tie in BALANCE if line.has(tie)]
