"""The kinds of change that a report tells of, in the order in which it counts them."""

from django.utils.text import capfirst
from django.utils.translation import gettext

from incidents.codes import PublicationKind
from incidents.labels import label

WITHDRAWAL, MERGER = "withdrawal", "merger"
CHANGES = (
    PublicationKind.CORRECTION.value,
    PublicationKind.DEVELOPMENT.value,
    PublicationKind.REPLY.value,
    WITHDRAWAL,
    MERGER,
)


def change_name(kind: str) -> str:
    """A kind of change as a heading of its own, in the active language."""
    match kind:
        case "withdrawal":
            return str(capfirst(gettext("withdrawal")))
        case "merger":
            return gettext("Merged into another incident")
        case _:
            return str(capfirst(label(PublicationKind(kind))))
