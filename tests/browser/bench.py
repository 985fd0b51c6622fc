"""A long transcript and a member of staff in a real browser."""

from typing import TYPE_CHECKING, Any

from django.test import Client

from incidents import models
from tests.factories import TranscriptFactory, UserFactory
from tracker.accounts.roles import Role

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

WORDS = ("Le phare est allumé.", "La marée monte, dit-on.", "Nous n’étions pas à l’école.")
SECRET = "Le bateau n’a jamais quitté Sainte-Aurélie."


def long_transcript(size: int, secret: int, **fields: Any) -> models.Transcript:
    """`size` passages four seconds apart; the one at `secret` is said nowhere else."""
    texts = [f"{WORDS[n % 3]} Phrase {n}." for n in range(size)]
    texts[secret] = SECRET
    made: models.Transcript = TranscriptFactory(texts=texts, **fields)
    return made


def sign_in(context: "BrowserContext", address: str, *roles: Role, language: str = "en") -> None:
    """Hand the browser the session of new staff with these roles."""
    client = Client()
    client.force_login(UserFactory(roles=roles, language=language))
    value = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": value, "url": address}])


def open_bench(page: "Page", transcript: models.Transcript, at: str = "") -> None:
    """The workbench, its first rows there."""
    page.goto(f"/admin/incidents/transcript/{transcript.pk}/change/{at}")
    page.wait_for_selector("#bench-list[aria-busy=false] .bench__row--current")


def press(page: "Page", *keys: str) -> None:
    """One key after another."""
    for key in keys:
        page.keyboard.press(key)


def current(page: "Page") -> int:
    """The position of the row that the list names as active, which must be in the page."""
    return int(
        page.evaluate(
            "document.getElementById(document.getElementById('bench-list')"
            ".getAttribute('aria-activedescendant')).dataset.n"
        )
    )


def said(page: "Page", words: str) -> None:
    """Wait until the live region says this."""
    page.wait_for_function(
        "words => document.getElementById('bench-said').textContent.includes(words)", arg=words
    )


def rows(page: "Page") -> int:
    """How many rows are in the page."""
    return int(page.evaluate("document.querySelectorAll('.bench__row').length"))
