"""The public list: newest publication first, filtered by its address, in keyset pages."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents import search
from incidents.filters import IncidentFilter
from incidents.keyset import CursorError, Page, page, ranked_page
from incidents.views import filtering
from incidents.views.cards import cards
from incidents.views.page import show, today
from incidents.views.searching import EXACT, Searched, searched

PAGE_SIZE = 20
CURSOR = "page"
ORDER, RELEVANCE, NEWEST = "order", "relevance", "newest"
EMPTY = Page([], "", "")


@require_safe
def incidents(request: HttpRequest) -> HttpResponse:
    """The list. Filters that can't be read are named beside their fields, and nothing is shown:
    a list that silently ignores a filter would answer another question. What a form sends for the
    fields left empty is taken out of the address, so that it can be read and passed on."""
    if _has_empty_values(request):
        return HttpResponseRedirect(_without_empty_values(request))
    day = today()
    filterset = filtering.filters(request, day)
    valid = filterset.is_valid()
    found = searched(filterset, request) if valid else None
    rows, problem = _page(filterset, found, request) if valid else (EMPTY, "")
    hits = search.hits(found.query, rows.rows) if found else {}
    query = filtering.active(filterset)
    query.update({name: request.GET[name] for name in (ORDER, EXACT) if name in request.GET})
    return show(
        request,
        "incidents.html",
        "incidents",
        status=404 if problem else 200,
        form=filterset.form,
        groups=filtering.groups(filterset),
        chips=filtering.chips(filterset, request),
        action_url=reverse("public:incidents"),
        count=(found.ranking.total if found else filterset.qs.count()) if valid else 0,
        rows=cards(rows.rows, day, hits),
        searched=found,
        ranked=_is_ranked(found, request),
        orders=_orders(query) if found else (),
        problem=problem,
        next_url=_address(query.urlencode(), rows.next),
        previous_url=_address(query.urlencode(), rows.previous),
        follow=query.urlencode(),
        feed_url=f"{reverse('public:feed')}?{query.urlencode()}".removesuffix("?"),
        is_part=bool(query) or CURSOR in request.GET,
    )


def _has_empty_values(request: HttpRequest) -> bool:
    return any(not value for _name, values in request.GET.lists() for value in values)


def _without_empty_values(request: HttpRequest) -> str:
    kept = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        kept.setlist(name, [value for value in values if value])
    return f"{request.path}?{kept.urlencode()}".removesuffix("?")


def _page(
    filterset: IncidentFilter, found: Searched | None, request: HttpRequest
) -> tuple[Page, str]:
    """The page a cursor asks for, or an empty one and what is wrong with the cursor."""
    cursor = request.GET.get(CURSOR, "")
    try:
        if found and _is_ranked(found, request):
            return ranked_page(found.ranking, cursor, PAGE_SIZE), ""
        return page(found.rows if found else filterset.qs, cursor, PAGE_SIZE), ""
    except CursorError as error:
        return EMPTY, _(error.template) % error.params


def _is_ranked(found: Searched | None, request: HttpRequest) -> bool:
    """What was searched for stands in the order of relevance unless another is asked for."""
    return found is not None and request.GET.get(ORDER, RELEVANCE) == RELEVANCE


def _orders(query: QueryDict) -> list[tuple[str, str]]:
    """The address of the same search in each order."""
    found = []
    for order in (RELEVANCE, NEWEST):
        other = query.copy()
        other[ORDER] = order
        found.append((order, f"?{other.urlencode()}"))
    return found


def _address(query: str, cursor: str) -> str:
    if not cursor:
        return ""
    return "?" + "&".join(part for part in (query, urlencode({CURSOR: cursor})) if part)
