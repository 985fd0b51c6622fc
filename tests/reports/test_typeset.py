"""Spaces that hold and names that stay whole, each text by the rules of its own language."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.reports.render import report_html
from incidents.reports.typeset import typeset
from tests.reports.snapshots import snapshot


def inside(text: str, language: str = "fr") -> str:
    """A text as it is set in a page of that language."""
    page = typeset(f'<html lang="{language}"><body><p lang="{language}">{text}</p></body></html>')
    return page.split("<p", 1)[1].split(">", 1)[1].split("</p>")[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Qui ? Eux ; non !", "Qui\u202f? Eux\u202f; non\u202f!"),
        ("Il dit : « non »", "Il dit\u00a0: «\u00a0non\u00a0»"),
        ("une hausse de 300 %", "une hausse de 300\u00a0%"),
        ("dément · commente", "dément\u00a0· commente"),
        ("déjà\u00a0: mis", "déjà\u00a0: mis"),
        ("à 10:30 et a:b", "à 10:30 et a:b"),
        ("un &amp; deux", "un &amp; deux"),
        ("le 1er mai 2026 à 9 h 30", "le 1er\u00a0mai 2026 à 9\u00a0h\u00a030"),
    ],
)
def test_french_signs_keep_to_the_word_before_them(text: str, expected: str) -> None:
    assert inside(text) == expected


def test_another_language_keeps_its_own_spaces_even_within_french() -> None:
    assert inside("Who ? Them : yes", "en") == "Who ? Them : yes"
    assert inside('dit <q lang="en">who ?</q> ?') == 'dit <q lang="en">who ?</q>\u202f?'


def test_names_are_marked_where_a_line_could_break_them() -> None:
    assert inside("par Corvenne") == 'par <span class="name">Corvenne</span>'
    assert inside("par Corvennecorvennecorvenne") == "par Corvennecorvennecorvenne"
    assert inside("par Alba, hypertrucage") == "par Alba, hypertrucage"
    assert inside("<a>Corvenne</a> Corvenne<br> b") == (
        '<a>Corvenne</a> <span class="name">Corvenne</span><br> b'
    )


def test_attributes_addresses_and_the_head_are_left_alone() -> None:
    page = '<html lang="fr"><title>a : b</title><body lang="fr" data-mark="a ? b"></body></html>'
    assert typeset(page) == page
    assert typeset("<p>no body ?</p>") == "<p>no body ?</p>"


def test_a_whole_report_keeps_every_letter() -> None:
    html = report_html(snapshot(incidents=2), "fr")
    shown = typeset(html)
    assert letters(shown) == letters(html)
    assert re.sub(r"</?span[^>]*>", "", tags(shown)) == re.sub(r"</?span[^>]*>", "", tags(html))


@given(st.text(alphabet="aB «»:;!?·–<>/&;pq\u00a0", max_size=40))
def test_no_input_loses_a_letter_or_fails(text: str) -> None:
    page = f'<html><body lang="fr">{text}</body></html>'
    assert letters(typeset(page)) == letters(page)


def letters(html: str) -> str:
    """What is neither markup nor blank."""
    return "".join(re.sub(r"<[^>]*>", "", html).split())


def tags(html: str) -> str:
    """The markup alone."""
    return "".join(re.findall(r"<[^>]*>", html))
