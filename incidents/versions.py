"""What newer versions of a transcript say where an older one is cited."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection

from incidents.models import Citation
from incidents.transcripts.folding import words

NEWER = """
WITH cited AS (
    SELECT citation.id, version.source_id, version.number, version.language,
        begins.transcript_id, begins.position AS first, ends.position AS last,
        begins.start_ms AS starts,
        COALESCE(ends.end_ms, (
            SELECT next.start_ms FROM incidents_segment AS next
            WHERE next.transcript_id = ends.transcript_id AND next.position = ends.position + 1
        ), 2147483647) AS stops
    FROM incidents_citation AS citation
    JOIN incidents_segment AS begins ON begins.id = citation.first_segment_id
    JOIN incidents_segment AS ends ON ends.id = citation.last_segment_id
    JOIN incidents_transcript AS version ON version.id = begins.transcript_id
    WHERE citation.id = ANY(%s)
), newest AS (
    SELECT DISTINCT ON (cited.id) cited.*, newer.id AS newer_id, newer.number AS newer_number
    FROM cited JOIN incidents_transcript AS newer
    ON newer.source_id = cited.source_id AND newer.number > cited.number
        AND newer.language = cited.language
    ORDER BY cited.id, newer.number DESC
)
SELECT newest.id, newest.newer_number, newest.starts, newest.stops, ARRAY(
    SELECT segment.text FROM incidents_segment AS segment
    WHERE segment.transcript_id = newest.transcript_id
        AND segment.position BETWEEN newest.first AND newest.last
    ORDER BY segment.position
), said.texts, said.shown, said.starts, said.stops
FROM newest, LATERAL (
    SELECT array_agg(found.text ORDER BY found.position) AS texts,
        array_agg(found.text ORDER BY found.position) FILTER (WHERE NOT found.redacted) AS shown,
        min(found.start_ms) AS starts, max(found.stops) AS stops
    FROM (
        SELECT segment.position, segment.text, segment.start_ms,
            COALESCE(segment.end_ms, next.start_ms, 2147483647) AS stops,
            EXISTS (
                SELECT FROM incidents_redaction AS redaction
                WHERE redaction.transcript_id = segment.transcript_id
                    AND segment.position
                        BETWEEN redaction.first_position AND redaction.last_position
            ) AS redacted
        FROM incidents_segment AS segment
        LEFT JOIN incidents_segment AS next
        ON next.transcript_id = segment.transcript_id AND next.position = segment.position + 1
        WHERE segment.transcript_id = newest.newer_id
            AND segment.start_ms < GREATEST(newest.stops, newest.starts + 1)
            AND segment.start_ms >= COALESCE((
                SELECT max(before.start_ms) FROM incidents_segment AS before
                WHERE before.transcript_id = newest.newer_id AND before.start_ms < newest.starts
            ), 0)
    ) AS found
    WHERE found.start_ms >= newest.starts OR found.stops > newest.starts
) AS said
"""


class Newer(NamedTuple):
    """The newest version after the cited one, and whether other words stand there.

    ``text`` has what it says at those seconds, redacted passages left out; it may be more than is
    public.
    """

    version: int
    differs: bool
    text: str


def newer_versions(citations: Iterable[Citation]) -> dict[int, Newer]:
    """By citation: those whose transcript has a newer version in the same language; one query.

    The words spoken from the first to the last cited second are compared, folded as by the quote
    check. Where the newer version parts its passages elsewhere, the cited words must be among those
    of the passages that touch these seconds.
    """
    wanted = [each.pk for each in citations if each.first_segment_id is not None]
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(NEWER, [wanted])
        return {row[0]: _compared(*row[1:]) for row in cursor.fetchall()}


def _compared(version: int, starts: int, stops: int, cited: list[str], *newer: Any) -> Newer:
    texts, shown, newer_starts, newer_stops = newer
    ours, theirs = words("\n".join(cited)), words("\n".join(texts or ()))
    same = ours == theirs
    if not same and (starts, stops) != (newer_starts, newer_stops):
        same = f" {' '.join(ours)} " in f" {' '.join(theirs)} "
    return Newer(version, not same, " ".join(shown or ()))
