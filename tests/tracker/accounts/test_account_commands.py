"""Accounts made and passwords given from a shell are in the audit, by the command's name."""

import getpass

import pytest

from incidents.models import AuditEntry
from tests.audit.stored import chained
from tests.commands.running import run
from tests.factories import UserFactory
from tracker.accounts.models import User

pytestmark = pytest.mark.django_db


def ways() -> list[tuple[str, str, int | None]]:
    """Operation, way and person of the entries about accounts, oldest first."""
    chained()
    rows = AuditEntry.objects.filter(table_name="accounts_user").order_by("sequence")
    return list(rows.values_list("operation", "way", "person"))


def test_the_first_account() -> None:
    ran = run("createsuperuser", "--noinput", "--username", "ada", "--email", "ada@example.org")

    assert ran.status == 0, ran.err
    assert User.objects.get().is_superuser
    assert ways() == [("insert", "manage.py createsuperuser", None)]


def test_a_new_password(monkeypatch: pytest.MonkeyPatch) -> None:
    user = UserFactory(username="ada")
    monkeypatch.setattr(getpass, "getpass", lambda prompt: "another password for tests")

    ran = run("changepassword", "ada")

    assert ran.status == 0, ran.err
    user.refresh_from_db()
    assert user.check_password("another password for tests")
    assert ways()[-1] == ("update", "manage.py changepassword", None)
