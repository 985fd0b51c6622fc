"""How platforms dealt with the notices sent to them: one rule for the website and the report. Pure.

The law sets no number of days (``procedures.notices``): the counts tell, they do not judge.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Notice:
    """One procedure of the platform track, as far as counting needs it.

    ``received`` and ``decided`` hold also where the day is not known exactly; then, as where it
    did not happen, the number of days is None. "No action" is a decision.
    """

    procedure: str
    platform: str
    sent: bool
    received: bool
    decided: bool
    days_to_receipt: int | None = None
    days_to_decision: int | None = None


@dataclass(frozen=True)
class NoticeCount:
    """The notices sent to one platform, by its code ("" where none is recorded).

    ``unanswered``: neither receipt nor decision is known. The medians, in days from sending, are
    those of the notices whose days are known exactly; None where there is no such notice.
    """

    platform: str
    notices: int
    received: int
    decided: int
    unanswered: int
    median_days_to_receipt: float | None
    median_days_to_decision: float | None


def by_platform(notices: Iterable[Notice]) -> list[NoticeCount]:
    """Counts for each platform, most notices first, then by code.

    A notice over several incidents counts once; one that was drafted and not sent does not count.
    """
    found: dict[str, dict[str, Notice]] = {}
    for notice in notices:
        if notice.sent:
            found.setdefault(notice.platform, {}).setdefault(notice.procedure, notice)
    counts = [_count(platform, list(sent.values())) for platform, sent in found.items()]
    return sorted(counts, key=lambda count: (-count.notices, count.platform))


def of_all(notices: Iterable[Notice]) -> NoticeCount:
    """The count of all notices that were sent, to whatever platform, each once."""
    sent = {notice.procedure: notice for notice in notices if notice.sent}
    return _count("", list(sent.values()))


def _count(platform: str, sent: list[Notice]) -> NoticeCount:
    return NoticeCount(
        platform=platform,
        notices=len(sent),
        received=sum(notice.received for notice in sent),
        decided=sum(notice.decided for notice in sent),
        unanswered=sum(not (notice.received or notice.decided) for notice in sent),
        median_days_to_receipt=_median(notice.days_to_receipt for notice in sent),
        median_days_to_decision=_median(notice.days_to_decision for notice in sent),
    )


def _median(days: Iterable[int | None]) -> float | None:
    known = [each for each in days if each is not None]
    return float(median(known)) if known else None
