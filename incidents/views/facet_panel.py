"""The facets beside the list: every value with the number of incidents that it would give."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from incidents.facets import FACETS, Selection
from incidents.filters import IncidentFilter
from incidents.followed import active, label_of, labels_of
from incidents.templatetags.wording import heading
from incidents.views.filtering import chips, without_filter

SHOWN = 8
"""So many values of a facet are shown at once; the rest is one step away."""
IN_TIME = ("year", "month")
"""Facets whose values stand in the order of time, the last first."""
OPEN = ("platform", "party", "status")


@dataclass(frozen=True)
class Value:
    """One value: its box, and how many incidents it has; None where nothing can be counted. ``key``
    names the box, so that the focus finds it again."""

    key: str
    code: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """One facet: the values shown at once, and those behind "show all"."""

    name: str
    label: str
    first: Sequence[Value]
    more: Sequence[Value]
    chosen: int
    errors: Sequence[str]
    is_open: bool


@dataclass(frozen=True)
class WayOut:
    """One filter which, taken away, leaves something; ``url`` is the list without it."""

    label: str
    values: str
    count: int
    url: str


def panel(
    request: HttpRequest, filterset: IncidentFilter, selection: Selection | None
) -> dict[str, Any]:
    """What the form, its facets, the chips and the ways out of an empty list are made of."""
    form = filterset.form
    found = {
        "form": form,
        "words": form["q"],
        "groups": groups(filterset, selection),
        "days": [form[name] for name in ("facts_from", "facts_to")],
        "published": [form[name] for name in ("published_from", "published_to")],
        "chips": chips(filterset, request),
        "ways_out": [],
    }
    found["days_open"] = any(f.data or f.errors for f in (*found["days"], *found["published"]))
    if selection is not None and not selection.total:
        found["ways_out"] = ways_out(filterset, selection, request.path)
        found["everything"] = len(selection.sets.everything)
    return found


def groups(
    filterset: IncidentFilter, selection: Selection | None
) -> list[tuple[str, Sequence[Facet]]]:
    """Every facet under the headings of the page; none without a value. Without a selection,
    because a filter can't be read, nothing is counted."""
    found = [
        (_("The content"), ("platform", "technique", "verdict")),
        (_("Who is concerned"), ("party", "role")),
        (_("What is said and done"), ("proposition", "goal", "status")),
        (_("Where and when"), ("country", "election", "year", "month")),
    ]
    made = {name: _facet(filterset, selection, name) for name in FACETS}
    shown = ((title, [made[name] for name in names if made[name].first]) for title, names in found)
    return [(title, facets) for title, facets in shown if facets]


def ways_out(filterset: IncidentFilter, selection: Selection, path: str) -> list[WayOut]:
    """Which single filter, taken away, gives how many incidents: most first."""
    query = active(filterset)
    found = []
    for name in query:
        if count := len(selection.without(name)):
            values = ", ".join(label_of(filterset, name, value) for value in query.getlist(name))
            url = f"{path}?{without_filter(query, name).urlencode()}".removesuffix("?")
            label = str(filterset.form.fields[name].label)
            found.append(WayOut(label, values, count, url))
    return sorted(found, key=lambda way: -way.count)


def _facet(filterset: IncidentFilter, selection: Selection | None, name: str) -> Facet:
    chosen = dict.fromkeys(value for value in filterset.asked(name) if value)
    counts: dict[str, int | None] = dict.fromkeys(chosen, None if selection is None else 0)
    if selection is None:
        counts |= dict.fromkeys(filterset.sets.values(name))
    else:
        counts |= dict(selection.counts(name, own=False))
    labels = {c: heading(words) for c, words in labels_of(filterset, name, counts).items()}
    values = [
        Value(_key(name, code, at), code, labels.get(code) or code[:80], n, code in chosen)
        for at, (code, n) in enumerate(counts.items())
    ]
    values.sort(key=_by_time if name in IN_TIME else _by_count)
    at_once = max(SHOWN, len(chosen))
    field = filterset.form[name]
    return Facet(
        name,
        str(field.label),
        values[:at_once],
        values[at_once:],
        len(chosen),
        list(field.errors),
        bool(chosen or field.errors) or name in OPEN,
    )


def _key(name: str, code: str, at: int) -> str:
    return f"{name}_{code}" if re.fullmatch("[A-Za-z0-9_-]+", code, re.ASCII) else f"{name}_{at}"


def _by_count(value: Value) -> tuple[bool, int, str]:
    return not value.chosen, -(value.count or 0), value.label.casefold()


def _by_time(value: Value) -> tuple[bool, int]:
    return not value.chosen, -int(value.code.replace("-", "")[:6]) if _is_period(value.code) else 0


def _is_period(code: str) -> bool:
    return code.replace("-", "").isdecimal()
