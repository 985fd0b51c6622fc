"""What the search looks through: texts of incidents by tier, windows of transcripts, their words.

A text goes in whole or in parts that overlap, so that a vector never grows beyond what PostgreSQL
holds; a window is some consecutive public passages, and overlaps the next by one, so that words
said over two passages are found together. The table of words is counted along.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.models import Func, QuerySet, TextField, Value

from incidents import documents
from incidents.documents import Document
from incidents.models import ListedText, ListedWord

TITLE, SUMMARY, RECORDS, TRANSCRIPT = 1, 2, 3, 4
"""The tiers, the best first."""
PASSAGES = 16
"""How many passages a window has at most."""
LARGEST = 4_000
"""Characters of one vector: PostgreSQL keeps 255 places of one word, and 16,383 in all."""
OVERLAP = 200
BATCH = 1_000

COUNT_IN = f"""
INSERT INTO {ListedWord._meta.db_table} AS known (word, folded, texts)
SELECT word, vigie_folded(word), count(*)
FROM {ListedText._meta.db_table}, unnest(tsvector_to_array(ts_filter(words, '{{{{b}}}}'))) AS word
WHERE {{which}}
GROUP BY word ORDER BY word
ON CONFLICT (word) DO UPDATE SET texts = known.texts + excluded.texts
"""
COUNT_OUT = f"""
MERGE INTO {ListedWord._meta.db_table} AS known
USING (
    SELECT word, count(*) AS texts
    FROM {ListedText._meta.db_table}, unnest(tsvector_to_array(ts_filter(words, '{{b}}'))) AS word
    WHERE id = ANY(%s) GROUP BY word
) AS gone ON known.word = gone.word
WHEN MATCHED AND known.texts <= gone.texts THEN DELETE
WHEN MATCHED THEN UPDATE SET texts = known.texts - gone.texts
"""
TAKE_IN = """
SELECT gin_clean_pending_list(oid) FROM pg_class
WHERE relname = 'listed_text_words' AND relkind = 'i' AND pg_has_role(relowner, 'USAGE')
"""


class Texts(Func):
    """``vigie_texts``: the search vector of several texts, apart (migration 0019)."""

    function = "vigie_texts"
    output_field = SearchVectorField()

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__(Value(list(texts), ArrayField(TextField())))


def texts_of(document: Document) -> dict[int, list[str]]:
    """The texts of an incident by tier, each once."""
    both = _both_languages
    people = list(documents.actors(document))
    tiers = {
        TITLE: both(document["title"]),
        SUMMARY: [*both(document["summary"]), *both(document["verdict"]["basis"])],
        RECORDS: [
            *(text for claim in document["claims"] for text in both(claim["summary"])),
            *(cited.citation["quote"] for cited in documents.citations(document)),
            *(text for actor in people for text in both(actor["name"])),
            *(actor["short_name"] for actor in people),
            *(alias for actor in people for alias in actor.get("aliases", ())),
            *(text for seen in document["appearances"] for text in both(seen["platform"]["name"])),
        ],
    }
    return {tier: list(dict.fromkeys(filter(None, texts))) for tier, texts in tiers.items()}


def _both_languages(text: Document) -> list[str]:
    return [text["fr"], text["en"]]


def list_texts(listed: Iterable[tuple[int, Document]], *, counted: bool = True) -> None:
    """Write the texts of incidents, given by key and document. Their words are counted along,
    unless ``count_words`` is to count all of them at the end."""
    rows = (
        ListedText(tier=tier, incidents=[key], part=part, words=Texts(texts))
        for key, document in listed
        for tier, whole in texts_of(document).items()
        for part, texts in enumerate(parts(whole))
    )
    _write(rows, counted)


def list_windows(
    version: tuple[str, str],
    passages: Sequence[tuple[int, str]],
    incidents: Sequence[int],
    *,
    counted: bool = True,
) -> None:
    """Write the windows over the public passages (position, text) of one version of a source's
    transcript, in order, for the incidents that cite the source."""
    rows = (
        ListedText(
            tier=TRANSCRIPT,
            incidents=sorted(incidents),
            source=version[0],
            digest=version[1],
            first_position=first,
            last_position=last,
            part=part,
            words=Texts([text]),
        )
        for first, last, whole in windows(passages)
        for part, text in enumerate(_cut(whole))
    )
    _write(rows, counted)


def _write(rows: Iterator[ListedText], counted: bool) -> None:
    while batch := list(islice(rows, BATCH)):
        made = ListedText.objects.bulk_create(batch)
        if counted:
            _execute(COUNT_IN.format(which="id = ANY(%s)"), [[text.pk for text in made]])


def unlist_texts(keys: Sequence[int]) -> None:
    """Take the texts of incidents out; windows are their sources'."""
    own = ListedText.objects.filter(tier__lt=TRANSCRIPT, incidents__overlap=list(keys))
    _take_out(own)


def unlist_windows(source: str) -> None:
    """Take the windows of a source's transcripts out."""
    _take_out(ListedText.objects.filter(tier=TRANSCRIPT, source=source))


def _take_out(texts: QuerySet[ListedText]) -> None:
    keys = list(texts.order_by().values_list("pk", flat=True))
    if keys:
        _execute(COUNT_OUT, [keys])
        ListedText.objects.filter(pk__in=keys).delete()


def count_words() -> None:
    """Count the words of all texts, where none is counted yet."""
    _execute(COUNT_IN.format(which="true"), [])


def before_many_texts() -> None:
    """In this transaction the index takes new texts in by the many: a rebuild in a part of the
    time."""
    _execute("SET LOCAL gin_pending_list_limit = '256MB'", [])


def after_many_texts() -> None:
    """What the index has not taken in yet, it takes in now, where this account owns it; else the
    database does so by itself."""
    _execute(TAKE_IN, [])


def _execute(statement: str, params: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def windows(passages: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
    """First and last position and the words of each window: at most ``PASSAGES`` passages that
    follow one another, the last of them the first of the next. A gap ends a window."""
    for run in _runs(passages):
        begin = 0
        while True:
            taken, length = 1, len(run[begin][1])
            for _position, text in run[begin + 1 : begin + PASSAGES]:
                length += len(text) + 1
                if length > LARGEST:
                    break
                taken += 1
            # A passage that fills a window by itself is in the one before as well, cut.
            end = min(begin + max(taken, 2), len(run))
            chosen = run[begin:end]
            yield chosen[0][0], chosen[-1][0], "\n".join(text for _position, text in chosen)
            if end == len(run):
                break
            begin = end - 1


def _runs(passages: Sequence[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    run: list[tuple[int, str]] = []
    for passage in passages:
        if run and passage[0] != run[-1][0] + 1:
            yield run
            run = []
        run.append(passage)
    if run:
        yield run


def parts(texts: Iterable[str]) -> Iterator[list[str]]:
    """The texts in as many parts as they need, none cut that fits into one."""
    part, length = list[str](), 0
    for piece in (piece for text in texts for piece in _cut(text)):
        if part and length + len(piece) > LARGEST:
            yield part
            part, length = [], 0
        part.append(piece)
        length += len(piece)
    if part:
        yield part


def _cut(text: str) -> Iterator[str]:
    """A text in pieces that overlap: at white space, where there is any, and never within the
    words that a phrase may have."""
    begin = 0
    while len(text) - begin > LARGEST:
        end = text.rfind(" ", begin + 2 * OVERLAP, begin + LARGEST)
        end = begin + LARGEST if end == -1 else end
        yield text[begin:end]
        back = text.rfind(" ", begin, end - OVERLAP)
        begin = end - OVERLAP if back == -1 else max(back, begin + 1)
    yield text[begin:]
