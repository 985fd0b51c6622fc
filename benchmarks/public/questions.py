"""What is asked: operations, and for each target the addresses or statements that are one.

Filters: a frequent, a middling and a rarer platform, each with a verdict. Platforms and parties of
the peers are numbered in the order of their frequency. Words: names of the long tail, pairs of
everyday words, words that stand in nearly every transcript.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from string import ascii_letters, digits
from urllib.parse import quote, quote_plus

import psycopg

from benchmarks.public import limit
from benchmarks.public.sizes import SEED, Size
from benchmarks.public.targets import ADMIN, ANEW, DATASETTE, PLAIN, SITE, SQL, Request
from benchmarks.public.words import rare_names

SAMPLE = 20
FILTERS = (
    (1, "tiktok", "verified_fake"),
    (3, "facebook", "disputed"),
    (7, "whatsapp", "unknown"),
)
WORDS: dict[str, Sequence[str]] = {
    "search, rare word": rare_names(SEED),
    "search, two words": (
        "procureur truqué",
        "sondage anonyme",
        "bulletin truqué",
        "préfet amende",
    ),
    "search, common word": ("vidéo", "électeurs", "scrutin", "campagne"),
}
MONTH = ("2025-03-01", "2025-04-01", "2025-03-31")
FACETED = "".join(f"&_facet={f}" for f in ("platform_id", "party_id", "technique_id", "verdict"))
PAGE_OF_DATASETTE = "_sort_desc=first_published_at&_size=25"
UNCHANGED_BY_DATASETTE = frozenset(ascii_letters + digits + "_-")
LIST, FILTER, DETAIL = "list", "two filters", "detail"
TABLE = f"/vigie/incident?{PAGE_OF_DATASETTE}"


@dataclass(frozen=True)
class Question:
    """An operation, and what is one for each target that knows it."""

    name: str
    asked: Mapping[str, Sequence[Request]]


@dataclass(frozen=True)
class Sample:
    """Some incidents of a size, and where half of a list lies."""

    references: Sequence[str]
    size: Size
    at: datetime
    number: int
    reference: str


def sample(address: str, size: Size) -> Sample:
    """Incidents from all over the table."""
    step = max(1, size.incidents // SAMPLE)
    with psycopg.connect(address) as connection:
        found = connection.execute(
            "SELECT reference FROM incidents_listedincident WHERE publication_id %% %s = 0"
            " ORDER BY 1 LIMIT %s",
            [step, SAMPLE],
        ).fetchall()
        middle = connection.execute(
            "SELECT first_published_at, publication_id, reference FROM incidents_listedincident"
            " ORDER BY first_published_at DESC, reference DESC OFFSET %s LIMIT 1",
            [size.incidents // 2],
        ).fetchone()
    assert middle is not None, "an empty database"
    return Sample([row[0] for row in found], size, *middle)


def questions(sample: Sample) -> list[Question]:
    """Everything that is asked, in the order of the page of results."""
    found = [
        _list(),
        _filter(),
        _deep(sample),
        _detail(sample),
        *(_search(name, words) for name, words in WORDS.items()),
        _api(),
        _claims(),
        _csv(),
        _month(),
    ]
    return [replace(each, asked={**each.asked, ANEW: each.asked[SITE]}) for each in found]


def floors() -> list[Question]:
    """What the framework takes for nothing, and for one query."""
    return [
        Question("floor: a constant page", {PLAIN: ["/floor/constant/"]}),
        Question("floor: a page with one query", {PLAIN: ["/floor/query/"]}),
    ]


def _list() -> Question:
    return Question(
        LIST,
        {
            SITE: ["/fr/incidents/"],
            SQL: [limit.newest()],
            PLAIN: ["/incidents/"],
            ADMIN: ["/admin/plain/incident/"],
            DATASETTE: [f"{TABLE}{FACETED}"],
        },
    )


def _filter() -> Question:
    return Question(
        FILTER,
        {
            SITE: [f"/fr/incidents/?platform={p}&verdict={v}" for _id, p, v in FILTERS],
            SQL: [limit.filtered(p, v) for _id, p, v in FILTERS],
            PLAIN: [f"/incidents/?platform={n}&verdict={v}" for n, _p, v in FILTERS],
            ADMIN: [
                f"/admin/plain/incident/?platform__id__exact={n}&verdict={v}"
                for n, _p, v in FILTERS
            ],
            DATASETTE: [f"{TABLE}&platform_id={n}&verdict={v}{FACETED}" for n, _p, v in FILTERS],
        },
    )


def _deep(sample: Sample) -> Question:
    """Half-way down the list; peers by their own pages."""
    at = sample.at.astimezone(UTC).isoformat()
    cursor = quote(f"after~{at}~{sample.reference}")
    half = sample.size.incidents // 2
    return Question(
        "deep page",
        {
            SITE: [f"/fr/incidents/?page={cursor}"],
            SQL: [limit.deep(at, sample.reference)],
            PLAIN: [f"/incidents/?page={max(1, half // 25)}"],
            ADMIN: [f"/admin/plain/incident/?p={max(1, half // 100)}"],
            DATASETTE: [f"{TABLE}&_next={_tilde(at)},{sample.number}{FACETED}"],
        },
    )


def _detail(sample: Sample) -> Question:
    """Datasette's own page of a row has no parts: a canned query gives it all of them at once."""
    return Question(
        DETAIL,
        {
            SITE: [f"/fr/incidents/{r}/" for r in sample.references],
            SQL: [limit.one(r) for r in sample.references],
            PLAIN: [f"/incidents/{r}/" for r in sample.references],
            DATASETTE: [f"/vigie/whole?reference={r}" for r in sample.references],
        },
    )


def _search(name: str, asked: Sequence[str]) -> Question:
    words = [quote_plus(each) for each in asked]
    return Question(
        name,
        {
            SITE: [f"/fr/incidents/?q={each}" for each in words],
            SQL: [limit.search(each.split()) for each in asked],
            PLAIN: [f"/incidents/?q={each}" for each in words],
            ADMIN: [f"/admin/plain/incident/?q={each}" for each in words],
            DATASETTE: [f"/vigie/search?q={each}" for each in words],
        },
    )


def _api() -> Question:
    return Question(
        "API list",
        {
            SITE: ["/api/v1/incidents/"],
            PLAIN: ["/api/incidents/"],
            DATASETTE: [f"/vigie/incident.json?{PAGE_OF_DATASETTE}&_shape=objects"],
        },
    )


def _claims() -> Question:
    """Records of the incidents of a filter, by a filter of their own."""
    return Question(
        "API claims of two filters",
        {SITE: [f"/api/v1/claims/?stance=denies&platform={each}" for _n, each, _v in FILTERS]},
    )


def _csv() -> Question:
    n, platform, verdict = FILTERS[2]
    return Question(
        "CSV of two filters",
        {
            SITE: [f"/fr/incidents.csv?platform={platform}&verdict={verdict}"],
            SQL: [limit.rows_of(platform, verdict)],
            PLAIN: [f"/export.csv?platform={n}&verdict={verdict}"],
            DATASETTE: [f"/vigie/incident.csv?platform_id={n}&verdict={verdict}&_stream=on"],
        },
    )


def _month() -> Question:
    first, end, last = MONTH
    return Question(
        "one month, all counts",
        {
            SITE: [f"/fr/incidents/?published_from={first}&published_to={last}"],
            SQL: [limit.month(first, end)],
        },
    )


def _tilde(value: str) -> str:
    """A value in a cursor of Datasette."""
    return "".join(
        letter if letter in UNCHANGED_BY_DATASETTE else f"~{ord(letter):02X}" for letter in value
    )
