"""What a request asks for, read strictly: nothing in an address is silently ignored."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.api.endpoint import CURSOR, EXPAND, FIELDS, ORDER, SIZE, Endpoint
from incidents.api.problems import BadParameters
from incidents.cursors import CursorError
from incidents.facets import Selection, select
from incidents.filters import IncidentFilter, RecordFilter
from incidents.models import ListedIncident

Error = dict[str, str]
LONGEST = 80
"""So much of a value is repeated in what is said of it."""
WORDS = "q"
MOST_NAMES = 200
"""So many names are read of a list of names."""


@dataclass(frozen=True)
class Asked:
    """What an address asks for, all of it valid. Empty ``fields``: all of them."""

    today: date
    cursor: str
    order: str
    size: int
    fields: Sequence[str]
    expand: Sequence[str]
    incidents: IncidentFilter | None = None
    records: RecordFilter | None = None

    @property
    def selection(self) -> Selection:
        """The incidents whose records are asked for."""
        assert self.incidents is not None
        return select(self.incidents)


def asked(query: QueryDict, endpoint: Endpoint) -> Asked:
    """What a query asks of an address. Raises BadParameters with everything wrong in it."""
    today = timezone.localdate()
    errors = [*_unknown(query, endpoint), *_repeated(query, endpoint)]
    size = _size(query, endpoint, errors)
    order = _order(query, endpoint, errors)
    lists = {name: _names(query, name, endpoint, errors) for name in (FIELDS, EXPAND)}
    _place(query, endpoint, order, errors)
    errors += _chosen(query, endpoint)
    sets = [_filterset(each, query, endpoint, today) for each in endpoint.filters]
    for filterset in sets:
        if not filterset.is_valid():
            errors += [single_error(name, said) for name, said in filterset.problems.items()]
    empty = list(_empty(query, endpoint))
    if errors or empty:
        raise BadParameters(_each_once([*empty, *_beside(empty, errors)]))
    return Asked(
        today=today,
        cursor=query.get(CURSOR, ""),
        order=order,
        size=size,
        fields=lists[FIELDS],
        expand=lists[EXPAND],
        incidents=next((each for each in sets if isinstance(each, IncidentFilter)), None),
        records=next((each for each in sets if isinstance(each, RecordFilter)), None),
    )


def single_error(name: str, message: str) -> Error:
    """What is wrong with one parameter."""
    return {"parameter": name[:LONGEST], "message": message}


def nearest(error: Error, value: str, known: Iterable[str]) -> Error:
    """The same with the right name that is nearest, where one is near."""
    near = get_close_matches(value[:LONGEST].lower(), list(known), n=1, cutoff=0.5)
    return error | ({"nearest": near[0]} if near else {})


def _each_once(errors: Sequence[Error]) -> list[Error]:
    return [error for place, error in enumerate(errors) if error not in errors[:place]]


def _unknown(query: QueryDict, endpoint: Endpoint) -> Iterator[Error]:
    names = [parameter.name for parameter in endpoint.parameters]
    for name in query:
        if name not in names:
            error = single_error(name, _("There is no parameter of this name."))
            yield nearest(error, name, names)


def _repeated(query: QueryDict, endpoint: Endpoint) -> Iterator[Error]:
    for parameter in endpoint.parameters:
        if not parameter.several and len(query.getlist(parameter.name)) > 1:
            yield single_error(parameter.name, _("This parameter can be given once."))


def _empty(query: QueryDict, endpoint: Endpoint) -> Iterator[Error]:
    """Parameters without a value: whoever means none leaves them out. No words are words, too."""
    for parameter in endpoint.parameters:
        values = query.getlist(parameter.name)
        if parameter.name != WORDS and not all(value.strip() for value in values):
            yield single_error(parameter.name, _("This parameter has no value."))


def _beside(said: Sequence[Error], errors: Sequence[Error]) -> Iterator[Error]:
    """Errors of other parameters than those of which something is said already."""
    names = {error["parameter"] for error in said}
    yield from (error for error in errors if error["parameter"] not in names)


def _size(query: QueryDict, endpoint: Endpoint, errors: list[Error]) -> int:
    value = query.get(SIZE)
    if value is None or not endpoint.paged:
        return endpoint.size
    if value.isascii() and value.isdigit() and len(value) <= 4 and 0 < int(value) <= endpoint.most:
        return int(value)
    said = _("“%(value)s” is no number from 1 to %(most)s.")
    errors.append(single_error(SIZE, said % {"value": value[:LONGEST], "most": endpoint.most}))
    return endpoint.size


def _order(query: QueryDict, endpoint: Endpoint, errors: list[Error]) -> str:
    first = endpoint.orders[0] if endpoint.orders else ""
    value = query.get(ORDER, first)
    if value in endpoint.orders or not endpoint.orders:
        return value
    said = _("“%(value)s” is not an order of the list: %(known)s.") % {
        "value": value[:LONGEST],
        "known": ", ".join(endpoint.orders),
    }
    errors.append(nearest(single_error(ORDER, said), value, endpoint.orders))
    return ""


def _names(
    query: QueryDict, parameter: str, endpoint: Endpoint, errors: list[Error]
) -> Sequence[str]:
    """The names of a list of names; each wrong one is an error of its own."""
    known = endpoint.field_names if parameter == FIELDS else list(endpoint.expands)
    value = query.get(parameter, "")
    if not known or not value:
        return ()
    names = list(dict.fromkeys(name.strip() for name in value.split(",")))
    for name in names[:MOST_NAMES]:
        if name not in known:
            said = _("“%(value)s” cannot be asked for here.") % {"value": name[:LONGEST]}
            errors.append(nearest(single_error(parameter, said), name, known))
    return names[:MOST_NAMES]


def _place(query: QueryDict, endpoint: Endpoint, order: str, errors: list[Error]) -> None:
    cursor = query.get(CURSOR, "")
    if endpoint.place is None or not cursor or (endpoint.orders and not order):
        return
    if len(query.getlist(CURSOR)) > 1:
        return
    try:
        endpoint.place(cursor, order)
    except CursorError as error:
        errors.append(single_error(CURSOR, _(error.template) % error.params))


def _chosen(query: QueryDict, endpoint: Endpoint) -> Iterator[Error]:
    """Parameters beside the filters that have one of a few values."""
    for parameter in endpoint.more:
        value = query.get(parameter.name, "")
        if value and parameter.values and value not in parameter.values:
            said = _("One of: %(values)s.") % {"values": ", ".join(parameter.values)}
            yield nearest(single_error(parameter.name, said), value, parameter.values)


def _filterset(kind: Any, query: QueryDict, endpoint: Endpoint, today: date) -> Any:
    """A FilterSet over the parameters that are its own: what another one before it reads under the
    same name it does not see, unless that says the same of the incident."""
    if not issubclass(kind, IncidentFilter):
        return kind(query, queryset=kind.Meta.model.objects.all())
    others = [each for each in endpoint.filters if issubclass(each, RecordFilter)]
    taken = {n for each in others for n in set(each.get_filters()) - set(each.IMPLIED)}
    own = query.copy()
    for name in taken:
        own.pop(name, None)
    return kind(own, queryset=ListedIncident.objects.all(), today=today)
