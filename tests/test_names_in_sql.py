"""The database lets no text go in which Python finds a name."""

import json
import re
import sys

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.names import Names
from incidents.names_in_sql import LAST, pattern
from incidents.transcripts.folding import words

NAMES = Names(["Zoé d'Arpentigny", "Œnone Maë", "Cœsæ Ilda", "Anna Grosse", "J-P 75"])
SPELT = [
    *("Zoé d'Arpentigny", "ZOE\nD'ARPENTIGNY", "#zoedarpentigny", "Zoe\u0301\td’Arpentigny"),
    *("d\\Arpentigny\\\\Zoé", "zo%C3%A9-d-arpentigny", "Zo&eacute; d&#39;Arpentigny"),
    *("OENONE MAE", "œnone-maë", "xŒnonemaë", "coesae ilda", "Cœsæilda", "coeſæ\u00adilda"),
    *("Anna Große", "ANNA GROẞE", "ⓐnna grosse", "ilda, cœsæ", "𝐙𝐨𝐞 d'Arpentigny", "J.P.75"),
    *('Z\bo\fé\r"d"\\n\x01Arpentigny', "Zoéd\\rArpentigny"),
]
PIECES = st.sampled_from([*SPELT, " ", "\\", "\\n", "\n", "&", "%", "œ", "e", "", '"'])
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=5).map(lambda x: "".join(x))

pytestmark = pytest.mark.django_db


def kept(texts: list[str], names: Names = NAMES) -> list[bool]:
    """Whether the database passes each text on, and the same text inside JSON."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT x ~ %(p)s AND jsonb_build_object('k', jsonb_build_array(x))::text ~ %(p)s"
            " AND ARRAY[x, 'y']::text ~ %(p)s"
            " FROM unnest(%(x)s::text[]) WITH ORDINALITY AS t (x, n) ORDER BY n",
            {"p": names.in_sql, "x": texts},
        )
        return [row[0] for row in cursor.fetchall()]


def test_each_spelling_is_passed_on_and_other_texts_are_not() -> None:
    found = [text for text in SPELT if NAMES.in_text(text)]

    assert len(found) >= 15
    assert all(kept(found))
    others = ["Zoélie d'Arpent", "Une œuvre d’Anna, à 75 € ; “cœur”", json.dumps("a\nb"), ""]
    assert not any(kept(others))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
)
@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_nothing_that_python_finds_is_lost(texts: list[str]) -> None:
    storable = [t.replace("\0", "") for t in texts]

    for text, passed in zip(storable, kept(storable), strict=True):
        assert passed or not NAMES.in_text(text), text


def test_every_character_that_stands_for_letters_is_looked_for_or_passed_on() -> None:
    names = Names(["Zoabcdefghijklm nopqrstuvwxy0123456789ss"])
    letters = {}
    for code in range(0x80, sys.maxunicode + 1):
        becomes = re.sub("[^a-z0-9]", "", "".join(words(chr(code))))
        if becomes:
            letters[chr(code)] = becomes
    assert max(map(ord, letters)) < LAST
    texts = []
    whole = "zoabcdefghijklmnopqrstuvwxy0123456789ss"
    for character, becomes in letters.items():
        place = whole.find(becomes)
        written = whole.replace(becomes, character, 1) if place >= 0 else f"{character}{whole}"
        texts.append(written)

    assert len(texts) > 1500
    assert all(kept(texts, names))


def test_a_name_without_a_plain_letter_is_left_to_python() -> None:
    assert pattern(["жанна"]) == "" and Names(["Жанна"]).in_sql == ""
    assert kept(["жanna", "жana"], Names(["Жann Иван"])) == [True, False]
