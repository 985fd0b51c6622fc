"""Staff at their desks: one signed-in browser per role."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories import UserFactory
from tracker.accounts.roles import Role

SignIn = Callable[..., Client]


@pytest.fixture
def sign_in(db: Any) -> SignIn:
    """A client for new staff with these roles, in English; ``client.user`` is the account."""

    def signed_in(*roles: Role, language: str = "en", **fields: Any) -> Client:
        user = UserFactory(roles=roles, language=language, **fields)
        client = Client()
        client.force_login(user)
        client.user = user  # type: ignore[attr-defined]
        return client

    return signed_in


@pytest.fixture
def editor(sign_in: SignIn) -> Client:
    return sign_in(Role.EDITOR)
