"""What a claim amounts to, over every combination of proposition, stance, answer and side."""

from itertools import product

import pytest

from incidents.claims import in_circles, readings
from incidents.codes import AnswerKind, Proposition, Reading, Stance

ACCUSING = {"authorship", "benefit", "link", "double_standard"}
KINDS: list[tuple[AnswerKind, ...]] = [(), *((kind,) for kind in AnswerKind)]


@pytest.mark.parametrize("about_own_side", [False, True])
@pytest.mark.parametrize("kinds", KINDS, ids=lambda kinds: kinds[0].value if kinds else "nothing")
@pytest.mark.parametrize(("proposition", "stance"), list(product(Proposition, Stance)))
def test_every_combination(
    proposition: Proposition,
    stance: Stance,
    kinds: tuple[AnswerKind, ...],
    about_own_side: bool,
) -> None:
    expected = set()
    asserted = stance.value in {"asserts", "confirms"}
    if asserted and proposition.value in ACCUSING and not about_own_side:
        expected.add("accusation")
        if "counters" in kinds:
            expected.add("counter_accusation")
    if asserted and proposition.value == "authorship" and about_own_side:
        expected.add("self_attribution")
    if stance.value == "denies" or "denies" in kinds:
        expected.add("denial")
    if stance.value == "distances":
        expected.add("disavowal")
    if stance.value == "retracts":
        expected.add("retraction")

    held = readings(proposition, stance, kinds, about_own_side=about_own_side)

    assert {reading.value for reading in held} == expected
    assert held == [reading for reading in Reading if reading in held]


@pytest.mark.parametrize(
    ("proposition", "stance", "kinds", "own", "expected"),
    [
        ("authorship", "asserts", [], False, [Reading.ACCUSATION]),
        ("authorship", "asserts", [], True, [Reading.SELF_ATTRIBUTION]),
        ("link", "denies", ["denies"], True, [Reading.DENIAL]),
        ("link", "asserts", ["denies"], False, [Reading.ACCUSATION, Reading.DENIAL]),
        ("impact", "asserts", [], False, []),
        ("impact", "asserts", ["counters"], False, []),
        ("authorship", "doubts", [], False, []),
        ("authorship", "declines", ["comments"], True, []),
        ("link", "distances", [], True, [Reading.DISAVOWAL]),
        (
            "double_standard",
            "asserts",
            ["counters", "denies"],
            False,
            [Reading.ACCUSATION, Reading.DENIAL, Reading.COUNTER_ACCUSATION],
        ),
    ],
)
def test_worked_examples(
    proposition: str, stance: str, kinds: list[str], own: bool, expected: list[Reading]
) -> None:
    held = readings(
        Proposition(proposition),
        Stance(stance),
        [AnswerKind(kind) for kind in kinds],
        about_own_side=own,
    )

    assert held == expected


def test_a_self_attribution_is_never_an_accusation() -> None:
    for stance in Stance:
        held = readings(Proposition.AUTHORSHIP, stance, list(AnswerKind), about_own_side=True)
        assert not {Reading.ACCUSATION, Reading.COUNTER_ACCUSATION} & set(held)


def test_claims_that_answer_themselves_by_way_of_others() -> None:
    following = {"a": ["b"], "b": ["c", "d"], "c": ["b"], "d": ["e"], "e": ["e", "gone"], "f": []}

    assert in_circles(following) == ["b", "c", "e"]
    assert in_circles({}) == []


def test_a_circle_of_any_length_is_found() -> None:
    long = {str(number): [str((number + 1) % 20_000)] for number in range(20_000)}

    assert len(in_circles(long)) == 20_000
    assert in_circles(long | {"7": []}) == []
