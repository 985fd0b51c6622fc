"""How many published incidents are tied to each name, counted as rows come and go; and where each
incident was seen."""

from collections.abc import Iterable, Iterator

from django.db import connection

from incidents.codes import Tie
from incidents.documents import Document
from incidents.models import ListedAppearance, ListedIncident, ListedProcedure, ListedTally
from incidents.transcripts.folding import words

TALLY = ListedTally._meta.db_table
ADD = f"""
INSERT INTO {TALLY} AS kept (tie, name, incidents)
SELECT unnest(%s::text[]), unnest(%s::text[]), 1
ON CONFLICT (name, tie) DO UPDATE SET incidents = kept.incidents + 1
"""
GONE = f"""
DELETE FROM {TALLY} WHERE incidents = 1
AND (tie, name) IN (SELECT unnest(%s::text[]), unnest(%s::text[]))
"""
FEWER = f"""
UPDATE {TALLY} SET incidents = incidents - 1
WHERE incidents > 1 AND (tie, name) IN (SELECT unnest(%s::text[]), unnest(%s::text[]))
"""
ALL = f"""
INSERT INTO {TALLY} (tie, name, incidents)
SELECT tie, name, count(*) FROM (
    SELECT split_part(each, ':', 1) AS tie, split_part(each, ':', 2) AS name
    FROM {ListedIncident._meta.db_table}, unnest(ties) AS each
    UNION ALL SELECT %s, unnest(platforms) FROM {ListedIncident._meta.db_table}
    UNION ALL SELECT %s, election FROM {ListedIncident._meta.db_table} WHERE election <> ''
    UNION ALL SELECT %s, platform FROM (
        SELECT DISTINCT platform, listed_id FROM {ListedProcedure._meta.db_table}
        WHERE sent AND platform <> ''
    ) AS notice
) AS found GROUP BY tie, name
"""


def tally(listed: ListedIncident) -> None:
    """Count a row that was just listed, with its procedures."""
    _run([ADD], listed)


def untally(listed: ListedIncident) -> None:
    """Count a row no longer; it still has its procedures. A tally is taken away as a whole before
    any other is made smaller: none becomes one in between."""
    _run([GONE, FEWER], listed)


def tally_all() -> None:
    """Count every row anew, in one statement."""
    ListedTally.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(ALL, [Tie.PLATFORM.value, Tie.ELECTION.value, Tie.NOTIFIED.value])


def list_appearances(listed: Iterable[tuple[ListedIncident, Document]]) -> None:
    """Write the rows of the places where incidents, given with their documents, were seen."""
    ListedAppearance.objects.bulk_create(
        row for incident, document in listed for row in appearance_rows(incident, document)
    )


def appearance_rows(listed: ListedIncident, document: Document) -> list[ListedAppearance]:
    """These rows of one incident, unsaved."""
    return [
        ListedAppearance(
            listed=listed,
            public_id=seen["id"],
            platform=seen["platform"]["code"],
            now=seen["state"]["now"],
        )
        for seen in document["appearances"]
    ]


def sort_keys(name: dict[str, str]) -> dict[str, str]:
    """The columns by which lists are ordered and searched: the words of a name in each language,
    those of the other one where it has none."""
    either = name["fr"] or name["en"]
    return {f"sort_{code}": " ".join(words(name[code] or either)) for code in ("fr", "en")}


def _run(statements: list[str], listed: ListedIncident) -> None:
    found = sorted(set(_ties(listed)))
    if not found:
        return
    ties, names = (list(column) for column in zip(*found, strict=True))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, [ties, names])


def _ties(listed: ListedIncident) -> Iterator[tuple[str, str]]:
    for each in listed.ties:
        tie, _colon, name = each.partition(":")
        yield tie, name
    yield from ((Tie.PLATFORM.value, code) for code in listed.platforms)
    if listed.election:
        yield Tie.ELECTION.value, listed.election
    notified = listed.procedures.filter(sent=True).exclude(platform="")
    yield from ((Tie.NOTIFIED.value, code) for code in notified.values_list("platform", flat=True))
