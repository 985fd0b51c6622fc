"""Kinds of change after publication in words: named, and counted."""

from django.utils.translation import gettext, ngettext

from incidents.codes import MERGER, WITHDRAWAL, PublicationKind
from incidents.labels import label


def change_in_words(kind: str, into: str = "") -> str:
    """What a change is, in the active language, lower case. ``into``: what remains of a merger."""
    if kind == WITHDRAWAL:
        return gettext("withdrawal")
    if kind == MERGER:
        return gettext("merged into %(reference)s") % {"reference": into}
    return label(PublicationKind(kind))


def changes_counted(kind: str, count: int, written: str) -> str:
    """How many changes of one kind, in the active language: "3 corrections". ``written``: the count
    as it is printed."""
    said = {
        PublicationKind.CORRECTION.value: ngettext(
            "%(count)s correction", "%(count)s corrections", count
        ),
        PublicationKind.DEVELOPMENT.value: ngettext(
            "%(count)s development", "%(count)s developments", count
        ),
        PublicationKind.REPLY.value: ngettext(
            "%(count)s right of reply", "%(count)s rights of reply", count
        ),
        WITHDRAWAL: ngettext("%(count)s withdrawal", "%(count)s withdrawals", count),
        MERGER: ngettext(
            "%(count)s incident merged into another",
            "%(count)s incidents merged into others",
            count,
        ),
    }
    return said[kind] % {"count": written}
