"""Terms that the law sets: which run, for whom, and until which day."""

from datetime import date

import pytest

from incidents.codes import ClockCode, ClockNature, Track
from incidents.dates import FactDate
from incidents.procedures import CLOCKS, Clock, Event, EventKind, deadlines, kinds_of
from incidents.procedures.clocks import add_months, clock_after
from tests.procedures.events import event, events


@pytest.mark.parametrize(
    ("track", "last", "bases", "code", "on"),
    [
        (Track.PENAL, "complaint", (), "civil_party", "2026-06-10"),
        (Track.PENAL, "complaint_against_x", (), "civil_party", "2026-06-10"),
        (Track.PENAL, "convicted", (), "penal_appeal", "2026-03-20"),
        (Track.PENAL, "acquitted", (), "penal_appeal", "2026-03-20"),
        (Track.PENAL, "no_case", (), "no_case_appeal", "2026-03-20"),
        (Track.URGENT_CIVIL, "summons", ("CE-L163-2",), "false_news_order", "2026-03-12"),
        (Track.URGENT_CIVIL, "order", ("CE-L163-2",), "false_news_appeal", "2026-03-12"),
        (Track.URGENT_CIVIL, "appeal", ("CE-L163-2",), "false_news_ruling", "2026-03-12"),
        (Track.URGENT_CIVIL, "order", ("CC-9",), "urgent_appeal", "2026-03-25"),
        (Track.MERITS, "judgment", (), "merits_appeal", "2026-04-10"),
        (Track.ELECTORAL, "challenge_filed", (), "election_decision", "2026-06-10"),
        (Track.REGULATOR, "referral", ("GDPR",), "gdpr_answer", "2026-06-10"),
        (Track.PLATFORM, "decision", (), "internal_complaint", "2026-09-10"),
        (Track.PLATFORM, "no_action", (), "internal_complaint", "2026-09-10"),
        (Track.PLATFORM, "out_of_court", (), "out_of_court", "2026-06-08"),
    ],
)
def test_the_term_that_runs_after_an_event(
    track: Track, last: str, bases: tuple[str, ...], code: str, on: str
) -> None:
    (term,) = deadlines(track, [event(last, "2026-03-10")], bases=bases)

    assert (term.clock, term.on) == (ClockCode(code), date.fromisoformat(on))


def test_every_clock_is_tried_above_or_runs_from_the_facts() -> None:
    assert {clock.code for clock in CLOCKS} == set(ClockCode)
    (counted_from_facts,) = (clock for clock in CLOCKS if clock.from_facts)
    assert counted_from_facts.code is ClockCode.PRESS_LIMITATION
    assert counted_from_facts.nature is ClockNature.OPEN_UNTIL, "the first day of the facts counts"


@pytest.mark.parametrize("kind", ["announced", "report", "complaint", "complaint_against_x"])
def test_a_press_offence_lapses_three_months_after_the_facts(kind: str) -> None:
    """Neither words nor a simple complaint interrupt the term of art. 65."""
    words = [event(kind, "2026-03-10")]

    (term,) = deadlines(Track.PENAL, words, bases=["LP-1881"], facts_from=date(2026, 2, 1))

    assert (term.clock, term.on) == (ClockCode.PRESS_LIMITATION, date(2026, 5, 1))
    assert deadlines(Track.PENAL, words, bases=["LP-1881"]) == []
    elsewhere = deadlines(Track.PENAL, words, facts_from=date(2026, 2, 1))
    assert ClockCode.PRESS_LIMITATION not in [term.clock for term in elsewhere]


@pytest.mark.parametrize("basis", ["LP-1881", "CE-L97"])
def test_of_the_press_and_the_vote_no_wait_is_asked(basis: str) -> None:
    """CPP art. 85 lets the civil party go to the investigating judge at once."""
    found = deadlines(Track.PENAL, [event("complaint", "2026-03-10")], bases=["CP-226-8", basis])

    assert ClockCode.CIVIL_PARTY not in [term.clock for term in found]


@pytest.mark.parametrize(
    ("track", "first", "then", "bases", "on"),
    [
        (Track.URGENT_CIVIL, "summons", "hearing", ["CE-L163-2"], "2026-06-03"),
        (Track.ELECTORAL, "challenge_filed", "instruction", [], "2026-09-01"),
        (Track.REGULATOR, "referral", "receipt", ["GDPR"], "2026-09-01"),
    ],
)
def test_a_step_on_the_way_does_not_begin_the_term_anew(
    track: Track, first: str, then: str, bases: list[str], on: str
) -> None:
    way = [event(first, "2026-06-01"), event(then, "2026-06-03")]

    (term,) = deadlines(track, way, bases=bases)

    assert term.on == date.fromisoformat(on)
    assert deadlines(track, way[1:], bases=bases) == [], "nothing is known to have begun it"


def test_a_clock_of_a_basis_comes_before_a_general_one() -> None:
    special = clock_after(Track.URGENT_CIVIL, EventKind.ORDER, {"CE-L163-2"})
    general = clock_after(Track.URGENT_CIVIL, EventKind.ORDER, set())

    assert special is not None and general is not None
    assert (special.days, general.days) == (2, 15)


def test_a_term_ends_with_what_happens_next() -> None:
    way = [event("convicted", "2026-03-10"), event("appeal", "2026-03-15")]

    assert deadlines(Track.PENAL, way) == []


def test_a_withdrawn_complaint_stops_no_clock() -> None:
    way = [event("complaint", "2026-03-10"), event("complaint_withdrawn", "2026-03-15")]

    assert [term.clock for term in deadlines(Track.PENAL, way)] == [ClockCode.CIVIL_PARTY]


def test_each_person_has_their_own_term_soonest_first() -> None:
    way = [event("convicted", "2026-03-10", "late"), event("convicted", "2026-03-01", "early")]

    found = deadlines(Track.PENAL, way)

    assert [(term.respondent, term.on.day) for term in found] == [("early", 11), ("late", 20)]


def test_an_event_of_unknown_day_starts_nothing() -> None:
    assert deadlines(Track.MERITS, events("summons hearing judgment")) == []


@pytest.mark.parametrize(
    ("track", "kind", "on"),
    [
        (Track.MERITS, "judgment", "2026-04-01"),
        (Track.PENAL, "complaint", "2026-06-30"),
        (Track.ELECTORAL, "challenge_filed", "2026-06-30"),
    ],
    ids=["a remedy closes early", "a remedy opens late", "a duty ends late"],
)
def test_of_several_possible_days_nobody_relies_on_one_too_many(
    track: Track, kind: str, on: str
) -> None:
    in_march = Event(EventKind(kind), on=FactDate.in_month(2026, 3))

    (term,) = deadlines(track, [in_march])

    assert term.on == date.fromisoformat(on)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-12-31", 6, "2027-06-30"),
        ("2026-01-15", 12, "2027-01-15"),
        ("2026-01-15", 0, "2026-01-15"),
    ],
)
def test_months_end_on_the_same_day_or_the_last(start: str, months: int, end: str) -> None:
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)


@pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: clock.code)
def test_a_clock_says_where_it_comes_from_and_belongs_to_its_track(clock: Clock) -> None:
    assert clock.source
    assert clock.months or clock.days
    assert clock.starts <= clock.after <= set(kinds_of(clock.track))
