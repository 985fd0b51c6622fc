"""Whether the site took back, since a moment, something that a file of that moment holds.

A dump is given no more once an incident in it was withdrawn, erased, or corrected to protect a
person, or a passage of a source it cites was redacted; or once an erasure took a name out of any
Publication since: the notices in a dump are those of ended ones, too. Merges and other corrections
take nothing back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q
from pyroaring import BitMap

from incidents.facet_sets import current
from incidents.history import is_guarded, with_guarded
from incidents.models import ErasureRequest, ListedIncident, Publication, Redaction, Withdrawal

MARGIN = timedelta(days=1)
"""What is written at once with a dump may bear an earlier moment and be seen later."""


@dataclass(frozen=True)
class Held:
    """What a dump holds: its moment, the keys of its Publications, and which redactions and
    erasures of the day before it knew."""

    at: datetime
    keys: BitMap
    redactions: frozenset[int]
    erasures: frozenset[int]


def held(at: datetime, keys: BitMap) -> Held:
    """What is held of what is public now; within the transaction that reads it."""
    return Held(at, keys, frozenset(_redactions(at)), frozenset(_erasures(at)))


def is_taken_back(held: Held) -> bool:
    """Only what is listed no more has to be looked at: a few short queries, however much is
    held."""
    gone = held.keys - current().everything
    if gone and _is_closed(gone):
        return True
    if _erasures(held.at) - held.erasures:
        return True
    new = {pk: source for pk, source in _redactions(held.at).items() if pk not in held.redactions}
    return any(_cites(held, gone, source) for source in set(new.values()))


def _is_closed(gone: BitMap) -> bool:
    """Whether any of these Publications is shown to nobody again."""
    rows = Publication.objects.order_by().filter(pk__in=list(gone))
    made = list(with_guarded(rows).annotate(erased=Q(content={})).defer("content"))
    if any(is_guarded(each) or vars(each)["erased"] for each in made):
        return True
    return Withdrawal.objects.filter(reference__in={each.reference for each in made}).exists()


def _redactions(at: datetime) -> dict[int, str]:
    """The source of each redaction since a day before."""
    rows = Redaction.objects.order_by().filter(redacted_at__gte=at - MARGIN)
    return dict(rows.annotate(cited=F("transcript__source__public_id")).values_list("pk", "cited"))


def _erasures(at: datetime) -> set[int]:
    """The erasures since a day before that found a name in what was public."""
    rows = ErasureRequest.objects.order_by().filter(done_at__gte=at - MARGIN)
    return set(rows.filter(erased__has_key="publication").values_list("pk", flat=True))


def _cites(held: Held, gone: BitMap, source: str) -> bool:
    """Whether something held cites a source, be it listed still or not."""
    listed = ListedIncident.objects.order_by().filter(sources__contains=[source])
    if _any(held, listed.values_list("pk", flat=True)):
        return True
    cites = {"sources": [{"id": source}]}
    ended = Publication.objects.order_by().filter(pk__in=list(gone), content__contains=cites)
    return ended.exists()


def _any(held: Held, keys: Iterable[int]) -> bool:
    return any(key in held.keys for key in keys)
