"""When what a machine heard is to be doubted; pure."""

LOW = 0.6
"""Below this share of certainty, as the recogniser itself gives it, a passage is marked."""


def is_low(confidence: float | None) -> bool:
    """Is a passage to be marked? One without a confidence is not: nothing is known against it."""
    return confidence is not None and confidence < LOW
