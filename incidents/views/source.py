"""One source: what it is, and its transcript as far as it is public, second by second."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from incidents.documents import is_all_public
from incidents.models import ListedIncident, ListedSource
from incidents.views import lines
from incidents.views.page import show

LARGEST = 2**31 - 1


@require_safe
def source(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page of one source; 404 unless a published incident cites it.

    A long transcript comes in pages: `from` is the position at which one begins, `version` the
    beginning of the digest of an earlier version. `t` is a second: it leads to the page and the
    line that are said then, without the help of a script.
    """
    listed = get_object_or_404(ListedSource, public_id=public_id)
    if "t" in request.GET:
        return _to_second(listed, number(request, "t"))
    content = listed.content
    found = lines.page(listed, request.GET.get("version", ""), number(request, "from"))
    citing = ListedIncident.objects.filter(sources__contains=[public_id]).order_by("reference")
    return show(
        request,
        "source.html",
        "incidents",
        source=content,
        page=found,
        has_file=is_all_public(content),
        incidents=[
            {"reference": row.reference, "title": {"fr": row.title_fr, "en": row.title_en}}
            for row in citing.only("reference", "title_fr", "title_en")
        ],
    )


def _to_second(listed: ListedSource, second: int) -> HttpResponse:
    place = lines.at_second(listed, second)
    address = reverse("public:source", args=[listed.pk])
    if place is None:
        return HttpResponseRedirect(address)
    query = f"?{urlencode(place.query)}" if place.query else ""
    return HttpResponseRedirect(f"{address}{query}#t={place.second}")


def number(request: HttpRequest, name: str) -> int:
    """A whole number of the address, 0 where there is none; what can't be read is not found."""
    text = request.GET.get(name, "0")
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= LARGEST):
        raise Http404
    return int(text)
