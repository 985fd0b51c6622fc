"""What answers what, among the claims of one document."""

from collections.abc import Iterable

from incidents.claims import readings
from incidents.codes import (
    AnswerKind,
    Proposition,
    Reading,
    Stance,
)
from incidents.documents import Document
from incidents.models import (
    Claim,
    ClaimAnswer,
    Incident,
)


class Answers:
    """Which claims answer which claim or involvement, among the claims of one document."""

    def __init__(self) -> None:
        self._by_claim: dict[int, list[str]] = {}
        self._by_involvement: dict[int, list[str]] = {}

    def add(self, answer: ClaimAnswer, public_id: str) -> None:
        if answer.claim_id is not None:
            self._by_claim.setdefault(answer.claim_id, []).append(public_id)
        if answer.involvement_id is not None:
            self._by_involvement.setdefault(answer.involvement_id, []).append(public_id)

    def to_claim(self, pk: int) -> list[str]:
        return self._by_claim.get(pk, [])

    def to_involvement(self, pk: int) -> list[str]:
        return self._by_involvement.get(pk, [])


def answers_among(claims: Iterable[Claim]) -> Answers:
    found = Answers()
    for claim in claims:
        for answer in claim.answers.all():
            found.add(answer, claim.public_id)
    return found


def answered_here(claim: Claim, claims: list[Claim], incident: Incident) -> list[Document]:
    """What a claim answers, of that which is in this document: nothing else is hinted at."""
    known = {c.pk for c in claims}
    found = []
    for answer in claim.answers.all():
        if answer.claim is not None and answer.claim.pk in known:
            found.append({"claim": answer.claim.public_id, "kind": answer.kind})
        elif answer.involvement is not None and answer.involvement.incident_id == incident.pk:
            found.append({"involvement": answer.involvement.public_id, "kind": answer.kind})
    return found


def readings_of(claim: Claim, answered: list[Document]) -> list[Reading]:
    about = {a.pk for a in claim.about.all()}
    own = {claim.speaker_id} | {a.pk for a in claim.on_behalf_of.all()}
    return readings(
        Proposition(claim.proposition),
        Stance(claim.stance),
        [AnswerKind(answer["kind"]) for answer in answered],
        about_own_side=bool(about) and about <= own,
    )
