"""`manage.py sync_roles`."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command

from incidents.models import AuditEntry
from tests.factories import ended
from tracker.accounts.grants import UnknownPermissionError, grant
from tracker.accounts.roles import PERMISSIONS, SERVICES, Role

pytestmark = pytest.mark.django_db

EDITOR = {Role.EDITOR: frozenset({"accounts.view_user", "accounts.change_user"})}


def sync(*arguments: str) -> list[str]:
    out = io.StringIO()
    call_command("sync_roles", *arguments, stdout=out)
    return out.getvalue().splitlines()


def held(role: Role) -> set[str]:
    rows = Permission.objects.filter(group__name=role.value).select_related("content_type")
    return {f"{row.content_type.app_label}.{row.codename}" for row in rows}


def test_it_gives_every_role_its_permissions() -> None:
    Group.objects.all().delete()

    printed = sync()

    assert {role: held(role) for role in Role} == PERMISSIONS
    assert "administrator: + accounts.view_user" in printed
    given = sum(map(len, (*PERMISSIONS.values(), *SERVICES.values())))
    assert printed[-1] == f"{given} permissions changed."


def test_the_second_time_there_is_nothing_to_do() -> None:
    sync()

    assert sync() == ["Roles are current."]


def test_it_undoes_what_was_changed_by_hand() -> None:
    sync()
    editor = Group.objects.get(name=Role.EDITOR)
    editor.permissions.add(Permission.objects.get(codename="change_user"))
    editor.permissions.remove(Permission.objects.get(codename="approve_editorial"))

    printed = sync()

    assert printed == [
        "editor: + incidents.approve_editorial",
        "editor: - accounts.change_user",
        "2 permissions changed.",
    ]
    assert held(Role.EDITOR) == PERMISSIONS[Role.EDITOR]


def test_a_dry_run_says_the_same_and_changes_nothing() -> None:
    Group.objects.all().delete()

    printed = sync("--dry-run")

    assert "administrator: + accounts.view_user" in printed
    assert printed[-1].endswith("permissions to change.")
    assert not Group.objects.exists()


def test_other_groups_are_left_alone() -> None:
    guests = Group.objects.create(name="guests")
    guests.permissions.add(Permission.objects.get(codename="view_user"))

    sync()

    assert guests.permissions.count() == 1


def test_a_permission_that_no_model_declares_is_named_with_its_role() -> None:
    Group.objects.all().delete()
    wrong = {**EDITOR, Role.AUDITOR: frozenset({"incidents.view_nothing"})}

    with pytest.raises(UnknownPermissionError, match=r"auditor: incidents\.view_nothing"):
        grant(roles=wrong)

    assert not Group.objects.exists()


def test_the_command_reports_it_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PERMISSIONS, Role.AUDITOR, frozenset({"incidents.view_nothing"}))

    with pytest.raises(CommandError, match=r"auditor: incidents\.view_nothing"):
        sync()


def test_the_audit_is_told_what_changed_and_by_what() -> None:
    sync()
    editor = Group.objects.get(name=Role.EDITOR)
    editor.permissions.remove(Permission.objects.get(codename="approve_editorial"))
    ended()
    before = AuditEntry.objects.count()

    sync()

    ended()
    given = AuditEntry.objects.order_by("sequence")[before:]
    assert [(entry.table_name, entry.operation, entry.way) for entry in given] == [
        ("auth_group_permissions", "insert", "manage.py sync_roles")
    ]
