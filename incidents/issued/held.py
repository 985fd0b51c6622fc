"""What an edition holds, taken out of its snapshot by the database."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Func, JSONField, Value
from django.db.models.fields.json import KT

from incidents.models import Report

MOST = 40
"""Incidents, and as many changes, that are named; the file and the list have all."""


def taken(path: str) -> Func:
    """What a path finds in a snapshot, as one list."""
    return Func(
        F("snapshot"),
        Value(path),
        function="jsonb_path_query_array",
        template="%(function)s(%(expressions)s::jsonpath)",
        output_field=JSONField(),
    )


REFERENCES = taken("$.incidents[*].reference")
PARTS = (
    REFERENCES,
    taken(f"$.incidents[0 to {MOST - 1}].first_published_at"),
    taken("$.changes[*].kind"),
    taken(f"$.changes[0 to {MOST - 1}]"),
    KT("snapshot__at"),
)
"""References of all incidents and moments of the first; kinds of all changes and the first of them;
the cut-off."""


@dataclass(frozen=True)
class Held:
    """``references`` are those of all its incidents; ``first`` the first MOST of them, each with
    the moment of its first publication; ``kinds`` counts the changes of the period; ``changes`` are
    the first MOST as the snapshot has them; ``cut_off`` is the moment that it shows."""

    references: Sequence[str]
    first: Sequence[tuple[str, str]]
    kinds: Mapping[str, int]
    changes: Sequence[Mapping[str, Any]]
    cut_off: datetime | None

    @property
    def more(self) -> int:
        """Incidents that are not named."""
        return len(self.references) - len(self.first)

    @property
    def more_changes(self) -> int:
        """Changes that are not named."""
        return sum(self.kinds.values()) - len(self.changes)


def held(pk: int) -> Held:
    """What one edition holds. One query."""
    parts: tuple[Any, ...] = Report.objects.values_list(*PARTS).get(pk=pk)
    references, published, kinds, changes, cut_off = parts
    return Held(
        references=references,
        first=list(zip(references, published, strict=False)),
        kinds=dict(Counter(kinds)),
        changes=changes,
        cut_off=datetime.fromisoformat(cut_off) if cut_off else None,
    )
