"""An anonymous visitor who follows every link of the site and keeps every answer."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from typing import Any
from urllib.parse import urldefrag, urljoin

from django.conf import settings
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

HERE = "http://testserver"
LINK = re.compile(
    r"""(?<![\w-])(?:href|src|action)="([^"]+)"|"(https?://[^"\s]+)"|<(?:id|loc)>([^<]+)</"""
)
TABLE = re.compile(r"\b((?:incidents|accounts|auth|django)_[a-z_]+)\b")
APART = ("/static/", "/admin/")
ALIKE = re.compile(
    r"/statistics/charts/(?!platform\.)(\w+\.(png|csv)|.*\?)|/incidents/\?(.*&)?published_(from|to)="
    r"|/statistics/(charts/.*)?\?(?!election)|/incidents/\?([^&]*&){2}"
    r"|/incidents/\?.+&order=|/(incidents\.(csv|json|ndjson|stix)|feed\.atom|subscribe/)\?(?!election|$)"
)
"""Addresses that say what others say: of the pictures each is seen in one form, and one of them in
every form; the statistics, files, feeds and forms under a filter by election only; lists under two
filters at most, and in another order where there is no filter."""


@dataclass
class Crawl:
    """Answers by address, and the routes they came from (without their language)."""

    answers: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    routes: set[str] = field(default_factory=set)
    tables: dict[str, set[str]] = field(default_factory=dict)
    """By table of the database, the routes that read it."""

    def visit(self, client: Client, address: str) -> str:
        """Ask for one address; keep status, headers and body as one text."""
        read: set[str] = set()
        with connection.execute_wrapper(_noting(read)):
            response = client.get(address)
            body = body_of(response)
        # Not the client's own `resolver_match`, which raises where nothing matched.
        match = response.wsgi_request.resolver_match
        route = re.sub(r"^(fr|en)/", "", match.route) if match else ""
        self.routes |= {route} if match else set()
        for table in read:
            self.tables.setdefault(table, set()).add(route)
        headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
        headers += str(response.cookies)
        self.statuses[address] = response.status_code
        self.answers[address] = f"{headers}\n\n{body}"
        return body


def _noting(read: set[str]) -> Callable[..., Any]:
    """Note the tables that each statement names."""

    def note(execute: Callable[..., Any], sql: Any, *more: Any) -> Any:
        read.update(TABLE.findall(str(sql)))
        return execute(sql, *more)

    return note


def body_of(response: HttpResponseBase) -> str:
    """The body as text, byte for character where it is not text."""
    content = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    return content.decode("utf-8", "replace")


def links(body: str, base: str) -> Iterator[str]:
    """Addresses of this site in a page, feed or JSON answer, as paths."""
    for groups in dict.fromkeys(LINK.findall(body)):
        link = "".join(groups)
        address = _whole("/" if link.startswith("/") else base, link)
        for site in (HERE, settings.SITE_URL):
            if address.startswith(site + "/"):
                yield address.removeprefix(site)


@cache
def _whole(base: str, link: str) -> str:
    """Where a link leads: nearly all of a page's are those of the page before."""
    return urldefrag(urljoin(HERE + base, unescape(link)))[0]


def crawl(
    starts: Iterable[str],
    limit: int = 800,
    apart: tuple[str, ...] = (),
    known: Container[str] = (),
) -> Crawl:
    """Visit the starts and whatever they lead to, each address once, but no address that is
    ``known`` and none that begins like what is ``apart``. Stops loudly at `limit`."""
    client, done = Client(raise_request_exception=False), Crawl()
    waiting = deque(starts)
    while waiting:
        address = waiting.popleft()
        if address in done.statuses or address in known:
            continue
        if address.startswith(APART + apart) or ALIKE.search(address):
            continue
        assert len(done.statuses) < limit, f"more than {limit} addresses, the next is {address}"
        waiting.extend(links(done.visit(client, address), address))
    return done


def declared(
    patterns: Iterable[URLPattern | URLResolver] | None = None, base: str = ""
) -> set[str]:
    """Every public route, without its language; the staff pages are left out."""
    found: set[str] = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        prefix = isinstance(pattern.pattern, LocalePrefixPattern)
        own = "" if prefix else str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLResolver):
            found |= set() if own == "admin/" else declared(pattern.url_patterns, base + own)
        elif not (base + own).startswith("admin/"):
            found.add(base + own)
    return found
