"""The quote check."""

import time
import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.transcripts.folding import words
from incidents.transcripts.quotes import (
    MAX_QUOTE_CHARS,
    FoundQuote,
    MissingQuote,
    QuoteError,
    find_quote,
)


@dataclass(frozen=True)
class Said:
    """Any record with a text will do."""

    text: str


SEGMENTS = [
    Said("Bonsoir, madame Aubrac."),
    Said("Savez-vous qui est derrière"),
    Said("tout ça ? Cœur de l'affaire :"),
    Said(""),
    Said("17 000 faux comptes, un deepfake."),
    Said("Bonsoir."),
]


@pytest.mark.parametrize(
    ("quote", "first", "last"),
    [
        ("madame Aubrac", 0, 0),
        ("MADAME aubrac !", 0, 0),
        ("savez vous qui est derriere tout ca", 1, 2),
        ("« Savez-vous   qui\nest derrière tout ça »", 1, 2),
        ("coeur de l’affaire", 2, 2),
        ("l'affaire : 17 000 faux comptes", 2, 4),
        ("l'affaire : 17000 faux comptes", 2, 4),
        ("un deep fake", 4, 4),
        (unicodedata.normalize("NFD", "derrière"), 1, 1),
        ("derri\u200bère", 1, 1),
    ],
)
def test_a_quote_is_found_whatever_its_dress(quote: str, first: int, last: int) -> None:
    found = find_quote(SEGMENTS, quote)
    assert isinstance(found, FoundQuote)
    assert (found.first, found.last, found.occurrences) == (first, last, 1)
    assert found.passage == " ".join(s.text for s in SEGMENTS[first : last + 1] if s.text)


@pytest.mark.parametrize(
    "quote", ["soir madame", "madame Aub", "derrière ça", "17 00", "tout ça non"]
)
def test_parts_of_words_and_other_words_are_not_found(quote: str) -> None:
    assert isinstance(find_quote(SEGMENTS, quote), MissingQuote)


def test_a_quote_said_twice_is_counted_and_a_range_chooses() -> None:
    both = find_quote(SEGMENTS, "bonsoir")
    assert both == FoundQuote(0, 0, "Bonsoir, madame Aubrac.", 2)
    assert find_quote(SEGMENTS, "bonsoir", first=4) == FoundQuote(5, 5, "Bonsoir.", 1)
    assert isinstance(find_quote(SEGMENTS, "bonsoir", first=1, last=4), MissingQuote)


def test_neighbouring_occurrences_are_each_counted() -> None:
    found = find_quote([Said("non non non")], "non")
    assert isinstance(found, FoundQuote)
    assert found.occurrences == 3


def test_the_nearest_passage_is_shown_when_a_quote_is_not_found() -> None:
    found = find_quote(SEGMENTS, "Savez-vous qui se cache derrière tout ceci ?")
    assert isinstance(found, MissingQuote)
    assert found.nearest is not None
    assert (found.nearest.first, found.nearest.last) == (1, 2)
    assert found.nearest.passage.startswith("Savez-vous qui est derrière tout ça")
    assert found.nearest.similarity == 0.625


def test_rare_words_weigh_more_than_common_ones() -> None:
    said = [Said("le la de un le la de"), Said("le truquage de Valmont"), Said("un la de le")]
    found = find_quote(said, "la de un truquage odieux de Valmont")
    assert isinstance(found, MissingQuote)
    assert found.nearest is not None
    assert found.nearest.first <= 1 <= found.nearest.last


def test_nothing_is_near_where_not_a_word_is_shared() -> None:
    assert find_quote(SEGMENTS, "xylophone") == MissingQuote(None)
    assert find_quote([], "bonsoir") == MissingQuote(None)


@pytest.mark.parametrize("quote", ["", "?!…", "« »"])
def test_a_quote_without_a_word_is_refused(quote: str) -> None:
    with pytest.raises(QuoteError, match="the quote has no word"):
        find_quote(SEGMENTS, quote)


def test_an_endless_quote_is_refused() -> None:
    with pytest.raises(QuoteError, match="5001 characters; at most 5000"):
        find_quote(SEGMENTS, "a" * (MAX_QUOTE_CHARS + 1))


texts = st.lists(st.text(max_size=20) | st.sampled_from(["Ça va", "l’été", "17 000"]), max_size=8)


@given(texts, st.data())
def test_whatever_is_said_is_found_and_within_its_range(
    said: list[str], data: st.DataObject
) -> None:
    spoken = [index for index, text in enumerate(said) if words(text)]
    if not spoken:
        return
    first = data.draw(st.sampled_from(spoken))
    last = data.draw(st.sampled_from([index for index in spoken if index >= first]))
    quote = " ".join(said[first : last + 1])
    segments = [Said(text) for text in said]
    found = find_quote(segments, quote, first=first, last=last)
    assert isinstance(found, FoundQuote)
    assert (found.first, found.last) == (first, last)


@given(texts, st.text())
def test_any_quote_is_answered_or_refused_as_documented(said: list[str], quote: str) -> None:
    segments = [Said(text) for text in said]
    try:
        found = find_quote(segments, quote)
    except QuoteError:
        assert not words(quote)
        return
    place = found.nearest if isinstance(found, MissingQuote) else found
    if place is not None:
        assert 0 <= place.first <= place.last < len(said)


def test_a_hundred_thousand_segments_are_searched_in_bounded_time() -> None:
    segments = [Said(f"phrase numéro {n} de la très longue séance") for n in range(100_000)]
    begun = time.process_time()
    found = find_quote(segments, "numero 99999 de la tres longue")
    missing = find_quote(segments, "numéro 77777 de cette autre séance")
    assert isinstance(found, FoundQuote)
    assert found.first == 99_999
    assert isinstance(missing, MissingQuote)
    assert missing.nearest is not None
    assert missing.nearest.first <= 77_777 <= missing.nearest.last
    assert time.process_time() - begun < 20
