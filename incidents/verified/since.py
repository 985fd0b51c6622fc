"""What became of the incidents of an edition after its cut-off, as the public log of changes has
it: kinds, dates and references, none of the words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from incidents.change_keys import LOGS, keys
from incidents.codes import MERGER, WITHDRAWAL, RecordKind
from incidents.models import Merger
from incidents.verified.verdict import Since

MOMENT = timedelta(microseconds=1)
"""A snapshot holds what came before its cut-off: what came with it is new."""


def changes_since(snapshot: Mapping[str, Any]) -> list[Since]:
    """Corrections, developments, replies, withdrawals and mergers, in the order in which they
    came; one query, or two where some were merged. Of an incident that is public no more only how
    it ended."""
    after = datetime.fromisoformat(snapshot["at"]) - MOMENT
    frozen = {each["reference"]: each["number"] for each in snapshot["incidents"]}
    found = list(keys(list(LOGS.values()), references=list(frozen), after=after))[::-1]
    old = [reference for _at, reference, _number, kind in found if kind == MERGER]
    led = Merger.objects.filter(kind=RecordKind.INCIDENT, old__in=old)
    into = dict(led.values_list("old", "new")) if old else {}
    return [
        Since(
            reference, kind, at, number or None, into.get(reference, "") if kind == MERGER else ""
        )
        for at, reference, number, kind in found
        if kind in {WITHDRAWAL, MERGER} or number > frozen[reference]
    ]
