"""Accusations beside their answers."""

from incidents.reports.exchange import exchange
from tests.reports.snapshots import claim, document


def test_an_accusing_role_and_an_accusing_claim_stand_with_their_answer() -> None:
    found = exchange(document(0))
    assert [statement.is_claim for statement in found.accusations] == [False, True]
    assert [
        (answer.claim["id"], answer.kind)
        for statement in found.accusations
        for answer in statement.answers
    ] == [("k000c2", "denies"), ("k000c2", "denies")]


def test_an_accusation_without_answer_is_known_as_such() -> None:
    found = exchange(document(1))
    assert [statement.answered for statement in found.accusations] == [True, True, False]


def test_an_answer_outside_the_incident_is_still_an_answer() -> None:
    content = document(0)
    accusation = claim("a", "link", "asserts", answered_by=["elsewhere"])
    content |= {"claims": [accusation], "involvements": []}
    (statement,) = exchange(content).accusations
    assert statement.answers == ()
    assert statement.answered
    assert statement.elsewhere == 1


def test_an_answer_recorded_only_by_the_answer_is_found() -> None:
    accusation = claim("a", "authorship", "asserts")
    answer = claim("b", "authorship", "denies", answers=[{"claim": "a", "kind": "counters"}])
    content = document(0) | {"claims": [accusation, answer], "involvements": []}
    (statement,) = exchange(content).accusations
    assert [(a.claim["id"], a.kind) for a in statement.answers] == [("b", "counters")]


def test_every_claim_stands_somewhere() -> None:
    for place in range(4):
        content = document(place)
        found = exchange(content)
        statements = (*found.accusations, *found.others)
        shown = {s.record["id"] for s in statements if s.is_claim}
        shown |= {answer.claim["id"] for s in statements for answer in s.answers}
        assert shown == {c["id"] for c in content["claims"]}


def test_an_answer_to_an_answer_is_shown_too() -> None:
    accusation = claim("a", "link", "asserts", answered_by=["b"])
    denial = claim("b", "link", "denies", answers=[{"claim": "a", "kind": "denies"}])
    remark = claim("c", "other", "asserts", answers=[{"claim": "b", "kind": "comments"}])
    content = document(0) | {"claims": [accusation, denial, remark], "involvements": []}
    (other,) = exchange(content).others
    assert other.record["id"] == "b"
    assert [answer.claim["id"] for answer in other.answers] == ["c"]
