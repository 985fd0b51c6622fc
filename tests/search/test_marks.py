"""Which words of a text are marked, and how a long passage is cut."""

import pytest

from incidents.search import parse
from incidents.search.hits import LONGEST_PASSAGE, excerpt
from incidents.search.marks import marks_in

pytestmark = pytest.mark.django_db


def marked(asked: str, text: str) -> str:
    """The text with what is marked in brackets."""
    pieces = marks_in(parse(asked), [text]).pieces(text)
    assert "".join(piece for piece, _asked in pieces) == text
    return "".join(f"[{piece}]" if asked else piece for piece, asked in pieces)


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("truque", "Deux vidéos truquées, hier.", "Deux vidéos [truquées], hier."),
        ("videos", "Deux vidéos truquées.", "Deux [vidéos] truquées."),
        ("video truquee", "Deux vidéos truquées.", "Deux [vidéos truquées]."),
        ("“vidéo truquée”", "La vidéo, ou vidéo truquée.", "La vidéo, ou [vidéo truquée]."),
        ("“truquée vidéo”", "La vidéo truquée.", "La vidéo truquée."),
        ("“lutte contre la fraude”", "lutter contre la fraude", "[lutter contre la fraude]"),
        ("l’élection", "L’élection et les élections", "L’[élection] et les [élections]"),
        ("truq*", "Truquer, un truc, truqué", "[Truquer], un truc, [truqué]"),
        ("soeur OR cœur", "Sœurs de cœur", "[Sœurs] de [cœur]"),
        ("voice -clone", "A voice clone", "A [voice] clone"),
        ("video", "vide\N{COMBINING ACUTE ACCENT}o <b>", "[vide\N{COMBINING ACUTE ACCENT}o] <b>"),
        ("-vidéo", "une vidéo", "une vidéo"),
        ("dément", "Rien.", "Rien."),
        ("dément", "", ""),
    ],
)
def test_words_are_marked_by_the_rule_of_the_index(asked: str, text: str, expected: str) -> None:
    assert marked(asked, text) == expected


def test_a_long_passage_is_cut_at_words_around_its_first_mark() -> None:
    text = "avant " * 90 + "cible " + "après " * 90
    pieces = marks_in(parse("cible"), [text]).pieces(text)

    shown = excerpt(pieces)

    whole = "".join(piece for piece, _asked in shown)
    assert ("cible", True) in shown
    assert whole.startswith("… avant")
    assert whole.endswith("après…")
    assert len(whole) <= LONGEST_PASSAGE + 2
    assert {word.strip("…") for word in whole.split()} == {"", "avant", "cible", "après"}


@pytest.mark.parametrize("text", ["cible" + " après" * 90, "a" * 400 + " cible", "cible" * 100])
def test_whatever_is_cut_keeps_its_mark(text: str) -> None:
    pieces = [(text[: text.index("cible")], False), ("cible", True)]
    pieces.append((text[text.index("cible") + 5 :], False))

    shown = excerpt([piece for piece in pieces if piece[0]])

    assert ("cible", True) in shown
    assert len("".join(piece for piece, _asked in shown)) <= LONGEST_PASSAGE + 2
