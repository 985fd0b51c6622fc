"""Security headers on every answer; staff pages in the language of their reader."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

ADDRESSES = ["/health/live", "/robots.txt", "/", "/admin/login/", "/fr/nothing-here/"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_the_security_headers(client: Client, address: str) -> None:
    headers = client.get(address).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "form-action 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_each_request_has_its_own_id_whatever_the_visitor_sends(client: Client) -> None:
    one = client.get("/health/live", headers={"x-request-id": "mine"}).headers["X-Request-ID"]
    other = client.get("/health/live", headers={"x-request-id": "mine"}).headers["X-Request-ID"]

    assert len(one) == 16
    assert one not in {other, "mine"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("chosen", "browser", "shown"),
    [("fr", "en", "fr"), ("en", "fr", "en"), ("", "en", "en"), ("", "fr", "fr")],
)
def test_the_admin_speaks_its_users_language(
    client: Client, chosen: str, browser: str, shown: str
) -> None:
    user = get_user_model().objects.create_superuser("staff", password="pw", language=chosen)
    client.force_login(user)

    page = client.get("/admin/", headers={"accept-language": browser}).text

    assert f'lang="{shown}"' in page


@pytest.mark.django_db
def test_the_language_of_one_reader_does_not_reach_the_next(client: Client) -> None:
    user = get_user_model().objects.create_superuser("staff", password="pw", language="en")
    client.force_login(user)
    client.get("/admin/", headers={"accept-language": "fr"})

    page = Client().get("/admin/login/", headers={"accept-language": "fr"}).text

    assert 'lang="fr"' in page
