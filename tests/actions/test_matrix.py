"""Every state, role and move through the actions themselves."""

from collections import Counter
from typing import Any

import pytest

from incidents.actions import merge, planned, publication, record, withdrawal
from incidents.actions.permission import ENDED, may_edit
from incidents.codes import State
from incidents.input_error import InputError
from incidents.models import Incident
from tests.matrix import CELLS, KIND, VERBS, Ground, ground, outcome, tomorrow, undone
from tracker.accounts.models import User
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db


def act(all_of_it: Ground, verb: str, incident: Incident, by: User) -> None:
    """Call the action with everything that it asks for."""
    more: dict[str, Any] = {"incident": incident, "by": by}
    why: dict[str, Any] = {"reason": "Une raison."}
    match verb:
        case "approve_editorial" | "approve_legal":
            publication.approve(**more, kind=KIND[verb])
        case "merge":
            merge.merge_incidents(loser=incident, winner=all_of_it.public, by=by, **why)
        case "submit" | "publish":
            getattr(publication, verb)(**more)
        case "plan":
            planned.plan(**more, at=tomorrow())
        case "unplan":
            planned.cancel(**more)
        case "withdraw":
            publication.withdraw(**more, **why, reason_class=all_of_it.privacy)
        case "withdraw_factual":
            publication.withdraw(**more, **why, reason_class=all_of_it.factual)
        case "propose_withdrawal":
            withdrawal.propose(**more, **why, reason_class=all_of_it.factual)
        case "confirm_withdrawal" | "confirm_reviewers":
            withdrawal.confirm(**more)
        case "decline_withdrawal":
            withdrawal.decline(**more, **why)
        case _:
            getattr(publication, verb)(**more, **why)


def reached(all_of_it: Ground, state: State, role: Role, verb: str) -> State | None:
    """What becomes of a fresh incident in this state; None where the action refuses."""
    incident = all_of_it.incident(state, verb)
    with undone():
        all_of_it.prepare(incident, verb)
        try:
            act(all_of_it, verb, incident, all_of_it.people[role])
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
