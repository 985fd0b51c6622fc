"""Incidents on their way to the public, and reports of what is public."""

from enum import StrEnum


class State(StrEnum):
    """Where an incident stands on its way to the public (transitions: ``publication.py``)."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    MERGED = "merged"


class PublicationKind(StrEnum):
    """Why a Publication was made."""

    FIRST = "first"
    CORRECTION = "correction"
    DEVELOPMENT = "development"
    REPLY = "reply"


class ApprovalKind(StrEnum):
    """The two pairs of eyes."""

    EDITORIAL = "editorial"
    LEGAL = "legal"


WITHDRAWAL, MERGER = "withdrawal", "merger"
"""What may happen to a published incident without a Publication: with the kinds of these, the kinds
of change that logs and reports tell of."""


class ChangeLog(StrEnum):
    """The public logs of what changed after publication."""

    CORRECTIONS = "corrections"
    DEVELOPMENTS = "developments"
    REPLIES = "replies"
    WITHDRAWALS = "withdrawals"
    MERGERS = "mergers"


class ReplyDecision(StrEnum):
    """What was decided on a request for a right of reply."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


class ReplyChannel(StrEnum):
    """How a request for a right of reply came in."""

    EMAIL = "email"
    LETTER = "letter"
    COUNSEL = "counsel"
    BAILIFF = "bailiff"
    FORM = "form"
    OTHER = "other"


class PlanState(StrEnum):
    """What became of a publication planned for a moment."""

    WAITING = "waiting"
    HELD = "held"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    VOIDED = "voided"
    REFUSED = "refused"


class ReportKind(StrEnum):
    """What span a report covers."""

    MONTH = "month"
    QUARTER = "quarter"
    ELECTION = "election"


class Frequency(StrEnum):
    """How often news of what is followed is mailed."""

    DAILY = "daily"
    WEEKLY = "weekly"
