"""Mails about issued reports: each edition once, in the subscriber's language, on its day."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.actions import digest
from incidents.actions.digest import Outcome
from incidents.models import Report, Subscription
from tests import factories
from tests.actions.test_digest import follows, send
from tests.factories import ReportFactory, ReportFileFactory, ReportWithdrawalFactory
from tests.once import made_once

MORNING = datetime(2026, 10, 1, 5, 30, tzinfo=UTC)
SUMMARY = {
    "fr": [["Incidents", "Un incident <a> été publié."]],
    "en": [["Incidents", "One incident was published."], ["Changes", "One correction."]],
}


@pytest.fixture(scope="module", autouse=True)
def reports(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Report]]:
    """One report in two editions, the first withdrawn; the second in both languages, the French one
    in two volumes. Then a quarter's, older than summaries."""
    with made_once(django_db_blocker):
        first = ReportFactory(edition=1, summary=SUMMARY)
        ReportWithdrawalFactory(report=first)
        second = ReportFactory(edition=2, summary=SUMMARY)
        for language, volume in (("en", 1), ("fr", 1), ("fr", 2)):
            ReportFileFactory(report=second, language=language, volume=volume, pages=12)
        third = ReportFactory(kind="quarter", period="2026-Q3", edition=1)
        factories.ended()
        yield [first, second, third]


def follower(**given: Any) -> Subscription:
    return follows(**({"query": "reports=all"} | given))


@pytest.mark.django_db
class TestWhatIsTold:
    """What a mail says."""

    def test_the_summary_the_files_and_their_digests(self, reports: list[Report]) -> None:
        follower(query="reports=month")

        assert send(MORNING) == [Outcome.SENT]

        (sent,) = mail.outbox
        body = str(sent.body)
        assert sent.subject == "Vigie: Monthly report, September 2026"
        assert "It replaces an edition that was withdrawn." in body
        assert "Incidents: One incident was published.\n\nChanges: One correction.\n" in body
        here = "http://127.0.0.1:8000"
        assert f"{here}/en/reports/2026-09/\n" in body
        for file in reports[1].files.all():
            assert f"SHA-256 {file.file_id}" in body
        urls = [f"{here}/{each}.pdf" for each in FILES]
        assert [line for line in body.split("\n") if line in urls] == urls
        assert "volume 2 (12 pages, " in body
        assert "\n\n\n" not in body

    def test_in_the_language_of_who_follows(self) -> None:
        follower(query="reports=month", language="fr")

        send(MORNING)

        body = str(mail.outbox[0].body)
        assert mail.outbox[0].subject == "Vigie : Rapport mensuel, septembre 2026"
        assert "Un incident <a> été publié." in body
        assert "/fr/reports/2026-09/\n" in body

    def test_several_at_once_and_one_without_a_summary(self) -> None:
        follower()

        send(MORNING)

        assert mail.outbox[0].subject == "Vigie: 2 reports issued"
        assert "0 incidents, 0 changes of the period" in str(mail.outbox[0].body)

    def test_one_withdrawn_before_anybody_was_told_is_no_news(self, reports: list[Report]) -> None:
        ReportWithdrawalFactory(report=reports[2])
        row = follower(query="reports=quarter")

        assert send(MORNING) == [Outcome.NOTHING_NEW]
        row.refresh_from_db()
        assert row.told == reports[2].pk

    def test_a_kind_that_there_is_not_ends_it(self) -> None:
        follower(query="reports=weekly")

        assert send(MORNING) == [Outcome.ENDED]

    def test_the_same_queries_however_many_editions(self, reports: list[Report]) -> None:
        counts = []
        for told in (reports[1].pk, 0):
            with CaptureQueriesContext(connection) as queries:
                digest._written(follower(told=told), reports[2].pk)
            counts.append(len(queries) - 1)  # the subscription itself

        assert counts == [2, 2]


FILES = ("en/reports/2026-09/2/en", "fr/reports/2026-09/2/fr", "fr/reports/2026-09/2/fr-2")


@pytest.mark.django_db
class TestWhen:
    """On the day, each edition once."""

    def test_nobody_is_told_twice(self) -> None:
        follower()

        assert send(MORNING) == [Outcome.SENT]
        assert send(MORNING + timedelta(hours=1)) == []
        assert send(MORNING + timedelta(days=1)) == []

    def test_one_issued_later_that_day_is_told_within_the_hour(self) -> None:
        follower()
        send(MORNING)

        ReportFactory(period="2026-08", edition=1)

        assert send(MORNING + timedelta(hours=5)) == [Outcome.SENT]
        assert mail.outbox[1].subject == "Vigie: Monthly report, September 2026"
        assert len({each.extra_headers["Message-ID"] for each in mail.outbox}) == 2

    def test_nothing_is_sent_at_night(self) -> None:
        follower()

        assert send(MORNING - timedelta(hours=1)) == []

    def test_incidents_are_not_told_to_who_follows_reports(self, reports: list[Report]) -> None:
        follower(told=reports[2].pk)
        follows()

        assert send(MORNING) == [Outcome.NOTHING_NEW]


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.django_db
def test_who_was_not_told_before_the_process_was_killed_is_told_by_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [follower(address=f"reader{number}@example.org") for number in range(3)]
    sending = EmailMessage.send

    def send_or_die(self: EmailMessage, *args: Any, **more: Any) -> int:
        if len(mail.outbox) == 1:
            raise Killed
        return sending(self, *args, **more)

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(EmailMessage, "send", send_or_die)
        send(MORNING)

    assert send(MORNING) == [Outcome.SENT] * 2
    assert sorted(each.to[0] for each in mail.outbox) == sorted(row.address for row in rows)
