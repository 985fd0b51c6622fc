"""The filter form as pages show it: its groups, and the active filters as removable chips."""

from dataclasses import dataclass
from datetime import date

from django.forms import BoundField
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from incidents.filters import IncidentFilter
from incidents.followed import active, value_in_words
from incidents.models import ListedIncident


@dataclass(frozen=True)
class Chip:
    """One active value; `url` is the page without it."""

    label: str
    value: str
    url: str


def filters(request: HttpRequest, today: date) -> IncidentFilter:
    """The FilterSet for a request's address, chosen values first in its lists. The errors of its
    form say what could not be read."""
    found = IncidentFilter(request.GET, queryset=ListedIncident.objects.all(), today=today)
    for name, field in found.form.fields.items():
        if hasattr(field, "choices"):
            # A callable asks the database at every look; one page looks several times.
            chosen = found.asked(name)
            field.choices = sorted(field.choices, key=lambda choice: choice[0] not in chosen)
    return found


def groups(filterset: IncidentFilter) -> list[tuple[str, list[BoundField]]]:
    """The fields of the form under the headings of the page, each in exactly one."""
    form = filterset.form
    found = [
        (_("Search"), ["q"]),
        (_("The content"), ["platform", "technique", "verdict"]),
        (_("Who is concerned"), ["party", "role"]),
        (_("What is said and done"), ["proposition", "status"]),
        (_("Where and when"), ["country", "election", "facts_from", "facts_to"]),
        (_("Published here"), ["published_from", "published_to"]),
    ]
    return [(heading, [form[name] for name in names]) for heading, names in found]


def chips(filterset: IncidentFilter, request: HttpRequest) -> list[Chip]:
    """Every active filter, readable or not, in the form's order, with the address without it."""
    found = []
    for name, field in filterset.form.fields.items():
        labels = {str(code): str(words) for code, words in getattr(field, "choices", ())}
        for value in dict.fromkeys(v for v in filterset.asked(name) if v):
            rest = without(active(filterset), name, value)
            shown = labels.get(value) or value_in_words(field, value)
            url = f"{request.path}?{rest.urlencode()}".removesuffix("?")
            found.append(Chip(str(field.label), shown, url))
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
