"""The same operations as plain SQL over the site's own tables: what the database itself takes.

Every match of a search is ranked, with the site's weights; the counts of a filter are counted over
its rows. Nothing is rendered: to be read beside the floors of the framework.
"""

from collections.abc import Mapping, Sequence
from typing import Any

PAGE = 20
LISTED = "incidents_listedincident"
NEWEST = "ORDER BY first_published_at DESC, reference DESC"
ROWS = f"SELECT * FROM {LISTED} WHERE {{where}} {NEWEST} LIMIT {PAGE + 1}"
FILTER = "platforms && %(platforms)s::varchar[] AND verdict = %(verdict)s"
BEFORE = "(first_published_at, reference) < (%(at)s, %(reference)s)"
MONTH = "first_published_at >= %(first)s AND first_published_at < %(end)s"
WHOLE = """
SELECT * FROM incidents_publication WHERE reference = %(reference)s ORDER BY number
"""
COLUMNS = ("verdict", "jurisdiction", "election")
ARRAYS = (
    "platforms",
    "parties",
    "party_roles",
    "techniques",
    "propositions",
    "goals",
    "legal_statuses",
)
WEIGHTS = {1: 8, 2: 4, 3: 2, 4: 1}
"""By tier, as `incidents/search` has them."""

Statement = tuple[str, Mapping[str, Any]]


def newest() -> list[Statement]:
    """The first page without counts."""
    return [(ROWS.format(where="true"), {})]


def filtered(platform: str, verdict: str) -> list[Statement]:
    """The first page of two filters, and the counts of every facet."""
    given = {"platforms": [platform], "verdict": verdict}
    return [(ROWS.format(where=FILTER), given), (counts(FILTER), given)]


def deep(at: str, reference: str) -> list[Statement]:
    """A page far below, without counts."""
    return [(ROWS.format(where=BEFORE), {"at": at, "reference": reference})]


def one(reference: str) -> list[Statement]:
    """All Publications of one incident."""
    return [(WHOLE, {"reference": reference})]


def month(first: str, end: str) -> list[Statement]:
    """The counts of every facet of one month."""
    return [(counts(MONTH), {"first": first, "end": end})]


def rows_of(platform: str, verdict: str) -> list[Statement]:
    """Every row of two filters."""
    given = {"platforms": [platform], "verdict": verdict}
    return [(f"SELECT * FROM {LISTED} WHERE {FILTER} {NEWEST}", given)]


def counts(where: str) -> str:
    """The statement that counts each value of each facet of some rows."""
    parts = ["SELECT '', '', count(*) FROM found"]
    parts += [f"SELECT '{c}', {c}, count(*) FROM found GROUP BY 2" for c in COLUMNS]
    parts += [
        f"SELECT '{column}', value, count(*) FROM found, unnest({column}) AS value GROUP BY 2"
        for column in ARRAYS
    ]
    parts += [
        f"SELECT '{part}', date_trunc('{part}', first_published_at AT TIME ZONE 'Europe/Paris')::"
        "text, count(*) FROM found GROUP BY 2"
        for part in ("year", "month")
    ]
    columns = ", ".join((*COLUMNS, *ARRAYS, "first_published_at"))
    found = f"WITH found AS MATERIALIZED (SELECT {columns} FROM {LISTED} WHERE {where})"
    return f"{found} {' UNION ALL '.join(parts)}"


def search(words: Sequence[str]) -> list[Statement]:
    """The best page of every incident in which all words stand, each somewhere."""
    given = {f"q{place}": word for place, word in enumerate(words)}
    return [(_ranked(len(words)), given)]


def _ranked(terms: int) -> str:
    weight = " ".join(f"WHEN {tier} THEN {weight}" for tier, weight in WEIGHTS.items())
    held = " UNION ALL ".join(
        f"SELECT key, max(CASE tier {weight} END) AS score FROM incidents_listedtext, "
        f"unnest(incidents) AS key WHERE words @@ vigie_asked(%(q{n})s) GROUP BY key"
        for n in range(terms)
    )
    best = (
        "SELECT key, sum(score) AS score FROM held GROUP BY key "
        f"HAVING count(*) = {terms} ORDER BY 2 DESC, 1 DESC LIMIT {PAGE + 1}"
    )
    return (
        f"WITH held AS ({held}), best AS ({best}) SELECT {LISTED}.*, score FROM best "
        f"JOIN {LISTED} ON publication_id = key ORDER BY score DESC, key DESC"
    )
