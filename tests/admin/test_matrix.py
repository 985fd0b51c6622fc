"""Every state, role and move through the pages of an incident, and through the bulk actions."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import product
from typing import Any

import pytest
from django.test import Client

from incidents.admin.incident_bulk import ACTIONS
from incidents.admin.incident_desk import seen
from incidents.codes import State
from incidents.models import Approval, Incident
from incidents.projection import document
from tests.factories import ElectionFactory, TagFactory, TermFactory
from tests.matrix import CELLS, Ground, ground, outcome, undone
from tracker.accounts.models import User
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db

LIST = "/admin/incidents/incident/"
SEEN = re.compile(r'name="seen" value="([^"]*)"')


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def send(client: Client, verb: str, incident: Incident, into: Incident) -> None:
    """Send the page of a move as if it had been opened and filled in, whether it is offered or
    not."""
    filled: dict[str, Any] = {"reason": "Une raison.", "digest": seen(incident, document(incident))}
    if verb == "publish" and incident.state == State.PUBLISHED:
        verb = "republish"
    if verb == "withdraw":
        filled |= {"reason_class": TermFactory(scheme="correction_class", code="privacy").pk}
    if verb == "merge":
        filled |= {"into": into.pk, "same": "on"}
    client.post(f"{LIST}{incident.pk}/{verb}/", filled)


def reached(all_of_it: Ground, client: Client, state: State, verb: str) -> State | None:
    """The state that a page leaves, or None where nothing was done."""
    incident = all_of_it.incident(state, verb)
    approvals = Approval.objects.count()
    published = incident.publications.count()
    with undone():
        send(client, verb, incident, all_of_it.public)
        after = Incident.objects.get(pk=incident.pk)
        done = (
            after.state != state
            or Approval.objects.count() > approvals
            or after.publications.count() > published
        )
    return State(after.state) if done else None


@pytest.mark.parametrize(
    "cells", [CELLS[::5], pytest.param(CELLS, marks=pytest.mark.long)], ids=["some", "all"]
)
def test_every_state_role_and_move_through_its_page(
    cells: Sequence[tuple[State, Role, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    all_of_it = ground()
    clients = {role: signed_in(person) for role, person in all_of_it.people.items()}

    found = {
        (state, role, verb): reached(all_of_it, clients[role], state, verb)
        for state, role, verb in cells
    }

    wrong = {cell: (got, outcome(*cell)) for cell, got in found.items() if got != outcome(*cell)}
    allowed = Counter(got is not None for got in found.values())
    with capsys.disabled():
        print(f" {len(found)} cells, {allowed[True]} allowed, {len(wrong)} wrong")
    assert wrong == {}
    assert allowed[True] > 0


def bulk(client: Client, name: str, incident: Incident, values: dict[str, Any]) -> None:
    """The page of a bulk action, filled in and sent; what shows first what changes is sent again
    with what it showed."""
    sent = {"action": name, "apply": "1", "back": LIST, "_selected_action": [incident.pk]} | values
    page = client.post(LIST, sent)
    if page.status_code == 200 and (shown := SEEN.search(page.content.decode())):
        client.post(LIST, sent | {"seen": shown[1]})


@pytest.mark.parametrize(
    "roles", [(Role.EDITOR,), pytest.param(tuple(Role), marks=pytest.mark.long)], ids=["one", "all"]
)
def test_no_bulk_action_moves_a_state_but_an_edit_of_what_was_approved(
    roles: tuple[Role, ...],
) -> None:
    all_of_it, election = ground(), ElectionFactory()
    values: dict[str, dict[str, Any]] = {
        "assign": {"person": all_of_it.people[Role.EDITOR].pk},
        "add_tag": {"name": "a"},
        "remove_tag": {"tag": TagFactory().pk},
        "ask_reviewer": {"kind": "editorial", "person": all_of_it.people[Role.EDITOR].pk},
        "into_election": {"election": election.pk},
    }
    assert {action.__name__ for action in ACTIONS} == set(values)
    moved = {}
    for role in roles:
        client = signed_in(all_of_it.people[role])
        for state, (name, given) in product(State, values.items()):
            incident = all_of_it.incident(state, name)
            with undone():
                bulk(client, name, incident, given)
                after = State(Incident.objects.get(pk=incident.pk).state)
            if after is not state:
                moved[role, state, name] = after

    assert moved == {
        (role, State.APPROVED, "into_election"): State.DRAFT
        for role in roles
        if role in (Role.REPORTER, Role.EDITOR)
    }
