"""Statements of a document with what answers them, as trees and in the order of time."""

import time
from typing import Any

import pytest

from incidents.exchange import Exchange, Statement, exchange
from tests.views.sample import DOCUMENT, PRIVATE, Record, actor, both, claim, on, whole


def said(*claims: Record, involvements: tuple[Record, ...] = ()) -> Exchange:
    """An exchange of claims, whose answers are entered on both sides."""
    for one in (*claims, *involvements):
        one["answered_by"] = [
            c["id"] for c in claims for a in c["answers"] if one["id"] in a.values()
        ]
    return exchange({"claims": list(claims), "involvements": list(involvements)})


def accuses(key: str, *answered: str, **more: Any) -> Record:
    return answers(key, "counters", *answered, accusation=True, reading=["accusation"], **more)


def answers(key: str, kind: str, *answered: str, stance: str = "denies", **more: Any) -> Record:
    targets = [{"claim": target, "kind": kind} for target in answered]
    return claim(key, "authorship", stance, answers=targets, **more)


def role(key: str = "v", **more: Any) -> Record:
    base = {"id": key, "accusation": True, "role": "promoted", "citations": []}
    return base | {"actor": actor("en-cause", "party", "En cause")} | more


def tree(statement: Statement) -> Any:
    return {statement.id: [tree(answer.statement) for answer in statement.answers]}


def of_involvement(found: Exchange, key: str) -> Statement:
    return {statement.id: statement for statement in found.involvements}[key]


def ids(statements: Any) -> list[str]:
    return [statement.id for statement in statements]


def test_an_accusation_stands_with_its_answers_and_the_answers_to_those() -> None:
    found = said(accuses("a"), answers("b", "denies", "a"), answers("c", "comments", "b"))

    assert [tree(s) for s in found.roots] == [{"a": [{"b": [{"c": []}]}]}]
    assert [(a.kind, a.statement.id) for a in found.accusations[0].answers] == [("denies", "b")]


def test_an_involvement_in_an_accusing_role_comes_before_claims_that_accuse() -> None:
    denial = answers("b", "denies", "a")
    denial["answers"].append({"involvement": "v", "kind": "denies"})

    found = said(accuses("a"), denial, involvements=(role(),))

    assert [tree(s) for s in found.accusations] == [{"v": [{"b": []}]}, {"a": [{"b": []}]}]
    assert ids(found.roots) == ["v", "a"]
    assert of_involvement(found, "v").answers[0].statement.id == "b"


def test_what_an_accusation_is_taken_back_with_is_a_retraction() -> None:
    taken_back = said(accuses("a"), answers("b", "comments", "a", stance="retracts"))
    denied = said(accuses("a"), answers("b", "denies", "a"))

    assert taken_back.accusations[0].retracted
    assert not denied.accusations[0].retracted


ALICE, BOB = actor("alice", "person", "Alice"), actor("bob", "person", "Bob")
PARTY = actor("parti", "party", "Parti")
NOBODY = {"actor": None, "label": both("", "")}


def by(person: Record | None, label: str = "") -> Record:
    return {"actor": person, "label": both(label, label)}


@pytest.mark.parametrize(
    ("accuser", "retracts", "retracted"),
    [
        ({"speaker": by(ALICE)}, {"speaker": by(ALICE)}, True),
        ({"speaker": by(ALICE)}, {"speaker": by(BOB)}, False),
        ({"speaker": by(None, "une voix")}, {"speaker": by(None, "une voix")}, True),
        ({"speaker": by(None, "une voix")}, {"speaker": by(None, "une autre")}, False),
        ({"speaker": by(None, "Alice")}, {"speaker": by(ALICE, "Alice")}, False),
        ({"speaker": by(PRIVATE)}, {"speaker": by(PRIVATE)}, False),
        ({"speaker": NOBODY}, {"speaker": NOBODY}, False),
        (
            {"speaker": by(ALICE), "on_behalf_of": [PARTY]},
            {"speaker": by(BOB), "on_behalf_of": [PARTY]},
            True,
        ),
        (
            {"speaker": by(ALICE), "on_behalf_of": [PARTY]},
            {"speaker": by(BOB), "on_behalf_of": [ALICE]},
            False,
        ),
        (
            {"speaker": by(ALICE), "on_behalf_of": [PRIVATE]},
            {"speaker": by(BOB), "on_behalf_of": [PRIVATE]},
            False,
        ),
    ],
)
def test_only_who_made_a_claim_takes_it_back(
    accuser: Record, retracts: Record, retracted: bool
) -> None:
    found = said(
        accuses("a", **accuser), answers("b", "denies", "a", stance="retracts", **retracts)
    )

    assert found.accusations[0].retracted is retracted
    assert ids(answer.statement for answer in found.accusations[0].answers) == ["b"]


def test_a_role_is_never_taken_back() -> None:
    retraction = answers("b", "denies", stance="retracts")
    retraction["answers"].append({"involvement": "v", "kind": "denies"})

    (found,) = said(retraction, involvements=(role(),)).accusations

    assert (found.retracted, ids(a.statement for a in found.answers)) == (False, ["b"])


@pytest.mark.parametrize(
    ("about", "concerned", "beside"),
    [
        (ALICE, ALICE, True),
        (ALICE, ALICE | {"name": both("Alice A.", "")}, True),
        (ALICE, BOB, False),
        (PRIVATE, PRIVATE, True),
        (PRIVATE, PRIVATE | {"name": both("une autre personne", "")}, False),
        (PRIVATE | {"name": both("", "")}, PRIVATE | {"name": both("", "")}, False),
    ],
)
def test_beside_a_role_stands_what_takes_back_an_accusation_of_the_same_actor(
    about: Record, concerned: Record, beside: bool
) -> None:
    retraction = answers("r", "comments", "a", stance="retracts")
    denial = answers("b", "denies", "a")
    denial["answers"].append({"involvement": "v", "kind": "denies"})

    roles = (role(actor=concerned),)

    found = of_involvement(
        said(accuses("a", about=[about]), retraction, denial, involvements=roles), "v"
    )

    there = [(a.kind, a.statement.id, a.to.id if a.to else None) for a in found.answers]
    assert there == [("denies", "b", None), ("comments", "r", "a")][: 2 if beside else 1]
    assert [(b.statement.id, b.to.id) for b in found.thread()][1:] == [("r", "a")] * beside
    assert not found.retracted


def test_a_retraction_stands_once_beside_a_role_and_beside_none_that_does_not_accuse() -> None:
    retraction = answers("r", "comments", "a", "c", stance="retracts")
    other = answers("s", "comments", "c", stance="retracts")
    other["answers"].append({"involvement": "v", "kind": "comments"})
    roles = (role(actor=ALICE), role("w", actor=ALICE, accusation=False))

    found = said(
        accuses("a", about=[ALICE]),
        accuses("c", about=[ALICE]),
        claim("d", "authorship", "asserts", about=[ALICE]),
        retraction,
        other,
        answers("t", "comments", "d", stance="retracts"),
        involvements=roles,
    )

    beside = of_involvement(found, "v").answers
    assert ids(answer.statement for answer in beside) == ["s", "r"]
    assert of_involvement(found, "w").answers == ()


def test_others_are_trees_that_no_accusation_leads_to() -> None:
    found = said(
        accuses("a"),
        answers("b", "denies", "a"),
        claim("c", "impact", "asserts"),
        answers("d", "comments", "c"),
    )

    assert ids(found.others) == ["c"]
    assert [tree(s) for s in found.others] == [{"c": [{"d": []}]}]


def test_utterances_go_by_day_then_source_then_second_and_without_a_day_come_last() -> None:
    def spoken(key: str, day: str, source: str, start: int) -> Record:
        cited = whole(source) | {"start_ms": start}
        return claim(key, "impact", "asserts", said_on=on(day), citations=[cited])

    undated = claim("u", "impact", "asserts", said_on={"earliest": None, "precision": "unknown"})
    found = said(
        undated,
        spoken("late", "2026-09-22", "s1", 0),
        spoken("second", "2026-09-21", "s1", 9000),
        spoken("first", "2026-09-21", "s1", 1000),
        spoken("other", "2026-09-21", "s2", 0),
    )

    assert ids(u.statement for u in found.utterances) == ["first", "second", "other", "late", "u"]


def test_an_utterance_says_what_it_answers_and_how() -> None:
    denial = answers("b", "denies", "a")
    denial["answers"].append({"involvement": "v", "kind": "comments"})

    found = said(accuses("a"), denial, involvements=(role(),))

    replies = {u.statement.id: [(r.kind, r.to.id) for r in u.replies] for u in found.utterances}
    assert replies == {"a": [], "b": [("denies", "a"), ("comments", "v")]}


def test_a_thread_follows_accusing_answers_to_theirs_and_names_each_once() -> None:
    found = said(
        accuses("a"),
        accuses("counter", "a"),
        answers("denial", "denies", "counter"),
        answers("remark", "comments", "denial"),
        answers("both", "denies", "a", "counter"),
    )

    thread = [(b.kind, b.statement.id, b.to.id) for b in found.accusations[0].thread()]

    assert thread == [
        ("counters", "counter", "a"),
        ("denies", "denial", "counter"),
        ("denies", "both", "counter"),
    ]


def test_a_loop_is_cut_below_the_direct_answers_and_loses_nobody() -> None:
    first = answers("a", "comments", "c")
    found = said(first, answers("b", "comments", "a"), answers("c", "comments", "b"))

    assert [tree(s) for s in found.claims] == [
        {"a": [{"b": []}]},
        {"b": [{"c": []}]},
        {"c": [{"a": []}]},
    ]
    assert ids(found.utterances[n].statement for n in range(3)) == ["a", "b", "c"]
    assert set(ids(s for top in found.roots for s in top.walk())) == {"a", "b", "c"}


def test_a_claim_that_answers_itself_is_read() -> None:
    found = said(accuses("a", "a"), answers("b", "denies", "a"))

    assert ids(a.statement for a in found.accusations[0].answers) == ["a", "b"]


def test_answers_that_branch_and_meet_again_are_made_once() -> None:
    rungs = [accuses("n0")]
    for n in range(1, 200):
        below = rungs[-2:] if n > 1 else rungs[-1:]
        rungs.append(answers(f"n{n}", "comments", *(c["id"] for c in below)))
    started = time.process_time()

    found = said(*rungs)

    met = found.claims[0].answers[0].statement
    assert any(met is answer.statement for s in found.claims for answer in s.answers)
    assert len(list(found.claims[0].walk())) == 200
    assert time.process_time() - started < 5


def test_a_thousand_answers_in_one_line_are_read() -> None:
    line = [accuses("n0")]
    line += [answers(f"n{n}", "denies", f"n{n - 1}") for n in range(1, 1000)]

    found = said(*line)

    assert len(list(found.roots[0].walk())) == 1000
    assert ids(found.others) == []


def test_every_claim_of_a_document_stands_somewhere() -> None:
    found = exchange(DOCUMENT)
    shown = {s.id for top in found.roots for s in top.walk()}

    assert shown >= {c["id"] for c in DOCUMENT["claims"]}
    assert ids(u.statement for u in found.utterances) != []
