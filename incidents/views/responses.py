"""How long platforms took to decide on notices, under their names."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents import stats
from incidents.views.exhibits import Asked


@dataclass(frozen=True)
class Response:
    """One platform of which exact days to a decision are known; ``shown`` is how it is printed."""

    label: str
    median: float
    shown: str


@dataclass(frozen=True)
class Responses:
    """Platforms by their median, the shortest first; ``every`` has those without exact days too,
    most notices first."""

    every: Sequence[tuple[str, stats.Answered]]
    rows: Sequence[Response]
    key: str = "response"
    title: str = field(default_factory=lambda: _("Median days from a notice to the decision"))


def responses(asked: Asked) -> Responses:
    """Notices to platforms, of the incidents of a filter."""
    found = stats.notices(asked.rows)
    names = asked.labels("platform") if found else {}
    every = [(names.get(each.platform, each.platform), each) for each in found]
    known = sorted(
        ((name, each.to_decision) for name, each in every if each.to_decision.known),
        key=lambda pair: (pair[1].median, pair[0].casefold()),
    )
    return Responses(every, [_response(name, days) for name, days in known])


def _response(name: str, days: stats.Days) -> Response:
    notices = ngettext("%(count)s notice", "%(count)s notices", days.known) % {"count": days.known}
    median = days.median or 0.0
    return Response(f"{name} ({notices})", median, floatformat(median, "-1"))
