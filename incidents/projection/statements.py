"""Involvements and claims in public, each with what answers it."""

from django.utils import timezone

from incidents.codes import ACCUSING_ROLES, Reading, Role
from incidents.documents import Document
from incidents.models import Claim, Involvement
from incidents.projection.answers import Answers, readings_of
from incidents.projection.citations import Cited
from incidents.projection.values import actor, both, day, fact_date, term
from incidents.public_relations import Linked


def involvement(involvement: Involvement, answers: Answers, cited: Cited) -> Document:
    """An involvement, and which claims answer it."""
    return {
        "id": involvement.public_id,
        "role": involvement.role,
        "actor": actor(involvement.actor),
        "target_kind": term(involvement.target_kind),
        "accusation": Role(involvement.role) in ACCUSING_ROLES,
        "note": both(involvement, "note"),
        "citations": cited.of(involvement),
        "answered_by": answers.to_involvement(involvement.pk),
    }


def claim(claim: Claim, parties: Linked, answers: Answers, cited: Cited) -> Document:
    """A claim: what it answers in the document, and what answers it; ``parties`` has for whom and
    about whom it is."""
    answered = answers.given_by(claim)
    held = readings_of(claim, answered, parties)
    return {
        "id": claim.public_id,
        "proposition": claim.proposition,
        "stance": claim.stance,
        "reading": [reading.value for reading in held],
        "accusation": Reading.ACCUSATION in held,
        "speaker": {
            "actor": actor(claim.speaker) if claim.speaker else None,
            "label": both(claim, "speaker_label"),
        },
        "on_behalf_of": [actor(a) for a in parties["on_behalf_of", claim.pk]],
        "about": [actor(a) for a in parties["about", claim.pk]],
        "relayed_by": actor(claim.relayed_by) if claim.relayed_by else None,
        "said_on": fact_date(claim),
        "summary": both(claim, "summary"),
        "directness": claim.directness,
        "reliability": claim.reliability,
        "credibility": claim.credibility,
        "likelihood": claim.likelihood,
        "assessed_on": day(timezone.localdate(claim.assessed_at)) if claim.assessed_at else None,
        "citations": cited.of(claim),
        "answers": answered,
        "answered_by": answers.to_claim(claim.pk),
    }
