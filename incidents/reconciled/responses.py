"""The tables of platforms: notices and what came of them, decisions, what became of the content."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from incidents.appearances import ALIVE, in_order
from incidents.codes import AppearanceEventKind, Precision, Track
from incidents.dates import read_day
from incidents.models import ListedAppearance, ListedProcedure
from incidents.procedures import EventKind, places
from incidents.reconciled.facts import Facts
from incidents.reconciled.lists import Lists
from incidents.reconciled.recount import (
    ALL,
    NOT_HELD,
    Cell,
    Found,
    Numbers,
    Recount,
    Wanted,
    middle,
    newest,
)

Record = dict[str, Any]
NO_ACTION = EventKind.NO_ACTION.value
GONE = frozenset({AppearanceEventKind.REMOVED.value, AppearanceEventKind.SUSPENDED.value})
DAYS = ("days_up", "days_after_notice")


@dataclass(frozen=True)
class Notice:
    """A notice that was sent, as far as it is counted."""

    platform: str
    received: bool
    decided: bool
    days: tuple[int | None, int | None]


def of_lists(lists: Lists) -> list[ListedProcedure]:
    """Every procedure once, as the lists have it."""
    references = dict(lists.found().values_list("pk", "reference"))
    rows = sorted(lists.records(ListedProcedure), key=lambda row: references[row.listed_id])
    moments = lists.moments
    return newest(rows, lambda row: row.public_id, lambda row: moments[references[row.listed_id]])


def of_files(facts: Facts) -> list[Record]:
    """Every procedure once, as the file of procedures has it."""
    rows = sorted(facts.of("procedures"), key=lambda row: row["reference"])
    moments = facts.files.lists.moments
    return newest(rows, lambda row: row["id"], lambda row: moments[row["reference"]])


def events_of(facts: Facts) -> dict[tuple[str, str], list[Record]]:
    """The events of each procedure of each incident, in their order."""
    return facts.grouped("procedure_events", lambda row: (row["reference"], row["procedure"]))


def _notices_by_lists(lists: Lists, wanted: Wanted) -> Numbers:
    return _counts(
        Notice(
            row.platform,
            row.received,
            row.decided,
            (_between(row.sent_on, row.received_on), _between(row.sent_on, row.decided_on)),
        )
        for row in of_lists(lists)
        if row.track == Track.PLATFORM and row.sent
    )


def _notices_from_files(facts: Facts) -> Numbers:
    found, events = [], events_of(facts)
    for row in of_files(facts):
        steps = events.get((row["reference"], row["id"]), [])
        known = places([EventKind(step["kind"]) for step in steps])
        if row["track"] == Track.PLATFORM and known.sent is not None:
            days = (row["timing_days_to_receipt"], row["timing_days_to_decision"])
            received, decided = known.received is not None, known.decided is not None
            found.append(Notice(row["platform"] or "", received, decided, days))
    return _counts(found)


def _between(first: date | None, last: date | None) -> int | None:
    return None if first is None or last is None else (last - first).days


def _counts(notices: Iterable[Notice]) -> Numbers:
    there = list(notices)
    found: dict[Cell, Found] = {}
    for row in {ALL, *(each.platform for each in there)}:
        sent = [each for each in there if row in (ALL, each.platform)]
        found |= {
            (row, "notices"): len(sent),
            (row, "received"): sum(each.received for each in sent),
            (row, "decided"): sum(each.decided for each in sent),
            (row, "unanswered"): sum(not (each.received or each.decided) for each in sent),
            (row, "days_to_receipt"): middle(each.days[0] for each in sent),
            (row, "days_to_decision"): middle(each.days[1] for each in sent),
        }
    return found


def _decisions_by_lists(lists: Lists, wanted: Wanted) -> Numbers:
    """The lists hold the codes of decisions; that nothing was done has none, and no list."""
    found = Counter[Cell]()
    for row in of_lists(lists):
        if row.track == Track.PLATFORM:
            found.update((where, code) for where in (row.platform, ALL) for code in row.decisions)
    unknown = [(row, c) for row in (*wanted.rows, ALL) for c in (NO_ACTION, "notices")]
    return dict(found) | dict.fromkeys(unknown, NOT_HELD)


def _decisions_from_files(facts: Facts) -> Numbers:
    found, events = Counter[Cell](), events_of(facts)
    for row in of_files(facts):
        steps = events.get((row["reference"], row["id"]), [])
        codes = {code for step in steps for code in step["decisions"]}
        codes |= {NO_ACTION} & {step["kind"] for step in steps}
        if codes and row["track"] == Track.PLATFORM:
            where = (row["platform"] or "", ALL)
            found.update((each, code) for each in where for code in (*codes, "notices"))
    return dict(found)


def _places_by_lists(lists: Lists, wanted: Wanted) -> Numbers:
    seen = lists.records(ListedAppearance).values_list("platform", "now")
    found = Counter(
        (row, column)
        for platform, now in seen.iterator()
        for row in (platform, ALL)
        for column in ("places", now)
    )
    unknown = [(row, column) for row in (*wanted.rows, ALL) for column in DAYS]
    return dict(found) | dict.fromkeys(unknown, NOT_HELD)


def _places_from_files(facts: Facts) -> Numbers:
    events = facts.grouped("appearance_events", lambda row: (row["reference"], row["appearance"]))
    sent = _first_notices(facts.of("procedures"))
    found: dict[Cell, Found] = dict(
        Counter(
            (row, column)
            for seen in facts.of("appearances")
            for row in (seen["platform"], ALL)
            for column in ("places", seen["state_now"])
        )
    )
    days: dict[str, list[tuple[int | None, int | None]]] = {}
    for seen in facts.of("appearances"):
        key = (seen["reference"], seen["id"])
        gone = _removed(events.get(key, ())) if seen["state_now"] in GONE else None
        first = _day(seen["state_first_seen_earliest"], seen["state_first_seen_precision"])
        for row in (seen["platform"], ALL):
            days.setdefault(row, []).append((_until(first, gone), _until(sent.get(key), gone)))
    for row, known in days.items():
        for place, column in enumerate(DAYS):
            found[row, column] = middle(each[place] for each in known)
    return found


def _first_notices(procedures: Sequence[Record]) -> Mapping[tuple[str, str], date]:
    """By incident and appearance, the day of the first notice that names it."""
    found: dict[tuple[str, str], date] = {}
    for row in procedures:
        if sent := read_day(row["timing_sent_on"]):
            for each in row["appearances"]:
                key = (row["reference"], each)
                found[key] = min(found.get(key, sent), sent)
    return found


def _removed(events: Sequence[Record]) -> date | None:
    """The day from which on it is gone, where it is known exactly."""
    gone: Record | None = None
    for event in in_order(events, lambda each: read_day(each["date_earliest"])):
        if event["kind"] in ALIVE:
            gone = None
        elif event["kind"] in GONE:
            gone = gone or event
    return _day(gone["date_earliest"], gone["date_precision"]) if gone else None


def _day(day: str | None, precision: str | None) -> date | None:
    return read_day(day) if precision == Precision.DAY else None


def _until(first: date | None, last: date | None) -> int | None:
    return None if first is None or last is None or last < first else (last - first).days


RESPONSES = {
    "notices": Recount(_notices_by_lists, _notices_from_files),
    "decisions": Recount(_decisions_by_lists, _decisions_from_files),
    "appearances": Recount(_places_by_lists, _places_from_files),
}
"""By the codes of the report's tables."""
