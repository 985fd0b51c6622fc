"""The public list: newest publication first, filtered by its address, in keyset pages."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents.filters import Rows
from incidents.keyset import CursorError, Page, page
from incidents.views import filtering
from incidents.views.cards import cards
from incidents.views.page import show, today

PAGE_SIZE = 20
CURSOR = "page"
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
    rows, problem = _page(filterset.qs, request.GET.get(CURSOR, "")) if valid else (EMPTY, "")
    query = filtering.active(filterset)
    return show(
        request,
        "incidents.html",
        "incidents",
        status=404 if problem else 200,
        form=filterset.form,
        groups=filtering.groups(filterset),
        chips=filtering.chips(filterset, request),
        action_url=reverse("public:incidents"),
        count=filterset.qs.count() if valid else 0,
        rows=cards(rows.rows, day),
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


def _page(queryset: Rows, cursor: str) -> tuple[Page, str]:
    """The page a cursor asks for, or an empty one and what is wrong with the cursor."""
    try:
        return page(queryset, cursor, PAGE_SIZE), ""
    except CursorError as error:
        return EMPTY, _(error.template) % error.params


def _address(query: str, cursor: str) -> str:
    if not cursor:
        return ""
    return "?" + "&".join(part for part in (query, urlencode({CURSOR: cursor})) if part)
