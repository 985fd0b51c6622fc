"""Rights of reply in public: word for word, with who asked and what it answers."""

from collections.abc import Sequence

from django.utils import timezone

from incidents.documents import Document
from incidents.models import Claim, Involvement, Reply
from incidents.projection.values import actor, day


def reply(reply: Reply, claims: Sequence[Claim], involvements: Sequence[Involvement]) -> Document:
    """An accepted reply. ``claim`` and ``involvement`` are null for one to the whole incident, or
    to what is no part of it any more. Where an actor asked, only the actor is named."""
    claim = next((c for c in claims if c.pk == reply.claim_id), None)
    involvement = next((i for i in involvements if i.pk == reply.involvement_id), None)
    return {
        "id": reply.public_id,
        "claim": claim.public_id if claim else None,
        "involvement": involvement.public_id if involvement else None,
        "by": actor(reply.actor) if reply.actor else None,
        "name": "" if reply.actor else reply.asked_by,
        "requested_on": day(timezone.localdate(reply.requested_at)),
        "text": reply.text,
        "language": reply.language,
    }
