"""Notices to platforms as a report counts them: pure over documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from incidents.codes import Track
from incidents.dates import DatePrecision, FactDate
from incidents.notice_counts import Notice, NoticeCount, by_platform, of_all
from incidents.procedures import Event, EventKind, timing

Record = dict[str, Any]
SOME_DAY = FactDate(date.min, date.min, DatePrecision.DAY)
"""Stands in for every day, to ask what happened, be its day known or not."""


@dataclass(frozen=True)
class PlatformNotices:
    """What became of the notices sent to one platform; ``name`` None where it is not recorded."""

    name: dict[str, str] | None
    count: NoticeCount


def notice_of(procedure: Record) -> Notice | None:
    """The notice that a procedure is, None on any other track."""
    if procedure["track"] != Track.PLATFORM:
        return None
    events = sorted(procedure["events"], key=lambda event: int(event["order"]))
    happened = timing([Event(EventKind(event["kind"]), on=SOME_DAY) for event in events])
    known = procedure["timing"] or {}
    return Notice(
        procedure=procedure["id"],
        platform=procedure["platform"]["code"] if procedure["platform"] else "",
        sent=happened.sent_on is not None,
        received=happened.received_on is not None,
        decided=happened.decided_on is not None,
        days_to_receipt=known.get("days_to_receipt"),
        days_to_decision=known.get("days_to_decision"),
    )


def notices_of(procedures: Iterable[Record]) -> list[Notice]:
    """The notices among procedures, sent or not."""
    return [notice for each in procedures if (notice := notice_of(each)) is not None]


def per_platform(procedures: Iterable[Record]) -> list[PlatformNotices]:
    """One row for each platform to which a notice was sent, most notices first."""
    found = list(procedures)
    names = {p["platform"]["code"]: p["platform"]["name"] for p in found if p["platform"]}
    return [PlatformNotices(names.get(c.platform), c) for c in by_platform(notices_of(found))]


def in_all(procedures: Iterable[Record]) -> NoticeCount:
    """All notices together."""
    return of_all(notices_of(procedures))
