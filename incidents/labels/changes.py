"""Kinds of change after publication, counted in words."""

from django.utils.translation import ngettext

from incidents.codes import MERGER, WITHDRAWAL, PublicationKind


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
