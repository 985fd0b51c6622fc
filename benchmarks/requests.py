"""What is asked of the site, and how long each answer takes."""

import http.client
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from urllib.parse import quote_plus

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.server import HOST
from incidents.models import ListedIncident, ListedSource

TIMES = 50
WARM_UP = 6  # both workers have then answered at least once
WORDS = ("visages", "plainte", "truquée", "election", "voix clonée", "démenti")


@dataclass(frozen=True)
class Operation:
    """Something a visitor does, by the addresses that do it, asked in turn."""

    name: str
    paths: Sequence[str]


@dataclass(frozen=True)
class Measured:
    """Milliseconds, database queries of one request, bytes of the last answer."""

    name: str
    median: float
    p95: float
    queries: int
    size: int


def operations() -> list[Operation]:
    """The operations, with addresses of what is in the database."""
    references = _spread(ListedIncident.objects.order_by("pk").values_list("reference", flat=True))
    sources = _spread(ListedSource.objects.order_by("pk").values_list("public_id", flat=True))
    api = "/api/v1/incidents/"
    return [
        Operation("list, first page", ["/fr/incidents/"]),
        Operation("list, two filters", ["/fr/incidents/?platform=tiktok&verdict=verified_fake"]),
        Operation("search", [f"/fr/incidents/?q={quote_plus(w)}" for w in WORDS]),
        Operation("incident", [f"/fr/incidents/{r}/" for r in references]),
        Operation("source", [f"/fr/sources/{s}/" for s in sources]),
        Operation("statistics", ["/fr/statistics/"]),
        Operation("API list", [api]),
        Operation("API list, two filters", [f"{api}?platform=tiktok&verdict=verified_fake"]),
        Operation("API incident", [f"{api}{r}/" for r in references]),
    ]


def measure(operation: Operation, port: int) -> Measured:
    """Ask one after the other over one kept connection. Raises RuntimeError unless all is 200."""
    client = http.client.HTTPConnection(HOST, port, timeout=60)
    took: list[float] = []
    size = 0
    for path in islice(cycle(operation.paths), TIMES + WARM_UP):
        started = time.perf_counter()
        client.request("GET", path)
        response = client.getresponse()
        body = response.read()
        took.append((time.perf_counter() - started) * 1000)
        size = len(body)
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}")
    client.close()
    kept = sorted(took[WARM_UP:])
    return Measured(
        operation.name,
        statistics.median(kept),
        kept[int(len(kept) * 0.95)],
        _queries(operation.paths[0]),
        size,
    )


def _queries(path: str) -> int:
    """Database queries of one request, counted in this process."""
    with CaptureQueriesContext(connection) as captured:
        response = Client(SERVER_NAME=HOST).get(path)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code} in this process")
    return len(captured)


def _spread(found: Iterable[str]) -> list[str]:
    """At most as many keys as requests, from all over the table."""
    keys = list(found)
    return keys[:: max(1, len(keys) // TIMES)][:TIMES]
