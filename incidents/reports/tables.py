"""Totals of a report, each count defined once.

Every function named ``..._of`` says what one public document counts under; every table counts
*distinct incidents*. An incident can stand in several rows, so the sum of a table's rows may exceed
its ``covered``, the distinct number of incidents that stand in any of its rows, and even its
``total``, the number of all incidents of the report. Only explicit involvements count for parties.
Rows keep the order of the codes where the code is closed; otherwise most incidents first, then by
code.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from incidents.codes import ActorKind, LegalStatus, Proposition, Role, Verdict
from incidents.documents import legal_statuses_on
from incidents.reports.frozen import Snapshot, cut_off_date, incidents_of

NO_FOLLOW_UP = {LegalStatus.NONE.value}

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
    """Rows, the incidents that stand in at least one of them, and all incidents of the report."""

    rows: tuple[Row, ...]
    covered: int
    total: int


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
    followed_up: int
    """Incidents with at least one legal or quasi-legal follow-up."""


Found = dict[str, Bilingual | None]


def platforms_of(document: Document) -> Found:
    """Platforms on which the incident has at least one appearance."""
    platforms = (appearance["platform"] for appearance in document["appearances"])
    return {platform["code"]: platform["name"] for platform in platforms}


def party_roles_of(document: Document) -> dict[str, tuple[Bilingual, set[Role]]]:
    """Parties with an explicit involvement, each with its roles; affiliations count for nothing."""
    found: dict[str, tuple[Bilingual, set[Role]]] = {}
    for involvement in document["involvements"]:
        actor = involvement["actor"]
        if actor["kind"] == ActorKind.PARTY:
            key = actor["slug"] or actor["name"]["fr"] or actor["name"]["en"]
            found.setdefault(key, (actor["name"], set()))[1].add(Role(involvement["role"]))
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


def tables(snapshot: Snapshot) -> Tables:
    """All totals over the incidents of the snapshot."""
    documents = [incident["content"] for incident in incidents_of(snapshot)]
    today = cut_off_date(snapshot)
    return Tables(
        total=len(documents),
        platform=_counted(documents, platforms_of),
        party=_parties(documents),
        technique=_counted(documents, techniques_of),
        proposition=_counted(documents, propositions_of, Proposition),
        legal_status=_counted(documents, lambda d: legal_statuses_of(d, today), LegalStatus),
        verdict=_counted(documents, verdicts_of, Verdict),
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


def _parties(documents: list[Document]) -> Table:
    counts: dict[str, int] = {}
    names: dict[str, Bilingual] = {}
    by: dict[str, dict[str, int]] = {}
    covered = 0
    for document in documents:
        found = party_roles_of(document)
        covered += bool(found)
        for key, (name, roles) in found.items():
            names[key] = name
            counts[key] = counts.get(key, 0) + 1
            of_party = by.setdefault(key, {})
            for role in roles:
                of_party[role.value] = of_party.get(role.value, 0) + 1
    rows = [Row(key, names[key], counts[key], by[key]) for key in counts]
    return Table(_in_order(rows, None), covered, len(documents))


def _in_order(rows: Iterable[Row], order: type[StrEnum] | None) -> tuple[Row, ...]:
    if order is None:
        return tuple(sorted(rows, key=lambda row: (-row.incidents, row.code)))
    places = [code.value for code in order]
    return tuple(sorted(rows, key=lambda row: places.index(row.code)))
