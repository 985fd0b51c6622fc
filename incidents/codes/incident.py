"""What happened, and who is involved how."""

from enum import StrEnum


class SyntheticLevel(StrEnum):
    """How the content was made."""

    DEEPFAKE = "deepfake"
    CHEAPFAKE = "cheapfake"
    AUTHENTIC = "authentic"
    UNCLEAR = "unclear"


class PresentedAs(StrEnum):
    """What the content claimed to be where it was shown."""

    FAKE = "fake"
    AUTHENTIC = "authentic"
    UNCLEAR = "unclear"


class Verdict(StrEnum):
    """What the tracker holds to be established about the content."""

    VERIFIED_FAKE = "verified_fake"
    DISPUTED = "disputed"
    VERIFIED_AUTHENTIC = "verified_authentic"
    UNVERIFIABLE = "unverifiable"
    UNKNOWN = "unknown"


class Sensitivity(StrEnum):
    """Why a reader should be warned, or a person protected."""

    SEXUAL = "sexual"
    MINORS = "minors"
    PRIVATE_PERSON = "private_person"
    GRAPHIC = "graphic"


class Role(StrEnum):
    """How an actor is involved in an incident."""

    DEPICTED = "depicted"
    IMPERSONATED = "impersonated"
    IMAGE_REUSED = "image_reused"
    TARGETED = "targeted"
    PROMOTED = "promoted"
    ALLEGED_AUTHOR = "alleged_author"
    ALLEGED_BENEFICIARY = "alleged_beneficiary"
    AMPLIFIER = "amplifier"
    DISCLOSER = "discloser"


ACCUSING_ROLES = frozenset({Role.PROMOTED, Role.ALLEGED_AUTHOR, Role.ALLEGED_BENEFICIARY})
"""Roles that accuse by themselves: they need a citation, and answers stand beside them."""

NAMED_ROLES = (Role.DEPICTED, Role.IMPERSONATED, Role.IMAGE_REUSED, Role.TARGETED)
"""Roles whose actors a card or a line names: accusing ones are left to where the answers stand."""
