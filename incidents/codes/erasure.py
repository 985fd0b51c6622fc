"""A person's request that what is kept of them be erased, and how it is decided."""

from enum import StrEnum


class ErasureChannel(StrEnum):
    """How a request reached the desk."""

    EMAIL = "email"
    LETTER = "letter"
    FORM = "form"
    ORAL = "oral"
    AUTHORITY = "authority"


class ErasureState(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"


class ErasureGround(StrEnum):
    """The provision a decision rests on (``erasure.py`` names it)."""

    NOT_NEEDED = "not_needed"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    OBJECTION = "objection"
    UNLAWFUL = "unlawful"
    LEGAL_OBLIGATION = "legal_obligation"
    MINOR = "minor"
    EXPRESSION = "expression"
    PUBLIC_TASK = "public_task"
    ARCHIVING = "archiving"
    LEGAL_CLAIMS = "legal_claims"
    NOT_THE_PERSON = "not_the_person"
