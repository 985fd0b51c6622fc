"""Every state, every role, every move: what the pure table and the roles say should happen, and an
incident in each state to try it on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

from django.db import transaction

from incidents.actions import clock, merge, planned, publication, withdrawal
from incidents.codes import ApprovalKind, State
from incidents.models import Incident, SourceMedia, Term
from incidents.publication import Move, Transition, find
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
    "plan": Move.PUBLISH,
    "unplan": Move.PUBLISH,
    "withdraw": Move.WITHDRAW,
    "withdraw_factual": Move.WITHDRAW,
    "propose_withdrawal": Move.WITHDRAW,
    "confirm_withdrawal": Move.WITHDRAW,
    "confirm_reviewers": Move.WITHDRAW,
    "decline_withdrawal": Move.WITHDRAW,
    "merge": Move.MERGE,
}
"""What a person does, by the name of its page, or of what is done on it."""
PAGES = {"withdraw_factual": "withdraw", "confirm_reviewers": "confirm_withdrawal"}
"""To withdraw alone for another class than privacy; to confirm what a legal reviewer proposed,
where ``confirm_withdrawal`` is of what a publisher proposed."""
STAYS = frozenset({"approve_legal", "plan", "unplan", "propose_withdrawal", "decline_withdrawal"})
"""What leaves an incident in its state."""

CELLS = tuple(product(State, Role, VERBS))


@dataclass
class Ground:
    """One person to a role, and incidents in each state: one that lacks its approvals, one that is
    ready for what comes next. All were written by the reporter."""

    people: dict[Role, User]
    staff: Team
    unapproved: dict[State, Incident]
    ready: dict[State, Incident]
    public: Incident
    privacy: Term
    factual: Term

    def incident(self, state: State, verb: str) -> Incident:
        """The incident to try a verb on, as it is stored now."""
        rows = self.unapproved if verb.startswith("approve_") else self.ready
        return Incident.objects.get(pk=rows[state].pk)

    def prepare(self, incident: Incident, verb: str) -> None:
        """What a verb is about, where the table lets it be: a plan, a proposal."""
        if find(VERBS[verb], State(incident.state)) is None:
            return
        proposer = self.staff.publisher
        match verb:
            case "unplan":
                planned.plan(incident=incident, at=tomorrow(), by=self.staff.publisher)
            case "confirm_withdrawal" | "confirm_reviewers" | "decline_withdrawal":
                proposer = self.staff.legal if verb == "confirm_reviewers" else proposer
                withdrawal.propose(
                    incident=incident, by=proposer, reason_class=self.factual, reason="Une erreur."
                )


def tomorrow() -> datetime:
    """A moment to plan for."""
    return clock.now() + timedelta(days=1)


def ground() -> Ground:
    """Made by the actions themselves, by people who take no part in the matrix."""
    people: dict[Role, User] = {role: UserFactory(roles=[role], language="en") for role in Role}
    staff = scenes.team()._replace(author=people[Role.REPORTER])
    public = scenes.simple(staff)
    scenes.publish(public, staff)
    rows = [{state: _made(state, staff, public, x) for state in State} for x in (False, True)]
    return Ground(people, staff, rows[0], rows[1], public, _class("privacy"), _class("factual"))


def _class(code: str) -> Term:
    made: Term = TermFactory(scheme="correction_class", code=code)
    return made


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
                reason_class=_class("privacy"),
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
    found = find(VERBS[verb], state)
    held = {name.removeprefix("incidents.") for name in PERMISSIONS[role]}
    if verb.startswith("confirm_") and state is State.WITHDRAWN:  # by a publisher alone
        return state if "approve_legal" in held else None
    if found is None or verb == "withdraw_factual" or not held & _any_of(verb, found):
        return None
    if verb == "merge" and state is State.PUBLISHED and "publish_incident" not in held:
        return None
    return state if verb in STAYS else found.target


def _any_of(verb: str, found: Transition) -> set[str]:
    """The permissions of which one is needed; of the two who withdraw, the one that is missing."""
    match verb:
        case "approve_editorial" | "approve_legal":
            return {verb}
        case "propose_withdrawal" | "decline_withdrawal":
            return {found.permission, "approve_legal"}
        case "confirm_withdrawal":
            return {"approve_legal"}
        case _:
            return {found.permission}


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
