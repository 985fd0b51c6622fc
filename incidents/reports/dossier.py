"""One incident as the report sets it: its document, numbered sources, exchange, procedures.

Pure arrangement of the frozen document: nothing is looked up anywhere else. Sources are numbered
S1, S2 ... within the incident, in the order of the document.
"""

from dataclasses import dataclass
from typing import Any

from incidents.exchange import exchange
from incidents.reports.frozen import Snapshot, cut_off_date, incidents_of
from incidents.reports.procedures import Procedure, arranged
from incidents.reports.source_list import Source, quoted_above, source_list
from incidents.reports.turns import Turn, accusations, others

Record = dict[str, Any]


@dataclass(frozen=True)
class Dossier:
    """One incident of the report: its exchange as ``accusations`` and ``others``, each with every
    answer that is recorded; ``replies`` are the rights of reply to the whole of it."""

    reference: str
    anchor: str
    address: str
    publication: Record
    document: Record
    sources: dict[str, Source]
    accusations: tuple[Turn, ...]
    others: tuple[Turn, ...]
    replies: tuple[Record, ...]
    procedures: tuple[Procedure, ...]


def dossiers(snapshot: Snapshot, language: str) -> list[Dossier]:
    """All incidents of the snapshot in the order of their references."""
    root = f"{snapshot['site_url'].rstrip('/')}/{language}"
    return [_dossier(incident, snapshot, root) for incident in incidents_of(snapshot)]


def _dossier(incident: Record, snapshot: Snapshot, root: str) -> Dossier:
    document = incident["content"]
    said = exchange(document)
    accusing, rest = accusations(said), others(said)
    quoted = quoted_above((*accusing, *rest), document["procedures"])
    today = cut_off_date(snapshot)
    return Dossier(
        reference=incident["reference"],
        anchor=incident["reference"].lower(),
        address=f"{root}/incidents/{incident['reference']}/",
        publication=incident,
        document=document,
        sources=source_list(document, root, snapshot["transcript_extracts"], quoted),
        accusations=accusing,
        others=rest,
        replies=said.replies,
        procedures=tuple(arranged(each, document, today) for each in document["procedures"]),
    )
