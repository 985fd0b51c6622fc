"""Every state, role and move through the pages of an incident, and through the bulk actions."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import product
from typing import Any

import pytest
from django.db.models import Count
from django.test import Client
from django.utils.timezone import localtime

from incidents.admin.incident_bulk import ACTIONS
from incidents.admin.incident_desk import seen
from incidents.codes import State
from incidents.models import Incident
from incidents.projection import document
from tests.factories import ElectionFactory, TagFactory
from tests.matrix import CELLS, PAGES, Ground, ground, outcome, tomorrow, undone
from tracker.accounts.models import User
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db

LIST = "/admin/incidents/incident/"
SEEN = re.compile(r'name="seen" value="([^"]*)"')


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def send(all_of_it: Ground, client: Client, verb: str, incident: Incident) -> None:
    """Send the page of a move as if it had been opened and filled in, whether it is offered or
    not."""
    filled: dict[str, Any] = {"reason": "Une raison.", "digest": seen(incident, document(incident))}
    if verb == "publish" and incident.state == State.PUBLISHED:
        verb = "republish"
    if "withdraw" in verb:
        why = all_of_it.privacy if verb == "withdraw" else all_of_it.factual
        filled |= {"reason_class": why.pk}
    if verb == "merge":
        filled |= {"into": all_of_it.public.pk, "same": "on"}
    if verb == "plan":
        filled |= {"at": f"{localtime(tomorrow()):%Y-%m-%dT%H:%M}"}
    client.post(f"{LIST}{incident.pk}/{PAGES.get(verb, verb)}/", filled)


def standing(incident: Incident) -> tuple[Any, ...]:
    """Its state, and the number of what moves make or end beside it."""
    counts = (
        Count("approvals", distinct=True),
        Count("publications", distinct=True),
        Count("proposed_withdrawal", distinct=True),
        Count("withdrawal__confirmed_by", distinct=True),
    )
    found = Incident.objects.filter(pk=incident.pk).values_list("state", *counts).get()
    return *found, incident.planned_publications.open().count()


def reached(all_of_it: Ground, client: Client, state: State, verb: str) -> State | None:
    """The state that a page leaves, or None where nothing was done."""
    incident = all_of_it.incident(state, verb)
    with undone():
        all_of_it.prepare(incident, verb)
        before = standing(incident)
        send(all_of_it, client, verb, incident)
        after = standing(incident)
    return State(after[0]) if after != before else None


BY_A_PUBLISHER = {
    "propose_withdrawal": "withdraw_factual",
    "withdraw_factual": "propose_withdrawal",
}


def expected(state: State, role: Role, verb: str) -> State | None:
    """As the actions say; but a publisher proposes on the page on which to withdraw, whatever may
    not be done there alone, and has no other page for it."""
    if role is Role.PUBLISHER:
        verb = BY_A_PUBLISHER.get(verb, verb)
    return outcome(state, role, verb)


SECOND = ("plan", "unplan", "withdraw_factual", "propose_withdrawal", "decline_withdrawal")
SOME = [
    cell
    for number, cell in enumerate(CELLS)
    if number % 11 == 0  # no divisor of the table's sides: all of them are met
    or (expected(*cell) and (cell[2] in SECOND or cell[2].startswith("confirm_")))
]


@pytest.mark.parametrize(
    "cells", [SOME, pytest.param(CELLS, marks=pytest.mark.long)], ids=["some", "all"]
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

    wrong = {cell: (got, expected(*cell)) for cell, got in found.items() if got != expected(*cell)}
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
