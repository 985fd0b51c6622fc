"""Signing in with a password, and the limit on guessing."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tracker.accounts.devices import COOKIE
from tracker.accounts.guessing import ATTEMPTS, ATTEMPTS_OF_ADDRESS, WINDOW
from tracker.accounts.models import SignInCount

pytestmark = pytest.mark.django_db


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
    assert response.headers["Retry-After"] == str(int(WINDOW.total_seconds()))
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


def test_a_known_device_is_not_locked_out_by_its_neighbours(client: Client) -> None:
    attempt(client, "the right one")
    client.post("/admin/logout/")
    for _ in range(ATTEMPTS):
        attempt(Client(), "a wrong one")

    assert attempt(Client(), "the right one").status_code == 429
    assert attempt(client, "the right one").status_code == 302


def test_a_known_device_does_not_guess_for_ever(client: Client) -> None:
    attempt(client, "the right one")
    client.post("/admin/logout/")
    for number in range(ATTEMPTS):
        assert attempt(client, "a wrong one", address=f"198.51.100.{number}").status_code == 200

    assert attempt(client, "the right one", address="203.0.113.9").status_code == 429


def test_a_device_is_known_for_its_person_only(client: Client) -> None:
    get_user_model().objects.create_user("other", password="of the other", is_staff=True)
    attempt(client, "the right one")
    client.post("/admin/logout/")
    for _ in range(ATTEMPTS):
        attempt(client, "a wrong one", name="other")

    assert attempt(Client(), "of the other", name="other").status_code == 429


@pytest.mark.parametrize("value", ["", "nonsense", "eyJhIjoxfQ:1sQ:AAAA", "é"])
def test_a_forged_mark_makes_no_device_known(value: str, client: Client) -> None:
    for number in range(ATTEMPTS):
        client.cookies[COOKIE] = f"{value}{number}"
        attempt(client, "a wrong one")

    assert attempt(client, "the right one").status_code == 429


def test_the_mark_of_a_device_is_for_the_staff_pages_and_no_script(client: Client) -> None:
    mark = attempt(client, "the right one").cookies[COOKIE]

    assert (mark["path"], mark["httponly"], mark["samesite"]) == ("/admin/", True, "Strict")
    assert "editor" not in mark.value


def test_counts_name_nobody_and_end(client: Client, time_machine: Any) -> None:
    time_machine.move_to("2026-11-03 10:00:00+00:00")
    for _ in range(ATTEMPTS):
        attempt(client, "a wrong one")
    keys = SignInCount.objects.values_list("key", flat=True)
    assert len(keys) == 2
    assert all(len(key) == 64 and "editor" not in key for key in keys)

    time_machine.move_to("2026-11-03 10:16:00+00:00")

    assert attempt(client, "the right one").status_code == 302
    assert SignInCount.objects.count() <= 1


def test_a_user_who_is_not_staff_stays_outside(client: Client) -> None:
    get_user_model().objects.create_user("visitor", password="the right one")

    assert attempt(client, "the right one", name="visitor").status_code == 200


def test_who_is_already_in_goes_on_to_where_they_wanted(client: Client) -> None:
    attempt(client, "the right one")

    response = client.get("/admin/login/?next=/admin/factor/")

    assert response.headers["Location"] == "/admin/factor/"


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_no_way_of_asking_makes_failures_uncounted(accept: str, client: Client) -> None:
    form = {"username": "editor", "password": "a wrong one"}
    answers = [
        client.post("/admin/login/", form, headers={"accept": accept}).status_code
        for _ in range(ATTEMPTS + 1)
    ]

    assert answers[-1] == 429
    assert 429 not in answers[:-1]


@pytest.mark.parametrize(
    "address", ["signup/", "password/reset/", "email/", "login/code/confirm/", "social/"]
)
def test_nobody_registers_and_nothing_is_mailed(address: str, client: Client) -> None:
    assert client.get(f"/admin/{address}").status_code in {302, 404}
    assert client.get(f"/accounts/{address}").status_code == 404


def test_a_visitor_does_not_choose_the_address_they_are_counted_by(client: Client) -> None:
    form = {"username": "editor", "password": "a wrong one"}
    for number in range(ATTEMPTS):
        forged = {"x-forwarded-for": f"198.51.100.{number}"}
        assert client.post("/admin/login/", form, headers=forged).status_code == 200

    assert client.post("/admin/login/", form, headers={"x-forwarded-for": "x"}).status_code == 429
