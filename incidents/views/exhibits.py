"""The counts of the statistics, each defined once: the page, the pictures and the files show these.

Every count of incidents comes from ``_COUNTS``, for the rows of one filter. A number leads to the
list only where the list of that address has exactly as many.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from incidents import dates, stats
from incidents.facets import Selection, select
from incidents.filters import IncidentFilter, Rows
from incidents.labels.law import EVERY_TRACK
from incidents.views import filtering
from incidents.views.months import Span, month_span, without_gaps


@dataclass(frozen=True)
class Row:
    """One line: a code, its words, its incidents; ``url`` opens the list that has just these."""

    code: str
    label: str
    count: int
    url: str


@dataclass(frozen=True)
class Exhibit:
    """One table with its picture; ``distinct`` is the number of incidents under it, which
    ``total_label`` names. ``overlaps``: the rows add up to more. ``notes``: what has to be known
    to read it. ``in_time``: its rows are months, drawn as columns."""

    key: str
    title: str
    heading: str
    rows: Sequence[Row]
    distinct: int
    total_label: str
    notes: Sequence[str] = ()
    in_time: bool = False

    @property
    def overlaps(self) -> bool:
        """Whether an incident stands in several rows."""
        return sum(row.count for row in self.rows) > self.distinct


class Asked:
    """A filter as it was asked for, and the day on which it is read. ``is_part``: it is not all."""

    def __init__(self, filterset: IncidentFilter, day: date) -> None:
        self.filterset = filterset
        self.query: QueryDict = filtering.active(filterset)
        self.day = day
        self.is_part = bool(self.query)

    @cached_property
    def selection(self) -> Selection:
        """The same incidents as sets, which count themselves."""
        return select(self.filterset)

    @property
    def rows(self) -> Rows:
        """The incidents of the filter."""
        return self.filterset.qs

    def labels(self, name: str) -> Mapping[str, str]:
        """The words for each value of one filter: the form's own, which are asked for once."""
        return {code: str(words) for code, words in self.filterset.form.fields[name].choices}

    def url(self, **own: str | Sequence[str]) -> str:
        """The list under the filter and these values; "" where it would have other incidents than
        were counted: where the filter has other values of the same kind."""
        query = self.query.copy()
        for name, value in own.items():
            values = [value] if isinstance(value, str) else list(value)
            if name in self.query and not set(values) <= set(self.query.getlist(name)):
                return ""
            query.setlist(name, values)
        return f"{reverse('public:incidents')}?{query.urlencode()}"

    def within(self, span: Span) -> str:
        """The list of the part of a month that the filter has."""
        query = self.query.copy()
        query["published_from"] = max(f"{span.first}", query.get("published_from", ""))
        query["published_to"] = min(f"{span.last}", query.get("published_to", "9999"))
        return f"{reverse('public:incidents')}?{query.urlencode()}"


@dataclass(frozen=True)
class Definition:
    """How one table is counted; its values are in the words of the filter of the same name.

    ``some``: what its total counts where that is not every incident of the filter."""

    title: Any
    count: Callable[[Asked], stats.Counts]
    some: Any = ""
    notes: tuple[Any, ...] = ()


def _by(facet: str) -> Callable[[Asked], stats.Counts]:
    return lambda asked: stats.by_facet(asked.selection, facet)


def _some(facet: str) -> Callable[[Asked], stats.Counts]:
    """Where not every incident has a value: the total is that of those which do."""
    return lambda asked: replace(
        stats.by_facet(asked.selection, facet), distinct=asked.selection.distinct(facet)
    )


_COUNTS: dict[str, Definition] = {
    "platform": Definition(gettext_lazy("By platform"), _by("platform")),
    "party": Definition(
        gettext_lazy("By party concerned"),
        _some("party"),
        gettext_lazy("Incidents that involve a party"),
    ),
    "technique": Definition(gettext_lazy("By technique"), _by("technique")),
    "proposition": Definition(gettext_lazy("By what is claimed"), _by("proposition")),
    "status": Definition(
        gettext_lazy("By legal follow-up"),
        _by("status"),
        notes=(EVERY_TRACK,),
    ),
    "verdict": Definition(gettext_lazy("By verdict"), _by("verdict")),
    "country": Definition(gettext_lazy("By country"), _by("country")),
    "goal": Definition(gettext_lazy("By goal, as far as it can be told"), _by("goal")),
    "election": Definition(
        gettext_lazy("By election"),
        _some("election"),
        gettext_lazy("Incidents that touch an election"),
    ),
}

KEYS = ("month", "facts_month", *_COUNTS)
"""Every table of this kind, in the order of the page."""


def exhibit(key: str, asked: Asked) -> Exhibit:
    """One table. Raises KeyError for a key that none has."""
    if key == "month":
        return _months(asked)
    if key == "facts_month":
        return _months_of_facts(asked)
    definition = _COUNTS[key]
    counts, named = definition.count(asked), asked.labels(key)
    return Exhibit(
        key,
        str(definition.title),
        str(asked.filterset.form.fields[key].label),
        [
            Row(code, capital(named.get(code, code)), number, asked.url(**{key: code}))
            for code, number in counts.rows
        ],
        counts.distinct,
        str(definition.some or _("Different incidents")),
        [str(note) for note in definition.notes],
    )


def _months(asked: Asked) -> Exhibit:
    counts = stats.by_month(asked.rows)
    return Exhibit(
        "month",
        _("By month of first publication"),
        _("Month"),
        [
            Row(f"{span.first}"[:7], month(span.first), n, asked.within(span) if n else "")
            for span, n in without_gaps(counts.rows)
        ],
        counts.distinct,
        _("Different incidents"),
        in_time=True,
    )


def _months_of_facts(asked: Asked) -> Exhibit:
    counts = stats.by_month_of_facts(asked.rows)
    return Exhibit(
        "facts_month",
        _("By month of the facts"),
        _("Month"),
        [
            Row(f"{span.first}"[:7], month(span.first), n, "")
            for span, n in without_gaps(counts.rows)
        ],
        counts.distinct,
        _("Incidents whose facts lie in one month"),
        [
            _(
                "Incidents whose facts are not known to lie in one month are not here. These "
                "numbers open no list: the list of a period also has those that may lie in it."
            )
        ],
        in_time=True,
    )


def month(day: date) -> str:
    """A month in words, to stand at the beginning of a line."""
    return capital(dates.month_wording(day, get_language() or "fr"))


def capital(words: str) -> str:
    """The same words with a capital."""
    return words[:1].upper() + words[1:]


__all__ = ["KEYS", "Asked", "Exhibit", "Row", "capital", "exhibit", "month", "month_span"]
