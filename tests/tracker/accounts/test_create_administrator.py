"""`manage.py create_administrator`: the first account is no superuser."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from tests.factories import UserFactory
from tracker.accounts.grants import grant
from tracker.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    file = tmp_path / "password"
    file.write_text("five quiet lamps\n", "utf-8")
    return file


def create(*arguments: object) -> str:
    out = io.StringIO()
    call_command("create_administrator", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_it_makes_an_administrator_and_no_superuser(password_file: Path) -> None:
    grant()

    assert "no superuser" in create("anna", "--password-file", password_file)

    user = User.objects.get(username="anna")
    assert (user.is_staff, user.is_superuser) == (True, False)
    assert [group.name for group in user.groups.all()] == ["administrator"]
    assert user.check_password("five quiet lamps")


def test_it_takes_the_status_from_a_superuser() -> None:
    grant()
    user = UserFactory(username="root", is_superuser=True)

    create("root", "--demote")

    user.refresh_from_db()
    assert not user.is_superuser
    assert user.has_perm("accounts.change_user")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["anna"], "--password-file"),
        (["anna", "--password-file", "/nowhere/at/all"], "/nowhere/at/all"),
        (["taken"], "taken: this name is taken"),
        (["nobody", "--demote"], "nobody: there is no such account"),
        (["an na", "--password-file", "FILE"], "an na: "),
    ],
)
def test_what_it_refuses_it_says_and_makes_nothing(
    arguments: list[str], said: str, password_file: Path
) -> None:
    grant()
    UserFactory(username="taken")

    with pytest.raises(CommandError, match=said):
        create(*(password_file if a == "FILE" else a for a in arguments))

    assert User.objects.count() == 1


def test_a_weak_password_is_refused(password_file: Path) -> None:
    grant()
    password_file.write_text("anna", "utf-8")

    with pytest.raises(CommandError, match=r"anna: .*too short"):
        create("anna", "--password-file", password_file)


def test_without_roles_it_says_what_to_run_first() -> None:
    Group.objects.all().delete()

    with pytest.raises(CommandError, match="sync_roles"):
        create("anna")
