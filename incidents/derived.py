"""What a public document says of itself beyond what was recorded: all that follows from events.

Pure. The projection writes it into every new document; ``as_current`` adds it to documents that
were published before it was part of them, so that every reader finds the shape of today.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from incidents.appearances import ALIVE, Seen, state_of
from incidents.codes import AppearanceEventKind, Track
from incidents.dates import read_day, read_fact
from incidents.procedures import (
    Deadline,
    Event,
    EventKind,
    FollowUp,
    deadlines,
    follow_ups,
    has_others,
    of_respondent,
    overall,
    stage_of,
    standings,
    timing,
)

Document = dict[str, Any]
People = Mapping[str | None, Document | None]
SCHEMA = 5
"""The shape of a document: raised with every change of its keys."""
WITH_STANDINGS, WITH_REPLIES = 3, 4
"""The first shapes that had what follows from events, and rights of reply."""
CALENDAR = ("lists_from", "lists_to", "silence_from", "silence_to")
"""The periods of a round, which documents have from the newest shape on."""


def of_procedure(
    track: Track,
    steps: Sequence[Event],
    people: People,
    *,
    review_on: date | None,
    bases: Collection[str],
    facts_from: date | None,
    others: bool,
) -> Document:
    """Status, terms and follow-ups of one procedure; ``people`` are its respondents by the keys of
    the steps, ``others`` whether it is against more of them than the steps name.
    What depends on today is asked when it is read."""
    asked: Any = {"bases": bases, "facts_from": facts_from, "others": others}
    whole = overall(steps, others=others)
    return {
        "status": whole.status.value,
        "status_on": fact_date(whole.since),
        "statuses": [
            {
                "respondent": people.get(standing.respondent),
                "status": standing.status.value,
                "since": fact_date(standing.since),
                "stage": stage_of(track, of_respondent(steps, standing.respondent)).value,
            }
            for standing in standings(steps, others=others)
        ],
        "deadlines": [_deadline(term, people) for term in deadlines(track, steps, **asked)],
        "follow_ups": [
            _follow_up(item, people)
            for item in follow_ups(track, steps, review_on=review_on, **asked)
        ],
        "timing": _timing(steps) if track is Track.PLATFORM else None,
    }


def of_appearance(events: Sequence[Seen]) -> Document:
    """First seen, last seen alive, removed now, and what became of its label."""
    found = state_of(events)
    return {
        "first_seen": fact_date(found.first_seen) if found.first_seen else None,
        "last_seen_alive": fact_date(found.last_seen_alive) if found.last_seen_alive else None,
        "now": found.now.value,
        "label": found.label.value,
        "label_then_removed": found.label_then_removed,
    }


def as_current(document: Document) -> Document:
    """A document of an earlier schema in the shape of today; one of today as it is.

    Nothing is guessed: what was not recorded then is empty, what follows from events is derived.
    """
    if document["schema"] >= SCHEMA:
        return document
    added: Document = {"election": _with_calendar(document["election"])}
    if document["schema"] < WITH_REPLIES:
        added |= {"replies": []}
    if document["schema"] < WITH_STANDINGS:
        added |= _standings(document)
    return document | added


def _with_calendar(election: Document | None) -> Document | None:
    """An election whose rounds say nothing yet of their periods."""
    if election is None:
        return None
    rounds = [dict.fromkeys(CALENDAR) | each for each in election.get("rounds", ())]
    return election | {"rounds": rounds}


def _standings(document: Document) -> Document:
    facts_from = read_day(document["facts_date"]["earliest"])
    return {
        "claims": [claim | {"assessed_on": None} for claim in document["claims"]],
        "appearances": [
            seen | {"state": of_appearance(_as_recorded(seen["events"]))}
            for seen in document["appearances"]
        ],
        "procedures": [_procedure(each, facts_from) for each in document["procedures"]],
    }


def fact_date(on: Any) -> Document:
    """Earliest, latest, precision of whatever has them."""
    return {
        "earliest": day(on.earliest),
        "latest": day(on.latest),
        "precision": str(on.precision),
    }


def day(on: date | None) -> str | None:
    """A day in ISO form."""
    return on.isoformat() if on else None


def _deadline(term: Deadline, people: People) -> Document:
    return {
        "clock": term.clock.value,
        "nature": term.nature.value,
        "respondent": people.get(term.respondent),
        "on": day(term.on),
    }


def _follow_up(item: FollowUp, people: People) -> Document:
    return {
        "kind": item.kind.value,
        "respondent": people.get(item.respondent),
        "since": day(item.since),
        "due_on": day(item.due_on),
        "clock": item.clock.value if item.clock else None,
        "nature": item.nature.value if item.nature else None,
        "listed_from": day(item.listed_from),
        "listed_until": day(item.listed_until),
    }


def _procedure(procedure: Document, facts_from: date | None) -> Document:
    people: dict[str | None, Document | None] = {}
    steps = []
    for event in procedure["events"]:
        person = event["respondent"]
        key = repr(person) if person else None
        people[key] = person
        steps.append(Event(EventKind(event["kind"]), key, read_fact(event["date"])))
    nothing_yet: Document = {"channel": "", "decisions": [], "statement_of_reasons": None}
    return procedure | {
        "platform": None,
        "appearances": [],
        "events": [event | nothing_yet for event in procedure["events"]],
        **of_procedure(
            Track(procedure["track"]),
            steps,
            people,
            review_on=read_day(procedure["review_on"]),
            bases=[basis["code"] for basis in procedure["bases"]],
            facts_from=facts_from,
            others=has_others(
                steps,
                [repr(person) for person in procedure["respondents"]],
                against_x=procedure["against_x"],
            ),
        ),
    }


def _as_recorded(events: Sequence[Document]) -> list[Seen]:
    """Events of an earlier document, which lists those of unknown day last, whatever was recorded
    before them. A sighting of unknown day is read as the oldest: so content of which a removal is
    recorded is never said to be up."""
    seen = [_seen(event) for event in events]
    return sorted(seen, key=lambda e: e.kind not in ALIVE or e.on.earliest is not None)


def _seen(event: Document) -> Seen:
    return Seen(AppearanceEventKind(event["kind"]), read_fact(event["date"]))


def _timing(steps: Sequence[Event]) -> Document | None:
    if not any(step.kind is EventKind.SENT for step in steps):
        return None
    found = timing(steps)
    return {
        "sent_on": day(found.sent_on),
        "received_on": day(found.received_on),
        "decided_on": day(found.decided_on),
        "days_to_receipt": found.days_to_receipt,
        "days_to_decision": found.days_to_decision,
    }
