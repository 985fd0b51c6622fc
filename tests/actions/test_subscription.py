"""Subscriptions: asked for, confirmed from the address, ended; nothing is kept that need not be."""

import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from incidents import mailing
from incidents.actions import subscription
from incidents.codes import Frequency
from incidents.models import AuditPayload, Subscription
from tests.factories import AT, PublicationFactory, SubscriptionFactory

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(minutes=5)


def ask(**given: Any) -> Subscription:
    asked: dict[str, Any] = {
        "address": "lectrice@Example.ORG",
        "language": "fr",
        "frequency": Frequency.DAILY,
        "query": "platform=tiktok",
        "at": AT,
    }
    return subscription.ask(**(asked | given))


def token() -> str:
    """What stands in the last mail's link."""
    found = re.search(r"/subscribe/confirm/([^/\s]+)/", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def mailed(**given: Any) -> str:
    ask(**given)
    subscription.mail_asked(at=LATER)
    return token()


def test_the_first_mail_has_a_link_and_nothing_that_the_asker_wrote() -> None:
    ask(query="q=Buy+cheap+pills")

    assert subscription.mail_asked(at=LATER) == 1

    (sent,) = mail.outbox
    assert sent.to == ["lectrice@example.org"]
    assert "cheap" not in str(sent.message())
    assert f"http://127.0.0.1:8000/fr/subscribe/confirm/{token()}/" in sent.body


def test_it_is_sent_once() -> None:
    mailed()

    assert subscription.mail_asked(at=LATER) == 0
    assert len(mail.outbox) == 1


def test_the_database_has_the_tokens_hash_alone() -> None:
    given = mailed()

    row = Subscription.objects.get()
    assert len(given) >= 43
    assert given not in {str(value) for value in vars(row).values()}
    assert row.token_hash == subscription.hashed(given)


def test_confirmed_it_begins_with_what_is_published_afterwards() -> None:
    made = PublicationFactory()
    given = mailed()

    begun = subscription.confirm(token=given, at=LATER)

    assert begun is not None
    assert (begun.told, begun.digest_on, begun.token_hash) == (made.pk, LATER.date(), "")


@pytest.mark.parametrize("wrong", ["", "x", "\0", "é", "x" * 70_000])
def test_a_token_that_nobody_sent_confirms_nothing(wrong: str) -> None:
    mailed()

    assert subscription.confirm(token=wrong, at=LATER) is None
    assert Subscription.objects.confirmed().count() == 0


def test_a_link_works_once_and_for_three_days() -> None:
    given = mailed()
    late = AT + subscription.CONFIRM_WITHIN

    assert subscription.confirm(token=given, at=late) is None
    assert subscription.confirm(token=given, at=LATER) is not None
    assert subscription.confirm(token=given, at=LATER) is None


def test_asking_again_ends_the_older_link_and_confirming_replaces_what_was() -> None:
    first = mailed()
    subscription.confirm(token=first, at=LATER)
    second = mailed(frequency=Frequency.WEEKLY)
    third = mailed(frequency=Frequency.WEEKLY, language="en")

    assert subscription.confirm(token=second, at=LATER) is None
    assert Subscription.objects.confirmed().get().frequency == Frequency.DAILY
    subscription.confirm(token=third, at=LATER)

    assert Subscription.objects.count() == 1
    assert Subscription.objects.get().frequency == Frequency.WEEKLY


def test_who_confirms_anew_misses_nothing_that_was_to_be_told() -> None:
    subscription.confirm(token=mailed(frequency=Frequency.WEEKLY), at=LATER)
    told = Subscription.objects.get().told
    PublicationFactory()

    begun = subscription.confirm(token=mailed(), at=LATER)

    assert begun is not None
    assert (begun.frequency, begun.told) == (Frequency.DAILY, told)


def test_another_filter_is_another_subscription() -> None:
    for query in ("", "platform=tiktok"):
        subscription.confirm(token=mailed(query=query), at=LATER)

    assert Subscription.objects.confirmed().count() == 2


def test_ended_nothing_of_it_is_left_anywhere() -> None:
    row = SubscriptionFactory(confirmed=True, address="seule@example.org")
    given = subscription.end_token(row)

    assert subscription.end(token=given)
    assert subscription.end(token=given)

    assert Subscription.objects.count() == 0
    payloads = "".join(filter(None, AuditPayload.objects.values_list("payload", flat=True)))
    assert "seule@example.org" not in payloads


@pytest.mark.parametrize("wrong", ["", "x", "abc:def", "\0", "é:é", "x" * 70_000])
def test_a_forged_end_ends_nothing(wrong: str) -> None:
    row = SubscriptionFactory(confirmed=True)

    assert not subscription.end(token=wrong)
    assert not subscription.end(token=subscription.end_token(row)[:-1] + "!")
    assert Subscription.objects.count() == 1


def test_what_nobody_confirms_and_what_is_paused_for_long_is_forgotten() -> None:
    SubscriptionFactory(asked_at=AT)
    SubscriptionFactory(asked_at=AT + timedelta(days=1))
    SubscriptionFactory(confirmed=True, paused_at=AT - timedelta(days=27))
    kept = SubscriptionFactory(confirmed=True, asked_at=AT - timedelta(days=900))

    assert subscription.forget(at=AT + timedelta(days=3)) == 2

    assert kept in Subscription.objects.all()
    assert Subscription.objects.count() == 2


def test_an_address_that_is_not_taken_waits_and_is_never_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_args: Any, **_more: Any) -> int:
        raise SMTPRecipientsRefused({"lectrice@example.org": (550, b"no such user")})

    ask()
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)

    assert subscription.mail_asked(at=LATER) == 0
    assert Subscription.objects.get().mailed_at is None
    assert "SMTPRecipientsRefused" in caplog.text
    assert "lectrice" not in caplog.text


def test_without_a_server_nobody_is_asked(settings: Any) -> None:
    settings.MAILS = False
    ask()

    with pytest.raises(mailing.NoServer, match="not set up"):
        subscription.mail_asked(at=LATER)


def test_staff_see_numbers() -> None:
    SubscriptionFactory()
    SubscriptionFactory(confirmed=True)
    SubscriptionFactory(confirmed=True, frequency=Frequency.WEEKLY)
    SubscriptionFactory(confirmed=True, paused_at=AT)

    assert subscription.numbers() == {
        "active": 2,
        "daily": 1,
        "weekly": 1,
        "paused": 1,
        "asked": 1,
    }


def test_the_database_keeps_one_of_each() -> None:
    made = SubscriptionFactory(confirmed=True)

    for again in (
        {"address": made.address, "confirmed": True},
        {"confirmed": True, "told": None},
        {"token_hash": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SubscriptionFactory(**again)
