"""The kinds of change that a report tells of, in the order in which it counts them."""

from django.utils.text import capfirst
from django.utils.translation import gettext

from incidents.codes import MERGER, WITHDRAWAL, PublicationKind
from incidents.labels import label

CHANGES = (
    PublicationKind.CORRECTION.value,
    PublicationKind.DEVELOPMENT.value,
    PublicationKind.REPLY.value,
    WITHDRAWAL,
    MERGER,
)


def change_name(kind: str) -> str:
    """A kind of change as a heading of its own, in the active language."""
    if kind == WITHDRAWAL:
        return str(capfirst(gettext("withdrawal")))
    if kind == MERGER:
        return gettext("Merged into another incident")
    return str(capfirst(label(PublicationKind(kind))))
