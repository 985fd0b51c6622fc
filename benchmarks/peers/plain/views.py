"""The pages, from generic views; and two floors: a page that costs nothing, and one query."""

import csv
from typing import Any

import django_filters
from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.generic import DetailView
from django_filters.views import FilterView

from benchmarks.peers.plain.models import Incident

FACETS = ("platform__name", "party__name", "technique__name", "verdict")
EXPORTED = (
    *("reference", "title_fr", "title_en", "summary", "first_published_at", "platform"),
    *("party", "technique", "verdict", "status", "country", "election", "views"),
)
FLOOR = ("<!doctype html><title>x</title>" + "<p>incident électoral</p>" * 900)[:20_000]


class IncidentFilter(django_filters.FilterSet):
    """Equality on each column."""

    class Meta:
        model = Incident
        fields = ("platform", "party", "technique", "verdict", "status", "country")


class IncidentList(FilterView):
    """The list with its filters, the counts of four facets, and a search in transcripts."""

    model = Incident
    paginate_by = 25
    filterset_class = IncidentFilter
    template_name = "plain/list.html"

    def get_queryset(self) -> QuerySet[Incident]:
        found = super().get_queryset()
        words = self.request.GET.get("q", "").split()
        if not words:
            return found
        said = [Q(sources__passages__text__icontains=word) for word in words]
        return found.filter(*said).distinct()

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        context = super().get_context_data(**given)
        found = self.object_list.order_by()
        context["facets"] = {
            name: found.values_list(name).annotate(n=Count("id", distinct=True)).order_by("-n")
            for name in FACETS
        }
        return context


class IncidentDetail(DetailView):
    """One incident with its parts, and the passages that are cited."""

    model = Incident
    slug_field = slug_url_kwarg = "reference"
    template_name = "plain/detail.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        sources = self.object.sources.all()
        shown = [(source, source.passages.filter(cited=True)) for source in sources]
        return super().get_context_data(**given) | {"sources": shown}


def export(request: HttpRequest) -> HttpResponse:
    """The rows of a filter as CSV."""
    response = HttpResponse(content_type="text/csv")
    writer = csv.writer(response)
    writer.writerow(EXPORTED)
    for incident in IncidentFilter(request.GET, queryset=Incident.objects.all()).qs:
        writer.writerow([getattr(incident, name) for name in EXPORTED])
    return response


def constant(request: HttpRequest) -> HttpResponse:
    """What the framework takes for a page that asks nothing."""
    return HttpResponse(FLOOR)


def one_query(request: HttpRequest) -> HttpResponse:
    """The same with one row by its key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reference, title_fr FROM plain_incident WHERE id = 7")
        cursor.fetchone()
    return HttpResponse(FLOOR)
