"""Looking for words in one transcript: accents, case, punctuation folded as by the quote check."""

from typing import NamedTuple

from django.db import connection

from incidents.input_error import InputError, gettext_noop
from incidents.models import Transcript
from incidents.transcripts.folding import words

MAX_HITS = 2_000
"""Places that are given; who has more looks for something longer."""

MAX_CHARS = 200

ONE_WORD = """
SELECT position, text, '' FROM incidents_segment
WHERE transcript_id = %s AND public.unaccent(lower(text)) LIKE '%%' || %s || '%%'
ORDER BY position LIMIT %s
"""
SEVERAL_WORDS = """
SELECT position, text, following FROM (
    SELECT position, text, COALESCE(lead(text) OVER (ORDER BY position), '') AS following
    FROM incidents_segment WHERE transcript_id = %s
) AS neighbours
WHERE public.unaccent(lower(text || ' ' || following)) ~ %s
ORDER BY position LIMIT %s
"""
BETWEEN_WORDS = "[^[:alnum:]]+"


class SearchError(InputError):
    """Words that cannot be looked for."""


class Hits(NamedTuple):
    """Positions in order; `more`: there are others after the last."""

    positions: list[int]
    more: bool


def find(transcript: Transcript, asked: str) -> Hits:
    """The passages that hold these words in a row; they may begin in one and end in the next.

    The first and the last may be parts of words. The database leaves out nearly all passages; the
    others are compared with the folding of the quote check. Raises SearchError without a word.
    """
    wanted = words(asked[:MAX_CHARS])
    if not wanted:
        raise SearchError(gettext_noop("write a word to look for"))
    several = len(wanted) > 1
    pattern = BETWEEN_WORDS.join(wanted)
    limit = 2 * MAX_HITS
    with connection.cursor() as cursor:
        cursor.execute(SEVERAL_WORDS if several else ONE_WORD, [transcript.pk, pattern, limit])
        candidates = cursor.fetchall()
    hits = [n for n, text, following in candidates if _begins_in(wanted, text, following)]
    return Hits(hits[:MAX_HITS], more=len(hits) > MAX_HITS or len(candidates) == limit)


def _begins_in(wanted: list[str], text: str, following: str) -> bool:
    """Whether the words begin in `text`; they may end in what follows it."""
    needle = " ".join(wanted)
    own, after = " ".join(words(text)), " ".join(words(following))
    return 0 <= f"{own} {after}".find(needle) < max(len(own), 1)
