"""Every door while the site is set to read only: reading goes on, what is sent reads a 503."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from incidents import models
from incidents.actions import mode, subscription
from tests.factories import AT, TagFactory, UserFactory, ended
from tests.house.crawler import crawl
from tests.once import made_once
from tests.views import published
from tracker import urls
from tracker.accounts.models import User
from tracker.accounts.roles import Role
from tracker.read_only import seen

REASON = "Reprise d’une sauvegarde."

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def incident(django_db_setup: None, django_db_blocker: Any) -> Iterator[models.Publication]:
    with made_once(django_db_blocker):
        made = published.publish()
        UserFactory(username="nadia", roles=[Role.EDITOR])
        ended()
        mode.set_read_only(reason_fr=REASON, reason_en="", at=AT)
        seen.look()
        yield made
    seen.mode = None


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.get(username="nadia"))
    return client


def writing(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        TagFactory()
    return HttpResponse("written")


urlpatterns = [path("writing/", writing), *urls.urlpatterns]


@pytest.mark.parametrize(
    "apart", [("/en/",), pytest.param((), marks=pytest.mark.long)], ids=["French", "both"]
)
def test_every_public_page_is_read_with_the_banner(apart: tuple[str, ...]) -> None:
    seen_by_all = crawl(["/fr/", "/en/", "/api/v1/", "/robots.txt"], apart=apart)

    assert len(seen_by_all.statuses) > 40
    assert [where for where, status in seen_by_all.statuses.items() if status >= 500] == []
    pages = [text for text in seen_by_all.answers.values() if "<!doctype html>" in text]
    assert [text for text in pages if REASON not in text] == []
    assert "Nothing" not in seen_by_all.answers["/api/v1/"]


def test_the_banner_says_it_in_the_readers_language_and_marks_the_others(client: Client) -> None:
    french, english = client.get("/fr/").text, client.get("/en/").text

    assert "Lecture seule pour le moment." in french
    assert "Read only for now." in english
    assert f'<span lang="fr">{REASON}</span>' in english


@pytest.mark.parametrize(
    "address",
    [
        *(
            "/admin/login/",
            "/admin/password_change/",
            "/admin/incidents/tag/add/",
            "/admin/language/",
        ),
        *("/fr/", "/fr/incidents/", "/api/v1/incidents/", "/nowhere/"),
    ],
)
def test_whatever_is_sent_reads_a_503_with_the_reason(editor: Client, address: str) -> None:
    response = editor.post(address, {"name": "neuve"}, headers={"accept-language": "fr"})

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "300"
    assert response.headers["Cache-Control"] == "no-store, private"
    assert REASON in response.text and "Rien n’a été enregistré" in response.text
    assert not models.Tag.objects.exists()


def test_one_click_that_ends_a_subscription_is_told_to_come_back() -> None:
    """Nothing is promised that is not done; meanwhile no mail goes out (``jobs``)."""
    row = models.Subscription(public_id="A2B3C4D5E6")
    address = f"/fr/subscribe/end/{subscription.end_token(row)}/"
    reader = Client(enforce_csrf_checks=True)

    pressed = reader.post(address, headers={"accept": "text/html"})
    by_program = reader.post(address, {"List-Unsubscribe": "One-Click"}, headers={"accept": "*/*"})

    assert reader.get(address).status_code == 200
    assert "fonctionneront de nouveau" in pressed.text
    assert "aucun courriel ne part" in pressed.text.lower()
    for answer in (pressed, by_program):
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "300")


def test_a_script_of_ours_reads_a_sentence(editor: Client) -> None:
    response = editor.post("/admin/incidents/tag/add/", headers={"accept": "application/json"})

    assert response.status_code == 503
    assert REASON in response.json()["error"]


def test_staff_read_on_with_the_banner(editor: Client) -> None:
    for address in ("/admin/", "/admin/incidents/incident/", "/admin/incidents/tag/add/"):
        response = editor.get(address)
        assert response.status_code == 200
        assert REASON in response.text


def test_signing_in_is_refused_and_signing_out_is_not(editor: Client) -> None:
    assert Client().post("/admin/login/", {"login": "x", "password": "y"}).status_code == 503

    assert editor.post("/admin/logout/").status_code in {200, 302}
    assert not Session.objects.exists()


@pytest.mark.urls(__name__)
def test_a_reading_that_would_write_a_record_reads_the_same_503(client: Client) -> None:
    response = client.get("/writing/")

    assert response.status_code == 503
    assert REASON in response.text
    assert not models.Tag.objects.exists()


def test_the_site_is_ready_and_says_the_mode(client: Client) -> None:
    response = client.get("/health/ready")

    assert (response.status_code, response.text) == (200, "ready, read only\n")


def test_once_it_is_set_back_everything_goes_on(editor: Client) -> None:
    mode.set_normal(at=AT)
    seen.look()
    try:
        sent = editor.post("/admin/incidents/tag/add/", {"name": "neuve", "version": "1"})
        assert sent.status_code in {200, 302, 403}
        assert REASON not in editor.get("/fr/").text
    finally:
        mode.set_read_only(reason_fr=REASON, reason_en="", at=AT)
        seen.look()
