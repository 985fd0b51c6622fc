"""A name that an import used, recorded as a new actor."""

from incidents.actions import importing_names, record
from incidents.actions.permission import check_may
from incidents.models import Actor, ProposedActor
from incidents.models.base import Person
from incidents.recorded import recorded


@recorded
def match_new(*, proposal: ProposedActor, actor: Actor, by: Person | None) -> int:
    """Save the new actor and match the name with it: all of it or nothing. In how many drafts it is
    involved then. Raises NotAllowed without ``incidents.add_actor``, and what ``match`` raises."""
    if by is not None:
        check_may(by, "add_actor")
    record.save(record=actor, by=by)
    return importing_names.match(proposal=proposal, actor=actor, by=by)
