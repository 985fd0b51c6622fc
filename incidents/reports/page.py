"""What the templates of the report get: the snapshot, arranged and counted, with its charts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext, ngettext

from incidents.charts import of_report
from incidents.codes import LegalStatus, Proposition, ReportKind, Role, Verdict
from incidents.coverage import coverage_wording
from incidents.labels import label
from incidents.labels.law import EVERY_TRACK
from incidents.reports import wording
from incidents.reports.answered import accusations
from incidents.reports.dossier import dossiers
from incidents.reports.follow_up import follow_up_list, followed
from incidents.reports.frozen import Snapshot, cut_off, cut_off_date, digest
from incidents.reports.glossary import glossary
from incidents.reports.notices import per_platform
from incidents.reports.pdf import data_address
from incidents.reports.summary import figures, sentences
from incidents.reports.tables import Row, Table, Tables, tables

BARS = 14


@dataclass(frozen=True)
class Exhibit:
    """A numbered chart with the table that says the same."""

    number: int
    title: str
    heads: str
    rows: list[tuple[str, str]]
    total: str
    notes: list[str]
    picture: str
    alternative: str


@dataclass(frozen=True)
class Matrix:
    """Parties by role; an empty cell is zero; ``total``: incidents that involve any party."""

    number: int
    heads: list[str]
    rows: list[tuple[str, str, list[str]]]
    total: str
    notes: list[str]


def page(snapshot: Snapshot, language: str) -> dict[str, Any]:
    """The context of the templates, in the active language."""
    totals = tables(snapshot)
    incidents = dossiers(snapshot, language)
    answered = accusations(incidents)
    procedures = followed(incidents)
    listed = follow_up_list(procedures, cut_off_date(snapshot))
    period = period_in_words(snapshot)
    seal = digest(snapshot)
    return {
        "snapshot": snapshot,
        "language": language,
        "report_kind": label(ReportKind(snapshot["kind"])),
        "period": period,
        "part": part_in_words(snapshot),
        "edition": snapshot["edition"],
        "cut_off": wording.moment(cut_off(snapshot)),
        "cut_off_iso": cut_off(snapshot).isoformat(),
        "digest": seal,
        "digest_groups": _groups(seal),
        "replaced_groups": _groups(snapshot.get("replaces", {}).get("digest", "")),
        "audit": _audit(snapshot),
        "site": f"{snapshot['site_url'].rstrip('/')}/{language}/",
        "marks": _marks(snapshot),
        "incidents": incidents,
        "figures": figures(totals, answered) if totals.total else [],
        "sentences": sentences(snapshot, totals, answered, period),
        "exhibits": _exhibits(totals),
        "parties": _parties(totals, number=6),
        "cut_off_day": wording.day(cut_off_date(snapshot)),
        "procedures": procedures,
        "follow_up": listed,
        "notices": per_platform(each.procedure.record for each in procedures),
        "glossary": glossary(incidents, totals, listed),
    }


def period_in_words(snapshot: Snapshot) -> str:
    """October 2026; 4th quarter 2026; the first and the last day for an election."""
    first, end = (date.fromisoformat(snapshot[name]) for name in ("first_day", "next_day"))
    return coverage_wording(snapshot["kind"], first, end, get_language() or "fr")


def part_in_words(snapshot: Snapshot) -> str:
    """The jurisdiction or the election that the report is about; "" for everything."""
    part = snapshot.get("jurisdiction") or snapshot.get("election")
    return wording.plain(part["name"]) if part else ""


def _groups(value: str) -> list[str]:
    return [value[place : place + 8] for place in range(0, len(value), 8)]


def _audit(snapshot: Snapshot) -> dict[str, Any] | None:
    """Where the audit ended at issue; None for a preview and for reports older than the audit."""
    end = snapshot.get("audit")
    return {"count": end["count"], "groups": _groups(end["hash"])} if end else None


def _marks(snapshot: Snapshot) -> list[str]:
    marks = []
    if snapshot["demo"]:
        marks.append(gettext("FICTIONAL DEMONSTRATION"))
    if snapshot["unfinished"]:
        marks.append(gettext("PREVIEW — unfinished period"))
    return marks


def _exhibits(totals: Tables) -> list[Exhibit]:
    named = [
        (gettext("Platforms"), gettext("Platform"), totals.platform, None),
        (gettext("Techniques"), gettext("Technique"), totals.technique, None),
        (
            gettext("What statements are about"),
            gettext("Statements about"),
            totals.proposition,
            Proposition,
        ),
        (gettext("Legal follow-up"), gettext("Legal status"), totals.legal_status, LegalStatus),
        (gettext("Verdicts on the content"), gettext("Verdict"), totals.verdict, Verdict),
    ]
    return [
        _exhibit(number, title, heads, table, codes)
        for number, (title, heads, table, codes) in enumerate(named, start=1)
        if table.rows
    ]


def _exhibit(number: int, title: str, heads: str, table: Table, codes: Any) -> Exhibit:
    named = [(_named(row, codes), row.incidents) for row in table.rows]
    shown = named[:BARS]
    alternative = gettext("Bar chart, incidents by %(what)s: %(rows)s.") % {
        "what": heads.lower(),
        "rows": ", ".join(f"{name} {count}" for name, count in shown),
    }
    return Exhibit(
        number=number,
        title=title,
        heads=heads,
        rows=[(name, wording.number(count)) for name, count in named],
        total=wording.number(table.total),
        notes=[*([str(EVERY_TRACK)] if codes is LegalStatus else []), *_notes(table, table.total)],
        picture=data_address(of_report(shown)),
        alternative=alternative,
    )


def _parties(totals: Tables, number: int) -> Matrix | None:
    if not totals.party.rows:
        return None
    roles = [role for role in Role if any(role.value in row.by for row in totals.party.rows)]
    return Matrix(
        number=number,
        heads=[label(role) for role in roles],
        rows=[
            (
                wording.plain(row.name),
                wording.number(row.incidents),
                [wording.number(row.by[r.value]) if r.value in row.by else "" for r in roles],
            )
            for row in totals.party.rows
        ],
        total=wording.number(totals.party.covered),
        notes=_notes(totals.party, totals.party.covered),
    )


def _named(row: Row, codes: Any) -> str:
    name = wording.plain(row.name) if codes is None else label(codes(row.code))
    return name[:1].upper() + name[1:]


def _notes(table: Table, printed: int) -> list[str]:
    """What has to be said so that the rows and the ``printed`` total make sense together."""
    notes = []
    added = sum(row.incidents for row in table.rows)
    if added > printed:
        notes.append(gettext("An incident can stand in several rows: their sum is greater."))
    elif added > table.covered:
        notes.append(gettext("Some incidents stand in several rows."))
    if missing := table.total - table.covered:
        notes.append(
            ngettext(
                "%(count)s incident stands in no row.",
                "%(count)s incidents stand in no row.",
                missing,
            )
            % {"count": wording.number(missing)}
        )
    return notes
