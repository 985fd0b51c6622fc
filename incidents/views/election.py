"""One election: its calendar, and its incidents in time and by party."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents import balance, charts, dates
from incidents.calendars import Phase, Step, StepKind, phases, steps
from incidents.codes import Tie
from incidents.dates import read_day
from incidents.filters import IncidentFilter, Rows
from incidents.models import ListedElection, ListedIncident
from incidents.reports import wording
from incidents.stats.election import by_phase, weeks
from incidents.views.cards import Card, cards
from incidents.views.exhibits import Asked, capital
from incidents.views.matrices import party_roles
from incidents.views.page import show, today
from incidents.views.pictures import PAGE
from incidents.views.statistics import plate

NEWEST = 50
"""So many incidents are on the time line."""
BEFORE, AFTER, DRAWN = timedelta(weeks=20), timedelta(weeks=6), timedelta(weeks=60)
"""The weeks that are drawn: so long before the first vote, so long after the last, and where votes
lie far apart no more than the last of these."""


@dataclass(frozen=True)
class Moment:
    """One entry of the time line: a step of the calendar, an incident, or now."""

    on: date | None
    step: Step | None = None
    card: Card | None = None

    @property
    def is_now(self) -> bool:
        """Whether it says where now stands."""
        return self.step is None and self.card is None


@require_safe
def election(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one election; 404 unless a published incident touches it."""
    found = get_object_or_404(ListedElection, slug=slug)
    count = balance.of_name(slug).get(Tie.ELECTION, 0)
    if not count:
        raise Http404
    rows = ListedIncident.objects.filter(election=slug)
    asked = _asked(slug)
    calendar = steps(found.content, timezone.get_current_timezone())
    counted = by_phase(rows, phases(found.content), timezone.get_current_timezone())
    newest = cards(rows.order_by("-first_published_at", "-reference")[:NEWEST], today())
    parties = party_roles(asked, balance.roles_of_parties(rows))
    query = f"?{asked.query.urlencode()}"
    return show(
        request,
        "election.html",
        "elections",
        election=found.content,
        count=count,
        shown=NEWEST,
        truncated=count > NEWEST,
        all_url=reverse("public:incidents") + query,
        statistics_url=reverse("public:statistics") + query,
        feed_url=reverse("public:election_feed", args=[slug]),
        follow=f"election={slug}",
        followable=True,
        calendar=_with_now([Moment(step.on, step=step) for step in calendar]),
        stands=_stands(calendar, phases(found.content)),
        phases=counted,
        picture=_picture(rows, calendar),
        line=_line(calendar, newest),
        parties=plate(parties, query) if parties.rows else None,
        now=today(),
    )


def _asked(slug: str) -> Asked:
    query = QueryDict(mutable=True)
    query["election"] = slug
    filterset = IncidentFilter(query, ListedIncident.objects.all(), today=today())
    filterset.is_valid()
    return Asked(filterset, today())


def _with_now(moments: Sequence[Moment]) -> list[Moment]:
    """The same with now at its place."""
    day = today()
    before = [each for each in moments if each.on and each.on <= day]
    return [*before, Moment(day), *moments[len(before) :]]


def _line(calendar: Sequence[Step], newest: Sequence[Card]) -> list[Moment]:
    """Incidents by the first day on which their facts can have been, among the steps; those of an
    unknown day come last."""
    moments = [Moment(_first_day(card), card=card) for card in newest]
    moments += [Moment(step.on, step=step) for step in calendar]
    return sorted(moments, key=lambda each: (each.on is None, each.on or date.max))


def _first_day(card: Card) -> date | None:
    return read_day(card.facts_date["earliest"])


def _stands(calendar: Sequence[Step], stretches: Sequence[Phase]) -> str:
    """Where now stands, in a sentence."""
    now, day = timezone.now(), today()
    silent = next((p for p in stretches if p.is_silence and p.holds(now)), None)
    votes = sorted({step.on for step in calendar if step.kind is StepKind.VOTE})
    if silent is not None and silent.end is not None:
        return _("A silence period is running, until %(moment)s.") % {"moment": _moment(silent.end)}
    if day in votes:
        return _("Today is a voting day.")
    coming = [vote for vote in votes if vote > day]
    if not votes:
        return ""
    if not coming:
        return _("The last recorded vote was on %(day)s.") % {"day": _day(votes[-1])}
    return _("The next recorded vote is on %(day)s.") % {"day": _day(coming[0])}


def _picture(rows: Rows, calendar: Sequence[Step]) -> SafeString:
    """Incidents per week, by their facts and by first publication; nothing where no vote is
    recorded or none of them lies near one."""
    votes = [step.on for step in calendar if step.kind is StepKind.VOTE]
    if not votes:
        return mark_safe("")
    last = max(votes) + AFTER
    found = weeks(rows, max(min(votes) - BEFORE, last - DRAWN), last)
    if not any(any(values) for _monday, values in found):
        return mark_safe("")
    places = [charts.Column(f"{monday.day}", _month(monday), values) for monday, values in found]
    series = [_("By the facts, where the week is known"), _("By first publication")]
    drawing = charts.columns(places, charts.IN_PAGE, PAGE, series)
    told = ", ".join(
        f"{_day(monday)} {facts}/{published}"
        for monday, (facts, published) in found
        if facts or published
    )
    says = _("Column chart, incidents per week (by the facts/by first publication): %(rows)s.")
    return mark_safe(charts.inline(drawing, charts.IN_PAGE, says % {"rows": told}))


def _month(day: date) -> str:
    return capital(dates.month_wording(day, get_language() or "fr"))


def _day(day: date) -> str:
    return dates.day_wording(day, get_language() or "fr")


def _moment(at: datetime) -> str:
    return wording.moment(at)
