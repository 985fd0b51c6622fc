"""To follow by e-mail, through the pages: nothing happens before a button, nobody is told of."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from incidents import jobs
from incidents.actions import subscription
from incidents.models import Subscription
from incidents.visitors import page
from tests import factories
from tests.factories import ReportFactory, SubscriptionFactory
from tests.once import made_once
from tests.views.published import publish

pytestmark = pytest.mark.django_db
FORM = {"address": "reader@example.org", "frequency": "daily", "website": ""}
HERE = "/en/subscribe/?verdict=verified_fake"


@pytest.fixture(scope="module", autouse=True)
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with made_once(django_db_blocker):
        publish()
        factories.ended()
        yield


def link() -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def asked(client: Client, **changed: Any) -> str:
    """Ask, have the mail sent, and give its link's path."""
    client.post(HERE, FORM | changed)
    jobs.mail_asked(0)
    return link()


def test_the_way_from_the_form_to_the_last_mail(client: Client) -> None:
    page_shown = client.get(HERE).content.decode()
    assert "Verified fake" in page_shown or "verified fake" in page_shown
    response = client.post(HERE, FORM)
    assert (response.status_code, response.headers["Location"]) == (302, "/en/subscribe/asked/")
    jobs.mail_asked(0)
    assert client.get(link()).status_code == 200
    assert Subscription.objects.confirmed().count() == 0

    response = client.post(link())

    assert response.headers["Location"] == "/en/subscribe/confirmed/"
    row = Subscription.objects.confirmed().get()
    assert (row.query, row.frequency, row.language) == ("verdict=verified_fake", "daily", "en")
    end = f"/en/subscribe/end/{subscription.end_token(row)}/"
    assert "End it" in client.get(end).content.decode()
    assert Subscription.objects.count() == 1
    assert "is deleted" in client.post(end).content.decode()
    assert Subscription.objects.count() == 0


def test_a_mail_program_ends_it_by_itself(client: Client) -> None:
    row = SubscriptionFactory(confirmed=True)
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(
        f"/fr/subscribe/end/{subscription.end_token(row)}/",
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
    )

    assert response.status_code == 200
    assert Subscription.objects.count() == 0


def test_the_other_forms_want_a_token_against_forgery() -> None:
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(HERE, FORM).status_code == 403
    assert strict.post("/en/subscribe/confirm/x/").status_code == 403


def test_a_known_address_is_answered_as_any_other(client: Client) -> None:
    known = SubscriptionFactory(confirmed=True, query="verdict=verified_fake")
    client.post(HERE, FORM)  # its job waits from here on
    answers, counts = [], []
    for address in (known.address, "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            response = client.post(HERE, FORM | {"address": address})
        answers.append((response.status_code, response.headers["Location"], response.content))
        counts.append(len(queries))

    assert answers[0] == answers[1]
    assert counts[0] == counts[1]


def test_one_address_is_sent_so_many_links_a_day_and_nobody_learns_it(client: Client) -> None:
    for number in range(5):
        response = client.post(HERE, FORM | {"address": f"{'x' * 3}@example.org"})
        jobs.mail_asked(0)
        assert response.status_code == 302, number

    assert len(mail.outbox) == 3


def test_one_visitor_sends_so_many_in_an_hour(client: Client) -> None:
    for number in range(page.OF_VISITOR):
        assert client.post(HERE, FORM | {"address": f"r{number}@example.org"}).status_code == 302

    response = client.post(HERE, FORM | {"address": "one@example.org"})

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "3600"
    assert Subscription.objects.count() == page.OF_VISITOR


@pytest.mark.parametrize(
    "changed",
    [
        {"address": ""},
        {"address": "not an address"},
        {"address": "a@example.org\nBcc: b@example.org"},
        {"address": "x" * 70_000 + "@example.org"},
        {"address": "a\0@example.org"},
        {"frequency": "hourly"},
        {"website": "https://spam.example"},
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(
    client: Client, changed: dict[str, str]
) -> None:
    response = client.post(HERE, FORM | changed)

    assert response.status_code == 400
    assert "Nothing was sent yet" in response.content.decode()
    assert Subscription.objects.count() == 0


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 200),
        ("?incident=INC-2026-0001", 200),
        ("?actor=alliance-aurore", 200),
        ("?verdict=nonsense", 400),
        ("?q=%00", 400),
        ("?facts_from=2026-99-99", 400),
        ("?incident=INC-2026-9999", 404),
        ("?incident=%00", 404),
        ("?actor=" + "x" * 5000, 404),
        ("?incident=", 404),
        ("?" + "&".join(f"q={n:0200}" for n in range(8)), 400),
    ],
)
def test_only_what_can_be_read_and_is_public_is_followed(
    client: Client, query: str, status: int
) -> None:
    shown = client.get(f"/en/subscribe/{query}")
    sent = client.post(f"/en/subscribe/{query}", FORM)

    assert shown.status_code == status
    assert sent.status_code == (302 if status == 200 else status)
    assert Subscription.objects.count() == (1 if status == 200 else 0)


@pytest.mark.parametrize("token", ["x", "abc:def", "é", "%00", "x" * 3000])
def test_a_link_that_leads_nowhere_says_so(client: Client, token: str) -> None:
    for way in ("confirm", "end"):
        for ask in (client.get, client.post):
            response = ask(f"/fr/subscribe/{way}/{token}/")
            assert response.status_code == 404
            assert "ne mène nulle part" in response.content.decode()


def test_the_pages_are_for_one_visitor_and_no_index(client: Client) -> None:
    for path in ("subscribe/", "subscribe/asked/", "subscribe/end/x/", "reply/"):
        response = client.get(f"/fr/{path}")

        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["X-Robots-Tag"] == "noindex"


def test_without_mail_the_form_is_not_there_and_a_sentence_is(
    client: Client, settings: Settings
) -> None:
    settings.MAILS = False

    shown = client.get(HERE).content.decode()
    client.post(HERE, FORM)

    assert "This site sends no e-mail" in shown
    assert "<form" not in shown.partition("<main")[2].partition("</main")[0]
    assert Subscription.objects.count() == 0


def test_no_job_holds_an_address(client: Client) -> None:
    client.post(HERE, FORM)

    (job,) = ProcrastinateJob.objects.filter(task_name="mail_asked")
    assert job.args == {}


def test_no_log_holds_an_address_or_a_token(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    path = asked(client)
    client.post(path)
    client.post(f"/en/subscribe/end/{subscription.end_token(Subscription.objects.get())}/")

    assert "example.org" not in caplog.text
    assert path.split("/")[-2] not in caplog.text


def test_reports_are_followed_with_an_address_alone(client: Client) -> None:
    issued = ReportFactory()
    here = "/en/subscribe/?reports=month"
    shown = client.get(here).content.decode()
    assert "Issued reports" in shown
    assert 'name="frequency"' not in shown

    client.post(here, {"address": FORM["address"], "website": ""})
    jobs.mail_asked(0)
    assert "as soon as one is issued" in client.get(link()).content.decode()
    client.post(link())

    row = Subscription.objects.confirmed().get()
    assert (row.query, row.frequency, row.told) == ("reports=month", "daily", issued.pk)


@pytest.mark.parametrize("asked", ["weekly", "", "%00", "x" * 2000])
def test_reports_of_no_kind_are_not_there_to_follow(client: Client, asked: str) -> None:
    assert client.get(f"/en/subscribe/?reports={asked}").status_code == 404
