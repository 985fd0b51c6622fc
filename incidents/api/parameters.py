"""What a request asks for, read strictly: nothing in an address is silently ignored."""

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django_filters import MultipleChoiceFilter

from incidents.api.problems import BadParameters
from incidents.facets import Selection, select
from incidents.filters import IncidentFilter, Rows
from incidents.keyset import NEWEST, ORDERS, CursorError, Page, page
from incidents.models import ListedIncident

CURSOR = "cursor"
ORDER = "order"
PAGE_SIZE = 25
Error = dict[str, str]


def filtered(query: QueryDict, today: date | None = None) -> Selection:
    """The incidents that a query asks for. Raises BadParameters with everything wrong in it."""
    return select(read(query, today or timezone.localdate(), (ORDER, CURSOR)))


def read(query: QueryDict, today: date, besides: Sequence[str]) -> IncidentFilter:
    """The filters of a query, which may name ``besides`` too. Raises BadParameters with everything
    wrong in it."""
    filterset = IncidentFilter(query, queryset=ListedIncident.objects.all(), today=today)
    names = [*filterset.filters, *besides]
    errors = [*_unknown(query, names), *_repeated(query, filterset)]
    if query.get(ORDER, NEWEST.name) not in ORDERS:
        errors.append(_no_order(query.get(ORDER, "")))
    if not filterset.is_valid():
        errors += [single_error(name, said) for name, said in filterset.problems.items()]
    if errors:
        raise BadParameters(errors)
    return filterset


def paged(rows: Rows, query: QueryDict, selection: Selection) -> Page:
    """The page of a selection, in the order of the query, that its cursor asks for. Raises
    BadParameters naming the cursor."""
    order = ORDERS[query.get(ORDER, NEWEST.name)]
    try:
        return page(rows, query.get(CURSOR, ""), PAGE_SIZE, order=order, selection=selection)
    except CursorError as error:
        raise BadParameters([single_error(CURSOR, _(error.template) % error.params)]) from error


def refuse_parameters(query: QueryDict, known: Sequence[str] = ()) -> None:
    """All but those that an address knows, each of which is given once. Raises BadParameters."""
    errors = list(_unknown(query, [*known]))
    errors += [
        single_error(name, _("This parameter can be given once."))
        for name in known
        if len(query.getlist(name)) > 1
    ]
    if errors:
        raise BadParameters(errors)


def _unknown(query: QueryDict, names: list[str]) -> Iterator[Error]:
    for name in query:
        if name not in names:
            near = get_close_matches(name, names, n=1, cutoff=0.5)
            error = single_error(name, _("There is no parameter of this name."))
            yield error | ({"nearest": near[0]} if near else {})


def _repeated(query: QueryDict, filterset: IncidentFilter) -> Iterator[Error]:
    several = [n for n, f in filterset.filters.items() if isinstance(f, MultipleChoiceFilter)]
    known = [*filterset.filters, ORDER, CURSOR]
    for name in query:
        if name in known and name not in several and len(query.getlist(name)) > 1:
            yield single_error(name, _("This parameter can be given once."))


def _no_order(value: str) -> Error:
    near = get_close_matches(value[:80], ORDERS, n=1, cutoff=0.5)
    said = _("“%(value)s” is not an order of the list: %(known)s.") % {
        "value": value[:80],
        "known": ", ".join(ORDERS),
    }
    return single_error(ORDER, said) | ({"nearest": near[0]} if near else {})


def single_error(name: str, message: str) -> Error:
    """What is wrong with one parameter."""
    return {"parameter": name[:80], "message": message}
