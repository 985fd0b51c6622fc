"""Names that imports used and that no actor bears: staff say whose they are, or that they are
nobody's to record."""

from django.contrib.postgres.functions import TransactionNow
from django.db import connection

from incidents.actions import citation, private_actor, record
from incidents.actions.importing_refused import ImportRefused
from incidents.actions.permission import check_may
from incidents.codes import ProposalState, State
from incidents.input_error import gettext_noop
from incidents.models import Actor, Import, Involvement, ProposedActor, ProposedInvolvement
from incidents.models.base import Person
from incidents.recorded import recorded

NEW = """
INSERT INTO incidents_proposedactor (key, name, state, first_batch_id)
SELECT DISTINCT ON (use->>'key') use->>'key', use->>'name', 'open', l.batch_id
FROM incidents_importline AS l
JOIN incidents_importedrow AS came ON came.batch_id = l.batch_id AND came.line = l.line,
    jsonb_array_elements(l."values"->'proposed') AS use
WHERE l.batch_id = %(batch)s AND l."values" ? 'proposed'
ORDER BY use->>'key', l.line
ON CONFLICT (key) DO NOTHING
"""
USES = """
INSERT INTO incidents_proposedinvolvement (proposal_id, batch_id, incident_id, role, source_id)
SELECT known.id, l.batch_id, (use->>'incident_id')::bigint, use->>'role',
    (use->>'source_id')::bigint
FROM incidents_importline AS l
JOIN incidents_importedrow AS came ON came.batch_id = l.batch_id AND came.line = l.line,
    jsonb_array_elements(l."values"->'proposed') AS use
JOIN incidents_proposedactor AS known ON known.key = use->>'key'
WHERE l.batch_id = %(batch)s AND l."values" ? 'proposed' AND known.state <> 'dismissed'
ORDER BY l.line
"""


def propose(batch: Import, by: Person | None) -> None:
    """Keep the names that the drafts of a batch used: a name that is there already, once more with
    its use. What was matched since the file was checked becomes an involvement at once."""
    with connection.cursor() as cursor:
        cursor.execute(NEW, {"batch": batch.pk})
        cursor.execute(USES, {"batch": batch.pk})
    decided = ProposedActor.objects.filter(state=ProposalState.MATCHED, uses__batch=batch)
    for proposal in decided.distinct().select_related("actor"):
        assert proposal.actor is not None
        _involve(proposal, proposal.actor.final, by)


@recorded
def match(*, proposal: ProposedActor, actor: Actor, by: Person | None) -> int:
    """The name is this actor's: every draft that used it, and is still open, gets the involvement,
    with its citation; how many. Later imports match the name by themselves. A new actor is made in
    its register first.

    A private person's name goes to their identity and is forgotten here, as a dismissed one is:
    no import tells anybody whose it is.

    Raises ImportRefused when it is decided already; NotAllowed without
    ``incidents.change_proposedactor``, or where a draft is not this person's to edit.
    """
    proposal, actor = _open(proposal, by), actor.final
    if actor.is_private:
        private_actor.close(actor, [proposal.name], by)
        count = _involve(proposal, actor, by)
        _forget(proposal, by)
        return count
    proposal.state, proposal.actor = ProposalState.MATCHED, actor
    proposal.decided_by, proposal.decided_at = by, TransactionNow()
    proposal.save()
    return _involve(proposal, actor, by)


@recorded
def dismiss(*, proposal: ProposedActor, by: Person | None) -> None:
    """The name is nobody's to record, a private person's for example: it is forgotten here (its
    digest stays, so that it is not proposed again), and so is where it was used. Raises
    ImportRefused when it is decided already; NotAllowed without ``incidents.change_proposedactor``.
    """
    proposal = _open(proposal, by)
    _forget(proposal, by)
    proposal.uses.all().delete()


def _forget(proposal: ProposedActor, by: Person | None) -> None:
    proposal.state, proposal.name = ProposalState.DISMISSED, ""
    proposal.decided_by, proposal.decided_at = by, TransactionNow()
    proposal.save()


def _open(proposal: ProposedActor, by: Person | None) -> ProposedActor:
    if by is not None:
        check_may(by, "change_proposedactor")
    found = ProposedActor.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    if found.state != ProposalState.OPEN:
        raise ImportRefused(gettext_noop("the name “%(name)s” is decided already"), name=str(found))
    return found


def _involve(proposal: ProposedActor, actor: Actor, by: Person | None) -> int:
    """Its uses become involvements. A draft that has the actor in that role already, and one that
    has ended, keep what they have."""
    count = 0
    uses = proposal.uses.select_related("incident", "source").order_by("pk")
    for use in uses:
        if _may_become(use, actor):
            made = Involvement(incident=use.incident, actor=actor, role=use.role)
            record.save(record=made, by=by)
            if use.source is not None:
                citation.cite(owner=made, source=use.source, by=by)
            count += 1
    uses.delete()
    return count


def _may_become(use: ProposedInvolvement, actor: Actor) -> bool:
    is_there = Involvement.objects.filter(incident=use.incident, actor=actor, role=use.role)
    ended = use.incident.state in (State.REJECTED, State.WITHDRAWN, State.MERGED)
    return not ended and not is_there.exists()
