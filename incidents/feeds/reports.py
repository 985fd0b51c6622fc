"""The feed of issued reports."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents.feeds.atom import MOST, Entry, written
from incidents.models import Report


@require_safe
def reports_feed(request: HttpRequest) -> HttpResponse:
    """The newest issued editions; one that was withdrawn since is not among them."""
    issued = Report.objects.filter(withdrawal=None).defer("snapshot").order_by("-issued_at", "-pk")
    return written(
        title=_("reports"),
        page=reverse("public:reports"),
        feed=reverse("public:reports_feed"),
        entries=map(_entry, issued[:MOST]),
    )


def _entry(report: Report) -> Entry:
    return Entry(
        title=report.title,
        page=reverse("public:report", args=[report.period]),
        said=_("Edition %(number)d; SHA-256 of its data: %(digest)s")
        % {"number": report.edition, "digest": report.digest},
        at=report.issued_at,
        mark=f"edition-{report.edition}",
    )
