"""Queries of each address: the numbers of ``queries.toml``, at one incident as at three."""

import re
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import translation

from incidents import models
from tests import factories
from tests.factories import AT, ReportFactory, ReportFileFactory
from tests.house.crawler import declared
from tests.once import made_once
from tests.views.published import correct, publish

pytestmark = pytest.mark.django_db
REVIEWED = tomllib.loads(Path(__file__).with_name("queries.toml").read_text())


@pytest.fixture(scope="module", autouse=True)
def published(django_db_setup: None, django_db_blocker: Any) -> Iterator[models.Publication]:
    """One incident of every kind of record, corrected once, and a report."""
    with made_once(django_db_blocker):
        made = correct(publish(), notice="Un.")
        issued = ReportFactory(edition=1, snapshot=snapshot_of(made.reference))
        for volume in (1, 2):
            ReportFileFactory(report=issued, volume=volume)
        factories.ended()
        yield made


def snapshot_of(*references: str) -> dict[str, Any]:
    """A snapshot with one change; its incidents were changed since."""
    at = (AT - timedelta(hours=1)).isoformat()
    change = {"kind": "correction", "published_at": at, "number": 2, "class": None}
    return {
        "at": at,
        "incidents": [{"reference": each, "first_published_at": at} for each in references],
        "changes": [change | {"reference": each} for each in references],
    }


def counted(client: Client, publication: models.Publication) -> dict[str, int]:
    """Queries by address, each address asked once; each has something to show."""
    names = {
        kind.removesuffix("s").upper(): publication.content[kind][0]["id"]
        for kind in ("sources", "claims", "procedures", "appearances")
    }
    found = {}
    for address in REVIEWED["queries"]:
        filled = re.sub("[A-Z]{5,}", lambda name: names[name[0]], address)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(filled)
            if response.streaming:
                b"".join(response)
        assert response.status_code == 200, address
        found[address] = len(asked)
    return found


def test_each_costs_what_is_written_at_one_incident_and_at_three(
    client: Client, published: models.Publication
) -> None:
    one = counted(client, published)
    for day in (1, 2):
        correct(publish(at=AT + timedelta(days=day)), notice="Encore.")

    three = counted(client, published)

    assert one == REVIEWED["queries"]
    assert three == one


def test_every_route_is_there() -> None:
    routes = set()
    for address in REVIEWED["queries"]:
        with translation.override("fr"):
            routes.add(resolve(address.partition("?")[0]).route.removeprefix("fr/"))

    assert declared() - routes == set(REVIEWED["elsewhere"])
