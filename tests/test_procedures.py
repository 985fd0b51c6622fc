"""Tracks walked from their first step to their last, and what a procedure's events amount to."""

from datetime import date, timedelta

import pytest

from incidents.codes import LegalStatus, Track
from incidents.procedures import (
    AWAITS_REVIEW,
    NEEDS_NO_SOURCE,
    Event,
    EventKind,
    allowed_after,
    is_allowed,
    is_overdue,
    kinds_of,
    overall_status,
    status_of,
    statuses,
)

WALKS = {
    "penal, to the end": (
        Track.PENAL,
        "considered announced complaint_against_x investigation closed_without_action"
        " civil_party_complaint judicial_investigation formal_investigation committed_for_trial"
        " hearing convicted appeal hearing acquitted appeal cassation final",
    ),
    "penal, by direct summons": (Track.PENAL, "direct_summons hearing acquitted final"),
    "penal, an alternative": (Track.PENAL, "report investigation alternative final"),
    "penal, reopened": (
        Track.PENAL,
        "complaint closed_without_action reopened prosecution hearing hearing convicted final",
    ),
    "penal, no case": (
        Track.PENAL,
        "complaint investigation judicial_investigation assisted_witness no_case appeal no_case",
    ),
    "penal, only words": (Track.PENAL, "considered announced abandoned"),
    "urgent civil": (
        Track.URGENT_CIVIL,
        "considered summons hearing order appeal ruling executed",
    ),
    "merits": (
        Track.MERITS,
        "considered summons hearing judgment appeal hearing judgment appeal cassation final",
    ),
    "electoral": (Track.ELECTORAL, "considered challenge_filed instruction decision"),
    "regulator": (
        Track.REGULATOR,
        "announced referral receipt inquiry formal_notice sanction",
    ),
    "regulator, passed on": (Track.REGULATOR, "referral inquiry passed_on"),
    "platform": (
        Track.PLATFORM,
        "drafted sent receipt decision internal_complaint upheld out_of_court court",
    ),
    "platform, no reply": (Track.PLATFORM, "sent no_reply decision internal_complaint reversed"),
    "undetermined": (Track.UNDETERMINED, "considered announced abandoned"),
}


def events(text: str) -> list[Event]:
    return [Event(EventKind(kind)) for kind in text.split()]


def kinds(text: str) -> list[EventKind]:
    return [EventKind(kind) for kind in text.split()]


@pytest.mark.parametrize("walk", WALKS)
def test_a_walk_from_first_to_last(walk: str) -> None:
    track, text = WALKS[walk]
    way = events(text)

    refused = [new.kind for n, new in enumerate(way) if not is_allowed(track, way[:n], new)]

    assert refused == []


@pytest.mark.parametrize("track", Track)
def test_every_kind_of_a_track_can_be_reached_from_nothing(track: Track) -> None:
    reached: set[EventKind] = set()
    edge = set(allowed_after(track, None))
    while edge:
        reached |= edge
        edge = {kind for known in edge for kind in allowed_after(track, known)} - reached

    assert reached == set(kinds_of(track))


@pytest.mark.parametrize(
    ("track", "before", "new"),
    [
        (Track.PENAL, "", "hearing"),
        (Track.PENAL, "", "final"),
        (Track.PENAL, "announced", "considered"),
        (Track.PENAL, "complaint", "convicted"),
        (Track.PENAL, "complaint", "announced"),
        (Track.PENAL, "complaint investigation", "formal_investigation"),
        (Track.PENAL, "considered announced abandoned", "complaint"),
        (Track.PENAL, "direct_summons hearing convicted final", "appeal"),
        (Track.URGENT_CIVIL, "summons", "order"),
        (Track.URGENT_CIVIL, "summons hearing order", "judgment"),
        (Track.MERITS, "summons hearing judgment", "executed"),
        (Track.ELECTORAL, "considered", "decision"),
        (Track.ELECTORAL, "challenge_filed decision", "appeal"),
        (Track.REGULATOR, "referral receipt", "sanction"),
        (Track.REGULATOR, "referral rejected", "inquiry"),
        (Track.PLATFORM, "drafted", "receipt"),
        (Track.PLATFORM, "sent", "court"),
        (Track.UNDETERMINED, "considered", "complaint"),
        (Track.UNDETERMINED, "", "abandoned"),
    ],
)
def test_a_step_outside_the_table_is_refused(track: Track, before: str, new: str) -> None:
    assert not is_allowed(track, events(before), Event(EventKind(new)))


@pytest.mark.parametrize("track", Track)
def test_no_kind_of_another_track_is_allowed_anywhere(track: Track) -> None:
    foreign = set(EventKind) - set(kinds_of(track))

    for known in (None, *kinds_of(track)):
        assert foreign.isdisjoint(allowed_after(track, known))


@pytest.mark.parametrize("kind", ["complaint_withdrawn", "time_barred", "joined"])
@pytest.mark.parametrize("before", ["considered", "complaint", "complaint investigation"])
def test_some_penal_events_come_after_any_other(kind: str, before: str) -> None:
    assert is_allowed(Track.PENAL, events(before), Event(EventKind(kind)))


@pytest.mark.parametrize("kind", ["complaint_withdrawn", "time_barred", "joined"])
def test_but_nothing_is_withdrawn_before_it_began(kind: str) -> None:
    assert not is_allowed(Track.PENAL, [], Event(EventKind(kind)))


def test_a_withdrawn_complaint_does_not_stop_what_went_before() -> None:
    way = events("complaint investigation complaint_withdrawn")

    assert is_allowed(Track.PENAL, way, Event(EventKind.PROSECUTION))


def test_a_second_person_may_follow_after_the_first_was_committed_for_trial() -> None:
    opened = [
        *events("complaint investigation judicial_investigation"),
        Event(EventKind.FORMAL_INVESTIGATION, "first"),
        Event(EventKind.COMMITTED_FOR_TRIAL, "first"),
    ]

    assert is_allowed(Track.PENAL, opened, Event(EventKind.FORMAL_INVESTIGATION, "second"))
    assert not is_allowed(Track.PENAL, opened, Event(EventKind.FORMAL_INVESTIGATION, "first"))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", LegalStatus.NONE),
        ("considered", LegalStatus.CONSIDERED),
        ("drafted", LegalStatus.CONSIDERED),
        ("considered announced", LegalStatus.ANNOUNCED),
        ("announced abandoned", LegalStatus.CLOSED_WITHOUT_ACTION),
        ("complaint_against_x", LegalStatus.FILED),
        ("summons", LegalStatus.FILED),
        ("challenge_filed", LegalStatus.FILED),
        ("referral", LegalStatus.FILED),
        ("drafted sent", LegalStatus.FILED),
        ("referral receipt", LegalStatus.IN_PROGRESS),
        ("complaint investigation", LegalStatus.IN_PROGRESS),
        ("complaint closed_without_action", LegalStatus.CLOSED_WITHOUT_ACTION),
        ("complaint closed_without_action reopened", LegalStatus.IN_PROGRESS),
        ("summons hearing order", LegalStatus.DECIDED),
        ("summons hearing order appeal", LegalStatus.IN_PROGRESS),
        ("direct_summons hearing convicted", LegalStatus.DECIDED),
        ("referral inquiry closed", LegalStatus.CLOSED_WITHOUT_ACTION),
        ("sent no_reply", LegalStatus.CLOSED_WITHOUT_ACTION),
        ("sent decision", LegalStatus.DECIDED),
        ("complaint time_barred", LegalStatus.CLOSED_WITHOUT_ACTION),
    ],
)
def test_status_after(text: str, status: LegalStatus) -> None:
    assert status_of(kinds(text)) is status


@pytest.mark.parametrize("passing", ["complaint_withdrawn", "joined"])
@pytest.mark.parametrize("text", ["complaint investigation", "announced", "direct_summons hearing"])
def test_status_does_not_move_with_a_withdrawn_complaint(text: str, passing: str) -> None:
    assert status_of(kinds(f"{text} {passing}")) is status_of(kinds(text))


@pytest.mark.parametrize("track", Track)
def test_no_event_leaves_a_procedure_without_a_status(track: Track) -> None:
    computed = {LegalStatus.NONE, LegalStatus.NOTHING_FOLLOWED}

    assert [kind for kind in kinds_of(track) if status_of([kind]) in computed] == []


@pytest.mark.parametrize("status", LegalStatus)
def test_only_words_are_awaited_at_the_review_date(status: LegalStatus) -> None:
    today = date(2026, 11, 22)

    assert is_overdue(status, today, today) is (status.value in {"considered", "announced"})


@pytest.mark.parametrize(("days", "overdue"), [(-1, True), (0, True), (1, False)])
def test_a_review_is_due_from_its_day_on(days: int, overdue: bool) -> None:
    today = date(2026, 11, 22)

    assert is_overdue(LegalStatus.ANNOUNCED, today + timedelta(days=days), today) is overdue


def test_without_a_review_date_nothing_is_overdue() -> None:
    assert not is_overdue(LegalStatus.ANNOUNCED, None, date.max)


def test_only_words_and_drafts_need_no_source() -> None:
    assert {kind.value for kind in NEEDS_NO_SOURCE} == {"considered", "drafted"}
    assert {status.value for status in AWAITS_REVIEW} == {"considered", "announced"}


def test_each_respondent_has_a_status_and_the_most_open_one_counts() -> None:
    opened = Event(EventKind.JUDICIAL_INVESTIGATION)
    charged, cleared = Event(EventKind.FORMAL_INVESTIGATION, "a"), Event(EventKind.NO_CASE, "b")

    assert statuses([opened]) == {None: LegalStatus.IN_PROGRESS}
    assert statuses([opened, charged, cleared]) == {
        "a": LegalStatus.IN_PROGRESS,
        "b": LegalStatus.DECIDED,
    }
    assert overall_status([opened, charged, cleared]) is LegalStatus.IN_PROGRESS
    assert overall_status([]) is LegalStatus.NONE


def test_an_event_that_names_nobody_concerns_everybody() -> None:
    steps = [Event(EventKind.FORMAL_INVESTIGATION, "a"), Event(EventKind.COMMITTED_FOR_TRIAL)]

    assert statuses([*steps, Event(EventKind.CONVICTED)]) == {"a": LegalStatus.DECIDED}


def test_the_procedure_is_decided_when_it_is_for_everybody() -> None:
    way = [
        Event(EventKind.CONVICTED, "first"),
        Event(EventKind.CLOSED_WITHOUT_ACTION, "second"),
    ]

    assert overall_status(way) is LegalStatus.DECIDED
