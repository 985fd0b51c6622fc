"""What a process knows of facets: what others have committed, in their order, and nothing else."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pyroaring import BitMap

from incidents import facet_sets
from incidents.facet_sets import Chunk, Sets
from incidents.listing import facets, one_at_a_time
from tests.factories import ListedFacetFactory, ListedIncidentFactory


def row(keys: list[int], version: int) -> Chunk:
    return Chunk("platform", "x", 0, BitMap(keys).serialize() if keys else b"", version)


def on(sets: Sets) -> list[int]:
    return list(sets.of("platform", ["x"]))


def test_a_row_that_is_not_newer_changes_nothing() -> None:
    """Two threads asked at once, and the one that read less comes last."""
    newer = facet_sets.changed(Sets(), [row([1, 2], 7)])

    again = facet_sets.changed(newer, [row([1], 6)])

    assert (on(again), again.version) == ([1, 2], 7)


def test_sets_given_out_are_never_changed() -> None:
    older = facet_sets.changed(Sets(), [row([1], 1)])
    kept = older.of("platform", ["x"])

    newer = facet_sets.changed(older, [row([1, 2], 2)])

    assert (list(kept), on(older), on(newer)) == ([1], [1], [1, 2])


def test_a_value_that_has_lost_its_last_incident_is_none_any_more() -> None:
    older = facet_sets.changed(Sets(), [row([1], 1)])

    newer = facet_sets.changed(older, [row([], 2)])

    assert ("x" in older.values("platform"), "x" in newer.values("platform")) == (True, False)


def test_days_between_two() -> None:
    days = {f"2026-01-{day:02d}": BitMap([day]) for day in range(1, 6)}
    sets = Sets(1, {"latest": days})

    assert list(sets.between("latest", "2026-01-02", "2026-01-04")) == [2, 3, 4]
    assert list(sets.between("latest", first="2026-01-04")) == [4, 5]
    assert list(sets.between("latest", last="2026-01-02")) == [1, 2]
    assert list(sets.between("latest", "2025-01-01", "2025-12-31")) == []
    assert list(sets.between("earliest")) == []


@pytest.mark.django_db
def test_inside_a_transaction_nothing_is_kept() -> None:
    ListedFacetFactory(keys=BitMap([3]).serialize(), chunk=0, value="x")

    assert on(facet_sets.current()) == [3]
    assert facet_sets._held == Sets()


@pytest.fixture
def elsewhere(transactional_db: None) -> Iterator[Callable[[Callable[[], Any]], Any]]:
    """Does something in another thread, with a connection of its own."""
    with ThreadPoolExecutor(1) as pool:
        yield lambda done: pool.submit(done).result()
        pool.submit(lambda: connection.close()).result()


def test_a_process_sees_what_another_has_committed(
    elsewhere: Callable[[Callable[[], Any]], Any],
) -> None:
    first = ListedIncidentFactory(platforms=["x"])
    assert on(facet_sets.current()) == [first.pk]

    def publish() -> None:
        with transaction.atomic():
            one_at_a_time()
            second = ListedIncidentFactory(platforms=["x"])
            facets.change(out=[first])
            assert on(facet_sets.current()) == [second.pk]
            seen_by_others.append(second.pk)

    seen_by_others: list[int] = []
    elsewhere(publish)

    with CaptureQueriesContext(connection) as queries:
        assert on(facet_sets.current()) == seen_by_others
    assert len(queries) == 1
    with CaptureQueriesContext(connection) as queries:
        assert facet_sets.current() is facet_sets.current()
    assert len(queries) == 2


def test_what_was_rolled_back_was_never_seen(transactional_db: None) -> None:
    first = ListedIncidentFactory(platforms=["x"])
    assert on(facet_sets.current()) == [first.pk]

    with transaction.atomic():
        ListedIncidentFactory(platforms=["x"])
        assert len(on(facet_sets.current())) == 2
        transaction.set_rollback(True)

    assert on(facet_sets.current()) == [first.pk]
