"""Misspelt words: what they may have meant among the words that are published."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents import search
from incidents.listing.texts import list_texts, unlist_texts
from incidents.models import ListedWord
from incidents.search.nearest import slips
from tests.factories import ListedIncidentFactory

pytestmark = pytest.mark.django_db
NONE = {"fr": "", "en": ""}


def wrote(*texts: str) -> int:
    """The key of an incident with these titles."""
    key = int(ListedIncidentFactory().pk)
    parts = ("claims", "involvements", "appearances", "procedures", "sources", "incident_citations")
    for text in texts:
        document = {"title": NONE | {"fr": text}, "summary": NONE, "verdict": {"basis": NONE}}
        list_texts([(key, document | {part: [] for part in parts})])
    return key


def meant(asked: str) -> str | None:
    found = search.nearest(search.parse(asked))
    return found.text if found else None


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Naguicrd", "naguicord"),
        ("nagiucord", "naguicord"),
        ("Naguicord", None),
        ("élecsion", "élection"),
        ("elecsion", "élection"),
        ("Naguicrd élection", "naguicord élection"),
        ("“élection de Naguicrd” -vidéo", "“élection de naguicord” -vidéo"),
        ("Naguicrd OR élecsion", "naguicord OR élection"),
        ("tikotk", "tiktok"),
        ("xylophone", None),
        ("Naguicrd xylophone", None),
        ("naguicrd*", None),
        ("-naguicrd", None),
        ("2062", None),
    ],
)
def test_a_word_that_stands_nowhere_is_the_nearest_that_does(
    asked: str, expected: str | None
) -> None:
    wrote("Élection à Naguicord en 2026 sur TikTok")

    assert meant(asked) == expected


def test_of_equals_the_more_usual_word_is_meant() -> None:
    wrote("Un canton", "Le cantor", "Le cantor")

    assert meant("cantoz") == "cantor"


def test_words_are_counted_as_texts_come_and_go() -> None:
    first, second = wrote("Une vidéo, la vidéo"), wrote("Vidéo truquée")

    def counts() -> dict[str, int]:
        return dict(ListedWord.objects.values_list("word", "texts"))

    assert counts() == {"une": 1, "vidéo": 2, "la": 1, "truquée": 1}
    assert ListedWord.objects.get(word="vidéo").folded == "video"
    unlist_texts([first])
    assert counts() == {"vidéo": 1, "truquée": 1}
    unlist_texts([second])
    assert counts() == {}


def test_what_is_meant_costs_three_questions() -> None:
    wrote("Naguicord")
    query = search.parse("Naguicrd")

    with CaptureQueriesContext(connection) as asked:
        assert search.nearest(query) is not None

    assert len(asked) == 3


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("", "", 0),
        ("abc", "abc", 0),
        ("abc", "acb", 1),
        ("abc", "ac", 1),
        ("ac", "abc", 1),
        ("abc", "xbc", 1),
        ("tikotk", "tiktok", 1),
        ("abcd", "badc", 2),
        ("abc", "", 3),
    ],
)
def test_slips_are_counted(ours: str, theirs: str, expected: int) -> None:
    assert slips(ours, theirs) == slips(theirs, ours) == expected
