"""`manage.py forget_second_factor`: for whoever lost telephone and codes."""

from __future__ import annotations

import io

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from tests.factories import UserFactory
from tests.tracker.accounts.proofs import give_app, is_in

pytestmark = pytest.mark.django_db


def test_the_factor_goes_and_so_do_their_sessions(client: Client) -> None:
    user, other = UserFactory(username="anna"), UserFactory()
    give_app(user)
    give_app(other)
    client.force_login(user)
    neighbour = Client()
    neighbour.force_login(other)
    out = io.StringIO()

    call_command("forget_second_factor", "anna", stdout=out)

    assert out.getvalue() == "anna: 2 removed, 1 sessions ended.\n"
    assert set(Authenticator.objects.values_list("user", flat=True)) == {other.pk}
    assert not is_in(client)
    assert is_in(neighbour)


def test_an_unknown_name_is_said() -> None:
    with pytest.raises(CommandError, match="anna: there is no such account"):
        call_command("forget_second_factor", "anna")
