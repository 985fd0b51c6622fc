"""What a request asks for, read strictly: nothing in an address is silently ignored."""

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django_filters import MultipleChoiceFilter

from incidents.api.problems import BadParameters
from incidents.filters import IncidentFilter, Rows
from incidents.keyset import CursorError, Page, page
from incidents.models import ListedIncident

CURSOR = "cursor"
PAGE_SIZE = 25
Error = dict[str, str]


def filtered(query: QueryDict, today: date | None = None) -> Rows:
    """The incidents that a query asks for. Raises BadParameters with everything wrong in it."""
    filterset = IncidentFilter(
        query, queryset=ListedIncident.objects.all(), today=today or timezone.localdate()
    )
    names = [*filterset.filters, CURSOR]
    errors = [*_unknown(query, names), *_repeated(query, filterset)]
    for name in set(query) & set(filterset.form.fields):
        field = filterset.form.fields[name]
        if hasattr(field, "choices"):
            # A callable asks the database for each value that is checked.
            field.choices = list(field.choices)
    if not filterset.is_valid():
        errors += _unreadable(filterset)
    if errors:
        raise BadParameters(errors)
    return filterset.qs


def paged(rows: Rows, query: QueryDict) -> Page:
    """The page that the query's cursor asks for. Raises BadParameters naming the cursor."""
    try:
        return page(rows, query.get(CURSOR, ""), PAGE_SIZE)
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
    known = [*filterset.filters, CURSOR]
    for name in query:
        if name in known and name not in several and len(query.getlist(name)) > 1:
            yield single_error(name, _("This parameter can be given once."))


def _unreadable(filterset: IncidentFilter) -> Iterator[Error]:
    reasons: dict[str, Any] = filterset.form.errors
    for name, messages in reasons.items():
        yield single_error(name, " ".join(str(message) for message in messages))


def single_error(name: str, message: str) -> Error:
    """What is wrong with one parameter."""
    return {"parameter": name[:80], "message": message}
