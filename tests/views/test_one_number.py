"""One filter, one number: the list, statistics, their pictures' tables, files and the API agree."""

import csv
import random
import re
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from incidents import codes
from tests.factories import AT, IncidentFactory, JurisdictionFactory, ended
from tests.house.crawler import body_of
from tests.once import made_once
from tests.views.published import PARTY, listed, publish

pytestmark = pytest.mark.django_db
VALUES: dict[str, list[str]] = {
    "q": ["visage", "visage -truqué", "vis*", '"faux visage"', "-visage", "aurore OR loup"],
    "platform": ["tiktok"],
    "party": [PARTY],
    "role": ["promoted", "targeted"],
    "technique": ["face_swap"],
    "proposition": ["authorship"],
    "status": ["announced", "nothing_followed"],
    "verdict": ["verified_fake", "disputed"],
    "country": ["FR", "XV"],
    "election": ["xv-2026"],
    "year": ["2026", "2027"],
    "facts_from": ["2026-09-10", "2026-12-01"],
    "published_to": ["2026-10-20", "2020-01-01"],
}


@pytest.fixture(scope="module", autouse=True)
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Two whole incidents, one of them disputed, and a bare one elsewhere."""
    with made_once(django_db_blocker):
        publish()
        publish(at=AT + timedelta(days=70), verdict=codes.Verdict.DISPUTED)
        bare = IncidentFactory(
            reference="INC-2026-0950", jurisdiction=JurisdictionFactory(code="FR")
        )
        listed(bare, at=AT + timedelta(days=1))
        ended()
        yield


def filters(number: int) -> Iterator[str]:
    """Random filters, the same in every run; one to three parameters, one or two values."""
    chance = random.Random(6)
    for _time in range(number):
        names = chance.sample(sorted(VALUES), chance.randint(1, 3))
        single = {"q", "facts_from", "published_to"}
        yield urlencode(
            [
                (name, value)
                for name in names
                for value in chance.sample(
                    VALUES[name], 1 if name in single else chance.randint(1, len(VALUES[name]))
                )
            ]
        )


def numbers(client: Client, query: str) -> dict[str, int]:
    """What each output says of one filter."""
    page = client.get(f"/en/incidents/?{query}&exact=1").context
    table = client.get(f"/en/statistics/charts/verdict.csv?{query}").content.decode("utf-8-sig")
    file = body_of(client.get(f"/en/incidents.csv?{query}")).removeprefix("\ufeff")
    taken = client.get(f"/en/incidents.json?{query}")
    feed = client.get(f"/en/feed.atom?{query}").text
    api = client.get(f"/api/v1/incidents/?{query}").json()
    return {
        "list": page["count"],
        "rows": len(page["rows"]),
        "picture": int(list(csv.reader(StringIO(table)))[-1][-1]),
        "csv": len(list(csv.reader(StringIO(file, newline="")))) - 1,
        "json": int(re.findall(r'"count": (\d+)', body_of(taken))[-1]),
        "feed": feed.count("<entry>"),
        "api": len(api["results"]),
    }


def check(client: Client, number: int) -> None:
    found = {query: numbers(client, query) for query in filters(number)}

    assert {query: said for query, said in found.items() if len(set(said.values())) > 1} == {}
    assert len({said["list"] for said in found.values()}) > 2


def test_every_output_has_the_same_number_for_a_filter(client: Client) -> None:
    check(client, 8)


@pytest.mark.long
def test_every_output_has_the_same_number_for_many_filters(client: Client) -> None:
    check(client, 50)
