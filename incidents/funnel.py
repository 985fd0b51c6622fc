"""How far the legal follow-ups of incidents have come: each number defined once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from incidents.codes import LegalStatus
from incidents.filters import Rows

FILED = (
    LegalStatus.FILED,
    LegalStatus.IN_PROGRESS,
    LegalStatus.DECIDED,
    LegalStatus.CLOSED_WITHOUT_ACTION,
)
"""Where a legal follow-up stands once something was filed."""
ENDED = (LegalStatus.DECIDED, LegalStatus.CLOSED_WITHOUT_ACTION)
FOLLOWED = (LegalStatus.CONSIDERED, LegalStatus.ANNOUNCED, *FILED)


@dataclass(frozen=True)
class Funnel:
    """How far the legal follow-ups of incidents have come, each incident by the furthest of them.

    ``total`` holds ``followed``, that holds ``filed``, that holds ``ended``. ``only_said`` is what
    of ``followed`` is not filed. ``nothing_followed`` has a follow-up whose day of review has gone
    by; another one of the same incident may have been filed: it overlaps.
    """

    total: int
    followed: int
    filed: int
    ended: int
    nothing_followed: int

    @property
    def only_said(self) -> int:
        """Considered or announced, and nothing filed."""
        return self.followed - self.filed


def funnel(queryset: Rows, today: date) -> Funnel:
    """All its numbers, in one query."""

    def any_of(statuses: Iterable[LegalStatus]) -> Count:
        wanted = [status.value for status in statuses]
        return Count("pk", filter=Q(legal_statuses__overlap=wanted))

    found = queryset.order_by().aggregate(
        total=Count("pk"),
        followed=any_of(FOLLOWED),
        filed=any_of(FILED),
        ended=any_of(ENDED),
        nothing_followed=Count("pk", filter=Q(review_due_on__lte=today)),
    )
    return Funnel(**found)
