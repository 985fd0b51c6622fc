"""What the roles are called, in the reader's language."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from tracker.accounts.roles import Role

NAMES = {
    Role.REPORTER: pgettext_lazy("role", "reporter"),
    Role.EDITOR: pgettext_lazy("role", "editor"),
    Role.LEGAL_REVIEWER: pgettext_lazy("role", "legal reviewer"),
    Role.PUBLISHER: pgettext_lazy("role", "publisher"),
    Role.AUDITOR: pgettext_lazy("role", "auditor"),
    Role.ADMINISTRATOR: pgettext_lazy("role", "administrator"),
}


def role_name(role: str) -> str:
    """A role's name; a group that is no role keeps its own."""
    return str(NAMES[Role(role)]) if role in set(Role) else role
