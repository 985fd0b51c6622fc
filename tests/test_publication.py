"""The table of moves, cell by cell, and how many approvals a document needs."""

from typing import Any

import pytest

from incidents.codes import ApprovalKind, LegalStatus, Role, State
from incidents.publication import TRANSITIONS, Move, approvals_needed, find

MATRIX = """
                 draft      in_review  approved   published  withdrawn  rejected  merged
submit           in_review  -          -          -          -          -         -
request_changes  -          draft      draft      -          -          -         -
reject           -          rejected   -          -          -          -         -
approve          -          approved   approved   published  -          -         -
edit             -          -          draft      -          -          -         -
publish          -          -          published  published  -          -         -
withdraw         -          -          -          withdrawn  -          -         -
merge            merged     merged     merged     merged     -          -         -
"""
"""Rows: the move; columns: the state it starts from; cells: where it leads."""

BOTH = {ApprovalKind.EDITORIAL, ApprovalKind.LEGAL}


def cells() -> list[tuple[Move, State, State | None]]:
    states, *rows = (line.split() for line in MATRIX.strip().splitlines())
    return [
        (Move(move), State(state), None if target == "-" else State(target))
        for move, *targets in rows
        for state, target in zip(states, targets, strict=True)
    ]


@pytest.mark.parametrize(("move", "state", "target"), cells())
def test_each_cell_of_the_matrix(move: Move, state: State, target: State | None) -> None:
    found = find(move, state)

    assert (found.target if found else None) == target


def test_the_matrix_is_whole() -> None:
    assert len(cells()) == len(Move) * len(State)


def test_no_cell_stands_twice() -> None:
    places = [(transition.move, transition.source) for transition in TRANSITIONS]

    assert len(set(places)) == len(places)


@pytest.mark.parametrize("move", [Move.REQUEST_CHANGES, Move.REJECT, Move.WITHDRAW, Move.MERGE])
def test_a_refusal_a_withdrawal_and_a_merge_need_a_reason(move: Move) -> None:
    assert {t.needs_reason for t in TRANSITIONS if t.move is move} == {True}


@pytest.mark.parametrize("move", [Move.SUBMIT, Move.APPROVE, Move.EDIT, Move.PUBLISH])
def test_the_other_moves_need_none(move: Move) -> None:
    assert {t.needs_reason for t in TRANSITIONS if t.move is move} == {False}


def test_each_move_asks_for_its_permission() -> None:
    asked = {(t.move.value, t.permission) for t in TRANSITIONS}

    assert asked == {
        ("submit", "change_incident"),
        ("request_changes", "approve_editorial"),
        ("reject", "approve_editorial"),
        ("approve", "approve_editorial"),
        ("edit", "change_incident"),
        ("publish", "publish_incident"),
        ("withdraw", "withdraw_incident"),
        ("merge", "merge_incident"),
    }


def actor(kind: str = "party", slug: str | None = "un-nom") -> dict[str, Any]:
    return {"kind": kind, "slug": slug}


def involved(role: str = "depicted", **who: Any) -> dict[str, Any]:
    return {"role": role, "actor": actor(**who)}


def claimed(**parts: Any) -> dict[str, Any]:
    by = {"actor": parts.pop("speaker", None)}
    plain = {"speaker": by, "accusation": False, "about": [], "on_behalf_of": []}
    return plain | {"relayed_by": None} | parts


def procedure(status: str, **parts: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"authority": None, "complainants": [], "respondents": [], "events": []}
    return plain | {"status": status} | parts


def document(**parts: Any) -> dict[str, Any]:
    return {"involvements": [], "claims": [], "procedures": [], "sources": []} | parts


@pytest.mark.parametrize(
    "content",
    [
        document(),
        document(involvements=[involved()]),
        document(involvements=[involved(kind="person", slug=None)]),
        document(claims=[claimed()]),
        document(claims=[claimed(speaker=actor("media"))]),
        document(procedures=[procedure("decided"), procedure("closed_without_action")]),
    ],
)
def test_one_approval_where_nobody_is_named_accused_or_pursued(content: dict[str, Any]) -> None:
    assert approvals_needed(content) == {ApprovalKind.EDITORIAL}


PERSON = actor("person")


@pytest.mark.parametrize(
    "content",
    [
        document(involvements=[involved(kind="person")]),
        document(claims=[claimed(speaker=PERSON)]),
        document(claims=[claimed(about=[PERSON])]),
        document(claims=[claimed(on_behalf_of=[PERSON])]),
        document(claims=[claimed(relayed_by=PERSON)]),
        document(procedures=[procedure("decided", respondents=[PERSON])]),
        document(procedures=[procedure("decided", complainants=[PERSON])]),
    ],
)
def test_two_where_a_natural_person_is_named(content: dict[str, Any]) -> None:
    assert approvals_needed(content) == BOTH


@pytest.mark.parametrize("role", Role)
def test_two_where_an_involvement_attributes(role: Role) -> None:
    needed = approvals_needed(document(involvements=[involved(role.value)]))

    accusing = role.value in {"promoted", "alleged_author", "alleged_beneficiary"}
    assert needed == (BOTH if accusing else {ApprovalKind.EDITORIAL})


def test_two_where_a_claim_accuses() -> None:
    assert approvals_needed(document(claims=[claimed(accusation=True)])) == BOTH


@pytest.mark.parametrize("status", LegalStatus)
def test_two_where_a_procedure_is_open(status: LegalStatus) -> None:
    needed = approvals_needed(document(procedures=[procedure("decided"), procedure(status.value)]))

    closed = status.value in {"decided", "closed_without_action"}
    assert needed == ({ApprovalKind.EDITORIAL} if closed else BOTH)
