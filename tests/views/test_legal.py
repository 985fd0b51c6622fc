"""Licence, accessibility, privacy, legal notice: the operator's facts, or that they are missing."""

import pytest
from django.test import Client
from pytest_django import Settings

from incidents.views.legal import LICENCES, OPERATOR
from tracker.checks import check_operator
from tracker.environment import Environment, SettingError

PAGES = ("method/licence/", "accessibility/", "privacy/", "legal/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_asks_nothing_of_the_database(client: Client, language: str, page: str) -> None:
    response = client.get(f"/{language}/{page}")

    assert response.status_code == 200
    assert f'href="/{language}/{page}" aria-current="page"' in response.text
    assert f'href="/{language}/legal/"' in response.text


@pytest.mark.parametrize("page", ["privacy/", "legal/"])
def test_whoever_is_concerned_is_led_to_the_forms(client: Client, page: str) -> None:
    text = client.get(f"/fr/{page}").text.partition("<footer")[0]

    assert 'href="/fr/contact/"' in text and 'href="/fr/reply/"' in text


def test_what_is_not_filled_in_is_named(client: Client) -> None:
    text = client.get("/fr/legal/").text

    assert all(f"<code>{name}</code>" in text for name in OPERATOR)
    assert "Ces mentions sont incomplètes" in text


def test_what_is_filled_in_is_shown_and_escaped(client: Client, settings: Settings) -> None:
    for name in OPERATOR:
        setattr(settings, name, f"<{name}>")

    text = client.get("/fr/legal/").text

    assert all(f"&lt;{name}&gt;" in text for name in OPERATOR)
    assert "not-filled" not in text and "incomplètes" not in text


@pytest.mark.parametrize("spdx", sorted(LICENCES))
def test_the_licence_is_the_operators(client: Client, settings: Settings, spdx: str) -> None:
    settings.DATA_LICENCE = spdx

    text = client.get("/en/method/licence/").text

    assert f"<code>{spdx}</code>" in text and "<code>Apache-2.0</code>" in text
    assert ("Name the source" in text) == LICENCES[spdx].attribution


def test_a_licence_that_nobody_knows_stops_the_process() -> None:
    with pytest.raises(SettingError):
        Environment({"DATA_LICENCE": "mine"}).choice("DATA_LICENCE", "CC-BY-4.0", tuple(LICENCES))


def test_production_is_warned_of_what_is_missing(settings: Settings) -> None:
    assert check_operator(None) == []
    settings.PRODUCTION = True
    settings.OPERATOR_NAME = "Association Exemple"

    (warning,) = check_operator(None)

    assert "CONTACT_EMAIL" in warning.msg and "OPERATOR_NAME" not in warning.msg
    for name in OPERATOR:
        setattr(settings, name, "x")
    assert check_operator(None) == []
