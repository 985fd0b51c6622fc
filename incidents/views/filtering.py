"""The filter as pages show it: the words of its values, and the active ones as removable chips."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, QueryDict

from incidents.filters import IncidentFilter
from incidents.followed import active, labels_of
from incidents.models import ListedIncident


@dataclass(frozen=True)
class Chip:
    """One active value; `url` is the page without it."""

    label: str
    value: str
    url: str


def filters(request: HttpRequest, today: date) -> IncidentFilter:
    """The FilterSet for a request's address. The errors of its form say what could not be read."""
    return IncidentFilter(request.GET, queryset=ListedIncident.objects.all(), today=today)


def chips(filterset: IncidentFilter, request: HttpRequest) -> list[Chip]:
    """Every active filter, readable or not, in the form's order, with the address without it; the
    order of the list stays."""
    found = []
    for name, field in filterset.form.fields.items():
        values = list(dict.fromkeys(v for v in filterset.asked(name) if v))
        words = labels_of(filterset, name, values)
        for value in values:
            rest = without(active(filterset, also=("order",)), name, value)
            url = f"{request.path}?{rest.urlencode()}".removesuffix("?")
            found.append(Chip(str(field.label), words.get(value) or value[:80], url))
    return found


def without(query: QueryDict, name: str, value: str) -> QueryDict:
    """The same query less one value of one parameter."""
    rest = query.copy()
    values = [kept for kept in rest.getlist(name) if kept != value]
    if values:
        rest.setlist(name, values)
    else:
        del rest[name]
    return rest


def without_filter(query: QueryDict, name: str) -> QueryDict:
    """The same query less one parameter."""
    rest = query.copy()
    del rest[name]
    return rest
