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


class ApprovalKind(StrEnum):
    """The two pairs of eyes."""

    EDITORIAL = "editorial"
    LEGAL = "legal"


class ReportKind(StrEnum):
    """What span a report covers."""

    MONTH = "month"
    QUARTER = "quarter"
    ELECTION = "election"
