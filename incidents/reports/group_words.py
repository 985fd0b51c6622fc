"""The four groups of legal follow-ups in words."""

from typing import assert_never

from django.utils.translation import gettext

from incidents.reports.groups import Group


def group_name(group: Group) -> str:
    """A group as a heading, in the active language."""
    match group:
        case Group.DECIDED:
            return gettext("Decided or closed")
        case Group.PENDING:
            return gettext("Pending")
        case Group.OVERDUE:
            return gettext("Overdue")
        case Group.NOTHING_FOLLOWED:
            return gettext("Announced, and nothing known to have followed")
        case _:
            assert_never(group)
