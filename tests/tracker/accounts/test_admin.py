"""An administrator manages accounts and cannot become more than an administrator."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tracker.accounts.models import User
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db


def staff(name: str, role: Role | None = None, **more: bool) -> User:
    user = get_user_model()(username=name, is_staff=True, **more)
    user.set_password("pw")
    user.save()
    if role:
        user.groups.add(Group.objects.get(name=role.value))
    return user


@pytest.fixture
def administrator(client: Client) -> User:
    call_command("sync_roles", verbosity=0)
    user = staff("administrator", Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def form(user: User, **changes: object) -> dict[str, object]:
    """The account form as the page sends it, with changes."""
    kept = {"username": user.username, "is_active": "on", "is_staff": "on", "language": ""}
    return {key: value for key, value in (kept | changes).items() if value is not None}


def address(user: User) -> str:
    return f"/admin/accounts/user/{user.pk}/change/"


def test_an_administrator_gives_a_role(client: Client, administrator: User) -> None:
    other = staff("reporter")
    editor = Group.objects.get(name=Role.EDITOR)

    response = client.post(address(other), form(other, groups=[editor.pk], language="en"))

    assert response.status_code == 302
    assert [group.name for group in other.groups.all()] == ["editor"]
    other.refresh_from_db()
    assert other.language == "en"


def test_an_administrator_makes_nobody_superuser(client: Client, administrator: User) -> None:
    other = staff("reporter")

    client.post(address(other), form(other, is_superuser="on"))

    other.refresh_from_db()
    assert not other.is_superuser


def test_nobody_gives_a_role_to_themselves(client: Client, administrator: User) -> None:
    publisher = Group.objects.get(name=Role.PUBLISHER)

    client.post(address(administrator), form(administrator, groups=[publisher.pk]))

    assert [group.name for group in administrator.groups.all()] == ["administrator"]


def test_an_administrator_does_not_touch_a_superuser(client: Client, administrator: User) -> None:
    root = staff("root", is_superuser=True)

    changed = client.post(address(root), form(root, is_active=None))
    password = client.get(f"/admin/accounts/user/{root.pk}/password/")

    assert changed.status_code == 403
    assert password.status_code == 403
    root.refresh_from_db()
    assert root.is_active


NEW_PASSWORD = {
    "usable_password": "true",
    "password1": "five quiet lamps",
    "password2": "five quiet lamps",
}


def password_address(user: User) -> str:
    return f"/admin/accounts/user/{user.pk}/password/"


@pytest.mark.parametrize("role", [Role.EDITOR, Role.LEGAL_REVIEWER, Role.PUBLISHER])
def test_an_administrator_does_not_set_the_password_of_who_reviews_or_publishes(
    client: Client, administrator: User, role: Role
) -> None:
    other = staff("other", role)

    assert client.get(password_address(other)).status_code == 403
    assert client.post(password_address(other), NEW_PASSWORD).status_code == 403

    other.refresh_from_db()
    assert other.check_password("pw")


@pytest.mark.parametrize("role", [None, Role.REPORTER, Role.AUDITOR])
def test_an_administrator_sets_the_password_of_the_others(
    client: Client, administrator: User, role: Role | None
) -> None:
    other = staff("other", role)

    assert client.post(password_address(other), NEW_PASSWORD).status_code == 302

    other.refresh_from_db()
    assert other.check_password("five quiet lamps")


def test_a_superuser_sets_the_password_of_a_publisher(client: Client) -> None:
    call_command("sync_roles", verbosity=0)
    client.force_login(staff("root", is_superuser=True))
    other = staff("other", Role.PUBLISHER)

    assert client.post(password_address(other), NEW_PASSWORD).status_code == 302

    other.refresh_from_db()
    assert other.check_password("five quiet lamps")


def test_roles_that_were_taken_and_given_back_stay_in_the_history(
    client: Client, administrator: User
) -> None:
    other = staff("other", Role.PUBLISHER)
    publisher = Group.objects.get(name=Role.PUBLISHER)

    client.post(address(other), form(other))
    client.post(address(other), form(other, groups=[publisher.pk]))

    kept = LogEntry.objects.filter(object_id=str(other.pk), user=administrator)
    assert [entry.is_change() for entry in kept] == [True, True]
    assert all("oles" in entry.change_message for entry in kept)


def test_permissions_are_given_by_role_only(client: Client, administrator: User) -> None:
    other = staff("reporter")

    page = client.get(address(other)).text

    assert 'name="groups"' in page
    assert "user_permissions" not in page
    assert client.get("/admin/auth/group/").status_code == 404


def test_an_account_with_a_language_the_site_lacks_is_refused(
    client: Client, administrator: User
) -> None:
    other = staff("reporter")

    response = client.post(address(other), form(other, language="de"))

    assert response.status_code == 200
    other.refresh_from_db()
    assert other.language == ""


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_the_other_roles_see_no_accounts(client: Client, role: Role) -> None:
    call_command("sync_roles", verbosity=0)
    client.force_login(staff("someone", role))

    assert client.get("/admin/accounts/user/").status_code == 403


def test_the_list_of_accounts_costs_the_same_for_one_and_for_three(
    client: Client, administrator: User
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/admin/accounts/user/").status_code == 200
        return len(queries)

    client.get("/admin/accounts/user/")
    one = cost()
    for name in ("second", "third"):
        staff(name, Role.EDITOR)

    assert cost() == one
