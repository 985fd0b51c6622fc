"""Each digest once: killed half-way and run again, or run twice at the same time."""

from threading import Event, Thread
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection

from incidents.actions.digest import Outcome
from incidents.models import Subscription
from tests.actions.test_digest import follows, send
from tests.views.published import publish

pytestmark = pytest.mark.django_db(transaction=True)


class Killed(BaseException):
    """The process ends here."""


def test_killed_half_way_and_run_again_each_is_sent_once(monkeypatch: pytest.MonkeyPatch) -> None:
    publish()
    rows = [follows() for _number in range(4)]
    sending, handed = EmailMessage.send, 0

    def send_or_die(self: EmailMessage, *args: Any, **more: Any) -> int:
        nonlocal handed
        handed += 1
        if handed == 3:
            raise Killed
        return sending(self, *args, **more)

    monkeypatch.setattr(EmailMessage, "send", send_or_die)
    with pytest.raises(Killed):
        send()
    assert Subscription.objects.filter(told=0).count() == 2

    assert send() == [Outcome.SENT] * 2

    assert sorted(each.to[0] for each in mail.outbox) == sorted(row.address for row in rows)


def test_killed_between_the_servers_yes_and_the_mark_the_two_mails_have_one_id(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish()
    follows()
    with monkeypatch.context() as patch:
        patch.setattr(Subscription, "save", _die)
        with pytest.raises(Killed):
            send()

    assert send() == [Outcome.SENT]

    first, second = (each.message()["Message-ID"] for each in mail.outbox)
    assert first == second


def _die(*_args: Any, **_more: Any) -> None:
    raise Killed


def test_two_that_send_at_once_send_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    publish()
    for _number in range(4):
        follows()
    sending, both, done = EmailMessage.send, Event(), []

    def wait_for_the_other(self: EmailMessage, *args: Any, **more: Any) -> int:
        both.wait(timeout=5)
        return sending(self, *args, **more)

    def other() -> None:
        try:
            both.set()
            done.extend(send())
        finally:
            connection.close()

    monkeypatch.setattr(EmailMessage, "send", wait_for_the_other)
    thread = Thread(target=other)
    thread.start()
    mine = send()
    thread.join(timeout=30)

    assert len(mine) + len(done) == 4
    assert len({each.to[0] for each in mail.outbox}) == len(mail.outbox) == 4
    assert not Subscription.objects.filter(told=0).exists()
