"""Is a quote in the transcript, and where? If not, which passage is nearest?

Accents, case, punctuation and spacing are folded; a quote may run over several segments; it begins
and ends with whole words. Time grows with the transcript's length, not with its product by the
quote's.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

from incidents.input_error import InputError, gettext_noop
from incidents.transcripts.folding import words

MAX_QUOTE_CHARS = 5_000
_MAX_TRIES = 10_000


class QuoteError(InputError):
    """A quote that cannot be looked for."""


class HasText(Protocol):
    """A segment, as parsed or as stored."""

    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """The first place of a quote: indices of its first and last segment, and their whole text.

    `occurrences` tells how often it is said; more than 1 asks for a range to be given.
    """

    first: int
    last: int
    passage: str
    occurrences: int


@dataclass(frozen=True, slots=True)
class NearestPassage:
    """The segments most like a quote that was not found; `similarity` is the share of its words."""

    first: int
    last: int
    passage: str
    similarity: float


@dataclass(frozen=True, slots=True)
class MissingQuote:
    """The quote is not in the transcript. `nearest` is None where not a word of it is."""

    nearest: NearestPassage | None


def find_quote(
    segments: Sequence[HasText], quote: str, *, first: int = 0, last: int | None = None
) -> FoundQuote | MissingQuote:
    """Look for a quote in the segments from index `first` to `last`, both included.

    Raises QuoteError for a quote without a word, or longer than MAX_QUOTE_CHARS.
    """
    if len(quote) > MAX_QUOTE_CHARS:
        raise QuoteError(
            gettext_noop("the quote has %(count)d characters; at most %(limit)d are compared"),
            count=len(quote),
            limit=MAX_QUOTE_CHARS,
        )
    wanted = words(quote)
    if not wanted:
        raise QuoteError(gettext_noop("the quote has no word"))
    end = len(segments) if last is None else last + 1
    said = [words(segment.text) for segment in segments[first:end]]
    place = _find_words(said, wanted) or _find_letters(said, wanted)
    if place is not None:
        start, stop, occurrences = place
        passage = _passage(segments, first + start, first + stop)
        return FoundQuote(first + start, first + stop, passage, occurrences)
    nearest = _nearest(said, wanted)
    if nearest is None:
        return MissingQuote(None)
    start, stop, similarity = nearest
    passage = _passage(segments, first + start, first + stop)
    return MissingQuote(NearestPassage(first + start, first + stop, passage, similarity))


def _find_words(said: list[list[str]], wanted: list[str]) -> tuple[int, int, int] | None:
    """The quote word for word: first and last segment, and how often."""
    texts = ["".join(f"{word} " for word in segment) for segment in said]
    whole = " " + "".join(texts)
    needle = " " + " ".join(wanted) + " "
    at = whole.find(needle)
    if at < 0:
        return None
    starts = list(accumulate((len(text) for text in texts), initial=1))
    start, stop = _segment_at(starts, at + 1), _segment_at(starts, at + len(needle) - 2)
    # Doubled, since the blank between two neighbouring occurrences belongs to both.
    return start, stop, whole.replace(" ", "  ").count(needle.replace(" ", "  ")[1:-1])


def _find_letters(said: list[list[str]], wanted: list[str]) -> tuple[int, int, int] | None:
    """The quote letter for letter, where only the spacing differs ("deep fake", "17 000")."""
    flat = [word for segment in said for word in segment]
    borders = list(accumulate((len(word) for word in flat), initial=0))
    at_border = set(borders)
    whole, needle = "".join(flat), "".join(wanted)
    places: list[int] = []
    at = whole.find(needle)
    for _ in range(_MAX_TRIES):
        if at < 0:
            break
        if at in at_border and at + len(needle) in at_border:
            places.append(at)
        at = whole.find(needle, at + 1)
    if not places:
        return None
    starts = list(accumulate((sum(map(len, segment)) for segment in said), initial=0))
    end = places[0] + len(needle) - 1
    return _segment_at(starts, places[0]), _segment_at(starts, end), len(places)


def _segment_at(starts: list[int], offset: int) -> int:
    """The segment in which an offset lies; empty segments hold none."""
    return bisect_right(starts, offset) - 1


def _nearest(said: list[list[str]], wanted: list[str]) -> tuple[int, int, float] | None:
    """The window of as many words as the quote has that shares most with it, rare words first."""
    flat = [(word, index) for index, segment in enumerate(said) for word in segment]
    quoted = Counter(wanted)
    heard = Counter(word for word, _ in flat if word in quoted)
    if not heard:
        return None
    size = min(len(wanted), len(flat))
    inside: Counter[str] = Counter()
    score, best, best_end = 0.0, 0.0, 0
    for end, (word, _) in enumerate(flat):
        if word in quoted:
            inside[word] += 1
            score += 1 / heard[word] + 0.1 if inside[word] <= quoted[word] else 0.0
        if end >= size and (gone := flat[end - size][0]) in quoted:
            score -= 1 / heard[gone] + 0.1 if inside[gone] <= quoted[gone] else 0.0
            inside[gone] -= 1
        if score > best + 1e-9:
            best, best_end = score, end
    window = flat[max(0, best_end - size + 1) : best_end + 1]
    shared = quoted & Counter(word for word, _ in window)
    in_quote = [index for word, index in window if word in quoted]
    return in_quote[0], in_quote[-1], round(shared.total() / len(wanted), 3)


def _passage(segments: Sequence[HasText], first: int, last: int) -> str:
    return " ".join(segment.text for segment in segments[first : last + 1] if segment.text)
