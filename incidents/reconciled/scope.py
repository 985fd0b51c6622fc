"""What a report is about, as the public list and the log of changes are asked for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from incidents.filters.periods import midnight
from incidents.models import Publication
from incidents.reports.frozen import cut_off, cut_off_date


@dataclass(frozen=True)
class Scope:
    """``first``, ``end`` and ``cut_off`` are moments; the period ends before ``end``. ``day`` is
    the last one that the report knows of. A code or slug is "" where nothing is left out."""

    first: datetime
    end: datetime
    cut_off: datetime
    first_day: date
    last_day: date
    day: date
    jurisdiction: str
    election: str

    @property
    def address(self) -> list[tuple[str, str]]:
        """Names and values in the address of the public list."""
        found = [
            ("published_from", self.first_day.isoformat()),
            ("published_to", self.last_day.isoformat()),
        ]
        part = (("country", self.jurisdiction), ("election", self.election))
        return found + [(name, value) for name, value in part if value]

    @property
    def concerned(self) -> Q:
        """What belongs to an incident that any version puts into the part the report is about."""
        part = Q()
        if self.jurisdiction:
            part &= Q(content__jurisdiction__code=self.jurisdiction)
        if self.election:
            part &= Q(content__election__slug=self.election)
        if not part:
            return part
        return Q(Exists(Publication.objects.filter(part, incident=OuterRef("incident"))))


def scope_of(snapshot: Mapping[str, Any]) -> Scope:
    """As a snapshot says it; those of the first schema are of everything."""
    frozen = dict(snapshot)
    first_day, next_day = (date.fromisoformat(frozen[n]) for n in ("first_day", "next_day"))
    return Scope(
        first=midnight(first_day),
        end=midnight(next_day),
        cut_off=cut_off(frozen),
        first_day=first_day,
        last_day=next_day - timedelta(days=1),
        day=cut_off_date(frozen),
        jurisdiction=(frozen.get("jurisdiction") or {}).get("code", ""),
        election=(frozen.get("election") or {}).get("slug", ""),
    )
