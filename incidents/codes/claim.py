"""Who said what, how firmly, and how far it can be relied upon."""

from enum import StrEnum


class Proposition(StrEnum):
    """What a claim is about."""

    AUTHORSHIP = "authorship"
    BENEFIT = "benefit"
    LINK = "link"
    DOUBLE_STANDARD = "double_standard"
    AUTHENTICITY = "authenticity"
    IMPACT = "impact"
    LEGAL_INTENT = "legal_intent"
    CALL_FOR_ACTION = "call_for_action"
    OTHER = "other"


ACCUSING_PROPOSITIONS = frozenset(
    {
        Proposition.AUTHORSHIP,
        Proposition.BENEFIT,
        Proposition.LINK,
        Proposition.DOUBLE_STANDARD,
    }
)


class Stance(StrEnum):
    """What the speaker does with the proposition."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DOUBTS = "doubts"
    CONFIRMS = "confirms"
    DISTANCES = "distances"
    DECLINES = "declines"
    RETRACTS = "retracts"


ACCUSING_STANCES = frozenset({Stance.ASSERTS, Stance.CONFIRMS})


class AnswerKind(StrEnum):
    """How a claim answers a claim or an involvement."""

    DENIES = "denies"
    CONFIRMS = "confirms"
    COUNTERS = "counters"
    COMMENTS = "comments"


class Reading(StrEnum):
    """What a claim amounts to, derived from proposition, stance and answers; never stored."""

    ACCUSATION = "accusation"
    DENIAL = "denial"
    DISAVOWAL = "disavowal"
    SELF_ATTRIBUTION = "self_attribution"
    COUNTER_ACCUSATION = "counter_accusation"
    RETRACTION = "retraction"


class Directness(StrEnum):
    """Whether the claim names its object or points at it."""

    DIRECT = "direct"
    PROXY_OR_INFERRED = "proxy_or_inferred"
    NON_ALIGNED_COMMERCIAL = "non_aligned_commercial"
    UNKNOWN = "unknown"


class Reliability(StrEnum):
    """Admiralty scale, reliability of the source. F: cannot be judged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """Admiralty scale, credibility of the information. 6: cannot be judged."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    SIX = "6"


class Likelihood(StrEnum):
    """The seven bands of ICD 203, from least to most likely."""

    ALMOST_NO_CHANCE = "almost_no_chance"
    VERY_UNLIKELY = "very_unlikely"
    UNLIKELY = "unlikely"
    ROUGHLY_EVEN = "roughly_even"
    LIKELY = "likely"
    VERY_LIKELY = "very_likely"
    ALMOST_CERTAIN = "almost_certain"
