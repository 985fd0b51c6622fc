"""Where the words of a redaction stand in the other versions of a transcript."""

from collections.abc import Iterator
from typing import NamedTuple

from incidents.models import Redaction, Transcript
from incidents.passages import Range, merged, without
from incidents.transcripts.folding import words
from incidents.transcripts.quotes import MAX_QUOTE_CHARS, FoundQuote, find_quote

FEWEST_WORDS = 3
"""Fewer words say too little to be looked for by themselves."""
FOREVER = 2**31


class Said(NamedTuple):
    """One passage: when, until when as far as can be known, and what."""

    start_ms: int
    stop_ms: int
    text: str


def inherit(transcript: Transcript) -> None:
    """Redact in a new version what is redacted in any earlier one, for the same reasons.

    Each earlier version is asked, newest first: one that lacks the words says nothing of them.
    """
    earlier = Transcript.objects.filter(
        source=transcript.source_id, number__lt=transcript.number, redactions__isnull=False
    )
    known: list[Range] = []
    for before in earlier.order_by("-number").distinct():
        theirs, ours = passages(before), passages(transcript)
        for each in before.redactions.order_by("pk"):
            found = same_words(theirs, ours, (each.first_position, each.last_position))
            places = without(found, known)
            known = merged([*known, *places])
            Redaction.objects.bulk_create(
                Redaction(
                    transcript=transcript,
                    first_position=first,
                    last_position=last,
                    reason=each.reason,
                    redacted_by_id=each.redacted_by_id,
                )
                for first, last in places
            )


def passages(transcript: Transcript) -> list[Said]:
    """Every passage in order of position. One without an end lasts until the next begins."""
    rows = list(transcript.segments.order_by("position").values_list("start_ms", "end_ms", "text"))
    following = [start for start, _end, _text in rows[1:]] + [FOREVER]
    return [
        Said(start, max(start, following_start if end is None else end), text)
        for (start, end, text), following_start in zip(rows, following, strict=True)
    ]


def same_words(theirs: list[Said], ours: list[Said], chosen: Range) -> list[Range]:
    """The positions among ours of what stands in a range of theirs.

    Where both have the same times: the same positions and, where they read otherwise, the place to
    which the words were moved. Else every passage that touches the same moments and, as a version
    may begin earlier or later, the place where the same words are.
    """
    taken = theirs[chosen[0] : chosen[1] + 1]
    if [each.start_ms for each in theirs] == [each.start_ms for each in ours]:
        same = ours[chosen[0] : chosen[1] + 1]
        moved = () if _said(taken) == _said(same) else _in_the_same_words(taken, ours)
        return merged([chosen, *moved])
    return merged([*_at_the_same_time(taken, ours), *_in_the_same_words(taken, ours)])


def _said(passages: list[Said]) -> list[str]:
    return words("\n".join(each.text for each in passages))


def _at_the_same_time(taken: list[Said], ours: list[Said]) -> Iterator[Range]:
    starts = min(each.start_ms for each in taken)
    stops = max(each.stop_ms for each in taken)
    for position, each in enumerate(ours):
        touches = each.start_ms < stops and each.stop_ms > starts
        if touches or each.start_ms == starts:
            yield position, position


def _in_the_same_words(taken: list[Said], ours: list[Said]) -> Iterator[Range]:
    text = "\n".join(each.text for each in taken)
    if len(text) > MAX_QUOTE_CHARS or len(words(text)) < FEWEST_WORDS:
        return
    found = find_quote(ours, text)
    if isinstance(found, FoundQuote):
        yield found.first, found.last
