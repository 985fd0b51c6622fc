"""Who takes part."""

from enum import StrEnum


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    PARTY = "party"
    INSTITUTION = "institution"
    AUTHORITY = "authority"
    MEDIA = "media"
    PLATFORM_OPERATOR = "platform_operator"
    CIVIL_SOCIETY = "civil_society"
    COMPANY = "company"
    GROUP = "group"
    UNIDENTIFIED = "unidentified"


class AffiliationRole(StrEnum):
    """How a person or body belongs to a party or body."""

    MEMBER = "member"
    LEADER = "leader"
    CANDIDATE = "candidate"
    ELECTED = "elected"
    SPOKESPERSON = "spokesperson"
    EMPLOYEE = "employee"
    OTHER = "other"
