"""What became of content on each platform, and what platforms decided on notices. Pure.

Days are counted only where both days are known exactly; nothing is guessed from the others.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from incidents.appearances import ALIVE, in_order
from incidents.codes import AppearanceEventKind, Availability, Decision, Precision, Track
from incidents.dates import read_day
from incidents.procedures import EventKind
from incidents.reports.tables import Bilingual

Record = dict[str, Any]

GONE = frozenset({AppearanceEventKind.REMOVED.value, AppearanceEventKind.SUSPENDED.value})
"""What takes content away; ``Availability`` has the same two words for what is gone."""
NO_ACTION = EventKind.NO_ACTION.value
"""Stands among the codes of decisions: to do nothing is one, and has no code of its own."""


@dataclass(frozen=True)
class Seen:
    """One place where content was seen. ``days_up``: from the day on which it was first seen,
    ``days_after_notice``: from the first notice that names it, to the day from which on it is gone;
    None where a day is not known exactly, where they are not in this order, or where it is there.
    """

    platform: str
    name: Bilingual
    now: str
    days_up: int | None
    days_after_notice: int | None


@dataclass(frozen=True)
class Fate:
    """Places on one platform ("" for all of them), by what is known of them now."""

    platform: str
    name: Bilingual
    places: int
    by: dict[str, int]
    median_days_up: float | None
    median_days_after_notice: float | None


def places(documents: Iterable[Record]) -> Iterator[Seen]:
    """Every appearance of the documents."""
    for document in documents:
        for appearance in document["appearances"]:
            yield _seen(appearance, document["procedures"])


def fates(seen: Iterable[Seen]) -> list[Fate]:
    """Counts for each platform, most places first, then by code."""
    found: dict[str, list[Seen]] = {}
    for place in seen:
        found.setdefault(place.platform, []).append(place)
    counted = [fate(code, there[-1].name, there) for code, there in found.items()]
    return sorted(counted, key=lambda each: (-each.places, each.platform))


def fate(platform: str, name: Bilingual, seen: Iterable[Seen]) -> Fate:
    """What became of these places."""
    there = list(seen)
    return Fate(
        platform=platform,
        name=name,
        places=len(there),
        by={code.value: sum(each.now == code for each in there) for code in Availability},
        median_days_up=_median(each.days_up for each in there),
        median_days_after_notice=_median(each.days_after_notice for each in there),
    )


def decisions_of(procedure: Record) -> set[str]:
    """The codes of what a platform decided on a notice, ``no_action`` among them."""
    if procedure["track"] != Track.PLATFORM:
        return set()
    found = {code for event in procedure["events"] for code in event.get("decisions") or ()}
    kinds = {event["kind"] for event in procedure["events"]}
    return found | ({NO_ACTION} if NO_ACTION in kinds else set())


def decision_order() -> list[str]:
    """Every code that ``decisions_of`` gives, in the order in which it is printed."""
    return [*(code.value for code in Decision), NO_ACTION]


def _seen(appearance: Record, procedures: Iterable[Record]) -> Seen:
    first = _exact(appearance["state"]["first_seen"])
    now = appearance["state"]["now"]
    removed = _removal(appearance) if now in GONE else None
    sent = min(_notices(appearance, procedures), default=None)
    return Seen(
        platform=appearance["platform"]["code"],
        name=appearance["platform"]["name"],
        now=now,
        days_up=_days(first, removed),
        days_after_notice=_days(sent, removed),
    )


def _removal(appearance: Record) -> date | None:
    """The day of the first removal after it was last seen alive."""
    gone: Record | None = None
    for event in in_order(appearance["events"], lambda each: read_day(each["date"]["earliest"])):
        if event["kind"] in ALIVE:
            gone = None
        elif event["kind"] in GONE:
            gone = gone or event["date"]
    return _exact(gone)


def _notices(appearance: Record, procedures: Iterable[Record]) -> Iterator[date]:
    for procedure in procedures:
        sent = (procedure["timing"] or {}).get("sent_on")
        if sent and appearance["id"] in procedure["appearances"]:
            yield date.fromisoformat(sent)


def _exact(found: Record | None) -> date | None:
    if found is None or found["precision"] != Precision.DAY:
        return None
    return date.fromisoformat(found["earliest"])


def _days(start: date | None, end: date | None) -> int | None:
    if start is None or end is None or end < start:
        return None
    return (end - start).days


def _median(days: Iterable[int | None]) -> float | None:
    known = [each for each in days if each is not None]
    return float(median(known)) if known else None
