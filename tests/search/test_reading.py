"""A person's text as terms: whatever stands in it, words or an error that says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.search.reading import LONGEST, MOST, Asked, QueryError, read


def terms(text: str) -> list[list[str]]:
    return [[each.text for each in term] for term in read(text).terms]


def excluded(text: str) -> list[str]:
    return [each.text for each in read(text).excluded]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vidéo truquée", [["vidéo"], ["truquée"]]),
        ('"vidéo truquée" campagne', [["vidéo truquée"], ["campagne"]]),
        ("« vidéo truquée »", [["vidéo truquée"]]),
        ("“vidéo truquée” „zwei Worte“", [["vidéo truquée"], ["zwei Worte"]]),
        ("l’élection aujourd'hui", [["l élection"], ["aujourd hui"]]),
        ("porte-parole", [["porte parole"]]),
        ("@aurore_demain", [["aurore demain"]]),
        ("https://sextant.example.org/v/1", [["https sextant example org v 1"]]),
        ("a OR b OU c d", [["a", "b", "c"], ["d"]]),
        ("OR a OR", [["a"]]),
        ("OU OR a OR OU b", [["a", "b"]]),
        ("or ou", [["or"], ["ou"]]),
        ("a OR -b c", [["a"], ["c"]]),
        ('un "reste ouvert', [["un"], ["reste"], ["ouvert"]]),
        ('"" “” a', [["a"]]),
        ("a & | ! (b):*", [["a"], ["b"]]),
        ("ﬁn Ⅻ ａｂ", [["fin"], ["XII"], ["ab"]]),
        ("a\0b", [["a b"]]),
        ("a\ud800b", [["a b"]]),
    ],
)
def test_a_text_is_words_in_terms(text: str, expected: list[list[str]]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a -b", ["b"]),
        ("a \N{MINUS SIGN}b", ["b"]),
        ('a -"b c" -« d e »', ["b c", "d e"]),
        ("-a", ["a"]),
        ("a - b", []),
        ("a-b", []),
        ("--a", ["a"]),
        ('a -"b', ["b"]),
        ("a -OR", ["OR"]),
    ],
)
def test_a_minus_before_a_word_excludes_it(text: str, expected: list[str]) -> None:
    assert excluded(text) == expected


def test_a_star_asks_for_the_beginning_of_a_word() -> None:
    assert read("truq* “vidéos tr*” l’élec*").terms == (
        (Asked(("truq",), begins=True),),
        (Asked(("vidéos", "tr"), begins=True),),
        (Asked(("l", "élec"), begins=True),),
    )
    with pytest.raises(QueryError, match="“t\\*” needs at least two letters"):
        read("t*")


@pytest.mark.parametrize(
    "text", ["", " ", "---", "- - -", "&|!", "\\", "(" * 200, "😀", "OR", "\0"]
)
def test_a_text_without_a_word_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="has no letter and no digit"):
        read(text)


@pytest.mark.parametrize("length", [LONGEST + 1, 5_000, 70_000])
def test_a_text_that_is_too_long_is_refused_with_its_length(length: int) -> None:
    with pytest.raises(QueryError, match=f"At most 200 characters .* this has {length}"):
        read("a" * length)


def test_a_text_of_too_many_words_is_refused_with_their_number() -> None:
    assert len(read("a " * MOST).terms) == MOST
    with pytest.raises(QueryError, match=r"At most 16 words .* this has 17"):
        read("a " * 10 + '"' + "b " * 6 + '" -c')


@given(st.text(alphabet=st.characters() | st.sampled_from('"“”«»-*()|&!:<> \0aORU'), max_size=220))
def test_any_text_is_read_or_refused_by_name(text: str) -> None:
    try:
        reading = read(text)
    except QueryError as error:
        assert str(error)
        return
    asked = [*(each for term in reading.terms for each in term), *reading.excluded]
    assert asked
    assert all(word.isalnum() for each in asked for word in each.words)
