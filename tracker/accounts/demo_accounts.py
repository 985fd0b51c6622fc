"""The demo's accounts: one per role, and one that may do everything, for looking around."""

import tomllib
from pathlib import Path

from django.contrib.auth.models import Group

from tracker.accounts.models import User

STAFF_NAME = "demo"


def create(path: Path, password: str) -> dict[str, User]:
    """Make the accounts of ``demo/accounts.toml``, all with the one password; users by name.

    An account that is there already keeps its place and gets the password.
    """
    rows = tomllib.loads(path.read_text("utf-8"))["account"]
    accounts = {row["username"]: _account(row["username"], password) for row in rows}
    for row in rows:
        accounts[row["username"]].groups.set([Group.objects.get(name=row["role"])])
    everything = _account(STAFF_NAME, password)
    User.objects.filter(pk=everything.pk).update(is_superuser=True)
    return accounts


def _account(name: str, password: str) -> User:
    account, _created = User.objects.get_or_create(username=name, defaults={"is_staff": True})
    account.is_staff = True
    account.set_password(password)
    account.save()
    return account
