"""Every state, role and move through the actions themselves."""

from collections import Counter
from typing import Any

import pytest

from incidents.actions import merge, publication, record
from incidents.actions.permission import ENDED, may_edit
from incidents.codes import State
from incidents.input_error import InputError
from incidents.models import Incident
from tests.factories import TermFactory
from tests.matrix import CELLS, KIND, VERBS, Ground, ground, outcome, undone
from tracker.accounts.models import User
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db


def act(verb: str, incident: Incident, by: User, into: Incident) -> None:
    """Call the action with everything that it asks for."""
    more: dict[str, Any] = {}
    match verb:
        case "approve_editorial" | "approve_legal":
            publication.approve(incident=incident, kind=KIND[verb], by=by)
        case "merge":
            merge.merge_incidents(loser=incident, winner=into, by=by, reason="Le même.")
        case "publish":
            publication.publish(incident=incident, by=by)
        case _:
            if verb != "submit":
                more = {"reason": "Une raison."}
            if verb == "withdraw":
                more |= {"reason_class": TermFactory(scheme="correction_class", code="privacy")}
            getattr(publication, verb)(incident=incident, by=by, **more)


def reached(all_of_it: Ground, state: State, role: Role, verb: str) -> State | None:
    """What becomes of a fresh incident in this state; None where the action refuses."""
    incident = all_of_it.incident(state, verb)
    with undone():
        try:
            act(verb, incident, all_of_it.people[role], all_of_it.public)
        except InputError:
            return None
        return State(Incident.objects.get(pk=incident.pk).state)
    raise AssertionError("unreachable")


def test_every_state_role_and_move(capsys: pytest.CaptureFixture[str]) -> None:
    all_of_it = ground()

    found = {cell: reached(all_of_it, *cell) for cell in CELLS}

    wrong = {cell: (got, outcome(*cell)) for cell, got in found.items() if got != outcome(*cell)}
    allowed = Counter(got is not None for got in found.values())
    with capsys.disabled():
        print(f" {len(found)} cells, {allowed[True]} allowed, {len(wrong)} wrong")
    assert wrong == {}
    assert len(found) == len(State) * len(Role) * len(VERBS)


def test_every_state_and_role_that_edits() -> None:
    """The one move that no page is named after: an edit, which voids an approval."""
    all_of_it, found = ground(), {}
    for state in State:
        for role, person in all_of_it.people.items():
            incident = all_of_it.incident(state, "edit")
            with undone():
                incident.title_fr = "Un autre titre"
                try:
                    record.save(record=incident, by=person)
                except InputError:
                    continue
                found[state, role] = State(Incident.objects.get(pk=incident.pk).state)

    writers = (Role.REPORTER, Role.EDITOR)
    assert found == {
        (state, role): State.DRAFT if state is State.APPROVED else state
        for state in set(State) - ENDED
        for role in writers
    }
    assert all(may_edit(all_of_it.people[r], all_of_it.unapproved[s]) for s, r in found)
