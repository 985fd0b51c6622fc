"""What may be wanted of a search that is still being typed: a part of a page, and a page."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from incidents import search
from incidents.views.page import show

TYPED = "HX-Request"
"""The header that htmx sends: it wants the part alone."""


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Plain links, so that keyboard and screen reader need nothing of ours to use them."""
    text = request.GET.get("q", "").replace("\0", " ").strip()[: search.LONGEST]
    template = "parts/suggestions.html" if TYPED in request.headers else "suggest.html"
    found = search.suggest(text)
    titles = [(r.reference, {"fr": r.title_fr, "en": r.title_en}) for r in found.incidents]
    response = show(request, template, "incidents", text=text, found=found, titles=titles)
    patch_vary_headers(response, [TYPED])
    return response
