"""`send_digests`: by hand what the worker does each hour; numbers, never an address."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from pytest_django import Settings

from incidents.actions import clock
from tests.commands.running import run
from tests.factories import SubscriptionFactory
from tests.views.published import publish

pytestmark = pytest.mark.django_db
NUMBERS = "active: 2, daily: 2, weekly: 0, paused: 0, asked: 0\n"


@pytest.fixture(autouse=True)
def morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 9, 16, 6, 0, tzinfo=UTC))


def test_a_dry_run_says_what_the_other_then_does() -> None:
    publish()
    for query in ("", "verdict=disputed"):
        SubscriptionFactory(confirmed=True, query=query)

    assert run("send_digests", "--dry-run").out == (
        f"{NUMBERS}would be nothing new: 1\nwould be sent: 1\n"
    )
    assert mail.outbox == []
    assert run("send_digests") == (
        0,
        f"{NUMBERS}nothing new: 1\nsent: 1\n",
        "",
    )
    assert len(mail.outbox) == 1


def test_without_mail_it_fails_and_says_why(settings: Settings) -> None:
    settings.MAILS = False
    SubscriptionFactory(confirmed=True)

    ran = run("send_digests")

    assert ran.status == 1
    assert "mail is not set up" in ran.err
