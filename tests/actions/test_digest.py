"""Digests: what is new under what somebody follows, to each once, whoever sends and is killed."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents import mailing
from incidents.actions import digest, subscription
from incidents.actions.digest import Outcome
from incidents.codes import Frequency
from incidents.followed import follow
from incidents.models import Publication, Subscription
from tests import factories
from tests.factories import AT, SubscriptionFactory
from tests.once import made_once
from tests.views.published import correct, publish

MORNING = datetime(2026, 9, 16, 5, 30, tzinfo=UTC)
"""A Wednesday, half past seven in Paris."""
MONDAY = datetime(2026, 9, 21, 5, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def published(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Publication]]:
    """Three Publications, of two incidents: the first is corrected at last."""
    with made_once(django_db_blocker):
        first = publish()
        second = publish(verdict="disputed", title_en="")
        third = correct(first, notice="Une précision.")
        factories.ended()
        yield [first, second, third]


def send(at: datetime = MORNING) -> list[Outcome]:
    return list(digest.send_due(at=at))


def follows(**given: Any) -> Subscription:
    return SubscriptionFactory(**({"confirmed": True, "language": "en"} | given))


@pytest.mark.django_db
class TestWhatIsTold:
    """The incidents, of whichever filter, since the last mail."""

    def test_new_ones_and_changed_ones_with_their_notices(
        self, published: list[Publication]
    ) -> None:
        follows(told=published[0].pk)

        assert send() == [Outcome.SENT]

        (sent,) = mail.outbox
        new, changed = str(sent.body).split("CHANGED")
        assert "INC-2026-0002 – Un faux visage 2" in new
        assert "INC-2026-0001" not in new
        assert "INC-2026-0001 – A false face 1" in changed
        assert "15 September 2026, correction" in changed
        assert "Une précision." in changed
        assert "http://127.0.0.1:8000/en/incidents/INC-2026-0001/" in changed

    def test_every_incident_has_its_count_of_denials(self, published: list[Publication]) -> None:
        follows()
        send()

        body = str(mail.outbox[0].body)
        assert body.count("Statements recorded: 2, of which denials: 1") == 2

    def test_the_subject_has_neither_title_nor_filter(self, published: list[Publication]) -> None:
        follows(query="q=faux+visage")
        send()

        assert mail.outbox[0].subject == "Vigie: 2 incidents published or changed"
        assert "Words: faux visage" in str(mail.outbox[0].body)

    def test_what_was_corrected_before_its_first_mail_is_new(
        self, published: list[Publication]
    ) -> None:
        follows()
        send()

        assert "CHANGED" not in str(mail.outbox[0].body)
        assert "Une précision." in str(mail.outbox[0].body)

    def test_notices_before_one_that_protects_a_person_are_told_no_more(
        self, published: list[Publication]
    ) -> None:
        follows(query="incident=INC-2026-0001")
        correct(published[2], notice="Un nom a été retiré.", code="privacy")

        send()

        body = str(mail.outbox[0].body)
        assert "15 September 2026, correction" in body
        assert "Une précision." not in body
        assert "Un nom a été retiré." in body

    @pytest.mark.parametrize(
        ("query", "named"),
        [
            ("verdict=disputed", ["INC-2026-0002"]),
            ("incident=INC-2026-0001", ["INC-2026-0001"]),
            ("actor=alliance-aurore", ["INC-2026-0002", "INC-2026-0001"]),
            ("election=xv-2026", ["INC-2026-0002", "INC-2026-0001"]),
        ],
    )
    def test_a_filter_tells_of_its_own(
        self, published: list[Publication], query: str, named: list[str]
    ) -> None:
        follows(query=query)
        send()

        assert re.findall(r"^(INC-[0-9-]+) –", str(mail.outbox[0].body), re.M) == named

    def test_in_french(self, published: list[Publication]) -> None:
        follows(language="fr")
        send()

        assert "/fr/incidents/INC-2026-0001/" in str(mail.outbox[0].body)
        assert mail.outbox[0].extra_headers["Content-Language"] == "fr"

    def test_it_can_be_ended_by_one_click(self, published: list[Publication]) -> None:
        row = follows()
        send()

        headers = mail.outbox[0].extra_headers
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        end = headers["List-Unsubscribe"].strip("<>")
        assert end in str(mail.outbox[0].body)
        assert subscription.end(token=end.rstrip("/").rpartition("/")[2])
        assert not Subscription.objects.filter(pk=row.pk).exists()

    def test_a_long_one_names_the_newest_and_counts_the_rest(
        self, published: list[Publication], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(digest, "MOST", 1)
        follows()
        send()

        body = str(mail.outbox[0].body)
        assert mail.outbox[0].subject == "Vigie: 2 incidents published or changed"
        assert "And 1 more" in body
        assert "INC-2026-0001" not in body

    def test_what_is_not_there_any_more_is_told_once_and_ends(
        self, published: list[Publication]
    ) -> None:
        for query in ("verdict=nonsense", "incident=INC-2026-9999", "party=personne"):
            follows(query=query)

        assert send() == [Outcome.ENDED] * 3
        assert send() == []

        assert {each.subject for each in mail.outbox} == {"Vigie: your subscription has ended"}
        assert Subscription.objects.count() == 0

    def test_the_same_queries_however_many_incidents(self, published: list[Publication]) -> None:
        counts = []
        for told in (published[1].pk, 0):
            with CaptureQueriesContext(connection) as queries:
                digest._written(follows(told=told), published[2].pk)
            counts.append(len(queries) - 1)  # the subscription itself

        assert counts == [2, 2]


@pytest.mark.django_db
class TestWhen:
    """In the morning in Paris; each once."""

    def test_nothing_new_nothing_sent_and_not_looked_at_again_that_day(
        self, published: list[Publication]
    ) -> None:
        follows(told=published[2].pk)

        assert send() == [Outcome.NOTHING_NEW]
        assert send() == []
        assert send(MORNING + timedelta(days=1)) == [Outcome.NOTHING_NEW]
        assert mail.outbox == []

    def test_once_a_day_and_never_the_same_twice(self, published: list[Publication]) -> None:
        follows()

        assert send() == [Outcome.SENT]
        assert send(MORNING + timedelta(hours=3)) == []
        assert send(MORNING + timedelta(days=1)) == [Outcome.NOTHING_NEW]
        assert len(mail.outbox) == 1

    @pytest.mark.parametrize(
        ("frequency", "at", "is_due"),
        [
            (Frequency.DAILY, MORNING, True),
            (Frequency.DAILY, MORNING.replace(hour=4, minute=59), False),
            (Frequency.DAILY, AT, False),
            (Frequency.WEEKLY, MORNING, False),
            (Frequency.WEEKLY, MONDAY, True),
            (Frequency.WEEKLY, MONDAY - timedelta(hours=1), False),
            (Frequency.WEEKLY, MONDAY + timedelta(days=1), True),
        ],
    )
    def test_the_hour_and_the_day(self, frequency: Frequency, at: datetime, is_due: bool) -> None:
        follows(frequency=frequency)

        assert digest.due(at).exists() is is_due

    def test_who_is_paused_or_has_not_confirmed_gets_nothing(self) -> None:
        SubscriptionFactory()
        follows(paused_at=AT)

        assert send() == []


def refusing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def refuse(*_args: Any, **_more: Any) -> int:
        raise error

    monkeypatch.setattr(EmailMessage, "send", refuse)


@pytest.mark.django_db
def test_a_failure_is_tried_again_later_and_later_and_then_pauses(
    published: list[Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    follows()
    refusing(monkeypatch, SMTPRecipientsRefused({"reader@example.org": (550, b"unknown")}))
    seen, at = [], MORNING

    for _hour in range(40):
        seen += [(at - MORNING, outcome) for outcome in send(at)]
        at += timedelta(hours=1)

    assert [outcome for _ago, outcome in seen] == [Outcome.FAILED] * 4 + [Outcome.PAUSED]
    assert [ago // timedelta(hours=1) for ago, _outcome in seen] == [0, 1, 3, 7, 15]
    assert Subscription.objects.get().told == 0


@pytest.mark.django_db
def test_a_server_that_is_away_is_no_failure_of_any_address(
    published: list[Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    follows()
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", _down, raising=False)

    with pytest.raises(mailing.NoServer, match="ConnectionRefusedError"):
        send()

    assert Subscription.objects.get().failures == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "error", [SMTPServerDisconnected("gone"), SMTPDataError(421, b"later"), TimeoutError()]
)
def test_a_server_that_goes_away_half_way_is_no_failure_of_any_address_either(
    published: list[Publication], monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    follows()
    follows()
    refusing(monkeypatch, error)

    with pytest.raises(mailing.NoServer):
        send()

    assert Subscription.objects.filter(failures=0, told=0).count() == 2


@pytest.mark.django_db
def test_an_error_of_ours_keeps_nobody_elses_mail_back(
    published: list[Publication], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    follows(query="verdict=disputed")
    follows()
    asked = follow

    def fail_once(data: Any) -> Any:
        if "verdict" in data:
            raise ZeroDivisionError
        return asked(data)

    monkeypatch.setattr("incidents.actions.digest.follow", fail_once)

    assert send() == [Outcome.FAILED, Outcome.SENT]
    assert "digest not made" in caplog.text
    assert "reader" not in caplog.text


def _down(self: Any) -> None:
    raise ConnectionRefusedError("reader@example.org")


@pytest.mark.django_db
def test_a_dry_run_says_what_would_be_and_changes_nothing(published: list[Publication]) -> None:
    follows()
    follows(told=published[2].pk)
    follows(query="verdict=nonsense")

    said = list(digest.would_send(at=MORNING))

    assert said == [Outcome.SENT, Outcome.NOTHING_NEW, Outcome.ENDED]
    assert mail.outbox == []
    assert Subscription.objects.filter(digest_on=date(2026, 9, 14)).count() == 3
