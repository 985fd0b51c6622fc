"""Notices to platforms as a report counts them: pure over documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from incidents.codes import Track
from incidents.notice_counts import Notice, NoticeCount, by_platform
from incidents.procedures import EventKind
from incidents.procedures.notices import ANSWERS

Record = dict[str, Any]


@dataclass(frozen=True)
class PlatformNotices:
    """What became of the notices sent to one platform; ``name`` None where it is not recorded."""

    name: dict[str, str] | None
    count: NoticeCount


def notice_of(procedure: Record) -> Notice | None:
    """The notice that a procedure is, None on any other track."""
    if procedure["track"] != Track.PLATFORM:
        return None
    kinds = [EventKind(event["kind"]) for event in _in_order(procedure)]
    sent = EventKind.SENT in kinds
    after = kinds[kinds.index(EventKind.SENT) + 1 :] if sent else []
    timing = procedure["timing"] or {}
    return Notice(
        procedure=procedure["id"],
        platform=procedure["platform"]["code"] if procedure["platform"] else "",
        sent=sent,
        received=EventKind.RECEIPT in after,
        decided=any(kind in ANSWERS for kind in after),
        days_to_receipt=timing.get("days_to_receipt"),
        days_to_decision=timing.get("days_to_decision"),
    )


def per_platform(procedures: Iterable[Record]) -> list[PlatformNotices]:
    """One row for each platform to which a notice was sent, most notices first."""
    found = list(procedures)
    names = {p["platform"]["code"]: p["platform"]["name"] for p in found if p["platform"]}
    notices = [notice for p in found if (notice := notice_of(p)) is not None]
    return [PlatformNotices(names.get(c.platform), c) for c in by_platform(notices)]


def _in_order(procedure: Record) -> list[Record]:
    return sorted(procedure["events"], key=lambda event: int(event["order"]))
