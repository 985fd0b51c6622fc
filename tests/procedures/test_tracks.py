"""Tracks walked from their first step to their last."""

import pytest

from incidents.codes import Track
from incidents.procedures import Event, EventKind, allowed_after, is_allowed, kinds_of
from tests.procedures.events import events

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


def test_nobody_appeals_because_somebody_else_was_convicted() -> None:
    tried = [Event(EventKind.HEARING), Event(EventKind.CONVICTED, "first")]

    assert is_allowed(Track.PENAL, tried, Event(EventKind.APPEAL, "first"))
    assert not is_allowed(Track.PENAL, tried, Event(EventKind.APPEAL, "second"))


def test_a_press_offence_may_begin_with_the_civil_party() -> None:
    assert is_allowed(Track.PENAL, [], Event(EventKind.CIVIL_PARTY_COMPLAINT))
