"""Any text whatever, made of the pieces that a format gives a meaning to."""

from collections.abc import Sequence

from hypothesis import strategies as st

from tests.transcripts.mutation_check import check

_ANYWHERE = ["\n", "\n\n", " ", "0", "1", "7", "a", "Oui", ":", ".", ",", "\u00a0", "-->", "é"]


def texts(pieces: Sequence[str]) -> st.SearchStrategy[str]:
    """Texts of those pieces, of what may stand anywhere, and of any characters."""
    piece = st.one_of(st.sampled_from([*pieces, *_ANYWHERE]), st.text(max_size=5))
    return st.lists(piece, max_size=25).map("".join)


def assert_read_whole_or_refused(text: str, name: str) -> None:
    """Only the documented error; every word in a cue, a known part, or on a line that is named."""
    found = check(text.encode("utf-8", "surrogatepass"), name)
    assert found.violations == (), found
