"""Numbers as an address or a form of ours gives them: keys of records, positions. The one rule."""

MAX_DIGITS = 18
"""More would be no key of the database: its largest has 19 digits."""


def whole_number(given: str | None) -> int | None:
    """A whole number in plain digits; anything else, and what no key can be, is none."""
    digits = given or ""
    if digits.isascii() and digits.isdecimal() and len(digits) <= MAX_DIGITS:
        return int(digits)
    return None
