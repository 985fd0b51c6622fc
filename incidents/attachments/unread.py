"""Why the files inside a PDF could not be read."""

from enum import StrEnum


class Unread(StrEnum):
    """One reason each."""

    NOT_A_PDF = "not_a_pdf"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    TOO_MUCH = "too_much"
    TOO_LONG = "too_long"
    BUSY = "busy"
    FAILED = "failed"


class UnreadError(Exception):
    """Nothing of the file is known but its bytes; ``reason`` says why."""

    def __init__(self, reason: Unread) -> None:
        self.reason = reason
        super().__init__(reason.value)
