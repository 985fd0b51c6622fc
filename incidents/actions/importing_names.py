"""Names that imports used and that no actor bears: staff say whose they are, or that they are
nobody's to record."""

from incidents.models import Actor, ProposedActor
from incidents.models.base import Person
from incidents.recorded import recorded


@recorded
def match(*, proposal: ProposedActor, actor: Actor, by: Person | None) -> int:
    """The name is this actor's: every draft that used it, and is still open, gets the involvement,
    with its citation; how many. Later imports match the name by themselves. A new actor is made in
    its register first.

    Raises ImportRefused when it is decided already; NotAllowed without
    ``incidents.change_proposedactor``, or where a draft is not this person's to edit.
    """
    raise NotImplementedError


@recorded
def dismiss(*, proposal: ProposedActor, by: Person | None) -> None:
    """The name is nobody's to record, a private person's for example: it is forgotten here (its
    digest stays, so that it is not proposed again), and so is where it was used. Raises
    ImportRefused when it is decided already; NotAllowed without ``incidents.change_proposedactor``.
    """
    raise NotImplementedError
