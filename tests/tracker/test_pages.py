"""The root, files for robots, and error pages."""

from __future__ import annotations

import sys

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from tracker import urls

SECRET = "Alix Exemple, 12 rue de la Mare"


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(SECRET)


def database_down(request: HttpRequest) -> HttpResponse:
    raise OperationalError(SECRET)


def refused(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied(SECRET)


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation(SECRET)


urlpatterns = [
    path("broken/", broken),
    path("down/", database_down),
    path("refused/", refused),
    path("suspicious/", suspicious),
    *urls.urlpatterns,
]
handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500


@pytest.fixture
def quiet(settings: Settings) -> Client:
    """A client that is answered as a visitor is, on a site with views that fail."""
    settings.ROOT_URLCONF = sys.modules[__name__]
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("asked", "home"),
    [("fr", "/fr/"), ("en-GB,en;q=0.9", "/en/"), ("de", "/fr/"), ("", "/fr/"), ("%%%", "/fr/")],
)
def test_the_root_leads_to_the_language_asked_for(client: Client, asked: str, home: str) -> None:
    response = client.get("/", headers={"accept-language": asked})

    assert response.status_code == 302
    assert response.headers["Location"] == home
    assert "Accept-Language" in response.headers["Vary"]


def test_robots_are_kept_out_of_the_staff_pages(client: Client) -> None:
    response = client.get("/robots.txt")

    assert response.headers["Content-Type"].startswith("text/plain")
    assert "Disallow: /admin/" in response.text


def test_security_txt_names_the_contact(client: Client, settings: Settings) -> None:
    settings.SECURITY_CONTACT = "mailto:security@vigie.example.org"
    settings.SITE_URL = "https://vigie.example.org"

    response = client.get("/.well-known/security.txt")

    assert "Contact: mailto:security@vigie.example.org\n" in response.text
    assert "Expires: " in response.text
    assert "Canonical: https://vigie.example.org/.well-known/security.txt\n" in response.text


@pytest.mark.django_db
def test_there_is_no_security_txt_without_a_contact(client: Client, settings: Settings) -> None:
    settings.SECURITY_CONTACT = ""

    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/broken/", 500),
        ("/down/", 503),
        ("/refused/", 403),
        ("/suspicious/", 400),
        ("/fr/nothing-here/", 404),
        ("/en/nothing-here/", 404),
    ],
)
def test_an_error_page_is_plain_and_tells_nothing_of_the_inside(
    quiet: Client, address: str, status: int
) -> None:
    response = quiet.get(address)

    assert response.status_code == status
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "<h1" in response.text
    assert SECRET not in response.text
    assert "Traceback" not in response.text


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/broken/", "/down/", "/refused/", "/suspicious/"])
def test_an_error_page_speaks_the_language_of_its_reader(quiet: Client, address: str) -> None:
    french = quiet.get(address, headers={"accept-language": "fr"}).text
    english = quiet.get(address, headers={"accept-language": "en"}).text

    assert '<html lang="fr"' in french
    assert '<html lang="en"' in english
    assert french != english


def test_when_the_database_is_down_the_visitor_is_told_when_to_come_back(quiet: Client) -> None:
    assert quiet.get("/down/").headers["Retry-After"] == "60"


@pytest.mark.django_db
def test_a_missing_page_does_not_repeat_the_address_it_was_asked_for(client: Client) -> None:
    one = client.get("/fr/incidents/INC-2026-9998/")
    other = client.get("/fr/incidents/INC-2026-9999/")

    assert one.status_code == other.status_code == 404
    assert one.text.replace("9998", "9999") == other.text
