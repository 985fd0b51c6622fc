"""Tables of incidents: how many have a platform, a technique, a verdict, a status ..."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from incidents.dates import Month
from incidents.models import ListedClaim
from incidents.reconciled.facts import INCIDENTS, Facts
from incidents.reconciled.lists import Lists
from incidents.reconciled.recount import (
    ALL,
    COUNT,
    Numbers,
    Recount,
    Wanted,
    distinct,
    not_held,
)
from incidents.reports.tables import NO_MONTH, SEVERAL_MONTHS

Record = dict[str, Any]


def _by_filter(name: str) -> Callable[[Lists, Wanted], Numbers]:
    """By a name of the public list's address."""

    def count(lists: Lists, wanted: Wanted) -> Numbers:
        found = {(code, COUNT): lists.count((name, code)) for code in wanted.rows}
        return found | {(ALL, COUNT): lists.total}

    return count


def _by_cards(lists: Lists, wanted: Wanted) -> Numbers:
    """How content was made: the list has no filter for it, and shows it on its cards."""
    found = {
        (code, COUNT): lists.found().filter(card__synthetic_level=code).count()
        for code in wanted.rows
    }
    return found | {(ALL, COUNT): lists.total}


def _by_claims(lists: Lists, wanted: Wanted) -> Numbers:
    """By the list of claims."""
    claims = lists.records(ListedClaim)
    found = {
        (code, COUNT): claims.filter(stance=code).values("listed").distinct().count()
        for code in wanted.rows
    }
    return found | {(ALL, COUNT): lists.total}


def _by_days(lists: Lists, wanted: Wanted) -> Numbers:
    """By the days between which the facts were."""
    rows, found = lists.found(), {(ALL, COUNT): lists.total}
    dated = rows.filter(earliest__isnull=False, latest__isnull=False)
    within = 0
    for code in sorted({*wanted.rows} - {NO_MONTH, SEVERAL_MONTHS}):
        month = Month.parse(code)
        days = (month.first_day, month.last_day)
        found[code, COUNT] = dated.filter(earliest__gte=days[0], latest__lte=days[1]).count()
        within += found[code, COUNT]
    found[NO_MONTH, COUNT] = lists.total - dated.count()
    found[SEVERAL_MONTHS, COUNT] = dated.count() - within
    return found


def _no_list(lists: Lists, wanted: Wanted) -> Numbers:
    """Roles of whoever is involved: the list knows those of parties alone."""
    return not_held(wanted, COUNT) | {(ALL, COUNT): lists.total}


def _from_column(name: str) -> Callable[[Facts], Numbers]:
    """By a column of the flat table."""
    return lambda facts: _of_incidents(facts, lambda row: _several(row[name]))


def _from_days(facts: Facts) -> Numbers:
    return _of_incidents(facts, lambda row: [_month(row["facts_earliest"], row["facts_latest"])])


def _of_incidents(facts: Facts, codes_of: Callable[[Record], Iterable[str]]) -> Numbers:
    rows = facts.of(INCIDENTS)
    found = distinct((row["reference"], codes_of(row)) for row in rows)
    return found | {(ALL, COUNT): len(rows)}


def _from_records(table: str, name: str) -> Callable[[Facts], Numbers]:
    """By a column of a table of records."""

    def count(facts: Facts) -> Numbers:
        found = distinct((row["reference"], [row[name]]) for row in facts.of(table))
        return found | {(ALL, COUNT): len(facts.of(INCIDENTS))}

    return count


def _several(cell: Any) -> list[str]:
    return cell if isinstance(cell, list) else [cell] if cell else []


def _month(first: str, last: str) -> str:
    if not first or not last:
        return NO_MONTH
    months = {Month.containing(date.fromisoformat(day)) for day in (first, last)}
    return str(months.pop()) if len(months) == 1 else SEVERAL_MONTHS


STATISTICS = {
    "platforms": Recount(_by_filter("platform"), _from_column("platforms")),
    "techniques": Recount(_by_filter("technique"), _from_column("techniques")),
    "synthetic-levels": Recount(_by_cards, _from_column("synthetic_level")),
    "verdicts": Recount(_by_filter("verdict"), _from_column("verdict")),
    "propositions": Recount(_by_filter("proposition"), _from_column("propositions")),
    "stances": Recount(_by_claims, _from_records("claims", "stance")),
    "roles": Recount(_no_list, _from_records("involvements", "role")),
    "legal-statuses": Recount(_by_filter("status"), _from_column("legal_statuses")),
    "jurisdictions": Recount(_by_filter("country"), _from_column("country")),
    "elections": Recount(_by_filter("election"), _from_column("election")),
    "fact-months": Recount(_by_days, _from_days),
}
"""By the codes of the report's tables."""
