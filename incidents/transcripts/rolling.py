"""Rolling captions: each cue shows the line before it once more, above its own.

Live captions and the automatic ones of video platforms are written so. Two things are folded:

* a *flash*: a cue of at most 50 ms that says again what is on the screen, without anything new;
* a *carry-over*: a cue whose first lines are the last lines of the one before, with new lines
  below. Folded only where the whole file does so: at least two pairs of neighbours, and half of
  all pairs. A refrain or a repeated "Non." is not folded.

Neither is folded where the format says that another speaker speaks, nor anything in a file that has
several voices in one cue.

What remains of a cue are its new lines, under its own times. Nothing said is lost: every line
folded away stands in the cue before it.
"""

from collections.abc import Sequence
from itertools import pairwise

from incidents.transcripts.records import Cue

FLASH_MS = 50
NEAR_MS = 1_000
"""Cues further apart than this are not neighbours on the screen."""
MAX_ROWS = 15
"""So many rows of captions a screen has at most: no more lines are carried over."""


def fold(cues: Sequence[Cue]) -> list[Cue] | None:
    """The cues without what they repeat; None where nothing is to be folded."""
    if any(cue.continues for cue in cues):
        return None
    shown, flashed = _without_flashes(cues)
    repeated = [0, *(_repeated(a, b) for a, b in pairwise(shown))]
    rolls = sum(map(bool, repeated))
    if rolls < 2 or 2 * rolls < len(shown) - 1:
        return shown if flashed else None
    return [_new_lines(cue, count) for cue, count in zip(shown, repeated, strict=True)]


def _without_flashes(cues: Sequence[Cue]) -> tuple[list[Cue], bool]:
    shown: list[Cue] = []
    for cue in cues:
        if not (shown and _is_flash(shown[-1], cue)):
            shown.append(cue)
    return shown, len(shown) < len(cues)


def _is_flash(before: Cue, cue: Cue) -> bool:
    if cue.end_ms is None or not 0 <= cue.end_ms - cue.start_ms <= FLASH_MS:
        return False
    if before.end_ms is None or not 0 <= cue.start_ms - before.end_ms <= FLASH_MS:
        return False
    if not cue.text or cue.speaker != before.speaker:
        return False
    lines = cue.text.split("\n")
    return before.text.split("\n")[-len(lines) :] == lines


def _repeated(before: Cue, cue: Cue) -> int:
    """How many first lines of a cue are the last ones of the cue before; at least one is new."""
    if "\n" not in cue.text or before.end_ms is None or cue.speaker != before.speaker:
        return 0
    if not before.start_ms <= cue.start_ms <= before.end_ms + NEAR_MS:
        return 0
    ours = cue.text.split("\n")
    if ours[0] not in before.text:
        return 0
    theirs = before.text.split("\n")
    for count in range(min(len(ours) - 1, len(theirs), MAX_ROWS), 0, -1):
        if ours[:count] == theirs[-count:]:
            return count
    return 0


def _new_lines(cue: Cue, repeated: int) -> Cue:
    """A cue without its repeated first lines."""
    return cue._replace(text=cue.text.split("\n", repeated)[repeated]) if repeated else cue
