"""Claims made ready to be shown: each once, numbered, with what answers it."""

import copy

from incidents.views.cited import sources_of
from incidents.views.conversation import Conversation
from tests.views.sample import DOCUMENT, Record, claim


def conversation(**changes: object) -> Conversation:
    document = copy.deepcopy(DOCUMENT) | changes
    return Conversation(document, sources_of(document))


def exchange_of_three() -> list[Record]:
    """An accusation, what counters it, and what denies that."""
    accuses = claim("a", "link", "asserts", accusation=True, reading=["accusation"])
    counters = claim(
        "b",
        "link",
        "asserts",
        accusation=True,
        reading=["accusation", "counter_accusation"],
        answers=[{"claim": "a", "kind": "counters"}],
    )
    denies = claim("c", "link", "denies", answers=[{"claim": "b", "kind": "denies"}])
    accuses["answered_by"], counters["answered_by"] = ["b"], ["c"]
    return [accuses, counters, denies]


def test_every_claim_is_said_once_and_has_a_number_of_its_own() -> None:
    said = conversation().utterances()

    assert [u.claim.number for u in said] == [1, 2, 3, 4]
    assert {u.claim.record["id"] for u in said} == {c["id"] for c in DOCUMENT["claims"]}


def test_every_accusation_has_every_answer_to_it() -> None:
    said = {u.claim.record["id"]: u for u in conversation().utterances()}

    answers = {key: [a.claim.record["id"] for a in u.answers] for key, u in said.items()}
    assert answers["c2accuses2"] == ["c3denies22", "c4double22"]
    assert [a.kind for a in said["c2accuses2"].answers] == ["denies", "counters"]
    assert [key for key, u in said.items() if u.is_accusation] == ["c2accuses2", "c4double22"]


def test_an_utterance_leads_to_the_claims_and_the_roles_that_it_answers() -> None:
    said = {u.claim.record["id"]: u for u in conversation().utterances()}

    by_claim, by_role = said["c3denies22"].replies
    assert by_claim.claim is not None
    assert (by_claim.kind, by_claim.claim.record["id"]) == ("denies", "c2accuses2")
    assert by_role.involvement is not None
    assert by_role.involvement["id"] == "v4promoted"


def test_what_answers_a_counter_accusation_stands_beside_the_first_accusation_too() -> None:
    talk = conversation(claims=exchange_of_three(), involvements=[])

    (turn,) = talk.turns(["a"])

    beside = [(a.claim.record["id"], a.to.record["id"] if a.to else None) for a in turn.answers]
    assert beside == [("b", None), ("c", "b")]


def test_what_stands_in_the_thread_of_an_earlier_claim_is_not_said_again() -> None:
    talk = conversation(claims=exchange_of_three(), involvements=[])

    assert [turn.claim.record["id"] for turn in talk.turns(["a", "b", "c"])] == ["a"]
    assert [turn.claim.record["id"] for turn in talk.turns(["c", "b"])] == ["c", "b"]


def test_a_counter_accusation_is_called_by_that_name_alone() -> None:
    talk = conversation(claims=exchange_of_three(), involvements=[])

    assert talk.claims["b"].readings == ["counter_accusation"]


def test_involvements_stand_under_their_roles_with_their_answers() -> None:
    roles = dict(conversation().by_role())

    assert list(roles) == ["depicted", "image_reused", "promoted"]
    assert [a.claim.record["id"] for a in roles["promoted"][0].answers] == ["c3denies22"]
