"""Where a procedure stands, for its page: each respondent, the terms that run, what to look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext

from incidents.codes import Track
from incidents.dates import day_wording, wording
from incidents.labels import clock_source, label
from incidents.models import Procedure
from incidents.procedures import (
    PER_PERSON,
    Event,
    deadlines,
    follow_ups,
    is_overdue,
    of_respondent,
    overall,
    stage_of,
    standings,
)

People = Mapping[str | None, str]
"""Names by the keys of the steps; of None, "everybody else", where the steps name somebody."""


@dataclass(frozen=True)
class Row:
    """One person (or everybody: ``person`` "") and what is to be said of them."""

    person: str
    what: str
    when: str
    more: str = ""
    late: bool = False


def page(procedure: Procedure) -> dict[str, Any]:
    """The context of ``procedure/standing.html``; reads events, respondents and bases as
    prefetched."""
    steps, today = procedure.steps(), timezone.localdate()
    people: dict[str | None, str] = {
        str(event.respondent.final.pk): str(event.respondent.final)
        for event in procedure.events.all()
        if event.respondent
    }
    if any(step.respondent for step in steps):
        people[None] = gettext("Everybody else")
    others = procedure.has_others(steps)
    terms = {
        "bases": [basis.code for basis in procedure.bases.all()],
        "facts_from": _facts_from(procedure),
        "others": others,
    }
    status = overall(steps, others=others).status
    return {
        "status": label(status),
        "overdue": is_overdue(status, procedure.review_on, today),
        "standings": _standings(procedure, steps, people, others=others),
        "terms": _terms(Track(procedure.track), steps, people, today, **terms),
        "due": _due(procedure, steps, people, today, **terms),
        "nameless": _nameless(procedure),
    }


def _facts_from(procedure: Procedure) -> date | None:
    """As in SQL (``models/standing.py``): the first possible day of the earliest facts."""
    days = [incident.earliest for incident in procedure.incidents.all() if incident.earliest]
    return min(days, default=None)


def _standings(
    procedure: Procedure, steps: list[Event], people: People, *, others: bool
) -> list[Row]:
    language = get_language() or "fr"
    return [
        Row(
            people.get(standing.respondent, ""),
            label(standing.status),
            wording(standing.since, language) if steps else "",
            label(stage_of(Track(procedure.track), of_respondent(steps, standing.respondent))),
        )
        for standing in standings(steps, others=others)
    ]


def _terms(
    track: Track, steps: list[Event], people: People, today: date, **terms: Any
) -> list[Row]:
    return [
        Row(
            people.get(term.respondent, ""),
            label(term.clock),
            f"{label(term.nature)} {_day(term.on)}",
            clock_source(term.clock),
            late=term.on < today,
        )
        for term in deadlines(track, steps, **terms)
    ]


def _due(
    procedure: Procedure, steps: list[Event], people: People, today: date, **terms: Any
) -> list[Row]:
    """What is on the follow-up list today."""
    items = follow_ups(Track(procedure.track), steps, review_on=procedure.review_on, **terms)
    return [
        Row(
            people.get(item.respondent, ""),
            label(item.kind),
            _day(item.due_on or item.since),
            label(item.clock) if item.clock else "",
            late=item.is_overdue(today),
        )
        for item in items
        if item.is_listed(today)
    ]


def _nameless(procedure: Procedure) -> list[Any]:
    """Standing decisions about one person that name nobody."""
    events = list(procedure.events.all())
    superseded = {event.supersedes_id for event in events}
    return [
        event
        for event in events
        if event.pk not in superseded and event.kind in PER_PERSON and event.respondent_id is None
    ]


def _day(on: date | None) -> str:
    return day_wording(on, get_language() or "fr") if on else ""
