"""A thousand bad sign-ins: how many are looked at, and who still gets in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client

from incidents import limits
from incidents.limits import Limit
from tests.factories import UserFactory
from tests.tracker.accounts.proofs import (
    ELSEWHERE,
    HERE,
    PASSWORD,
    code,
    give_app,
    is_in,
    password,
    second,
)
from tracker.accounts.guessing import ATTEMPTS, ATTEMPTS_OF_ADDRESS
from tracker.accounts.models import SignInCount

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that was compared with an account's, or hashed to take as long."""
    seen: list[str] = []
    encode = MD5PasswordHasher.encode

    def noted(self: Any, word: str, salt: str, *more: Any) -> str:
        seen.append(word)
        return str(encode(self, word, salt, *more))

    monkeypatch.setattr(MD5PasswordHasher, "encode", noted)
    return seen


def attack(size: int, addresses: int, evaluated: list[str]) -> int:
    """Bad sign-ins for one name; how many passwords were looked at."""
    client = Client()
    evaluated.clear()
    for number in range(size):
        password(client, f"guess {number}", address=f"192.0.2.{number % addresses}")
    return sum(word.startswith("guess") for word in evaluated)


def gets_in(client: Client, address: str, steps: int) -> bool:
    password(client, address=address)
    second(client, code(steps), address=address)
    return is_in(client)


def prove(size: int, addresses: int, evaluated: list[str], say: Any) -> None:
    """The attack, and the person: from elsewhere, and on their own device beside the attacker."""
    give_app(UserFactory(username="editor", password=PASSWORD))
    own = Client()
    assert gets_in(own, HERE, 0)
    own.post("/admin/logout/")

    looked_at = attack(size, addresses, evaluated)

    with say.disabled():
        print(f"\n{size} bad sign-ins from {addresses} addresses: {looked_at} evaluated")
    assert looked_at == min(size, addresses * ATTEMPTS)
    assert password(Client(), address="192.0.2.0").status_code == 429
    assert gets_in(own, "192.0.2.0", 1)
    assert gets_in(Client(), ELSEWHERE, -1)


@pytest.mark.django_db
@pytest.mark.parametrize("addresses", [1, 3])
def test_bad_sign_ins_are_not_looked_at_and_the_person_gets_in(
    addresses: int, evaluated: list[str], time_machine: Any, capsys: Any
) -> None:
    time_machine.move_to(NOON, tick=False)

    prove(45, addresses, evaluated, capsys)


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("addresses", [1, 20])
def test_a_thousand_bad_sign_ins(
    addresses: int, evaluated: list[str], time_machine: Any, capsys: Any
) -> None:
    time_machine.move_to(NOON, tick=False)

    prove(1000, addresses, evaluated, capsys)


@pytest.mark.django_db
def test_an_address_that_guesses_at_many_names_is_not_looked_at(evaluated: list[str]) -> None:
    for number in range(ATTEMPTS_OF_ADDRESS + 10):
        password(Client(), "guess", name=f"name{number}")

    assert evaluated.count("guess") == ATTEMPTS_OF_ADDRESS


@pytest.mark.django_db(transaction=True)
def test_whoever_asks_many_times_at_once_gets_no_more() -> None:
    own = Limit("own", 10, timedelta(minutes=15))
    shared = Limit("shared", 25, timedelta(minutes=15), shared=True)

    def once(number: int) -> bool:
        try:
            return limits.pay([own, shared], NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        paid = sum(pool.map(once, range(80)))

    assert paid == 10
    assert dict(SignInCount.objects.values_list("key", "failures")) == {"own": 10, "shared": 10}


@pytest.mark.django_db
def test_a_refusal_costs_nothing_and_a_success_clears_only_ones_own() -> None:
    own = Limit("own", 2, timedelta(minutes=15))
    shared = Limit("shared", 3, timedelta(minutes=15), shared=True)
    assert [limits.pay([own, shared], NOON) for _ in range(4)] == [True, True, False, False]

    limits.forgive([own, shared])

    assert dict(SignInCount.objects.values_list("key", "failures")) == {"shared": 1}


@pytest.mark.django_db
def test_a_count_that_ended_begins_anew_and_old_ones_are_swept() -> None:
    own = Limit("own", 1, timedelta(minutes=15))
    limits.pay([own], NOON)
    limits.pay([Limit("old", 1, timedelta(minutes=1))], NOON)

    assert limits.pay([own], NOON + timedelta(minutes=16))
    assert not limits.pay([own], NOON + timedelta(minutes=17))
    assert set(SignInCount.objects.values_list("key", flat=True)) == {"own"}
