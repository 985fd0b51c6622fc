"""Totals of a report, each count defined once.

Every function named ``..._of`` says what one public document counts under; every table counts
*distinct incidents*. An incident can stand in several rows, so the sum of a table's rows may exceed
its ``covered``, the distinct number of incidents that stand in any of its rows, and even its
``total``, the number of all incidents of the report. Only explicit involvements count for parties.
Rows keep the order of the codes where the code is closed; otherwise most incidents first, then by
code.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from incidents.codes import (
    ActorKind,
    LegalStatus,
    Proposition,
    Role,
    Stance,
    SyntheticLevel,
    Verdict,
)
from incidents.documents import legal_statuses_on
from incidents.reports.frozen import Snapshot, cut_off_date, incidents_of

NO_FOLLOW_UP = {LegalStatus.NONE.value}
SEVERAL_MONTHS, NO_MONTH = "several", "unknown"
"""Rows of the months of the facts: known, but not to one month; not known at all."""

Document = dict[str, Any]
Bilingual = dict[str, str]


@dataclass(frozen=True)
class Row:
    """One line of a table: a code, the name shown (None: a closed code), distinct incidents."""

    code: str
    name: Bilingual | None
    incidents: int
    by: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """Rows, the incidents that stand in at least one of them, and all incidents of the report;
    ``covered_by``: incidents that stand in at least one row by each key of the rows' ``by``."""

    rows: tuple[Row, ...]
    covered: int
    total: int
    covered_by: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Tables:
    """All totals of one report."""

    total: int
    platform: Table
    party: Table
    technique: Table
    proposition: Table
    legal_status: Table
    verdict: Table
    synthetic_level: Table
    stance: Table
    role: Table
    jurisdiction: Table
    election: Table
    fact_month: Table
    followed_up: int
    """Incidents with at least one legal or quasi-legal follow-up."""


Found = dict[str, Bilingual | None]


def platforms_of(document: Document) -> Found:
    """Platforms on which the incident has at least one appearance."""
    platforms = (appearance["platform"] for appearance in document["appearances"])
    return {platform["code"]: platform["name"] for platform in platforms}


def party_roles_of(document: Document) -> dict[str, tuple[Bilingual, set[str]]]:
    """Parties with an explicit involvement, each with its roles; affiliations count for nothing.
    One that has no page is counted nowhere by name: two of one label may be two."""
    found: dict[str, tuple[Bilingual, set[str]]] = {}
    for involvement in document["involvements"]:
        actor = involvement["actor"]
        if actor["kind"] == ActorKind.PARTY and actor["slug"]:
            found.setdefault(actor["slug"], (actor["name"], set()))[1].add(involvement["role"])
    return found


def techniques_of(document: Document) -> Found:
    """Techniques recorded for the incident."""
    return {term["code"]: term["label"] for term in document["techniques"]}


def propositions_of(document: Document) -> Found:
    """What the recorded statements are about, whatever their stance."""
    return {claim["proposition"]: None for claim in document["claims"]}


def legal_statuses_of(document: Document, today: date) -> Found:
    """The set of legal statuses of the incident, as the public listing has it.

    ``nothing_followed`` from the review date on stands *beside* the status itself: the announcement
    was made, and nothing is known to have come of it.
    """
    return dict.fromkeys(legal_statuses_on(document, today))


def verdicts_of(document: Document) -> Found:
    """The one verdict of the incident."""
    return {document["verdict"]["code"]: None}


def synthetic_levels_of(document: Document) -> Found:
    """How the content was made: one level."""
    return {document["synthetic_level"]: None}


def stances_of(document: Document) -> Found:
    """What the recorded statements do with what they are about."""
    return {claim["stance"]: None for claim in document["claims"]}


def roles_of(document: Document) -> Found:
    """Roles in which anybody is involved, parties, persons, media or others."""
    return {involvement["role"]: None for involvement in document["involvements"]}


def jurisdictions_of(document: Document) -> Found:
    """The country of the incident."""
    return {document["jurisdiction"]["code"]: document["jurisdiction"]["name"]}


def elections_of(document: Document) -> Found:
    """The election that the incident touches, if any."""
    election = document["election"]
    return {election["slug"]: election["name"]} if election else {}


def fact_months_of(document: Document) -> Found:
    """The one month in which all of the facts lie (``2026-10``), else that there is none."""
    facts = document["facts_date"]
    if facts["earliest"] is None or facts["latest"] is None:
        return {NO_MONTH: None}
    first, last = facts["earliest"][:7], facts["latest"][:7]
    return {first if first == last else SEVERAL_MONTHS: None}


def tables(snapshot: Snapshot) -> Tables:
    """All totals over the incidents of the snapshot."""
    documents = [incident["content"] for incident in incidents_of(snapshot)]
    today = cut_off_date(snapshot)
    return Tables(
        total=len(documents),
        platform=_counted(documents, platforms_of),
        party=by_key(documents, party_roles_of),
        technique=_counted(documents, techniques_of),
        proposition=_counted(documents, propositions_of, Proposition),
        legal_status=_counted(documents, lambda d: legal_statuses_of(d, today), LegalStatus),
        verdict=_counted(documents, verdicts_of, Verdict),
        synthetic_level=_counted(documents, synthetic_levels_of, SyntheticLevel),
        stance=_counted(documents, stances_of, Stance),
        role=_counted(documents, roles_of, Role),
        jurisdiction=_counted(documents, jurisdictions_of),
        election=_counted(documents, elections_of),
        fact_month=_by_code(_counted(documents, fact_months_of)),
        followed_up=sum(set(legal_statuses_of(d, today)) != NO_FOLLOW_UP for d in documents),
    )


def _counted(
    documents: list[Document],
    codes_of: Callable[[Document], Found],
    order: type[StrEnum] | None = None,
) -> Table:
    counts: dict[str, int] = {}
    names: Found = {}
    covered = 0
    for document in documents:
        found = codes_of(document)
        covered += bool(found)
        names |= found
        for code in found:
            counts[code] = counts.get(code, 0) + 1
    rows = [Row(code, names[code], count) for code, count in counts.items()]
    return Table(_in_order(rows, order), covered, len(documents))


def by_key(
    documents: Iterable[Document],
    keys_of: Callable[[Document], Mapping[str, tuple[Bilingual, set[str]]]],
) -> Table:
    """Names counted under each of their keys, in the order of their codes: no party stands above
    another because it is there more often."""
    counts: dict[str, int] = {}
    names: dict[str, Bilingual] = {}
    by: dict[str, Counter[str]] = {}
    whole: Counter[str] = Counter()
    covered = total = 0
    for document in documents:
        found = keys_of(document)
        total += 1
        covered += bool(found)
        whole.update(set().union(*(keys for _name, keys in found.values())))
        for code, (name, keys) in found.items():
            names[code] = name
            counts[code] = counts.get(code, 0) + 1
            by.setdefault(code, Counter()).update(keys)
    rows = [Row(code, names[code], counts[code], dict(by[code])) for code in sorted(counts)]
    return Table(tuple(rows), covered, total, dict(whole))


def _by_code(table: Table) -> Table:
    """In the order of the codes: months in the order of time, then what is of no month."""
    return replace(table, rows=tuple(sorted(table.rows, key=lambda row: row.code)))


def _in_order(rows: Iterable[Row], order: type[StrEnum] | None) -> tuple[Row, ...]:
    if order is None:
        return tuple(sorted(rows, key=lambda row: (-row.incidents, row.code)))
    places = [code.value for code in order]
    return tuple(sorted(rows, key=lambda row: places.index(row.code)))
