"""The order of what is found, beside an order made in plain Python from the texts themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from incidents import search
from incidents.listing.texts import Texts
from incidents.models import ListedIncident, ListedText
from tests.factories import ListedIncidentFactory

pytestmark = pytest.mark.django_db
WORDS = ("kilo", "tango", "bravo", "radar", "taxi")
"""Words whose stems are themselves in both languages; the first two letters are shared by some."""
WEIGHTS = {1: 8, 2: 4, 3: 2, 4: 1}


@dataclass(frozen=True)
class Written:
    """One text of an index: whose, in which tier, its words."""

    tier: int
    owners: tuple[int, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """One thing asked for, as a person would type it."""

    words: tuple[str, ...]
    begins: bool

    def __str__(self) -> str:
        star = "*" if self.begins else ""
        text = " ".join(self.words) + star
        return f"“{text}”" if len(self.words) > 1 else text

    def stands_in(self, text: tuple[str, ...]) -> bool:
        for place in range(len(text) - len(self.words) + 1):
            *whole, last = text[place : place + len(self.words)]
            same = last.startswith(self.words[-1]) if self.begins else last == self.words[-1]
            if same and tuple(whole) == self.words[:-1]:
                return True
        return False


@dataclass(frozen=True)
class Question:
    """Terms of alternatives, and exclusions."""

    terms: tuple[tuple[Wanted, ...], ...]
    excluded: tuple[Wanted, ...]

    def __str__(self) -> str:
        parts = [" OR ".join(map(str, term)) for term in self.terms]
        return " ".join((*parts, *(f"-{each}" for each in self.excluded)))


def by_hand(question: Question, texts: list[Written], incidents: range) -> list[tuple[int, int]]:
    """Score and key of every match, the best first, each incident looked at by itself."""
    found = []
    for key in incidents:
        own = [text for text in texts if key in text.owners]
        if any(each.stands_in(text.words) for each in question.excluded for text in own):
            continue
        scores = [
            [WEIGHTS[t.tier] for t in own if any(each.stands_in(t.words) for each in term)]
            for term in question.terms
        ]
        if all(scores):
            found.append((sum(max(weights) for weights in scores), key))
    return sorted(found, reverse=True)


KEYS = range(6)
a_word = st.sampled_from(WORDS)
a_text = st.builds(
    Written,
    st.integers(1, 4),
    st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True).map(tuple),
    st.lists(a_word, min_size=1, max_size=5).map(tuple),
)
a_wanted = st.one_of(
    st.builds(Wanted, st.lists(a_word, min_size=1, max_size=2).map(tuple), st.just(False)),
    st.builds(Wanted, st.sampled_from([("ta",), ("kilo", "ta"), ("br",)]), st.just(True)),
)
a_term = st.lists(a_wanted, min_size=1, max_size=2).map(tuple)
a_question = st.builds(
    Question,
    st.lists(a_term, max_size=3).map(tuple),
    st.lists(a_wanted, max_size=1).map(tuple),
).filter(lambda question: bool(question.terms or question.excluded))


@pytest.fixture
def listed() -> list[int]:
    """The keys of as many listed incidents as the texts have owners, in order."""
    return sorted(ListedIncidentFactory().pk for _ in KEYS)


def write(texts: list[Written], listed: list[int]) -> None:
    ListedText.objects.all().delete()
    ListedText.objects.bulk_create(
        ListedText(
            tier=text.tier,
            incidents=[listed[owner] for owner in text.owners],
            source="s" if text.tier == 4 else "",
            words=Texts([" ".join(text.words)]),
        )
        for text in texts
    )


def walked(ranking: search.Ranking, size: int) -> Iterator[Any]:
    """Every place, page by page."""
    place = None
    while found := ranking.after(place, size):
        yield from found
        place = found[-1]


def ranked(query: search.Query, within: BitMap | None = None) -> search.Ranking:
    """Every incident found, of those ``within`` a set where one is given."""
    found = search.find(query)
    wanted = found.keys()
    return search.rank(found, wanted if within is None else wanted & within)


def assert_ranked(question: Question, texts: list[Written], listed: list[int]) -> None:
    write(texts, listed)
    expected = [(score, listed[key]) for score, key in by_hand(question, texts, KEYS)]
    query = search.parse(str(question))

    ranking = ranked(query)

    assert ranking.after(None, 100) == list(walked(ranking, 2)) == expected
    assert ranking.total == len(expected)
    assert search.keys(query) == ranking.keys == BitMap(key for _score, key in expected)
    filtered = ListedIncident.objects.filter(search.matching(query))
    assert BitMap(filtered.values_list("pk", flat=True)) == ranking.keys
    some = BitMap(listed[::2])
    assert ranked(query, some).after(None, 9) == [p for p in expected if p[1] in some]
    for number, place in enumerate(expected):
        assert ranking.before(place, 2) == expected[max(0, number - 2) : number]


QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=20, deadline=None, suppress_health_check=QUIET)
@given(question=a_question, texts=st.lists(a_text, max_size=12))
def test_every_match_is_found_in_its_order(
    listed: list[int], question: Question, texts: list[Written]
) -> None:
    assert_ranked(question, texts, listed)


@pytest.mark.long
@settings(max_examples=1_000, deadline=None, suppress_health_check=QUIET)
@given(question=a_question, texts=st.lists(a_text, max_size=25))
def test_every_match_is_found_in_its_order_at_length(
    listed: list[int], question: Question, texts: list[Written]
) -> None:
    assert_ranked(question, texts, listed)


def test_a_word_of_these_is_no_other(listed: list[int]) -> None:
    """Else the order by hand would not be of the same question."""
    write([Written(1, (key,), (word,)) for key, word in enumerate(WORDS)], listed)

    for key, word in enumerate(WORDS):
        assert set(search.keys(search.parse(word))) == {listed[key]}


def test_the_last_of_very_many_matches_is_found_and_the_best_is_first(listed: list[int]) -> None:
    """Nothing is ranked among the first some only: the oldest has the best score."""
    oldest, rest = listed[0], range(10**6, 10**6 + 30_000)
    ListedText.objects.create(tier=4, source="s", incidents=list(rest), words=Texts(["un radar"]))
    ListedText.objects.create(tier=1, incidents=[oldest], words=Texts(["Un radar"]))

    ranking = ranked(search.parse("radar"))

    assert ranking.total == 30_001
    assert ranking.after(None, 2) == [(8, oldest), (1, rest[-1])]
    assert ranking.after((1, rest[1]), 9) == [(1, rest[0])]


def test_a_query_costs_two_questions_to_the_database(
    listed: list[int], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        query = search.parse("kilo “tango bravo” radar OR taxi -kilo")
    with django_assert_num_queries(1):
        ranked(query)
