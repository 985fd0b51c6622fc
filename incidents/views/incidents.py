"""The public list: filtered and ordered by its address, with counted facets, in keyset pages."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext
from django.views.decorators.http import require_safe

from incidents import search
from incidents.facets import Selection, select
from incidents.filters import IncidentFilter
from incidents.input_error import InputError
from incidents.keyset import NEWEST, ORDERS, CursorError, Order, Page, page, ranked_page
from incidents.models import ListedIncident
from incidents.templatetags.wording import grouped
from incidents.views import facet_panel, filtering
from incidents.views.cards import cards
from incidents.views.page import show, today
from incidents.views.searching import EXACT, Searched, searched

PAGE_SIZE = 20
CURSOR = "page"
ORDER = "order"
RELEVANCE = "relevance"
"""The order of what was searched for, unless another is asked for."""
EMPTY = Page([], "", "")
FORMATS = ("csv", "json", "ndjson", "stix")


class OrderError(InputError):
    """An order that the list does not have."""


@dataclass(frozen=True)
class Sorting:
    """One order of the list; `url` is its first page."""

    name: str
    label: str
    url: str
    current: bool


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
    selection = select(filterset, found.keys if found else None) if valid else None
    order, rows, problem = _page(request, selection, found)
    query = _asked(request, filterset)
    ordered = _ordered(query, order, found)
    return show(
        request,
        "incidents.html",
        "incidents",
        status=404 if problem else 200,
        **facet_panel.panel(request, filterset, selection),
        action_url=reverse("public:incidents"),
        count=selection.total if selection else 0,
        said=_said(None if problem or selection is None else selection.total),
        rows=cards(rows.rows, day, search.hits(found.query, rows.rows) if found else {}),
        searched=found,
        problem=problem,
        kept=_kept(request, order, found),
        orders=_orders(query, order, found),
        next_url=_address(ordered, rows.next),
        previous_url=_address(ordered, rows.previous),
        follow=query.urlencode(),
        downloads=_downloads(query, order, found),
        is_part=bool(ordered) or CURSOR in request.GET,
    )


def _said(count: int | None) -> str:
    """How many there are, in words; None where an address can't be read."""
    if count is None:
        return _("Nothing shown")
    return ngettext("%(number)s incident", "%(number)s incidents", count) % {
        "number": grouped(count)
    }


def order_of(query: QueryDict) -> Order:
    """The order of rows that an address asks for; relevance is none, and leaves the usual one.
    Raises OrderError naming the value."""
    asked = query.get(ORDER, NEWEST.name)
    if asked == RELEVANCE:
        return NEWEST
    if asked not in ORDERS:
        raise OrderError(gettext_noop("“%(value)s” is not an order of this list"), value=asked[:80])
    return ORDERS[asked]


def _page(
    request: HttpRequest, selection: Selection | None, found: Searched | None
) -> tuple[str, Page, str]:
    """The order and the page an address asks for, or an empty one and what is wrong with it."""
    name, cursor = _usual(found), request.GET.get(CURSOR, "")
    try:
        order = order_of(request.GET)
        if found is None or request.GET.get(ORDER, RELEVANCE) != RELEVANCE:
            name = order.name
        if selection is None:
            return name, EMPTY, ""
        if found is not None and name == RELEVANCE:
            ranking = search.rank(found.found, selection.keys)
            return name, ranked_page(ranking, cursor, PAGE_SIZE), ""
        rows = ListedIncident.objects.all()
        return name, page(rows, cursor, PAGE_SIZE, order=order, selection=selection), ""
    except (CursorError, OrderError) as error:
        return name, EMPTY, _(error.template) % error.params


def _usual(found: Searched | None) -> str:
    """The order that an address need not name."""
    return NEWEST.name if found is None else RELEVANCE


def _asked(request: HttpRequest, filterset: IncidentFilter) -> QueryDict:
    """The filters, and whether the words are meant as they are written."""
    query = filtering.active(filterset)
    if EXACT in request.GET:
        query[EXACT] = request.GET[EXACT]
    return query


def _kept(request: HttpRequest, order: str, found: Searched | None) -> dict[str, str]:
    """What the form passes on besides its fields."""
    return {} if order == _usual(found) else {ORDER: order}


def _orders(query: QueryDict, current: str, found: Searched | None) -> list[Sorting]:
    labels = {
        RELEVANCE: _("Best match"),
        "newest": pgettext("order of incidents", "Newest"),
        "updated": _("Recently updated"),
        "claims": _("Most statements"),
    }
    listed = reverse("public:incidents")
    return [
        Sorting(
            name,
            labels[name],
            f"{listed}?{_ordered(query, name, found)}".removesuffix("?"),
            name == current,
        )
        for name in ([RELEVANCE, *ORDERS] if found else ORDERS)
    ]


def _ordered(query: QueryDict, order: str, found: Searched | None) -> str:
    """The filters with the order, which is not said where it is the usual one."""
    parts = [query.urlencode(), "" if order == _usual(found) else urlencode({ORDER: order})]
    return "&".join(part for part in parts if part)


def _downloads(query: QueryDict, order: str, found: Searched | None) -> dict[str, str]:
    """The addresses of what is shown as a feed, which has an order of its own, and as files; where
    other words were searched for than were written, of these."""
    own = query.copy()
    own.pop(EXACT, None)
    if found and found.instead:
        own["q"] = found.instead
    asked = own.urlencode()
    in_order = asked if order == RELEVANCE else _ordered(own, order, None)
    files = {end: reverse("api:export", args=("incidents", end)) for end in FORMATS}
    addresses = {end: f"{address}?{in_order}" for end, address in files.items()}
    addresses["feed"] = f"{reverse('public:feed')}?{asked}"
    return {name: address.removesuffix("?") for name, address in addresses.items()}


def _has_empty_values(request: HttpRequest) -> bool:
    return any(not value for _name, values in request.GET.lists() for value in values)


def _without_empty_values(request: HttpRequest) -> str:
    kept = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        kept.setlist(name, [value for value in values if value])
    return f"{request.path}?{kept.urlencode()}".removesuffix("?")


def _address(query: str, cursor: str) -> str:
    if not cursor:
        return ""
    return "?" + "&".join(part for part in (query, urlencode({CURSOR: cursor})) if part)
