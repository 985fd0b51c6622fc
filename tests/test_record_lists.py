"""Pages of records beside what going through all of them finds."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise, product
from random import Random
from typing import Any

import pytest
from django.http import QueryDict

from incidents import facets, record_lists
from incidents.cursors import CursorError
from incidents.filters import ClaimFilter, IncidentFilter
from incidents.keyset import NEWEST, UPDATED, Order
from incidents.models import ListedClaim, ListedIncident
from tests import factories
from tests.factories import AT, ListedClaimFactory, ListedIncidentFactory
from tests.once import made_once

pytestmark = pytest.mark.django_db
INCIDENTS, CLAIMS = 9, 30


@pytest.fixture(scope="module", autouse=True)
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Claims of one, two or three incidents, said differently by different documents."""
    chance = Random(7)
    with made_once(django_db_blocker):
        listed = [
            ListedIncidentFactory(
                reference=f"INC-2026-{number:04d}",
                first_published_at=AT + timedelta(days=number // 2),
                published_at=AT + timedelta(days=20 + chance.randrange(4)),
                verdict=chance.choice(["unknown", "disputed"]),
            )
            for number in range(1, INCIDENTS + 1)
        ]
        for number in range(CLAIMS):
            for incident in chance.sample(listed, chance.choice([1, 1, 2, 3])):
                stance = chance.choice(["asserts", "denies"])
                ListedClaimFactory(listed=incident, public_id=f"claim{number:02d}", stance=stance)
        factories.ended()
        yield


def sets(query: str) -> tuple[ClaimFilter, facets.Selection]:
    data = QueryDict(query)
    own, taken = ClaimFilter(data, queryset=ListedClaim.objects.all()), data.copy()
    taken.pop("stance", None)
    incidents = IncidentFilter(taken, queryset=ListedIncident.objects.all())
    assert own.is_valid()
    return own, facets.select(incidents)


def expected(query: str, order: Order) -> list[str]:
    """Each claim under the first of the incidents that the filters find and in which it is so said,
    unless its newest document says otherwise."""
    own, selection = sets(query)
    stances = set(own.form.cleaned_data["stance"]) or {"asserts", "denies"}
    rows = list(ListedClaim.objects.select_related("listed"))
    found: dict[str, tuple[Any, ...]] = {}
    for row in rows:
        of_one = [each for each in rows if each.public_id == row.public_id]
        newest = max(of_one, key=lambda each: (each.listed.published_at, each.listed_id))
        if {row.stance, newest.stance} <= stances and row.listed_id in selection.keys:
            place = (*order.place(row.listed), row.public_id)
            found[row.public_id] = max(place, found.get(row.public_id, place))
    return sorted(found, key=lambda key: found[key], reverse=True)


def ids(page: record_lists.Page) -> list[str]:
    return [each.shown.public_id for each in page.records]


QUERIES = ("", "stance=denies", "verdict=disputed", "verdict=disputed&stance=asserts")


@pytest.mark.parametrize("few", [0, 300])
def test_pages_are_what_going_through_everything_finds(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("incidents.keyset.FEW", few)
    monkeypatch.setattr("incidents.record_lists.RARE", few)
    monkeypatch.setattr("incidents.record_lists.MOST", max(few, 1))
    for query, order, size in product(QUERIES, (NEWEST, UPDATED), (4,)):
        wanted = expected(query, order)
        seen, pages = walk(query, order, size)
        assert seen == wanted, (query, order.name, size)
        for before, after in pairwise(pages):
            back = record_lists.page(*sets(query), after.previous, size, order)
            assert ids(back) == ids(before)
        assert len(wanted) > 1


def walk(query: str, order: Order, size: int) -> tuple[list[str], Sequence[record_lists.Page]]:
    pages = [record_lists.page(*sets(query), "", size, order)]
    while pages[-1].next:
        pages.append(record_lists.page(*sets(query), pages[-1].next, size, order))
        assert len(pages) <= CLAIMS
    return [key for page in pages for key in ids(page)], pages


@pytest.mark.parametrize(
    "cursor",
    [
        *("after", "after~newest", "beside~newest~2026-09-14T10:00:00+00:00~INC-2026-0001~claim01"),
        "after~updated~2026-09-14T10:00:00+00:00~INC-2026-0001~claim01",
        "after~newest~2026-09-14T10:00:00+00:00~INC-2026-0001~clai%m",
        "after~newest~2026-99-14T10:00:00+00:00~INC-2026-0001~claim01",
    ],
)
def test_a_cursor_that_was_never_written_is_refused(cursor: str) -> None:
    with pytest.raises(CursorError, match="page of this list"):
        record_lists.page(*sets(""), cursor, 5)
