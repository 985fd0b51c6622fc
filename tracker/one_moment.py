"""A public page is read at one moment: its totals, counts, cards and links come from one snapshot
of the database, whatever is published, withdrawn or derived anew while it is made."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from incidents.facet_sets import one_moment

READINGS = frozenset(
    {
        *("public:home", "public:incidents", "public:incidents_csv", "public:incidents_json"),
        *("public:suggest", "public:incident", "public:incident_version"),
        *("public:incident_compare", "public:incident_citation", "public:incident_feed"),
        *("public:source", "public:passage", "public:transcript_file"),
        *("public:actor", "public:actors", "public:actor_feed"),
        *("public:platform", "public:platforms", "public:platform_feed"),
        *("public:election", "public:elections", "public:election_feed"),
        *("public:statistics", "public:chart"),
        *("public:reports", "public:reports_year", "public:report", "public:report_citation"),
        *("public:reports_feed", "public:verify_report"),
        *("public:report_pdf", "public:report_edition_pdf", "public:report_volume_pdf"),
        *("public:corrections", "public:changes_feed", "public:feed", "public:audit"),
        *("sitemap", "api:incidents", "api:incident", "api:incident_changes", "api:changes"),
        *("api:corrections", "api:export", "api:vocabularies", "api:reports", "api:report"),
        *("api:claims", "api:claim", "api:procedures", "api:procedure"),
        *("api:appearances", "api:appearance", "api:sources", "api:source"),
        *("api:transcripts", "api:segments", "api:actors", "api:actor"),
        *("api:platforms", "api:platform", "api:elections", "api:election"),
    }
)
"""Routes that put several readings together. One reading is of one moment by itself, and a page
that needs none is shown while the database is away."""

Next = Callable[[HttpRequest], HttpResponse]


class OneMoment:
    """Reads within one snapshot. What a view sends after it has returned is read later: a file that
    is written while it is sent sees to its own moment (``open_data/asked.py``)."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or not puts_together(request):
            return self.get_response(request)
        with one_moment():
            return self.get_response(request)


def puts_together(request: HttpRequest) -> bool:
    """Whether a request asks for one of these routes."""
    try:
        return resolve(request.path_info).view_name in READINGS
    except Resolver404:
        return False
