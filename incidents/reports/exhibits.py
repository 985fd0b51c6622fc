"""Every numbered table of the report as data: one definition for the pages, for the CSV files
inside the PDF, and for the reconciliation.

Rows carry the codes by which the public listing filters (platform, party, technique, proposition,
status ...). Tables without a row are left out and take no number. Tables are numbered in the order
in which they stand in the report, figures by themselves; a figure draws the table beside it.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import partial

from django.utils.text import capfirst
from django.utils.translation import gettext

from incidents.codes import (
    LegalStatus,
    Proposition,
    Role,
    Stance,
    SyntheticLevel,
    Verdict,
)
from incidents.labels import label
from incidents.labels.law import EVERY_TRACK
from incidents.reports import exhibits_of_followup, exhibits_of_parties, wording
from incidents.reports.exhibit import Bilingual, Column, Exhibit, Row, both, numbered
from incidents.reports.exhibit_notes import notes
from incidents.reports.frozen import Snapshot
from incidents.reports.tables import NO_MONTH, SEVERAL_MONTHS, Table, Tables, tables

Words = Callable[[], str]
Counted = tuple[str, Words, Words, Table, type[StrEnum] | None]


def exhibits(snapshot: Snapshot, totals: Tables | None = None) -> tuple[Exhibit, ...]:
    """The numbered tables of a report, in their order. ``totals`` saves counting again."""
    counted = totals or tables(snapshot)
    return tuple(
        numbered(
            [
                *_statistics(counted),
                *exhibits_of_parties.exhibits(snapshot, counted),
                *exhibits_of_followup.exhibits(snapshot),
            ]
        )
    )


def by_code(snapshot: Snapshot) -> dict[str, Exhibit]:
    """The same by their codes."""
    return {exhibit.code: exhibit for exhibit in exhibits(snapshot)}


def _statistics(totals: Tables) -> Iterator[Exhibit]:
    yield from (_exhibit(*each) for each in _counted(totals))
    for code, title, head, table, _codes in _where(totals):
        if len(table.rows) > 1:
            yield _exhibit(code, title, head, table, None)
    yield _months(totals.fact_month)


def _counted(totals: Tables) -> list[Counted]:
    about = ("propositions", lambda: gettext("What statements are about"))
    return [
        (
            "platforms",
            lambda: gettext("Platforms"),
            lambda: gettext("Platform"),
            totals.platform,
            None,
        ),
        (
            "techniques",
            lambda: gettext("Techniques"),
            lambda: gettext("Technique"),
            totals.technique,
            None,
        ),
        (
            "synthetic-levels",
            lambda: gettext("How content was made"),
            lambda: gettext("Making of the content"),
            totals.synthetic_level,
            SyntheticLevel,
        ),
        (
            "verdicts",
            lambda: gettext("Verdicts on the content"),
            lambda: gettext("Verdict"),
            totals.verdict,
            Verdict,
        ),
        (*about, lambda: gettext("Statements about"), totals.proposition, Proposition),
        (
            "stances",
            lambda: gettext("What statements do"),
            lambda: gettext("Stance"),
            totals.stance,
            Stance,
        ),
        ("roles", lambda: gettext("Roles"), lambda: gettext("Role"), totals.role, Role),
        (
            "legal-statuses",
            lambda: gettext("Legal statuses"),
            lambda: gettext("Legal status"),
            totals.legal_status,
            LegalStatus,
        ),
    ]


def _where(totals: Tables) -> list[Counted]:
    return [
        (
            "jurisdictions",
            lambda: gettext("Countries"),
            lambda: gettext("Country"),
            totals.jurisdiction,
            None,
        ),
        (
            "elections",
            lambda: gettext("Elections"),
            lambda: gettext("Election"),
            totals.election,
            None,
        ),
    ]


def _exhibit(
    code: str, title: Words, head: Words, table: Table, codes: type[StrEnum] | None
) -> Exhibit:
    every = (both(lambda: str(EVERY_TRACK)),) if codes is LegalStatus else ()
    return Exhibit(
        code=code,
        chapter="statistics",
        title=both(title),
        head=both(head),
        columns=(incidents_column(),),
        rows=tuple(Row(r.code, _name(r.code, r.name, codes), (r.incidents,)) for r in table.rows),
        total=(table.total,),
        total_label=both(lambda: gettext("Distinct total")),
        notes=(*every, *notes(table, table.total)),
        drawn=True,
    )


def incidents_column() -> Column:
    """The column that counts distinct incidents."""
    return Column("incidents", both(lambda: gettext("Incidents")))


def _name(code: str, name: Bilingual | None, codes: type[StrEnum] | None) -> Bilingual:
    if codes is not None:
        return both(lambda: str(capfirst(label(codes(code)))))
    return both(lambda: str(capfirst(wording.plain(name))))


def _months(table: Table) -> Exhibit:
    """When the facts were; every incident stands in exactly one row."""
    found = _exhibit(
        "fact-months",
        lambda: gettext("When the facts were"),
        lambda: gettext("Month of the facts"),
        Table((), table.covered, table.total),
        None,
    )
    rows = [Row(r.code, both(partial(_month, r.code)), (r.incidents,)) for r in table.rows]
    return replace(found, rows=tuple(rows))


def _month(code: str) -> str:
    if code == NO_MONTH:
        return gettext("Date not known")
    if code == SEVERAL_MONTHS:
        return gettext("Not known to one month")
    return str(capfirst(wording.month(date.fromisoformat(f"{code}-01"))))
