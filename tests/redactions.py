"""Passages taken from the public, without the permissions that staff need for it."""

from incidents import listing
from incidents.models import Redaction, Transcript
from tests.factories import UserFactory


def redact(transcript: Transcript, first: int, last: int, reason: str = "Un nom.") -> Redaction:
    """Hide passages from a first to a last position (counted from 0), at once everywhere."""
    made = Redaction.objects.create(
        transcript=transcript,
        first_position=first,
        last_position=last,
        reason=reason,
        redacted_by=UserFactory(),
    )
    listing.redact(transcript.source.public_id)
    return made
