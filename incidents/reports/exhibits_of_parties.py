"""The numbered tables of parties: by role, and the balance sheet."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from django.utils.translation import gettext

from incidents.codes import ACCUSING_ROLES, BALANCE, Role, Tie
from incidents.labels.ties import head
from incidents.reports.balance_sheet import balance_sheet
from incidents.reports.exhibit import Column, Exhibit, Row, both
from incidents.reports.exhibit_notes import notes
from incidents.reports.frozen import Snapshot
from incidents.reports.tables import Table, Tables

CHAPTER = "balance"
ALL = "incidents"
ANSWERS = (Tie.ACCUSED, Tie.ANSWERED)
Words = Callable[[], str]


def exhibits(snapshot: Snapshot, totals: Tables) -> Iterator[Exhibit]:
    """Both have a row for each party, in the order of their codes; roles that nobody has are left
    out. Where a role accuses, the answers are a column of both."""
    sheet = balance_sheet(snapshot)
    party = _with_answers(totals.party, sheet)
    accusing = ACCUSING_ROLES & set(party.covered_by)
    yield _matrix(
        "party-roles",
        (
            lambda: gettext("Parties by role"),
            lambda: gettext("Incidents that involve a party"),
        ),
        [*(r for r in Role if r.value in party.covered_by), *(ANSWERS if accusing else ())],
        party,
    )
    yield _matrix(
        "balance",
        (
            lambda: gettext("Balance sheet of the parties"),
            lambda: gettext("Incidents under any of these headings"),
        ),
        [key for key in BALANCE if isinstance(key, Tie) or key.value in sheet.covered_by],
        sheet,
    )


def _with_answers(party: Table, sheet: Table) -> Table:
    """Parties by role, with how often each is accused and answered in the same incidents."""
    known = {row.code: row.by for row in sheet.rows}
    keys = [key.value for key in ANSWERS]
    rows = tuple(
        replace(row, by=row.by | {key: known.get(row.code, {}).get(key, 0) for key in keys})
        for row in party.rows
    )
    shown = {key: sheet.covered_by.get(key, 0) for key in keys}
    return replace(party, rows=rows, covered_by=party.covered_by | shown)


def _matrix(
    code: str, words: tuple[Words, Words], keys: Sequence[Role | Tie], table: Table
) -> Exhibit:
    title, total_label = words
    return Exhibit(
        code=code,
        chapter=CHAPTER,
        title=both(title),
        head=both(lambda: gettext("Party")),
        columns=(
            *(Column(key.value, both(partial(head, key))) for key in keys),
            Column(ALL, both(lambda: gettext("Incidents"))),
        ),
        rows=tuple(
            Row(row.code, row.name or {}, (*(row.by.get(k.value, 0) for k in keys), row.incidents))
            for row in table.rows
        ),
        total=(*(table.covered_by.get(key.value, 0) for key in keys), table.covered),
        total_label=both(total_label),
        notes=notes(table, table.covered),
    )
