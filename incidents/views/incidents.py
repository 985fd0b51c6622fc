"""The public list: filtered and ordered by its address, with counted facets, in keyset pages."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext
from django.views.decorators.http import require_safe

from incidents.facets import Selection, select
from incidents.filters import IncidentFilter
from incidents.input_error import InputError
from incidents.keyset import NEWEST, ORDERS, CursorError, Order, Page, page
from incidents.models import ListedIncident
from incidents.templatetags.wording import grouped
from incidents.views import facet_panel, filtering
from incidents.views.cards import cards
from incidents.views.page import show, today

PAGE_SIZE = 20
CURSOR = "page"
ORDER = "order"
EMPTY = Page([], "", "")
DOWNLOADS = ("feed", "incidents_csv", "incidents_json")


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
    selection = select(filterset) if filterset.is_valid() else None
    order, rows, problem = _page(request, selection)
    query = filtering.active(filterset)
    ordered = _ordered(query, order)
    return show(
        request,
        "incidents.html",
        "incidents",
        status=404 if problem else 200,
        **_filters(request, filterset, selection),
        action_url=reverse("public:incidents"),
        count=selection.total if selection else 0,
        found=_found(None if problem or selection is None else selection.total),
        rows=cards(rows.rows, day),
        problem=problem,
        order=order,
        orders=_orders(query, order),
        next_url=_address(ordered, rows.next),
        previous_url=_address(ordered, rows.previous),
        downloads=_downloads(query, ordered),
        is_part=bool(ordered) or CURSOR in request.GET,
    )


def _filters(
    request: HttpRequest, filterset: IncidentFilter, selection: Selection | None
) -> dict[str, Any]:
    """What the form, its facets, the chips and the ways out of an empty list are made of."""
    form = filterset.form
    found = {
        "form": form,
        "words": form["q"],
        "groups": facet_panel.groups(filterset, selection),
        "days": [form[name] for name in ("facts_from", "facts_to")],
        "published": [form[name] for name in ("published_from", "published_to")],
        "chips": filtering.chips(filterset, request),
        "ways_out": [],
    }
    found["days_open"] = any(f.data or f.errors for f in (*found["days"], *found["published"]))
    if selection is not None and not selection.total:
        found["ways_out"] = facet_panel.ways_out(filterset, selection, request.path)
        found["everything"] = len(selection.sets.everything)
    return found


def _found(count: int | None) -> str:
    """How many there are, in words; None where an address can't be read."""
    if count is None:
        return _("Nothing shown")
    return ngettext("%(number)s incident", "%(number)s incidents", count) % {
        "number": grouped(count)
    }


def order_of(query: QueryDict) -> Order:
    """The order that an address asks for. Raises OrderError naming the value."""
    asked = query.get(ORDER, NEWEST.name)
    if asked not in ORDERS:
        raise OrderError(gettext_noop("“%(value)s” is not an order of this list"), value=asked[:80])
    return ORDERS[asked]


def _page(request: HttpRequest, selection: Selection | None) -> tuple[Order, Page, str]:
    """The order and the page an address asks for, or an empty one and what is wrong with it."""
    order = NEWEST
    try:
        order = order_of(request.GET)
        if selection is None:
            return order, EMPTY, ""
        rows, cursor = ListedIncident.objects.all(), request.GET.get(CURSOR, "")
        return order, page(rows, cursor, PAGE_SIZE, order=order, selection=selection), ""
    except (CursorError, OrderError) as error:
        return order, EMPTY, _(error.template) % error.params


def _orders(query: QueryDict, current: Order) -> list[Sorting]:
    labels = {
        "newest": pgettext("order of incidents", "Newest"),
        "updated": _("Recently updated"),
        "claims": _("Most statements"),
    }
    return [
        Sorting(
            name,
            labels[name],
            f"{reverse('public:incidents')}?{_ordered(query, order)}".removesuffix("?"),
            order is current,
        )
        for name, order in ORDERS.items()
    ]


def _ordered(query: QueryDict, order: Order) -> str:
    """The filters with the order, which is not said where it is the usual one."""
    parts = [query.urlencode(), "" if order is NEWEST else urlencode({ORDER: order.name})]
    return "&".join(part for part in parts if part)


def _downloads(query: QueryDict, ordered: str) -> dict[str, str]:
    """The addresses of the same filter as a feed, which has an order of its own, and as files."""
    asked = {name: query.urlencode() if name == "feed" else ordered for name in DOWNLOADS}
    return {
        name: f"{reverse(f'public:{name}')}?{each}".removesuffix("?")
        for name, each in asked.items()
    }


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
