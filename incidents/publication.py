"""States of an incident, who may move it, and how many eyes a publication needs.

Pure (no Django). The table is the whole rule: actions ask it, the admin shows it, tests walk it.
"""

from dataclasses import dataclass
from enum import StrEnum

from incidents import documents
from incidents.codes import ACCUSING_ROLES, ActorKind, ApprovalKind, LegalStatus, Role, State
from incidents.documents import Document


class Move(StrEnum):
    """What a person does to an incident's state."""

    SUBMIT = "submit"
    REQUEST_CHANGES = "request_changes"
    REJECT = "reject"
    APPROVE = "approve"
    EDIT = "edit"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    MERGE = "merge"


@dataclass(frozen=True)
class Transition:
    """One allowed move: from a state to a state, by holders of a permission."""

    move: Move
    source: State
    target: State
    permission: str
    needs_reason: bool = False


TRANSITIONS: tuple[Transition, ...] = (
    Transition(Move.SUBMIT, State.DRAFT, State.IN_REVIEW, "change_incident"),
    Transition(Move.REQUEST_CHANGES, State.IN_REVIEW, State.DRAFT, "approve_editorial", True),
    Transition(Move.REJECT, State.IN_REVIEW, State.REJECTED, "approve_editorial", True),
    Transition(Move.APPROVE, State.IN_REVIEW, State.APPROVED, "approve_editorial"),
    Transition(Move.REQUEST_CHANGES, State.APPROVED, State.DRAFT, "approve_editorial", True),
    Transition(Move.APPROVE, State.APPROVED, State.APPROVED, "approve_editorial"),
    Transition(Move.APPROVE, State.PUBLISHED, State.PUBLISHED, "approve_editorial"),
    Transition(Move.EDIT, State.APPROVED, State.DRAFT, "change_incident"),
    Transition(Move.PUBLISH, State.APPROVED, State.PUBLISHED, "publish_incident"),
    Transition(Move.PUBLISH, State.PUBLISHED, State.PUBLISHED, "publish_incident"),
    Transition(Move.WITHDRAW, State.PUBLISHED, State.WITHDRAWN, "withdraw_incident", True),
    *(
        Transition(Move.MERGE, state, State.MERGED, "merge_incident", True)
        for state in (State.DRAFT, State.IN_REVIEW, State.APPROVED, State.PUBLISHED)
    ),
)


MOVES: frozenset[tuple[State, State]] = frozenset(
    (t.source, t.target) for t in TRANSITIONS if t.source is not t.target
)
"""From which state to which: what the database lets happen to a row, too."""

CLOSED = frozenset({LegalStatus.DECIDED, LegalStatus.CLOSED_WITHOUT_ACTION})


def find(move: Move, state: State) -> Transition | None:
    """The transition for this move from this state, or None when the table has none."""
    return next((t for t in TRANSITIONS if t.move is move and t.source is state), None)


def approvals_needed(document: Document) -> frozenset[ApprovalKind]:
    """Editorial always; legal too where a natural person is named, an attribution is made, somebody
    has used the right of reply or a procedure is open. ``document`` is the public document of one
    incident (``projection``)."""
    if document.get("replies") or _names_a_person(document) or _attributes(document):
        return frozenset({ApprovalKind.EDITORIAL, ApprovalKind.LEGAL})
    if _has_open_procedure(document):
        return frozenset({ApprovalKind.EDITORIAL, ApprovalKind.LEGAL})
    return frozenset({ApprovalKind.EDITORIAL})


def _names_a_person(document: Document) -> bool:
    return any(a["kind"] == ActorKind.PERSON and a["slug"] for a in documents.actors(document))


def _attributes(document: Document) -> bool:
    roles = {Role(i["role"]) for i in document["involvements"]}
    return bool(roles & ACCUSING_ROLES) or any(c["accusation"] for c in document["claims"])


def _has_open_procedure(document: Document) -> bool:
    return any(p["status"] not in CLOSED for p in document["procedures"])
