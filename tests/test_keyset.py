"""Keyset pages: forward and back, over ties, while rows are added; nothing else is a cursor."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from incidents import keyset
from incidents.cursors import CursorError
from incidents.facets import select
from incidents.filters import IncidentFilter
from incidents.keyset import ORDERS, Order, Page, page
from incidents.models import ListedIncident
from tests.factories import AT, ListedIncidentFactory, PublicationFactory, ended
from tests.once import made_once

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def listed(number: int, *, hours: int) -> str:
    """One row with this number, first published so many hours after the first."""
    publication = PublicationFactory(
        incident__reference=f"INC-2026-{number:04d}", published_at=AT + hours * HOUR
    )
    made: ListedIncident = ListedIncidentFactory(publication=publication)
    return made.reference


def ask(cursor: str = "", size: int = 3) -> Page:
    return page(ListedIncident.objects.all(), cursor, size)


def references(asked: Page) -> list[str]:
    return [row.reference for row in asked.rows]


def forward(size: int) -> list[list[str]]:
    pages, cursor = [], ""
    while True:
        asked = ask(cursor, size)
        pages.append(references(asked))
        cursor = asked.next
        if not cursor:
            return pages


def last_page(size: int) -> Page:
    asked = ask("", size)
    while asked.next:
        asked = ask(asked.next, size)
    return asked


@pytest.fixture(scope="module")
def ten(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    """Ten rows, newest first; several were published in the same moment."""
    with made_once(django_db_blocker):
        made = [listed(n, hours=n // 3) for n in range(1, 11)][::-1]
        ended()
        yield made


SIZES = (1, 2, 3, 5, 9, 10, 11)


def test_forward_each_row_is_visited_once_in_order(ten: list[str]) -> None:
    for size in SIZES:
        pages = forward(size)

        assert [reference for rows in pages for reference in rows] == ten, size
        assert {len(rows) for rows in pages[:-1]} <= {size}


def test_and_back_again(ten: list[str]) -> None:
    for size in SIZES:
        asked = last_page(size)
        visited = references(asked)
        while asked.previous:
            asked = ask(asked.previous, size)
            visited = references(asked) + visited

        assert visited == ten, size


def test_the_first_page_has_no_previous_and_the_last_no_next(ten: list[str]) -> None:
    first, last = ask(), last_page(3)

    assert (first.previous, bool(first.next)) == ("", True)
    assert (bool(last.previous), last.next) == (True, "")


def test_one_page_has_neither(ten: list[str]) -> None:
    assert (ask("", 10).next, ask("", 10).previous) == ("", "")


def test_an_empty_list_is_an_empty_page() -> None:
    assert ask() == Page([], "", "")


def test_back_on_the_first_page_there_is_no_previous(ten: list[str]) -> None:
    second = ask(ask().next)

    back = ask(second.previous)

    assert (references(back), back.previous) == (ten[:3], "")


def test_rows_added_meanwhile_repeat_none_and_skip_none(ten: list[str]) -> None:
    first = ask()
    listed(50, hours=100)
    listed(51, hours=101)

    rest = []
    cursor = first.next
    while cursor:
        asked = ask(cursor)
        rest += references(asked)
        cursor = asked.next

    assert references(first) + rest == ten


def test_rows_added_meanwhile_are_before_the_first_page(ten: list[str]) -> None:
    second = ask(ask().next)
    new = listed(50, hours=100)

    back = ask(second.previous)

    assert references(back) == ten[:3]
    assert references(ask(back.previous)) == [new]


def test_a_row_taken_away_does_not_break_the_cursor_that_names_it(ten: list[str]) -> None:
    first = ask()
    ListedIncident.objects.filter(reference=ten[2]).delete()

    assert references(ask(first.next)) == ten[3:6]


def test_behind_the_end_there_is_nothing(ten: list[str]) -> None:
    asked = ask("after~1999-01-01T00:00:00+00:00~INC-1999-0001")

    assert asked == Page([], "", "")


def test_a_plus_that_an_address_turned_into_a_blank_is_read(ten: list[str]) -> None:
    cursor = ask().next

    assert "+" in cursor
    assert references(ask(cursor.replace("+", " "))) == ten[3:6]


def test_a_page_is_one_query(
    ten: list[str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cursor = ask().next

    with django_assert_num_queries(1):
        ask(cursor)


MOMENT = "2026-09-14T10:00:00+00:00"


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "0",
        "after",
        "after~",
        f"after~{MOMENT}",
        f"after~{MOMENT}~",
        f"beside~{MOMENT}~INC-2026-0001",
        f"AFTER~{MOMENT}~INC-2026-0001",
        f"after~{MOMENT}~INC-2026-1",
        f"after~{MOMENT}~INC-2026-0001' OR 1=1",
        f"after~{MOMENT}~INC-2026-0001~",
        f"after~{MOMENT}~INC-2026-0001\n",
        "after~2026-09-14T10:00:00~INC-2026-0001",
        "after~2026-09-14~INC-2026-0001",
        "after~2026-13-01T10:00:00+00:00~INC-2026-0001",
        "after~2026-09-14T25:00:00+00:00~INC-2026-0001",
        "after~2026-09-14T10:00:00+99:00~INC-2026-0001",
        "after~٢٠٢٦-09-14T10:00:00+00:00~INC-2026-0001",
        "after~0001-01-01T00:00:00+14:00~INC-2026-0001",
        "after~9999-12-31T23:59:59-14:00~INC-2026-0001",
        "after~..........~INC-2026-0001",
        "\0",
        "after~" * 10_000,
    ],
)
def test_what_this_site_never_wrote_is_refused_with_the_value(cursor: str) -> None:
    with pytest.raises(CursorError) as caught:
        ask(cursor)

    assert f"“{cursor[:80]}”" in str(caught.value)
    assert len(str(caught.value)) < 200


def test_any_offset_that_python_reads_the_database_reads(ten: list[str]) -> None:
    for offset in ("+00:00:30", "+00:00:30.500000", "+02:00", "Z"):
        asked = ask(f"after~2027-01-01T00:00:00{offset}~INC-2026-0001")

        assert references(asked) == ten[:3], offset


def test_a_cursor_belongs_to_its_order(ten: list[str]) -> None:
    rows = ListedIncident.objects.all()
    for order in ORDERS.values():
        cursor = page(rows, "", 3, order=order).next
        assert cursor
        for other in set(ORDERS.values()) - {order}:
            with pytest.raises(CursorError, match="another order") as caught:
                page(rows, cursor, 3, order=other)
            assert f"“{cursor[:80]}”" in str(caught.value)


@pytest.mark.parametrize("number", ["", "x", "-1", "1.5", "9" * 10, "٣"])
def test_a_number_of_claims_that_is_none_is_refused(number: str) -> None:
    cursor = f"after~claims~{number}~{MOMENT}~INC-2026-0001"

    with pytest.raises(CursorError) as caught:
        page(ListedIncident.objects.all(), cursor, 3, order=keyset.CLAIMS)
    assert f"“{cursor[:80]}”" in str(caught.value)


def in_order(rows: list[ListedIncident], order: Order) -> list[str]:
    return [row.reference for row in sorted(rows, key=order.place, reverse=True)]


def through(order: Order, size: int, asked: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Every reference, page by page to the end, and back to the beginning."""
    found = IncidentFilter(asked, ListedIncident.objects.all())
    chosen = select(found)
    pages = [page(ListedIncident.objects.all(), "", size, order=order, selection=chosen)]
    while cursor := pages[-1].next:
        pages.append(
            page(ListedIncident.objects.all(), cursor, size, order=order, selection=chosen)
        )
    back = [pages[-1]]
    while cursor := back[0].previous:
        back.insert(
            0, page(ListedIncident.objects.all(), cursor, size, order=order, selection=chosen)
        )
    there = [reference for each in pages for reference in references(each)]
    return there, [reference for each in back for reference in references(each)]


def test_pages_of_a_selection_in_every_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few are read without looking at days: each row once, in order, there and back."""
    made: list[ListedIncident] = []
    for number in range(1, 19):
        hours = number * 7 % 5 * 11
        publication = PublicationFactory(
            incident__reference=f"INC-2026-{number:04d}", published_at=AT + hours * HOUR
        )
        made.append(
            ListedIncidentFactory(
                publication=publication,
                published_at=AT + (number * 5 % 7) * 9 * HOUR,
                claims=number % 3,
                verdict="disputed" if number % 4 else "unknown",
            )
        )
    for few, order in product((0, 3, keyset.FEW), ORDERS.values()):
        monkeypatch.setattr(keyset, "FEW", few)
        wanted = in_order([row for row in made if row.verdict == "disputed"], order)
        assert len(wanted) == 14
        for size in (2, 4, 13, 14):
            assert through(order, size, {"verdict": ["disputed"]}) == (wanted, wanted), size
        assert through(order, 5, {})[0] == in_order(made, order)
        assert through(order, 5, {"published_to": "1999-01-01"})[0] == []


def test_only_the_nearest_days_are_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyset, "FEW", 0)
    rows = [listed(number, hours=24 * number) for number in range(1, 9)]
    ListedIncidentFactory(verdict="disputed")
    chosen = select(IncidentFilter({"verdict": ["unknown"]}, ListedIncident.objects.all()))

    first = keyset.nearest(chosen, keyset.NEWEST, None, 3, forward=True)

    assert set(ListedIncident.objects.filter(pk__in=first).values_list("reference", flat=True)) == {
        *rows[-3:]
    }
