"""What all chapters of a report are made of: the snapshot, arranged and counted once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from incidents.reports.answered import Answered, accusations
from incidents.reports.dossier import Dossier, dossiers
from incidents.reports.exhibit import Exhibit
from incidents.reports.exhibits import by_code
from incidents.reports.follow_up import Followed, followed
from incidents.reports.frozen import Snapshot, cut_off_date
from incidents.reports.tables import Tables, tables


@dataclass(frozen=True)
class Material:
    """``today`` is the day of the cut-off; ``exhibits`` are by their codes, in their order."""

    snapshot: Snapshot
    language: str
    today: date
    totals: Tables
    incidents: list[Dossier]
    answered: Answered
    procedures: list[Followed]
    exhibits: Mapping[str, Exhibit]

    @property
    def annexes(self) -> bool:
        """Whether the index, the glossary and the long method are printed."""
        return bool(self.snapshot.get("annexes", True))


def gather(snapshot: Snapshot, language: str) -> Material:
    """Read and count a snapshot."""
    totals = tables(snapshot)
    incidents = dossiers(snapshot, language)
    return Material(
        snapshot=snapshot,
        language=language,
        today=cut_off_date(snapshot),
        totals=totals,
        incidents=incidents,
        answered=accusations(incidents),
        procedures=followed(incidents),
        exhibits=by_code(snapshot, totals),
    )
