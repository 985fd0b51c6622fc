"""Counts are the exact sizes of sets, and the sets are those of the one FilterSet.

Rows are written without their Publications, so that there can be many, with keys of several chunks.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.codes import LegalStatus, Proposition, Role, Scheme, Verdict
from incidents.facets import FACETS, select
from incidents.filters import IncidentFilter
from incidents.listing import facets
from incidents.models import ListedFacet, ListedIncident
from tests.factories import (
    JurisdictionFactory,
    ListedActorFactory,
    ListedElectionFactory,
    PlatformFactory,
    TermFactory,
)
from tests.once import made_once

CHUNK = ListedFacet.CHUNK
TODAY = date(2026, 11, 22)
NAMES = {"fr": "Un nom", "en": "A name"}
PARTIES = ("aurore", "borealis", "civique")
DOMAIN: dict[str, list[str]] = {
    "platform": ["tiktok", "x", "telegram"],
    "party": list(PARTIES),
    "role": [role.value for role in Role][:5],
    "technique": ["face_swap", "voice_clone"],
    "proposition": [each.value for each in Proposition][:4],
    "goal": ["satire", "fraud"],
    "status": [each.value for each in LegalStatus],
    "verdict": [each.value for each in Verdict],
    "country": ["XV", "FR"],
    "election": ["essai-2026", "essai-2027"],
    "year": ["2024", "2025", "2026", "2027"],
    "month": [f"{year}-{month:02d}" for year in (2025, 2026) for month in (1, 6, 7, 12)],
}
DAYS = ("facts_from", "facts_to", "published_from", "published_to")
WORDS = ("loup", "renard")


def registers() -> None:
    """What choices come from."""
    for code in DOMAIN["platform"]:
        PlatformFactory(code=code)
    for scheme in (Scheme.TECHNIQUE, Scheme.GOAL):
        for code in DOMAIN[scheme.value]:
            TermFactory(scheme=scheme, code=code)
    for slug in PARTIES:
        ListedActorFactory(slug=slug, content={"name": NAMES})
    for slug in DOMAIN["election"]:
        ListedElectionFactory(slug=slug, content={"name": NAMES})
    for code in DOMAIN["country"]:
        JurisdictionFactory(code=code, name_fr=code, name_en=code)


def some(chance: random.Random, values: Any, most: int = 2) -> list[str]:
    return sorted(chance.sample(list(values), chance.randint(0, most)))


def row(chance: random.Random, key: int) -> ListedIncident:
    """A row of any content; its first moment is near a change of month or anywhere."""
    at = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(60 * 24 * 700))
    if chance.random() < 0.2:
        at = at.replace(day=1, hour=0) - timedelta(minutes=chance.choice((30, 60, 61, 119, 120)))
    involved = {(chance.choice(DOMAIN["role"]), party) for party in some(chance, PARTIES)}
    earliest = date(2026, 1, 1) + timedelta(days=chance.randrange(300))
    dated = chance.random() < 0.9
    private = {f"{role}:*" for role in some(chance, DOMAIN["role"], 1)}
    return ListedIncident(
        publication_id=key,
        reference=f"INC-2026-{key:06d}",
        first_published_at=at,
        published_at=at + timedelta(hours=chance.randrange(1000)),
        verdict=chance.choice(DOMAIN["verdict"]),
        jurisdiction=chance.choice(DOMAIN["country"]),
        election=chance.choice(["", *DOMAIN["election"]]),
        earliest=earliest if dated else None,
        latest=earliest + timedelta(days=chance.randrange(30)) if dated else None,
        platforms=some(chance, DOMAIN["platform"]),
        techniques=some(chance, DOMAIN["technique"]),
        propositions=some(chance, DOMAIN["proposition"]),
        goals=some(chance, DOMAIN["goal"]),
        legal_statuses=some(chance, set(LegalStatus) - {LegalStatus.NOTHING_FOLLOWED}),
        parties=sorted({party for _role, party in involved}),
        party_roles=sorted(
            {f"{r}:{p}" for r, p in involved} | {f"{r}:*" for r, _p in involved} | private
        ),
        review_due_on=TODAY + timedelta(days=chance.randrange(-9, 9)) if dated else None,
        claims=chance.randrange(9),
        denials=chance.randrange(3),
    )


def write(rows: list[ListedIncident]) -> None:
    """Rows whose Publications are not there."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        ListedIncident.objects.bulk_create(rows)
        for at, word in enumerate(WORDS):
            cursor.execute(
                "INSERT INTO incidents_listedtext (tier, incidents, source, digest,"
                " first_position, last_position, part, words)"
                " SELECT 1, ARRAY[publication_id], '', '', 0, 0, 0, vigie_words(%s)"
                " FROM incidents_listedincident WHERE publication_id %% 3 = %s",
                [word, at],
            )
        cursor.execute("RESET session_replication_role")


@pytest.fixture(scope="module", autouse=True)
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Rows with keys at both sides of the borders of three chunks."""
    chance = random.Random(6)
    with made_once(django_db_blocker):
        registers()
        keys = {*range(1, 60), *range(CHUNK - 40, CHUNK + 40), *range(2 * CHUNK, 2 * CHUNK + 60)}
        write([row(chance, key) for key in sorted(keys)])
        facets.fill()
        yield


pytestmark = pytest.mark.django_db


def asking(chance: random.Random) -> dict[str, Any]:
    """A filter of any kind."""
    asked: dict[str, Any] = {}
    for name in chance.sample(list(DOMAIN), chance.randint(0, 3)):
        if values := some(chance, DOMAIN[name], 2):
            asked[name] = values
    for name in chance.sample(DAYS, chance.choice((0, 0, 1))):
        asked[name] = (date(2025, 6, 1) + timedelta(days=chance.randrange(500))).isoformat()
    if chance.random() < 0.2:
        asked["q"] = chance.choice(WORDS)
    return asked


def filterset(asked: dict[str, Any]) -> IncidentFilter:
    found = IncidentFilter(asked, ListedIncident.objects.all(), today=TODAY)
    assert found.is_valid(), found.errors
    return found


def keys(asked: dict[str, Any]) -> set[int]:
    return set(filterset(asked).qs.values_list("pk", flat=True))


def assert_alike(asked: dict[str, Any]) -> None:
    """By sets and by SQL: the incidents, and each count of each facet, both ways."""
    selection = select(filterset(asked))
    rows = keys(asked)
    assert (set(selection.keys), selection.total) == (rows, len(rows))
    for facet in FACETS:
        beside = {n: v for n, v in asked.items() if {n, facet} == {"party", "role"}}
        each = {value: keys({facet: [value], **beside}) for value in DOMAIN[facet]}
        own = {value: len(rows & found) for value, found in each.items()}
        alone = {value: len(keys(asked | {facet: [value]})) for value in DOMAIN[facet]}
        assert known(selection.counts(facet), facet) == {v: n for v, n in own.items() if n}
        counted = known(selection.counts(facet, own=False), facet)
        assert counted == {v: n for v, n in alone.items() if n}


def known(counts: list[tuple[str, int]], facet: str) -> dict[str, int]:
    """Most first; of the values of the domain, which is all of them but for some months."""
    assert counts == sorted(counts, key=lambda each: (-each[1], each[0]))
    assert facet in ("month", "role") or {v for v, _n in counts} <= set(DOMAIN[facet])
    return {value: n for value, n in counts if value in DOMAIN[facet]}


def test_nothing_asked_is_everything() -> None:
    assert_alike({})


@pytest.mark.parametrize("seed", range(3))
def test_sets_give_what_the_filters_give(seed: int) -> None:
    chance = random.Random(seed)
    for _each in range(2):
        assert_alike(asking(chance))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 400))
def test_sets_give_what_the_filters_give_at_length(seed: int) -> None:
    assert_alike(asking(random.Random(seed)))


@pytest.mark.parametrize("name", ["party", "role"])
def test_a_party_counts_in_the_roles_asked_for(name: str) -> None:
    assert_alike({"party": ["aurore"], "role": [DOMAIN["role"][0], DOMAIN["role"][1]]})
    assert_alike({name: DOMAIN[name][:2]})


@pytest.mark.parametrize("day", ["2025-12-31", "2026-01-01", "2026-06-30", "9999-12-31"])
@pytest.mark.parametrize("name", DAYS)
def test_a_period_includes_its_ends(name: str, day: str) -> None:
    asked = {name: day}

    assert set(select(filterset(asked)).keys) == keys(asked)


def test_sums_are_exact() -> None:
    asked = {"verdict": ["disputed"]}
    rows = filterset(asked).qs

    selection = select(filterset(asked))

    assert selection.sum("claims") == sum(row.claims for row in rows) > 0
    assert selection.sum("denials") == sum(row.denials for row in rows) > 0


def test_what_a_filter_takes_away_is_known() -> None:
    asked = {"platform": ["x"], "q": "loup", "party": ["aurore"]}

    selection = select(filterset(asked))

    for name in asked:
        others = {n: v for n, v in asked.items() if n != name}
        assert set(selection.without(name)) == keys(others)


def test_a_walk_of_changes_leaves_what_one_filling_gives() -> None:
    chance = random.Random(4)
    for _step in range(6):
        rows = list(ListedIncident.objects.order_by("?")[: chance.randrange(1, 5)])
        after = [row(chance, each.pk) for each in rows if chance.random() < 0.7]
        ListedIncident.objects.filter(pk__in=[each.pk for each in rows]).delete()
        write(after)
        facets.change(out=rows, into=after)
    kept = list(compared())

    facets.fill()

    assert list(compared()) == kept
    assert_alike(asking(chance))


def compared() -> Iterator[Any]:
    stored = ListedFacet.objects.exclude(keys=b"").order_by("facet", "value", "chunk")
    for each in stored.values_list("facet", "value", "chunk", "keys"):
        yield (*each[:3], bytes(each[3]))


def test_filling_again_writes_nothing() -> None:
    versions = set(ListedFacet.objects.values_list("pk", "version"))

    facets.fill()

    assert set(ListedFacet.objects.values_list("pk", "version")) == versions


def test_a_value_that_nobody_has_any_more_stays_empty_with_a_newer_version() -> None:
    chance = random.Random(1)
    only = row(chance, 3 * CHUNK)
    only.platforms = ["solitude"]
    write([only])
    facets.change(into=[only])
    (listed,) = ListedFacet.objects.filter(facet="platform", value="solitude")

    facets.change(out=[only])

    (emptied,) = ListedFacet.objects.filter(facet="platform", value="solitude")
    assert bytes(emptied.keys) == b""
    assert emptied.version > listed.version


def test_one_query_whatever_is_counted() -> None:
    with CaptureQueriesContext(connection) as queries:
        selection = select(filterset({"verdict": ["disputed"]}))
        for facet in FACETS:
            selection.counts(facet, own=False)

    assert len(queries) == 1, [each["sql"][:90] for each in queries]


def test_a_filter_that_cannot_be_read_is_not_counted() -> None:
    found = IncidentFilter({"facts_from": "hier"}, ListedIncident.objects.all(), today=TODAY)

    with pytest.raises(ValueError, match="facts_from"):
        select(found)


def test_without_a_question_everything_is_selected() -> None:
    found = IncidentFilter(None, ListedIncident.objects.all(), today=TODAY)

    assert select(found).total == ListedIncident.objects.count()
