"""The rule of words: which find one another, whatever their form, accents, signs or language."""

import pytest
from django.db import connection

from incidents import search
from incidents.listing.texts import Texts
from incidents.models import ListedText
from tests.factories import ListedIncidentFactory

pytestmark = pytest.mark.django_db


def finds(asked: str, text: str) -> bool:
    """Whether a question finds a text; the database is asked as the search asks it."""
    (term,) = search.parse(asked).terms
    with connection.cursor() as cursor:
        cursor.execute("SELECT vigie_words(%s) @@ %s::tsquery", [text, term.expression])
        return bool(cursor.fetchone()[0])


ALIKE = [
    ("truquée", "truque", "truqués", "truquees", "TRUQUÉES", "truquer", "truquait"),
    ("supprimées", "supprimee", "supprimer", "SUPPRIMÉ"),
    ("relayée", "relayee", "relayés"),
    ("élection", "election", "Élections", "ELECTIONS", "l’élection", "d'élections"),
    ("vidéo", "video", "vidéos", "videos", "e\N{COMBINING ACUTE ACCENT}".join(("vid", "os"))),
    ("sœur", "soeur", "SŒURS"),
    ("cœur", "coeur"),
    ("Æthelred", "aethelred"),
    ("straße", "strasse", "STRASSE"),
    ("naïve", "naive"),
    ("voice", "voices", "VOICE"),
    ("voter", "voters"),
    ("faked", "fake", "faking"),
    ("cloned", "cloning"),
    ("porte-parole", "porte parole", "porte‑parole", "porte_parole"),
    ("aujourd'hui", "aujourd’hui", "aujourd hui"),
    ("@aurore.demain", "aurore demain", "@aurore_demain"),
    ("sextant.example.org", "sextant example org"),
    ("2026", "２０２６"),
    ("fin", "ﬁn"),
]
UNLIKE = [
    ("truquée", "trucage"),
    ("marin", "marge"),
    ("thé", "the truth"),
    ("sûr", "sur la table"),
    ("“aurore demain”", "demain aurore"),
    ("202", "2026"),
]


@pytest.mark.parametrize("words", ALIKE, ids=lambda words: words[0])
def test_forms_of_one_word_find_one_another(words: tuple[str, ...]) -> None:
    missed = [
        (asked, text) for asked in words for text in words if not finds(f'"{asked}"', f"x {text}.")
    ]

    assert missed == []


@pytest.mark.parametrize(("asked", "text"), UNLIKE)
def test_other_words_do_not(asked: str, text: str) -> None:
    assert not finds(f'"{asked}"', text)
    assert finds(f'"{asked}"', asked)


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("truq*", "Des vidéos truquées.", True),
        ("truqué*", "Des vidéos truquees.", True),
        ("vidéos tru*", "Des vidéos truquées.", True),
        ("truquées vid*", "Des vidéos truquées.", False),
        ("happi*", "So happy.", False),
        ("happ*", "So happy.", True),
        ("les*", "Les vidéos.", True),
        ("20*", "En 2026.", True),
        ("oe*", "Une œuvre.", True),
    ],
)
def test_a_beginning_finds_the_words_that_begin_so(asked: str, text: str, expected: bool) -> None:
    assert finds(f'"{asked}"', text) is expected


def test_no_phrase_is_found_from_the_end_of_a_text_to_its_beginning() -> None:
    """The forms of a text stand one after the other in its vector, and so do texts."""
    made = ListedIncidentFactory().pk
    ListedText.objects.create(tier=1, incidents=[made], words=Texts(["alpha bravo", "carla delta"]))

    def found(asked: str) -> bool:
        return made in search.keys(search.parse(asked))

    assert found('"alpha bravo"')
    assert found('"carla delta"')
    assert [a for a in ('"bravo alpha"', '"bravo carla"', '"delta alpha"') if found(a)] == []


@pytest.mark.parametrize("text", ["le la les", "the of", "ou", "le -la", "Cette"])
def test_a_text_of_common_words_alone_says_so(text: str) -> None:
    with pytest.raises(search.QueryError, match=f"“{text}” is too common"):
        search.parse(text)


def test_common_words_beside_others_are_left_out_and_named() -> None:
    query = search.parse("le vidéo OR la des* the")

    assert [[each.text for each in term.asked] for term in query.terms] == [["vidéo"], ["des"]]
    assert query.common == ("le", "la", "the")


@pytest.mark.parametrize("text", ["a\0b vidéo", "\ud800vidéo", "'; DROP TABLE x; --", "\\vidéo:*&"])
def test_no_text_is_syntax_of_the_database(text: str) -> None:
    ListedText.objects.create(tier=1, incidents=[1], words=Texts(["Une vidéo b DROP TABLE x"]))

    assert set(search.keys(search.parse(text))) == {1}
