"""A name in whatever spelling: found, and taken out without the words around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.names import Names

NAME = "Zoé d'Arpentigny"
LABEL = "une personne"


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Hier, Zoé d’Arpentigny a dit", "Hier, une personne a dit"),
        ("ARPENTIGNY, D’ ZOE", "une personne"),
        ("#ZoeDArpentigny75 x", "#une personne75 x"),
        ("https://x.example/zo%C3%A9-d-arpentigny/p", LABEL),
        ("https://x.example/zo%25C3%25A9-d-arpentigny/p", LABEL),
        ("Zo&eacute; d&#39;Arpentigny", LABEL),
        ("Zoe\u0301 d'Arpentigny.", "une personne."),
        ("Zoélie d'Arpentigny", "Zoélie d'Arpentigny"),
        ("rien", "rien"),
    ],
)
def test_a_name_is_replaced_in_each_spelling(text: str, without: str) -> None:
    assert Names([NAME]).replaced(text, LABEL) == without


def test_it_is_found_inside_lists_and_json() -> None:
    names = Names([NAME])

    assert names.inside({"a": ["b", {"c": "zoé d’arpentigny"}]})
    assert names.inside({"Zoé d'Arpentigny": 1})
    assert not names.inside({"a": [1, None, "Zoé"]})
    assert not Names(["", "–"]) and not Names([]).inside("x")


@given(st.text(max_size=40), st.text(max_size=40))
def test_nothing_that_is_found_remains(before: str, after: str) -> None:
    names = Names([NAME, "Ilda Marvane"])

    assert not names.in_text(names.replaced(f"{before}{NAME}{after} ILDA-MARVANE", LABEL))
