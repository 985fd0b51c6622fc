"""What partners may do with their keys, and what becomes of what they send."""

from enum import StrEnum


class KeyScope(StrEnum):
    """What a key is good for."""

    READ = "read"
    WRITE = "write"


class SubmissionState(StrEnum):
    """Where a submission stands, as its sender reads it: less than staff know of the incident."""

    RECEIVED = "received"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    PUBLISHED = "published"
    REJECTED = "rejected"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


class SubmittedActorState(StrEnum):
    """What became of an actor that a submission named."""

    OPEN = "open"
    MATCHED = "matched"
    ACCEPTED = "accepted"
    PRIVATE = "private"
