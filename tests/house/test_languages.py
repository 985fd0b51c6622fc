"""A text in another language than its page stands under its own ``lang``, wherever it is shown."""

from __future__ import annotations

import re
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from incidents import listing
from incidents.canonical import digest
from incidents.models import Publication
from tests.factories import AT
from tests.forged import forging
from tests.views.published import DENIED, TEXTS, correct, publish
from tests.views.test_queries import REVIEWED

FRENCH, ENGLISH = "motfrançais", "wordenglish"
SPOKEN = (*(text for text in TEXTS if "<" not in text), DENIED)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
APART = re.compile(r"<(title|script) ")
"""Not marked: titles of pages and data for machines, which hold no markup."""
SAID = ("alt", "title", "aria-label", "placeholder")
"""Attributes that are read out, in the language of their element."""


class Reader(HTMLParser):
    """Notes each piece of text with the language it stands under."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.pieces: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang", self.open[-1][1] if self.open else "")
        self.pieces += [(given[name], language, tag) for name in SAID if name in given]
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while tag in (each for each, _language in self.open) and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open:
            self.pieces.append((data, self.open[-1][1], self.open[-1][0]))


def language_of(text: str) -> str:
    """Of a text whose language is known here; else ""."""
    small = text.casefold()
    if FRENCH in small or any(spoken in text for spoken in SPOKEN):
        return "fr"
    return "en" if ENGLISH in small else ""


def misplaced(page: str) -> list[str]:
    """Texts under a language that is not theirs."""
    reader = Reader()
    reader.feed(page)
    return [
        f"<{tag} {language}> {text.strip()[:90]}"
        for text, language, tag in reader.pieces
        if language_of(text) not in {"", language}
    ]


def only(content: Any, language: str, word: str) -> Any:
    """A document whose every text in two languages is there in one of them alone. Names of persons,
    parties and platforms are nobody's language, labels of terms are in both in the vocabularies;
    what a voice without a name is called by is written by staff."""
    match content:
        case {"fr": str(), "en": str(), **more} if not more:
            text = content["fr"] or content["en"]
            return {"fr": "", "en": "", language: f"{word} {text}" if text else ""}
        case dict():
            apart = {"name"} if "actor" in content else {"name", "label"}
            return {
                key: value if key in apart else only(value, language, word)
                for key, value in content.items()
            }
        case list():
            return [only(value, language, word) for value in content]
    return content


def in_one_language(publication: Publication, language: str, word: str) -> None:
    """The publication as if its texts had never been translated."""
    with transaction.atomic():
        listing.remove(publication)
        content = only(publication.content, language, word)
        with forging():
            Publication.objects.filter(pk=publication.pk).update(
                content=content, digest=digest(content)
            )
        publication.refresh_from_db()
        listing.add(publication)


@pytest.fixture
def seen(client: Client, db: None) -> dict[str, str]:
    """Every kind of page, in both languages, of one incident that is told in French alone and of
    one in English alone; in both recordings French is spoken."""
    french = correct(publish(), notice=f"{FRENCH} corrigé.")
    in_one_language(french, "fr", FRENCH)
    in_one_language(publish(at=AT + timedelta(days=1)), "en", ENGLISH)
    source, found = french.content["sources"][0]["id"], {}
    for address in REVIEWED["queries"]:
        for place in (address, address.replace("INC-2026-0001", "INC-2026-0002")):
            for language in ("/fr/", "/en/"):
                asked = place.replace("/fr/", language, 1).replace("SOURCE", source)
                if asked in found or "." in asked or asked.startswith("/api/"):
                    continue
                response = client.get(asked)
                if response.headers["Content-Type"].startswith("text/html"):
                    found[asked] = response.text
    return found


def test_what_is_in_another_language_says_so(seen: dict[str, str]) -> None:
    found = {
        address: [each for each in misplaced(page) if not APART.match(each)]
        for address, page in seen.items()
    }
    shown = {
        (address[1:3], word)
        for address, page in seen.items()
        for word in (FRENCH, ENGLISH)
        if word in page
    }

    assert {("en", FRENCH), ("fr", ENGLISH)} <= shown
    assert [address for address, page in seen.items() if 'lang=""' in page] == []
    assert {address: what for address, what in found.items() if what} == {}


@pytest.mark.parametrize(
    ("inside", "number"),
    [
        (f"<p>{FRENCH}</p>", 1),
        (f"<p lang=fr>{FRENCH}<br>{ENGLISH}</p>", 1),
        (f"<p lang=fr><b>{FRENCH}</b> <i lang=en>{ENGLISH}</i></p>{ENGLISH}", 0),
        (f"<img alt='{FRENCH}'><q lang=fr>{DENIED}</q>", 1),
    ],
)
def test_it_finds_what_is_misplaced(inside: str, number: int) -> None:
    assert len(misplaced(f"<html lang=en><body>{inside}</body></html>")) == number
