"""The frozen snapshot of a report: canonical bytes, digest, cut-off.

The digest covers everything but ``language``, which is a choice of rendering: the French and the
English edition come from one snapshot and print one digest.
"""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from incidents import canonical
from incidents.derived import as_current

Snapshot = dict[str, Any]

PARIS = ZoneInfo("Europe/Paris")
RENDERING_OPTIONS = frozenset({"language"})


def data(snapshot: Snapshot) -> bytes:
    """Canonical JSON of the snapshot without rendering options: what is attached to the report."""
    return canonical.canonical_json(_kept(snapshot)).encode()


def digest(snapshot: Snapshot) -> str:
    """SHA-256 of ``data``, in hexadecimal. It is printed on the cover."""
    return canonical.digest(_kept(snapshot))


def cut_off(snapshot: Snapshot) -> datetime:
    """The moment whose public state the report shows, in Paris time."""
    return datetime.fromisoformat(snapshot["at"]).astimezone(PARIS)


def cut_off_date(snapshot: Snapshot) -> date:
    """The last day that the report knows of, against which review dates are held.

    A cut-off at midnight ends the day before it.
    """
    return (cut_off(snapshot) - timedelta(microseconds=1)).date()


def incidents_of(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The incidents by reference, each document in the shape of today: a snapshot outlives it."""
    found = [each | {"content": as_current(each["content"])} for each in snapshot["incidents"]]
    return sorted(found, key=lambda incident: str(incident["reference"]))


def _kept(snapshot: Snapshot) -> Snapshot:
    return {key: value for key, value in snapshot.items() if key not in RENDERING_OPTIONS}
