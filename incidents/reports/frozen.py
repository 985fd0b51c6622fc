"""The frozen snapshot of a report: canonical bytes, digest, cut-off.

The digest covers everything but ``language``, which is a choice of rendering: the French and the
English edition come from one snapshot and print one digest.
"""

import hashlib
import json
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

Snapshot = dict[str, Any]

PARIS = ZoneInfo("Europe/Paris")
RENDERING_OPTIONS = frozenset({"language"})


def canonical(snapshot: Snapshot) -> bytes:
    """Canonical JSON of the snapshot: sorted keys, no spaces, UTF-8, without rendering options."""
    kept = {key: value for key, value in snapshot.items() if key not in RENDERING_OPTIONS}
    text = json.dumps(
        kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode("utf-8")


def digest(snapshot: Snapshot) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal. It is printed on the cover."""
    return hashlib.sha256(canonical(snapshot)).hexdigest()


def cut_off(snapshot: Snapshot) -> datetime:
    """The moment whose public state the report shows, in Paris time."""
    return datetime.fromisoformat(snapshot["at"]).astimezone(PARIS)


def cut_off_date(snapshot: Snapshot) -> date:
    """The day against which review dates are held."""
    return cut_off(snapshot).date()
