"""The tables of parties: in which roles, what is said of them and by them, and the answers."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from incidents.codes import BALANCE, Reading, Role, Tie
from incidents.reconciled.facts import Facts
from incidents.reconciled.lists import Lists
from incidents.reconciled.recount import ALL, COUNT, Cell, Found, Numbers, Recount, Wanted

Record = dict[str, Any]
HEADINGS = tuple(str(each.value) for each in BALANCE)
ROLES = frozenset(role.value for role in Role)
SHOWN = {Tie.ACCUSED.value, Tie.ANSWERED.value}
"""What stands beside roles that accuse."""
SIGNS = {Reading.ACCUSATION: Tie.ACCUSES, Reading.COUNTER_ACCUSATION: Tie.ACCUSES}
"""What a claim amounts to, and the heading it stands under; a denial has its own."""


def _roles_by_lists(lists: Lists, wanted: Wanted) -> Numbers:
    """By the filters of party and role; who is accused and answered, by the ties of the rows."""
    found: dict[Cell, Found] = {}
    every = [("party", slug) for slug in lists.parties]
    for column in wanted.columns:
        for row, asked in [*((s, [("party", s)]) for s in wanted.rows), (ALL, every)]:
            if column in ROLES:
                found[row, column] = lists.count(*asked, ("role", column)) if asked else 0
            elif column == COUNT:
                found[row, column] = lists.count(*asked) if asked else 0
            else:
                found[row, column] = _tied(lists, [column], [slug for _name, slug in asked])
    return found


def _sheet_by_lists(lists: Lists, wanted: Wanted) -> Numbers:
    """By the ties of the rows, a role being its own."""
    found: dict[Cell, Found] = {}
    for column in wanted.columns:
        ties = HEADINGS if column == COUNT else (column,)
        for slug in wanted.rows:
            found[slug, column] = _tied(lists, ties, [slug])
        found[ALL, column] = _tied(lists, ties, lists.parties)
    return found


def _tied(lists: Lists, ties: Sequence[str], slugs: Iterable[str]) -> int:
    """Incidents that any of the ties ties to any of the parties."""
    wanted = [f"{tie}:{slug}" for slug in slugs for tie in ties]
    return lists.found().filter(ties__overlap=wanted).count() if wanted else 0


def _roles_from_files(facts: Facts) -> Numbers:
    """By the file of involvements; who is accused and answered, as in the balance sheet."""
    found = _counted(
        (row["reference"], row["actor"], row["role"])
        for row in facts.of("involvements")
        if row["actor"] in facts.parties
    )
    rows = {row for row, _column in found}
    sheet = _counted(_headings(facts))
    return found | {
        cell: number for cell, number in sheet.items() if cell[1] in SHOWN and cell[0] in rows
    }


def _sheet_from_files(facts: Facts) -> Numbers:
    return _counted(_headings(facts))


def _counted(ties: Iterable[tuple[str, str, str]]) -> dict[Cell, Found]:
    """Distinct incidents, given with a party and a heading, per party and heading."""
    found: dict[Cell, set[str]] = {}
    for reference, slug, heading in ties:
        for cell in ((slug, heading), (slug, COUNT), (ALL, heading), (ALL, COUNT)):
            found.setdefault(cell, set()).add(reference)
    return {cell: len(references) for cell, references in found.items()}


def _headings(facts: Facts) -> Iterator[tuple[str, str, str]]:
    for row in facts.of("involvements"):
        yield from _of_parties(facts, row, [row["actor"]], row["role"])
        yield from _accused(facts, row, [row["actor"]])
    for row in facts.of("claims"):
        yield from _accused(facts, row, row["about"])
        voices = [row["speaker_actor"], *row["on_behalf_of"]]
        for reading in row["reading"]:
            if reading == Reading.DENIAL:
                yield from _of_parties(facts, row, voices, Tie.DENIES)
            elif reading in SIGNS:
                yield from _of_parties(facts, row, voices, SIGNS[Reading(reading)])


def _accused(facts: Facts, row: Record, whom: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    if row["accusation"]:
        yield from _of_parties(facts, row, whom, Tie.ACCUSED)
        if row["answered"]:
            yield from _of_parties(facts, row, whom, Tie.ANSWERED)


def _of_parties(
    facts: Facts, row: Record, whom: Iterable[str], heading: str
) -> Iterator[tuple[str, str, str]]:
    if heading in HEADINGS:
        for slug in whom:
            if slug in facts.parties:
                yield row["reference"], slug, str(heading)


PARTIES = {
    "party-roles": Recount(_roles_by_lists, _roles_from_files, frozenset(SHOWN)),
    "balance": Recount(_sheet_by_lists, _sheet_from_files),
}
"""By the codes of the report's tables."""
