"""What ties a party to an incident, as a heading of its numbers says it."""

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import pgettext_lazy

from incidents.codes import Role, Tie
from incidents.labels import label

HEADS: dict[Tie, Promise] = {
    Tie.ACCUSED: pgettext_lazy("heading of a party's numbers", "Accused in any way"),
    Tie.ANSWERED: pgettext_lazy("heading of a party's numbers", "…with a recorded answer"),
    Tie.ACCUSES: pgettext_lazy("heading of a party's numbers", "Accuses others"),
    Tie.DENIES: pgettext_lazy("heading of a party's numbers", "Denies"),
}


def head(tie: Role | Tie) -> str:
    """The heading in the active language."""
    return str(HEADS[tie]) if isinstance(tie, Tie) else str(capfirst(label(tie)))
