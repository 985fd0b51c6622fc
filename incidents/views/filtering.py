"""The filter as pages show it: the words of its values, and the active ones as removable chips."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.forms import DateField
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language

from incidents import dates
from incidents.filters import IncidentFilter
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


def label_of(filterset: IncidentFilter, name: str, value: str) -> str:
    """One value of a filter in words."""
    return labels_of(filterset, name, [value]).get(value) or value[:80]


def labels_of(filterset: IncidentFilter, name: str, values: Iterable[str]) -> dict[str, str]:
    """Values of a filter in words, for those that have any: codes by their labels, days and months
    as they are said."""
    field = filterset.form.fields[name]
    language = get_language() or "fr"
    found: dict[str, str] = {}
    if isinstance(field, DateField):
        for value in values:
            with suppress(ValidationError):
                if day := field.to_python(value):
                    found[value] = dates.day_wording(day, language)
    elif name == "month":
        for value in values:
            with suppress(ValueError):
                found[value] = dates.month_wording(date.fromisoformat(f"{value}-01"), language)
    elif hasattr(field, "choices") and values:
        found = {str(code): str(words) for code, words in field.choices}
    return found


def active(filterset: IncidentFilter, *, also: Iterable[str] = ()) -> QueryDict:
    """The filters of an address and nothing else: no page, no unknown parameter, no empty value."""
    kept = QueryDict(mutable=True)
    for name in (*filterset.form.fields, *also):
        values = [value for value in filterset.asked(name) if value]
        if values:
            kept.setlist(name, values)
    return kept


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
