"""What a claim amounts to: derived from its proposition, stance, answers and parties. Pure."""

from collections.abc import Collection

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
