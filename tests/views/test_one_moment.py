"""A public page is of one moment, though somebody publishes while it is made.

Two connections are at work: a page is stopped between its counts and its rows until somebody else
has published, corrected or taken something out, and committed it.
"""

import csv
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.urls import resolve

from incidents import facet_sets, listing
from incidents.models import Publication
from tests.factories import AT
from tests.views.published import correct, publish
from tests.views.test_queries import REVIEWED
from tracker.caching import PER_VISITOR, POLICIES
from tracker.one_moment import READINGS

ROWS = 'FROM "incidents_listedincident"'


def elsewhere(act: Callable[[], object]) -> None:
    """Done on a connection of its own, and committed."""

    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join(timeout=30)
    assert not thread.is_alive()


def stopped(client: Client, address: str, act: Callable[[], object]) -> HttpResponseBase:
    """The answer to a request during which something happens before its first row is read."""
    waiting = [act]

    def stop(execute: Callable[..., Any], sql: Any, *more: Any) -> Any:
        if ROWS in str(sql) and waiting:
            elsewhere(waiting.pop())
        return execute(sql, *more)

    with connection.execute_wrapper(stop):
        response = client.get(address)
    assert not waiting
    return response


def shown(response: Any) -> tuple[int, list[str], int]:
    """What a list says: its total, its cards, and the sum of its verdicts' counts."""
    facets = (facet for _title, found in response.context["groups"] for facet in found)
    (facet,) = (facet for facet in facets if facet.name == "verdict")
    counts = sum(value.count for value in (*facet.first, *facet.more))
    return response.context["count"], [c.reference for c in response.context["rows"]], counts


def references(response: HttpResponseBase) -> list[str]:
    """The incidents of a file; while its lines are sent no connection is held."""
    assert isinstance(response, StreamingHttpResponse)
    text = ""
    for number, line in enumerate(response):
        assert number == 0 or connection.connection is None
        text += line.decode().removeprefix("\ufeff")
    return [row["reference"] for row in csv.DictReader(StringIO(text, newline=""))]


@pytest.mark.django_db(transaction=True)
def test_totals_counts_cards_and_files_agree_whatever_happens_meanwhile(client: Client) -> None:
    made = [publish(at=AT + timedelta(days=day)) for day in range(2)]
    facet_sets.forget()
    first, second = (each.reference for each in made)
    third = "INC-2026-0003"
    listed = "/fr/incidents/?verdict=verified_fake"
    acts: list[tuple[Callable[[], object], list[str]]] = [
        (lambda: correct(made[1], notice="Une précision."), [second, first]),
        (listing.rebuild, [second, first]),
        (lambda: publish(at=AT + timedelta(days=3)), [third, second, first]),
        (lambda: take_out(first), [third, second]),
    ]
    before = [second, first]

    for act, after in acts:
        page = stopped(client, listed, act)
        file = references(client.get("/fr/incidents.csv?verdict=verified_fake"))

        assert shown(page) == (len(before), before, len(before))
        assert file == after
        before = after
    assert shown(client.get(listed)) == (len(before), before, len(before))


def take_out(reference: str) -> None:
    """As a withdrawal does."""
    gone = Publication.objects.current().get(reference=reference)
    with transaction.atomic():
        listing.remove(gone)


def test_what_puts_readings_together_reads_one_snapshot() -> None:
    """A page of more than one query, which no visitor's own page is."""
    several = {
        resolve(address.partition("?")[0]).view_name
        for address, number in REVIEWED["queries"].items()
        if number > 1
    }
    public = {name for name in several if POLICIES[name] != PER_VISITOR}

    assert public <= READINGS
    assert POLICIES.keys() >= READINGS
