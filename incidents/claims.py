"""What a claim amounts to: derived from its proposition, stance, answers and parties. Pure."""

from collections.abc import Collection, Mapping, Sequence

from incidents.codes import (
    ACCUSING_PROPOSITIONS,
    ACCUSING_STANCES,
    AnswerKind,
    Proposition,
    Reading,
    Stance,
)


def readings(
    proposition: Proposition,
    stance: Stance,
    answer_kinds: Collection[AnswerKind],
    *,
    about_own_side: bool,
) -> list[Reading]:
    """Every reading that holds, in the order of the enum.

    ``about_own_side``: the claim is about somebody, and all of them are the speaker or those spoken
    for; such an assertion of authorship is a self-attribution, and never an accusation.
    """
    asserted = stance in ACCUSING_STANCES
    accuses = asserted and proposition in ACCUSING_PROPOSITIONS and not about_own_side
    denies = stance is Stance.DENIES or AnswerKind.DENIES in answer_kinds
    held = {
        Reading.ACCUSATION: accuses,
        Reading.DENIAL: denies,
        Reading.DISAVOWAL: stance is Stance.DISTANCES,
        Reading.SELF_ATTRIBUTION: asserted
        and proposition is Proposition.AUTHORSHIP
        and about_own_side,
        Reading.COUNTER_ACCUSATION: accuses and AnswerKind.COUNTERS in answer_kinds,
        Reading.RETRACTION: stance is Stance.RETRACTS,
    }
    return [reading for reading in Reading if held[reading]]


def in_circles(following: Mapping[str, Sequence[str]]) -> list[str]:
    """The claims that answer themselves, by way of others: ``following`` has what each answers.
    Every answer is looked at twice, however many there are; no depth is too deep."""
    before: dict[str, list[str]] = {}
    for key, others in following.items():
        for other in others:
            before.setdefault(other, []).append(key)
    held, found = set[str](), set[str]()
    for start in reversed(_ended(following)):
        group = [start] if start not in held else []
        held.add(start)
        for key in group:
            new = [each for each in dict.fromkeys(before.get(key, ())) if each not in held]
            held.update(new)
            group += new
        if len(group) > 1 or start in following[start]:
            found.update(group)
    return [key for key in following if key in found]


def _ended(following: Mapping[str, Sequence[str]]) -> list[str]:
    """In the order in which a walk to the end of all that each answers is done with them."""
    order, seen = list[str](), set[str]()
    for start in following:
        stack = [] if start in seen else [(start, iter(following[start]))]
        seen.add(start)
        while stack:
            key, rest = stack[-1]
            new = next((each for each in rest if each in following and each not in seen), None)
            if new is None:
                order.append(key)
                stack.pop()
            else:
                seen.add(new)
                stack.append((new, iter(following[new])))
    return order
