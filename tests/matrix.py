"""Every state, every role, every move: what the pure table and the roles say should happen, and an
incident in each state to try it on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product

from django.db import transaction

from incidents.actions import merge, publication
from incidents.codes import ApprovalKind, State
from incidents.models import Incident, SourceMedia
from incidents.publication import Move, find
from tests import scenes
from tests.factories import TermFactory, UserFactory
from tests.scenes import Team
from tracker.accounts.models import User
from tracker.accounts.roles import PERMISSIONS, Role

VERBS: dict[str, Move] = {
    "submit": Move.SUBMIT,
    "request_changes": Move.REQUEST_CHANGES,
    "reject": Move.REJECT,
    "approve_editorial": Move.APPROVE,
    "approve_legal": Move.APPROVE,
    "publish": Move.PUBLISH,
    "withdraw": Move.WITHDRAW,
    "merge": Move.MERGE,
}
"""What a person does, by the name of its page."""

CELLS = tuple(product(State, Role, VERBS))


@dataclass
class Ground:
    """One person to a role, and incidents in each state: one that lacks its approvals, one that is
    ready for what comes next. All were written by the reporter."""

    people: dict[Role, User]
    unapproved: dict[State, Incident]
    ready: dict[State, Incident]
    public: Incident

    def incident(self, state: State, verb: str) -> Incident:
        """The incident to try a verb on, as it is stored now."""
        rows = self.unapproved if verb.startswith("approve_") else self.ready
        return Incident.objects.get(pk=rows[state].pk)


def ground() -> Ground:
    """Made by the actions themselves, by people who take no part in the matrix."""
    people: dict[Role, User] = {role: UserFactory(roles=[role], language="en") for role in Role}
    staff = scenes.team()._replace(author=people[Role.REPORTER])
    public = scenes.simple(staff)
    scenes.publish(public, staff)
    rows = [{state: _made(state, staff, public, x) for state in State} for x in (False, True)]
    return Ground(people, rows[0], rows[1], public)


def _made(state: State, staff: Team, public: Incident, ready: bool) -> Incident:
    incident = scenes.simple(staff)
    if state in (State.PUBLISHED, State.WITHDRAWN):
        scenes.publish(incident, staff)
        incident = scenes.edited(incident, staff)
        scenes.announce(incident, staff)
        if ready:
            scenes.approve(incident, staff)
    elif state is not State.DRAFT:
        publication.submit(incident=incident, by=staff.author)
    match state:
        case State.APPROVED:
            scenes.approve(incident, staff)
            if not ready:
                source = SourceMedia.objects.filter(citations__incident=incident)
                source.update(title="Un autre titre de la source")
        case State.REJECTED:
            publication.reject(incident=incident, by=staff.editor, reason="Hors sujet.")
        case State.WITHDRAWN:
            publication.withdraw(
                incident=incident,
                by=staff.publisher,
                reason_class=TermFactory(scheme="correction_class", code="privacy"),
                reason="Une demande.",
            )
        case State.MERGED:
            merge.merge_incidents(loser=incident, winner=public, by=staff.editor, reason="Le même.")
    return incident


def outcome(state: State, role: Role, verb: str) -> State | None:
    """The state in which a verb leaves an incident, or None where it is refused.

    The contents here need the editorial approval alone: a legal one that is given leaves the rest
    to wait for it, where it is missing.
    """
    move = VERBS[verb]
    found = find(move, state)
    held = {name.removeprefix("incidents.") for name in PERMISSIONS[role]}
    if found is None:
        return None
    if (verb if move is Move.APPROVE else found.permission) not in held:
        return None
    if move is Move.MERGE and state is State.PUBLISHED and "publish_incident" not in held:
        return None
    if verb == "approve_legal":
        return state
    return found.target


KIND = {
    "approve_editorial": ApprovalKind.EDITORIAL,
    "approve_legal": ApprovalKind.LEGAL,
}


@contextmanager
def undone() -> Iterator[None]:
    """A savepoint that is given up."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
