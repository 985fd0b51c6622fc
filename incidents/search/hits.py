"""What the incidents of one page were found for: the passage of a transcript, and marked words."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Q

from incidents.documents import Document, second_in_page
from incidents.models import ListedIncident, ListedSegment, ListedSource, ListedText
from incidents.models.vocabulary import in_active_language
from incidents.search.asking import Query
from incidents.search.marks import TOKEN, Marks, Pieces, cut, marks_in

LONGEST_PASSAGE = 320
"""Characters of a passage that are shown; a longer one is cut around its first marked word."""
BEFORE = 80
BEST_WINDOWS = """
SELECT DISTINCT ON (key) key, source, digest, first_position, last_position
FROM {table}, unnest(incidents) AS key
WHERE tier = 4 AND incidents && %s::integer[] AND words @@ %s::tsquery AND key = ANY(%s::integer[])
ORDER BY key, {held} DESC, source, digest, first_position
"""


@dataclass(frozen=True)
class Said:
    """One public passage: in which source, where in its page, at which time, in which language;
    ``anchor`` is the part of the incident's page that cites it, "" where none does."""

    source: ListedSource
    place: str
    start_ms: int
    language: str
    speaker: str
    low_confidence: bool
    anchor: str
    pieces: Pieces


@dataclass(frozen=True)
class Hit:
    """What one incident was found for. ``marks`` are for any text of it; ``elsewhere``: what was
    asked for stands neither in its title or summary nor in ``said``."""

    marks: Marks
    said: Said | None = None
    elsewhere: bool = False


@dataclass(frozen=True)
class Window:
    """Some consecutive passages of one version of a source's transcript."""

    source: str
    digest: str
    first: int
    last: int

    @property
    def passages(self) -> Q:
        """The condition of being one of them."""
        return Q(source_id=self.source, digest=self.digest, position__range=(self.first, self.last))


def hits(query: Query, rows: Sequence[ListedIncident]) -> dict[str, Hit]:
    """By reference, what each incident of a page was found for. Four queries, or one where no
    transcript was."""
    windows = _windows(query, [row.pk for row in rows])
    passages = _passages(set(windows.values()))
    own = {row.reference: [*_texts(row)] for row in rows}
    texts = [text for found in own.values() for text in found]
    marks = marks_in(query, [*texts, *(p.text for said in passages.values() for p in said)])
    sources = ListedSource.objects.in_bulk({window.source for window in passages})
    found = {}
    for row in rows:
        window = windows.get(row.pk)
        said = (
            _said(marks, sources, row.reference, passages[window]) if window in passages else None
        )
        seen = said is not None or any(_marked(marks, text) for text in own[row.reference])
        found[row.reference] = Hit(marks, said, elsewhere=bool(query.terms) and not seen)
    return found


def _texts(row: ListedIncident) -> Sequence[str]:
    """Those that a card shows a reader."""
    title = in_active_language(row.title_fr, row.title_en)
    return title, in_active_language(row.summary_fr, row.summary_en)


def _marked(marks: Marks, text: str) -> bool:
    return any(asked for _text, asked in marks.pieces(text))


def _windows(query: Query, keys: list[int]) -> dict[int, Window]:
    """By key, the window in which most terms stand; one query."""
    if not (keys and query.terms):
        return {}
    expressions = [term.expression for term in query.terms]
    held = " + ".join(["(words @@ %s::tsquery)::int"] * len(expressions))
    statement = BEST_WINDOWS.format(table=ListedText._meta.db_table, held=held)
    with connection.cursor() as cursor:
        cursor.execute(statement, [keys, " | ".join(expressions), keys, *expressions])
        return {key: Window(*place) for key, *place in cursor.fetchall()}


def _passages(windows: set[Window]) -> dict[Window, list[ListedSegment]]:
    """The public words of each window, in their order; one query."""
    if not windows:
        return {}
    chosen = reduce(or_, (window.passages for window in windows))
    found = defaultdict[Window, list[ListedSegment]](list)
    for segment in ListedSegment.objects.filter(chosen, redacted=False).order_by("position"):
        for window in windows:
            if (window.source, window.digest) == (segment.source_id, segment.digest) and (
                window.first <= segment.position <= window.last
            ):
                found[window].append(segment)
    return dict(found)


def _said(
    marks: Marks,
    sources: dict[str, ListedSource],
    reference: str,
    passages: Sequence[ListedSegment],
) -> Said | None:
    """The passage of a window in which most of what was asked for stands, then most words of it,
    then the first."""
    spoken = [list(TOKEN.finditer(passage.text)) for passage in passages]
    places = marks.places([token[0] for tokens in spoken for token in tokens])
    best: tuple[tuple[int, int], ListedSegment, Pieces] | None = None
    begin = 0
    for passage, tokens in zip(passages, spoken, strict=True):
        own = {n - begin: places[n] for n in range(begin, begin + len(tokens)) if n in places}
        begin += len(tokens)
        held = len(set[int]().union(*own.values())), len(own)
        if own and (best is None or held > best[0]):
            best = held, passage, cut(passage.text, [token.span() for token in tokens], own)
    if best is None:
        return None
    _held, passage, pieces = best
    source = sources[passage.source_id]
    citing = (part["anchor"] for part in passage.cited_by if part["reference"] == reference)
    return Said(
        source=source,
        place=second_in_page(source.content, passage.start_ms),
        start_ms=passage.start_ms,
        language=_language(source.content),
        speaker=passage.speaker,
        low_confidence=passage.low_confidence,
        anchor=next(citing, ""),
        pieces=excerpt(pieces),
    )


def _language(source: Document) -> str:
    transcript = source["transcript"]
    return str((transcript and transcript["language"]) or source["language"])


def excerpt(pieces: Pieces) -> Pieces:
    """A long text cut at words to where its first marked word stands; … where it was cut."""
    whole = "".join(text for text, _asked in pieces)
    if len(whole) <= LONGEST_PASSAGE:
        return pieces
    begin = 0 if pieces[0][1] else len(pieces[0][0])
    end = begin + next((len(text) for text, asked in pieces if asked), 0)
    first = max(0, begin - BEFORE)
    if first and (space := whole.find(" ", first, begin)) > 0:
        first = space
    last = max(end, first + LONGEST_PASSAGE)
    if last < len(whole) and (space := whole.rfind(" ", end, last)) > 0:
        last = space
    shown, at = list[tuple[str, bool]](), 0
    for text, asked in pieces:
        if kept := text[max(0, first - at) : max(0, last - at)]:
            shown.append((kept, asked))
        at += len(text)
    if first:
        shown.insert(0, ("…", False))
    return [*shown, *([("…", False)] if last < len(whole) else [])]
