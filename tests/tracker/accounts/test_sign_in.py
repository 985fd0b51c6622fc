"""Signing in, and the limit on guessing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache, caches
from django.test import Client

from tracker.accounts.sign_in import ATTEMPTS, ATTEMPTS_OF_ADDRESS, WINDOW_S, count_failure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    caches["sign-in"].clear()
    yield
    caches["sign-in"].clear()


@pytest.fixture(autouse=True)
def editor() -> None:
    get_user_model().objects.create_user("editor", password="the right one", is_staff=True)


def attempt(
    client: Client, password: str, name: str = "editor", address: str = "203.0.113.7"
) -> Any:
    form = {"username": name, "password": password}
    return client.post("/admin/login/", form, REMOTE_ADDR=address)


def test_the_right_password_opens_the_admin(client: Client) -> None:
    response = attempt(client, "the right one")

    assert response.status_code == 302
    assert client.get("/admin/").status_code == 200


def test_a_wrong_password_shows_the_form_again(client: Client) -> None:
    response = attempt(client, "a wrong one")

    assert response.status_code == 200
    assert "errornote" in response.content.decode()


def test_after_too_many_failures_even_the_right_password_waits(client: Client) -> None:
    for _ in range(ATTEMPTS):
        assert attempt(client, "a wrong one").status_code == 200

    response = attempt(client, "the right one")

    assert response.status_code == 429
    assert response.headers["Retry-After"] == str(WINDOW_S)
    assert "<h1" in response.content.decode()
    assert client.get("/admin/").status_code == 302


def test_one_address_does_not_lock_out_another(client: Client) -> None:
    for _ in range(ATTEMPTS):
        attempt(client, "a wrong one", address="203.0.113.7")

    assert attempt(client, "the right one", address="203.0.113.8").status_code == 302


def test_a_success_forgets_the_failures_before_it(client: Client) -> None:
    for _ in range(ATTEMPTS - 1):
        attempt(client, "a wrong one")
    attempt(client, "the right one")

    assert attempt(Client(), "a wrong one").status_code == 200
    assert attempt(Client(), "the right one").status_code == 302


def test_a_name_in_other_letters_is_the_same_name(client: Client) -> None:
    for _ in range(ATTEMPTS):
        attempt(client, "a wrong one", name="EDITOR ")

    assert attempt(client, "the right one").status_code == 429


def test_a_full_width_spelling_is_the_same_name(client: Client) -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in "editor")
    assert attempt(Client(), "the right one", name=wide).status_code == 302
    for number in range(ATTEMPTS):
        attempt(client, "a wrong one", name=wide if number % 2 else "editor")

    assert attempt(client, "the right one").status_code == 429
    assert attempt(client, "the right one", name=wide).status_code == 429


def test_an_address_that_tries_many_names_waits_for_every_name(client: Client) -> None:
    for number in range(ATTEMPTS_OF_ADDRESS):
        assert attempt(client, "a wrong one", name=f"name{number}").status_code == 200

    assert attempt(client, "the right one").status_code == 429
    assert attempt(client, "the right one", address="203.0.113.8").status_code == 302


def test_an_account_of_ones_own_does_not_pay_for_guessing_at_others(client: Client) -> None:
    for number in range(ATTEMPTS_OF_ADDRESS):
        attempt(client, "a wrong one", name=f"name{number}")
        if number % 9 == 8 and number < ATTEMPTS_OF_ADDRESS - 1:
            assert attempt(Client(), "the right one").status_code == 302

    assert attempt(client, "the right one").status_code == 429


def test_what_others_put_into_the_cache_does_not_push_failures_out(client: Client) -> None:
    for _ in range(ATTEMPTS):
        attempt(client, "a wrong one")
    try:
        for number in range(1000):
            cache.set(f"other-{number}", number)
    finally:
        cache.clear()
    for number in range(1000):
        count_failure(f"another-address-{number}")

    assert attempt(client, "the right one").status_code == 429


def test_a_count_that_ends_while_it_is_raised_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = caches["sign-in"]
    count_failure("key")
    add = counts.add

    def add_then_expire(key: str, *rest: Any) -> bool:
        added = add(key, *rest)
        counts.delete(key)
        return added

    monkeypatch.setattr(counts, "add", add_then_expire)
    count_failure("key")

    assert counts.get("key") == 1


def test_a_user_who_is_not_staff_stays_outside(client: Client) -> None:
    get_user_model().objects.create_user("visitor", password="the right one")

    assert attempt(client, "the right one", name="visitor").status_code == 200


def test_a_visitor_does_not_choose_the_address_they_are_counted_by(client: Client) -> None:
    form = {"username": "editor", "password": "a wrong one"}
    for number in range(ATTEMPTS):
        forged = {"x-forwarded-for": f"198.51.100.{number}"}
        assert client.post("/admin/login/", form, headers=forged).status_code == 200

    assert client.post("/admin/login/", form, headers={"x-forwarded-for": "x"}).status_code == 429
