"""What a production site is warned of: an account that no rule holds for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

from tracker.accounts.models import User


def superusers() -> list[str]:
    """Names of the accounts that are superuser and may sign in."""
    found = User.objects.filter(is_superuser=True, is_active=True)
    return list(found.order_by("username").values_list("username", flat=True))


def warning(names: Sequence[str]) -> str:
    """One sentence with the names."""
    return f"Superusers, for whom no rule of roles holds: {', '.join(names)}."


@register(Tags.database, deploy=True)
def check_superusers(databases: Sequence[str] | None, **_more: Any) -> list[CheckMessage]:
    """With `check --deploy --database default`: nobody is superuser in production."""
    if not databases or not settings.PRODUCTION:
        return []
    names = superusers()
    if not names:
        return []
    hint = "Give them roles, and take the status away: manage.py create_administrator --demote NAME"
    return [Warning(warning(names), hint=hint, id="accounts.W001")]
