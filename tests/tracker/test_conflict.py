"""Two who save the same records at once: the one whom the database ends is told, in words.

The deadlocks are real: two connections, each holding what the other waits for.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any

import psycopg.errors
import pytest
from django.contrib import messages
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings
from rest_framework.request import Request
from rest_framework.response import Response

from incidents.api.base import PublicView
from incidents.models import Claim, Incident
from tests import scenes
from tests.admin.pages import form_values
from tests.factories import ClaimFactory, UserFactory
from tracker import urls
from tracker.accounts.roles import Role

ENDINGS = [
    psycopg.errors.DeadlockDetected,
    psycopg.errors.SerializationFailure,
    psycopg.errors.LockNotAvailable,
]
ending: list[type[Exception]] = []


def fail() -> None:
    """As Django raises what the database says."""
    raise OperationalError("deadlock detected") from ending[-1]("deadlock detected")


def ended(request: HttpRequest) -> HttpResponse:
    messages.success(request, "It was saved.")
    fail()
    return HttpResponse()


class EndedInTheApi(PublicView):
    def get(self, request: Request) -> Response:
        fail()
        return Response()


urlpatterns = [
    path("ended/", ended),
    path("api/ended/", EndedInTheApi.as_view()),
    *urls.urlpatterns,
]


@pytest.fixture(params=ENDINGS)
def quiet(settings: Settings, request: Any) -> Client:
    settings.ROOT_URLCONF = sys.modules[__name__]
    ending.append(request.param)
    return Client()


@pytest.mark.django_db
def test_a_page_says_in_the_readers_language_that_nothing_was_saved(quiet: Client) -> None:
    english = quiet.get("/ended/", headers={"accept-language": "en"})
    french = quiet.get("/ended/", headers={"accept-language": "fr"})

    assert (english.status_code, french.status_code) == (409, 409)
    assert "Nothing was saved; try again." in english.text
    assert '<html lang="fr"' in french.text
    assert "Rien n’a été enregistré" in french.text
    assert "deadlock" not in english.text


@pytest.mark.django_db
def test_nobody_is_told_afterwards_that_it_was_saved(quiet: Client) -> None:
    quiet.get("/ended/")

    assert "messages" not in quiet.cookies or not quiet.cookies["messages"].value


@pytest.mark.django_db
def test_a_script_of_a_page_gets_the_sentence(quiet: Client) -> None:
    answer = quiet.get("/ended/", headers={"accept": "*/*", "accept-language": "en"})

    assert answer.status_code == 409
    assert answer.json()["error"].endswith("Nothing was saved; try again.")


@pytest.mark.django_db
def test_the_api_answers_with_problem_details(quiet: Client) -> None:
    answer = quiet.get("/api/ended/", headers={"accept-language": "en"})

    assert answer.status_code == 409
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"].endswith("Nothing was saved; try again.")


def crossing(first: Any, then: Any, held: Event) -> None:
    """Hold one row, let the other side wait for it, then ask for what the other side holds. It has
    the longer patience: the other side is the one that PostgreSQL ends."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL deadlock_timeout = '30s'")
            list(first.select_for_update())
            held.set()
            for _try in range(200):
                cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
                if cursor.fetchone() != (0,):
                    break
                time.sleep(0.02)
            list(then.select_for_update())
    finally:
        connection.close()


def meeting(first: Any, then: Any, act: Callable[[], Any]) -> Any:
    """What ``act`` gives when it meets somebody who crosses its way."""
    held = Event()
    with ThreadPoolExecutor(1) as pool:
        other: Future[None] = pool.submit(crossing, first, then, held)
        assert held.wait(20)
        result = act()
        other.result(30)
    return result


@pytest.mark.django_db(transaction=True)
def test_a_form_that_meets_a_deadlock_is_answered_and_saves_nothing(client: Client) -> None:
    user = UserFactory(roles=[Role.EDITOR])
    client.force_login(user)
    incident = scenes.draft(scenes.team())
    claim = ClaimFactory(incidents=[incident], created_by=user)
    address = f"/admin/incidents/claim/{claim.pk}/change/"
    values = form_values(client, address) | {"summary_fr": "Un autre résumé."}

    answer = meeting(
        Incident.objects.filter(pk=incident.pk),
        Claim.objects.filter(pk=claim.pk),
        lambda: client.post(address, values),
    )

    assert answer.status_code == 409
    stored = Claim.objects.get(pk=claim.pk)
    assert (stored.version, stored.summary_fr) == (claim.version, claim.summary_fr)
    assert client.post(address, values).status_code == 302
    assert Claim.objects.get(pk=claim.pk).summary_fr == "Un autre résumé."
