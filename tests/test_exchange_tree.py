"""The exchange as one line of nodes that reads as a nested list."""

from typing import Any

import pytest

from incidents.exchange import Exchange
from incidents.exchange_tree import DEEPEST, Node, nodes
from tests.test_exchange import accuses, answers, role, said
from tests.views.sample import claim


def outline(found: list[Node]) -> list[tuple[int, str]]:
    """Depth and id of each node; fails where lists do not end as they begin."""
    lines, depth = [], 0
    for node in found:
        lines.append((depth, node.statement.id))
        depth += node.opens
        depth -= node.closes
        assert depth >= 0
    assert depth == 0
    return lines


def test_an_answer_stands_below_what_it_answers() -> None:
    found = nodes(
        said(
            accuses("a"),
            answers("b", "denies", "a"),
            answers("c", "comments", "b"),
            answers("d", "comments", "a"),
            claim("e", "impact", "asserts"),
        )
    )

    assert outline(found) == [(0, "a"), (1, "b"), (2, "c"), (1, "d"), (0, "e")]
    assert [node.answers for node in found] == ["", "denies", "comments", "comments", ""]
    assert [node.number for node in found] == [1, 2, 3, 4, 5]


def test_a_role_stands_at_the_top_and_has_no_number() -> None:
    denial = answers("b", "denies")
    denial["answers"].append({"involvement": "v", "kind": "denies"})

    found = nodes(said(denial, involvements=(role(),)))

    assert outline(found) == [(0, "v"), (1, "b")]
    assert (found[0].number, found[0].mark) == (0, "role")


def test_what_answers_two_things_stands_below_both_and_its_answers_once() -> None:
    found = nodes(
        said(
            accuses("a"),
            accuses("z"),
            answers("b", "denies", "a", "z"),
            answers("c", "comments", "b"),
        )
    )

    assert outline(found) == [(0, "a"), (1, "b"), (2, "c"), (0, "z"), (1, "b")]
    assert [node.elsewhere for node in found] == [False, False, False, False, True]


def test_a_counter_accusation_stands_below_what_it_counters_and_not_again_at_the_top() -> None:
    found = nodes(said(accuses("counter", "a"), accuses("a"), answers("d", "denies", "counter")))

    assert outline(found) == [(0, "a"), (1, "counter"), (2, "d")]


@pytest.mark.parametrize(
    ("readings", "mark"),
    [
        (["accusation", "counter_accusation"], "counter_accusation"),
        (["denial", "retraction"], "retraction"),
        (["denial"], "denial"),
        ([], "statement"),
    ],
)
def test_a_node_has_one_sign(readings: list[str], mark: str) -> None:
    (node,) = nodes(said(claim("a", "link", "asserts", reading=readings)))

    assert node.mark == mark


def test_an_accusation_without_answers_is_told_apart_from_a_statement() -> None:
    found = {
        node.statement.id: node
        for node in nodes(said(accuses("a"), claim("b", "impact", "asserts")))
    }

    assert (found["a"].unanswered, found["b"].unanswered) == (True, False)


def chain(length: int) -> Exchange:
    line: list[dict[str, Any]] = [accuses("n0")]
    line += [answers(f"n{n}", "denies", f"n{n - 1}") for n in range(1, length)]
    return said(*line)


def test_what_is_too_deep_goes_on_at_the_left_and_says_so() -> None:
    found = nodes(chain(DEEPEST + 3))

    lines = outline(found)
    assert max(depth for depth, _key in lines) == DEEPEST
    again = f"n{DEEPEST}"
    assert lines[DEEPEST:] == [
        (DEEPEST, again),
        (0, again),
        (1, f"n{DEEPEST + 1}"),
        (2, f"n{DEEPEST + 2}"),
    ]
    assert found[DEEPEST].elsewhere
    assert found[DEEPEST + 1].continues


def test_without_a_deepest_list_each_answer_stands_below_what_it_answers() -> None:
    found = nodes(chain(1200), deepest=None)

    assert outline(found) == [(n, f"n{n}") for n in range(1200)]
    assert not any(node.continues or node.elsewhere for node in found)


def test_a_thousand_in_one_line_and_branches_that_meet_again_stay_small() -> None:
    rungs = [accuses("n0")]
    for n in range(1, 300):
        rungs.append(answers(f"n{n}", "comments", *(c["id"] for c in rungs[-2:])))

    assert len(outline(nodes(chain(1000)))) < 1200
    assert len(outline(nodes(said(*rungs)))) < 900


def test_a_loop_ends() -> None:
    found = nodes(said(answers("a", "comments", "b"), answers("b", "comments", "a")))

    assert {key for _depth, key in outline(found)} == {"a", "b"}
