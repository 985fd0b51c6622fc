"""The issued reports that hold a person's name, each with what is still to be done about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from incidents.actions.erasure_search import Place, PlaceKind
from incidents.models import ErasureRequest, Report


@dataclass(frozen=True)
class Line:
    """One edition, and the next of its period. ``address``: where this person does what is to be
    done; empty where nothing is, or somebody else does it."""

    report: Report
    next: Report | None
    address: str

    @property
    def withdrawn(self) -> bool:
        return hasattr(self.report, "withdrawal")

    @property
    def done(self) -> bool:
        """Withdrawn and replaced. The edition in its place has a line of its own while a name
        stands in it."""
        return self.withdrawn and self.next is not None


def lines(asked: ErasureRequest, found: Iterable[Place], user: Any) -> list[Line]:
    """Reports in which a name was found now, or as the request was carried out; two queries."""
    keys = {place.key for place in found if place.kind is PlaceKind.REPORT}
    editions = Report.objects.defer("snapshot").order_by("first_day", "edition")
    held = editions.filter(Q(pk__in=keys) | Q(pk__in=asked.reports.values("pk")))
    reports = list(held.select_related("withdrawal"))
    periods = {report.period for report in reports}
    following = {
        (each.kind, each.period, each.edition - 1): each
        for each in editions.filter(period__in=periods, edition__gt=1)
    }
    return [
        Line(each, after, _address(each, after, user))
        for each in reports
        for after in [following.get((each.kind, each.period, each.edition))]
    ]


def _address(report: Report, after: Report | None, user: Any) -> str:
    if not hasattr(report, "withdrawal"):
        may = user.has_perm("incidents.withdraw_report")
        return reverse("admin:incidents_report_withdraw", args=[report.pk]) if may else ""
    if after is None and user.has_perm("incidents.close_report"):
        return reverse("admin:incidents_report_reissue", args=[report.period])
    return ""
