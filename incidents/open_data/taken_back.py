"""Whether the site took back, since a moment, something that a file of that moment holds.

A dump is given no more once an incident in it was withdrawn, erased, or corrected to protect a
person, or a passage of a source it cites was redacted. Merges and other corrections take nothing
back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F
from pyroaring import BitMap

from incidents.history import PRIVACY
from incidents.models import ListedIncident, Publication, Redaction, Withdrawal

MARGIN = timedelta(days=1)
"""What is written at once with a dump may bear an earlier moment and be seen later."""


@dataclass(frozen=True)
class Held:
    """What a dump holds: its moment, the keys of its Publications, and which redactions of the day
    before it knew."""

    at: datetime
    keys: BitMap
    redactions: frozenset[int]


def held(at: datetime, keys: BitMap) -> Held:
    """What is held of what is public now; within the transaction that reads it."""
    return Held(at, keys, frozenset(_redactions(at)))


def is_taken_back(held: Held) -> bool:
    """Four short queries at most, however much is held."""
    since = held.at - MARGIN
    withdrawn = Withdrawal.objects.filter(withdrawn_at__gte=since).values("reference")
    if _any(held, Publication.objects.filter(reference__in=withdrawn).values_list("pk", flat=True)):
        return True
    protected = Publication.objects.filter(
        correction_class__code=PRIVACY, published_at__gte=since, number__gt=1
    )
    earlier = Publication.objects.filter(
        reference__in=protected.values("reference"), ended_at__gte=since
    )
    if _any(held, earlier.values_list("pk", flat=True)):
        return True
    erased = Publication.objects.filter(erasures__done_at__gte=since)
    if _any(held, erased.values_list("pk", flat=True)):
        return True
    new = {pk: source for pk, source in _redactions(held.at).items() if pk not in held.redactions}
    return any(_cites(held, source) for source in set(new.values()))


def _any(held: Held, keys: object) -> bool:
    return any(key in held.keys for key in keys)  # type: ignore[attr-defined]


def _redactions(at: datetime) -> dict[int, str]:
    """The source of each redaction since a day before."""
    rows = Redaction.objects.order_by().filter(redacted_at__gte=at - MARGIN)
    return dict(rows.annotate(cited=F("transcript__source__public_id")).values_list("pk", "cited"))


def _cites(held: Held, source: str) -> bool:
    """Whether something held cites a source: it is listed still, or has ended since."""
    listed = ListedIncident.objects.order_by().filter(sources__contains=[source])
    if _any(held, listed.values_list("pk", flat=True)):
        return True
    ended = Publication.objects.order_by().filter(
        ended_at__gte=held.at - MARGIN, content__contains={"sources": [{"id": source}]}
    )
    return _any(held, ended.values_list("pk", flat=True))
