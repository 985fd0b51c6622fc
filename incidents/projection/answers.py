"""What answers what, among the claims of one document."""

from collections.abc import Sequence

from incidents import public_relations
from incidents.claims import readings
from incidents.codes import (
    AnswerKind,
    Proposition,
    Reading,
    Stance,
)
from incidents.documents import Document
from incidents.models import Claim, Involvement
from incidents.public_relations import Linked


class Answers:
    """Which claims answer which claim or involvement, among those of one document: nothing else is
    hinted at."""

    def __init__(self, claims: Sequence[Claim], involvements: Sequence[Involvement]) -> None:
        """Both are all that the document has, the claims in its order."""
        self._claims = {each.pk: each.public_id for each in claims}
        self._involvements = {each.pk: each.public_id for each in involvements}
        self._given = public_relations.answers(self._claims)
        self._by_claim: dict[int | None, list[str]] = {}
        self._by_involvement: dict[int | None, list[str]] = {}
        for claim in claims:
            for answer in self._given.get(claim.pk, ()):
                self._by_claim.setdefault(answer.claim_id, []).append(claim.public_id)
                self._by_involvement.setdefault(answer.involvement_id, []).append(claim.public_id)

    def to_claim(self, pk: int) -> list[str]:
        return self._by_claim.get(pk, [])

    def to_involvement(self, pk: int) -> list[str]:
        return self._by_involvement.get(pk, [])

    def given_by(self, claim: Claim) -> list[Document]:
        """What a claim answers, of that which is in this document."""
        found = []
        for answer in self._given.get(claim.pk, ()):
            if answer.claim_id in self._claims:
                found.append({"claim": self._claims[answer.claim_id], "kind": answer.kind})
            elif answer.involvement_id in self._involvements:
                answered = self._involvements[answer.involvement_id]
                found.append({"involvement": answered, "kind": answer.kind})
        return found


def readings_of(claim: Claim, answered: list[Document], parties: Linked) -> list[Reading]:
    about = {a.pk for a in parties["about", claim.pk]}
    own = {claim.speaker_id} | {a.pk for a in parties["on_behalf_of", claim.pk]}
    return readings(
        Proposition(claim.proposition),
        Stance(claim.stance),
        [AnswerKind(answer["kind"]) for answer in answered],
        about_own_side=bool(about) and about <= own,
    )
