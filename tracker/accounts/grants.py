"""Makes the groups in the database hold exactly what roles.py says."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from incidents import recorded
from tracker.accounts.roles import PERMISSIONS, SERVICES, Change, Role


class UnknownPermissionError(ValueError):
    """A role names a permission that no model declares; the message lists each with its role."""


def known_permissions() -> dict[str, Permission]:
    """`app.codename` -> permission, for every installed model."""
    rows = Permission.objects.select_related("content_type")
    return {f"{row.content_type.app_label}.{row.codename}": row for row in rows}


def check_known(roles: Mapping[str, frozenset[str]], known: Mapping[str, Permission]) -> None:
    """Raise UnknownPermissionError for names that `known` lacks, all of them at once."""
    missing = [f"{role}: {name}" for role, names in roles.items() for name in names - known.keys()]
    if missing:
        raise UnknownPermissionError("no such permission - " + ", ".join(sorted(missing)))


def grant(
    *, roles: Mapping[Role, frozenset[str]] = PERMISSIONS, dry_run: bool = False
) -> list[Change]:
    """Give and take what differs, and return it in the order of roles, then names; the groups of
    services come last.

    Groups that are not roles are left alone. With `dry_run` nothing is written. Running it twice
    changes nothing the second time. Raises UnknownPermissionError before writing anything.
    """
    with recorded.context(door="manage.py sync_roles"), transaction.atomic():
        return _grant({role.value: names for role, names in roles.items()} | SERVICES, dry_run)


def _grant(roles: Mapping[str, frozenset[str]], dry_run: bool) -> list[Change]:
    known = known_permissions()
    check_known(roles, known)
    held = {
        group.name: {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.all()}
        for group in Group.objects.prefetch_related("permissions__content_type")
    }
    changes: list[Change] = []
    for role, wanted in roles.items():
        given = held.get(role, set())
        changes += [Change(role, name, True) for name in sorted(wanted - given)]
        changes += [Change(role, name, False) for name in sorted(given - wanted)]
        if not dry_run:
            group, _ = Group.objects.get_or_create(name=role)
            group.permissions.set([known[name] for name in wanted])
    return changes
