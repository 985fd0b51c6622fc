"""The codes that a report uses, with their meanings; only those it uses are printed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext

from incidents.codes import (
    Availability,
    Channel,
    ClockCode,
    Decision,
    Directness,
    FollowUpKind,
    Labelling,
    LegalStatus,
    Proposition,
    Reading,
    Role,
    Stance,
    SyntheticLevel,
    Track,
    Verdict,
)
from incidents.labels import label
from incidents.reports.dossier import Dossier
from incidents.reports.follow_up import Listed
from incidents.reports.meanings import MEANINGS
from incidents.reports.tables import Tables

Record = dict[str, Any]
Used = tuple[str, type[StrEnum], Iterable[str]]
"""The title of a section, its kind of code, and the codes in use."""

PLAIN = {Directness.DIRECT, Directness.UNKNOWN}
"""Not printed beside a statement, and so not explained."""


@dataclass(frozen=True)
class Section:
    """Codes of one kind, with label and meaning."""

    title: str
    entries: list[tuple[str, str]]


def glossary(
    incidents: list[Dossier], totals: Tables, follow_up: Iterable[Listed] = ()
) -> list[Section]:
    """The sections with at least one code in use, codes in the order of their list."""
    documents = [incident.document for incident in incidents]
    procedures = [each for incident in incidents for each in incident.procedures]
    used: list[Used] = [
        *_of_statements(documents),
        *_of_procedures([each.record for each in procedures]),
        (gettext("Legal statuses"), LegalStatus, (r.code for r in totals.legal_status.rows)),
        (gettext("Why something is followed up"), FollowUpKind, (each.kind for each in follow_up)),
        (
            gettext("Terms set by the law"),
            ClockCode,
            (term.record["clock"] for each in procedures for term in each.terms),
        ),
    ]
    sections = [_section(*each) for each in used]
    return [section for section in sections if section.entries]


def _of_statements(documents: list[Record]) -> Iterator[Used]:
    claims = [claim for document in documents for claim in document["claims"]]
    places = [seen for document in documents for seen in document["appearances"]]
    roles = (i["role"] for d in documents for i in d["involvements"])
    yield gettext("Verdicts"), Verdict, (d["verdict"]["code"] for d in documents)
    yield gettext("How content was made"), SyntheticLevel, _values(documents, "synthetic_level")
    yield gettext("Where content stands"), Availability, (s["state"]["now"] for s in places)
    yield gettext("Labels of platforms"), Labelling, (s["state"]["label"] for s in places)
    yield gettext("Roles"), Role, roles
    yield gettext("What statements are about"), Proposition, _values(claims, "proposition")
    yield gettext("Stances"), Stance, _values(claims, "stance")
    readings = (reading for claim in claims for reading in claim["reading"])
    yield gettext("What statements amount to"), Reading, readings
    indirect = set(_values(claims, "directness")) - PLAIN
    yield gettext("How directly something is said"), Directness, indirect


def _of_procedures(procedures: list[Record]) -> Iterator[Used]:
    events = [event for procedure in procedures for event in procedure["events"]]
    decisions = (code for event in events for code in event["decisions"])
    yield gettext("Tracks"), Track, _values(procedures, "track")
    yield gettext("Ways to give notice"), Channel, _values(events, "channel")
    yield gettext("Decisions of platforms"), Decision, decisions


def _values(records: list[Record], key: str) -> Iterable[str]:
    return (record[key] for record in records)


def _section(title: str, kind: type[StrEnum], used: Iterable[str]) -> Section:
    found = set(used)
    return Section(
        title, [(label(code), str(MEANINGS[kind][code])) for code in kind if code.value in found]
    )
