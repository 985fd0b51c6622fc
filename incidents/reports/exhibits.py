"""Every numbered table of the report as data: one definition for the pages, for the CSV files
inside the PDF, and for the reconciliation.

Rows carry the codes by which the public listing filters (platform, party, technique, proposition,
status ...). Tables without a row are left out and take no number. Tables are numbered in the order
in which they stand in the report, figures by themselves; a figure draws the table beside it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

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

Words: TypeAlias = "str | Promise"
Counted = tuple[str, Words, Words, str, type[StrEnum] | None]

COUNTED: tuple[Counted, ...] = (
    ("platforms", _("Platforms"), _("Platform"), "platform", None),
    ("techniques", _("Techniques"), _("Technique"), "technique", None),
    (
        *("synthetic-levels", _("How content was made"), _("Making of the content")),
        *("synthetic_level", SyntheticLevel),
    ),
    ("verdicts", _("Verdicts on the content"), _("Verdict"), "verdict", Verdict),
    (
        *("propositions", _("What statements are about"), _("Statements about")),
        *("proposition", Proposition),
    ),
    ("stances", _("What statements do"), _("Stance"), "stance", Stance),
    ("roles", _("Roles"), _("Role"), "role", Role),
    ("legal-statuses", _("Legal statuses"), _("Legal status"), "legal_status", LegalStatus),
)
"""The code of a table, its title, what its rows are, the field of ``Tables`` that counts them, and
their codes where these are closed."""
PLACES: tuple[Counted, ...] = (
    ("jurisdictions", _("Countries"), _("Country"), "jurisdiction", None),
    ("elections", _("Elections"), _("Election"), "election", None),
)
ONE_IS_NONE = frozenset(place[0] for place in PLACES)
"""Told where there is more than one row."""


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


def by_code(snapshot: Snapshot, totals: Tables | None = None) -> dict[str, Exhibit]:
    """The same by their codes."""
    return {exhibit.code: exhibit for exhibit in exhibits(snapshot, totals)}


def _statistics(totals: Tables) -> Iterator[Exhibit]:
    for code, title, head, name, codes in (*COUNTED, *PLACES):
        table: Table = getattr(totals, name)
        if len(table.rows) > 1 or code not in ONE_IS_NONE:
            yield _exhibit((code, title, head), table, codes)
    yield _months(totals.fact_month)


def _exhibit(words: tuple[str, Words, Words], table: Table, codes: type[StrEnum] | None) -> Exhibit:
    code, title, head = words
    every = (both(lambda: str(EVERY_TRACK)),) if codes is LegalStatus else ()
    return Exhibit(
        code=code,
        chapter="statistics",
        title=both(lambda: str(title)),
        head=both(lambda: str(head)),
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
        ("fact-months", _("When the facts were"), _("Month of the facts")),
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
