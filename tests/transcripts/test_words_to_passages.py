"""Words to passages."""

from hypothesis import given
from hypothesis import strategies as st

from incidents.transcripts.words_to_passages import Turn, Turns, Word, passages


def said(*words: Word) -> list[str]:
    return [cue.text for cue in passages(words)]


def word(text: str, start_ms: int = 0, end_ms: int | None = None, **other: str | bool) -> Word:
    return Word(1, start_ms, end_ms, text)._replace(**other)  # type: ignore[arg-type]


def test_another_speaker_and_another_utterance_begin_a_passage() -> None:
    assert said(word("a", speaker="A"), word("b", speaker="B")) == ["a", "b"]
    assert said(word("a"), word("b", opens=True)) == ["a", "b"]


def test_the_end_of_a_sentence_closes_one() -> None:
    assert said(word("Oui."), word("Non ?»"), word("Bon,"), word("Si!")) == [
        "Oui.",
        "Non ?»",
        "Bon, Si!",
    ]


def test_a_pause_of_more_than_two_seconds_and_times_that_go_back() -> None:
    assert said(word("a", 0, 500), word("b", 2_500), word("c", 4_501)) == ["a b", "c"]
    assert said(word("a", 900), word("b", 800)) == ["a", "b"]


def test_at_most_forty_words_and_fifteen_seconds() -> None:
    assert [len(text.split()) for text in said(*[word("a")] * 81)] == [40, 40, 1]
    many = [word("a", start, start + 1_000) for start in range(0, 16_000, 1_000)]
    assert [len(text.split()) for text in said(*many)] == [15, 1]


def test_confidence_is_the_mean_of_what_is_known() -> None:
    (cue,) = passages(Word(1, 0, 9, "a", confidence=c) for c in (0.5, None, 1.0))
    assert (cue.confidence, cue.end_ms) == (0.75, 9)


def test_who_speaks_began_last_by_the_middle_of_the_word() -> None:
    turns = Turns([Turn(1_000, "B"), Turn(0, "A")])
    assert [turns.speaker(*times) for times in ((0, 900), (900, 1_200), (5_000, None))] == [
        "A",
        "B",
        "B",
    ]
    assert Turns([Turn(10, "A")]).speaker(0, 5) is None


words = st.builds(
    Word,
    st.just(1),
    st.integers(0, 50_000),
    st.none() | st.integers(0, 60_000),
    st.sampled_from(["un", "deux.", "trois ?"]),
    st.sampled_from([None, "A", "B"]),
)


@given(st.lists(words))
def test_every_word_is_in_exactly_one_passage_in_its_order(found: list[Word]) -> None:
    assert " ".join(said(*found)) == " ".join(word.text for word in found)
