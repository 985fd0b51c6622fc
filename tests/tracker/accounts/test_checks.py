"""A production site is warned of superusers."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import call_command

from tests.factories import UserFactory
from tracker.accounts.checks import check_superusers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root() -> None:
    UserFactory(username="root", is_superuser=True)
    UserFactory(username="gone", is_superuser=True, is_active=False)


def test_the_deployment_check_names_them(settings: Any) -> None:
    settings.PRODUCTION = True

    found = check_superusers(["default"])

    assert [message.id for message in found] == ["accounts.W001"]
    assert "root." in found[0].msg
    assert "gone" not in found[0].msg


def test_it_asks_no_database_that_was_not_named(settings: Any) -> None:
    settings.PRODUCTION = True

    assert check_superusers(None) == []


def test_the_demo_may_have_one() -> None:
    assert check_superusers(["default"]) == []


def test_giving_roles_says_so_too(settings: Any) -> None:
    settings.PRODUCTION = True
    said = io.StringIO()

    call_command("sync_roles", stdout=io.StringIO(), stderr=said)

    assert "root" in said.getvalue()
