"""Staff at their desks: one signed-in browser per role."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from incidents.actions import publication
from tests.factories import UserFactory, ended
from tests.once import fresh, made_once
from tests.scenes import Scene, Team
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


@pytest.fixture(scope="module")
def submitted(first_exchange: Scene, first_team: Team, django_db_blocker: Any) -> Iterator[Scene]:
    with made_once(django_db_blocker):
        made = fresh(first_exchange)
        publication.submit(incident=made.incident, by=fresh(first_team).author)
        ended()
        yield made


@pytest.fixture
def in_review(submitted: Scene, db: None) -> Scene:
    """``scene``, submitted."""
    return fresh(submitted)
