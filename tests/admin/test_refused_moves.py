"""Each track is walked through the form; what its table does not allow is refused without a reason.

The same walks in a browser: ``tests/browser/test_procedure_walks.py``.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from incidents.codes import Track
from incidents.models import Procedure, ProcedureEvent
from incidents.procedures import EventKind, allowed_after, kinds_of
from tests.factories import (
    ActorFactory,
    PlatformFactory,
    ProcedureEventFactory,
    ProcedureFactory,
)
from tests.procedures.walks import ENDS, FIRST_DAY, WALKS, steps

State = EventKind | None


def states(track: Track) -> list[State]:
    """Nothing yet, and after each event that the track knows and that moves something."""
    moving = (EventKind.COMPLAINT_WITHDRAWN, EventKind.JOINED)
    return [None, *(kind for kind in kinds_of(track) if kind not in moving)]


def in_state(track: Track, state: State) -> Procedure:
    platform = PlatformFactory(code="clipo") if track is Track.PLATFORM else None
    procedure: Procedure = ProcedureFactory(track=track, platform=platform)
    if state is not None:
        ProcedureEventFactory(procedure=procedure, kind=state)
    return procedure


def disallowed(track: Track, state: State) -> list[EventKind]:
    return [kind for kind in EventKind if kind not in allowed_after(track, state)]


def let_in(client: Client, procedure: Procedure, kinds: list[EventKind]) -> Iterator[EventKind]:
    """The kinds that the form accepted, or did not refuse in the words that ask for a reason."""
    address = f"/admin/incidents/procedure/{procedure.pk}/event/"
    for kind in kinds:
        answer = client.post(address, {"kind": kind, "precision": "unknown", "is_public": "on"})
        if answer.status_code != 200 or "without a reason" not in answer.content.decode():
            yield kind


SAMPLE = (Track.PENAL, Track.PLATFORM)
"""Tried through the pages with every run; the others have the same forms."""


def with_every_run(tracks: Iterable[Track]) -> list[Any]:
    marks = {track: () if track in SAMPLE else pytest.mark.long for track in tracks}
    return [pytest.param(track, marks=mark) for track, mark in marks.items()]


@pytest.mark.parametrize("track", with_every_run(WALKS))
def test_a_track_is_walked_from_first_to_last(editor: Client, track: Track) -> None:
    people = {name: ActorFactory(kind="person", name_fr=name).pk for name in ("Alba", "Brun")}
    procedure = in_state(track, None)
    address = f"/admin/incidents/procedure/{procedure.pk}"

    for number, step in enumerate(steps(track)):
        day = FIRST_DAY + timedelta(days=number)
        typed = {"kind": step.kind, "earliest": day, "precision": "day", "outcome": step.outcome}
        answer = editor.post(
            f"{address}/event/", typed | {"respondent": people.get(step.person, "")}
        )
        assert answer.status_code == 302, (step, answer.context["form"].errors)

    kinds = [event.kind for event in procedure.events.standing().order_by("order")]
    assert kinds == [step.kind for step in steps(track)]
    standing = editor.get(f"{address}/change/").context["standing"]
    assert standing["status"] == ENDS[track].lower()


@pytest.mark.parametrize("track", with_every_run(Track))
def test_from_each_state_a_move_outside_the_table_is_refused(editor: Client, track: Track) -> None:
    for number, state in enumerate(states(track)):
        procedure = in_state(track, state)
        kinds = disallowed(track, state)
        before = ProcedureEvent.objects.count()

        assert list(let_in(editor, procedure, [kinds[number % len(kinds)]])) == [], state
        assert ProcedureEvent.objects.count() == before


@pytest.mark.long
@pytest.mark.parametrize("track", Track)
def test_from_each_state_every_move_outside_the_table_is_refused(
    editor: Client, track: Track
) -> None:
    wrong = {}
    for state in states(track):
        procedure = in_state(track, state)
        before = ProcedureEvent.objects.count()
        accepted = list(let_in(editor, procedure, disallowed(track, state)))
        if accepted or ProcedureEvent.objects.count() != before:
            wrong[state] = accepted

    assert wrong == {}
