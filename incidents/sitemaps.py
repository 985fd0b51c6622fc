"""Sitemaps: an index, and parts of at most 10,000 addresses, each page in both languages.

A part is what follows a key in the order of its table, so that no part reads more than itself. The
index asks where the parts of a table begin in one pass of the database, which reads two narrow
columns; caches keep it for an hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from django.conf import settings
from django.db import connection
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from incidents import issued
from incidents.models import (
    ListedActor,
    ListedElection,
    ListedIncident,
    ListedSource,
    Platform,
    Report,
)

LANGUAGES = ("fr", "en")
PAGES_OF_A_PART = 10_000 // len(LANGUAGES)
XML = "application/xml; charset=utf-8"
SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
KEY = "KEY"
"""Stands for a key while the address of a kind of page is made once; no address has it."""

FIXED = (
    *("home", "incidents", "actors", "platforms", "elections"),
    *("statistics", "reports", "corrections", "contact"),
    *("method", "codebook", "data_dictionary", "licence", "accessibility", "privacy", "legal"),
    "audit",
)
"""Pages without a record in their address."""

Row = tuple[str, datetime | None]


@dataclass(frozen=True)
class Section:
    """The pages of one table, by the key in their address; ``changed`` is the column that says when
    a page last changed, "" where none does: then nothing is claimed."""

    route: str
    model: type[Model]
    key: str
    changed: str = ""

    def starts(self) -> list[Row]:
        """The first key of each part, with the newest change in it. One query."""
        changed = self.changed or "NULL::timestamptz"
        numbered = (
            f"SELECT {self.key} AS key, {changed} AS at, (row_number() OVER (ORDER BY {self.key})"
            f' - 1) / %s AS part FROM "{self.model._meta.db_table}"'
        )
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT min(key), max(at) FROM ({numbered}) AS n GROUP BY part ORDER BY part",
                [PAGES_OF_A_PART],
            )
            return cursor.fetchall()

    def rows(self, start: str) -> list[Row]:
        """The pages of the part that begins at a key. One query."""
        found = self.model._default_manager.filter(**{f"{self.key}__gte": start})
        keys = found.order_by(self.key)[:PAGES_OF_A_PART]
        if not self.changed:
            return [(key, None) for key in keys.values_list(self.key, flat=True)]
        return list(keys.values_list(self.key, self.changed))


SECTIONS = {
    "incidents": Section("incident", ListedIncident, "reference", "published_at"),
    "actors": Section("actor", ListedActor, "slug"),
    "elections": Section("election", ListedElection, "slug"),
    "sources": Section("source", ListedSource, "public_id"),
}
PAGES = "pages"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every part of every table; a query for each."""
    parts = [_part_entry(PAGES, "", None)]
    for name, section in SECTIONS.items():
        parts += [_part_entry(name, start, at) for start, at in section.starts()]
    body = "".join(parts)
    return HttpResponse(f"{_head()}<sitemapindex {SPACES}>{body}</sitemapindex>", content_type=XML)


@require_safe
def part(request: HttpRequest, section: str) -> HttpResponse:
    """One part; it begins at the key in ``from``. 404 for a table that there is not."""
    if section == PAGES:
        entries = list(_pages())
    elif section in SECTIONS:
        found = SECTIONS[section]
        start = request.GET.get("from", "").replace("\0", "")[:100]
        entries = _entries(_addresses(found.route, KEY), found.rows(start))
    else:
        raise Http404
    body = "".join(entries)
    return HttpResponse(f"{_head()}<urlset {SPACES} {XHTML}>{body}</urlset>", content_type=XML)


def _head() -> str:
    return '<?xml version="1.0" encoding="UTF-8"?>\n'


def _part_entry(name: str, start: str, changed: datetime | None) -> str:
    query = f"?{urlencode({'from': start})}" if start else ""
    address = f"{settings.SITE_URL}{reverse('sitemap_part', args=[name])}{query}"
    return f"<sitemap><loc>{escape(address)}</loc>{_lastmod(changed)}</sitemap>\n"


def _pages() -> Iterator[str]:
    """Pages that are no record of the large tables: some, platforms, issued reports and their
    years."""
    for route in FIXED:
        addresses = _addresses(route)
        other = f"{settings.SITE_URL}/" if route == "home" else ""
        yield from _entry(addresses, None, other)
    platforms = [(code, None) for code in _platforms()]
    yield from _entries(_addresses("platform", KEY), platforms)
    for year in issued.years():
        yield from _entry(_addresses("reports_year", str(year)), None)
    newest = Report.objects.order_by("period", "-edition").distinct("period")
    reports = newest.filter(withdrawal__isnull=True).values_list("period", "issued_at")
    yield from _entries(_addresses("report", KEY), list(reports))


def _platforms() -> Sequence[str]:
    """Codes of the platforms at which a published incident was seen: a look into an index each."""
    codes = Platform.objects.order_by("code").values_list("code", flat=True)
    seen = ListedIncident.objects.values("pk")
    return [code for code in codes if seen.filter(platforms__contains=[code]).exists()]


def _addresses(route: str, *args: str) -> dict[str, str]:
    """The permanent address of a page by language."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = settings.SITE_URL + reverse(f"public:{route}", args=args)
    return found


def _entries(addresses: dict[str, str], rows: Iterable[tuple[str, Any]]) -> list[str]:
    """The entries of pages of one kind; a key is made of letters, digits and hyphens."""
    found: list[str] = []
    for key, changed in rows:
        found += _entry({each: url.replace(KEY, key) for each, url in addresses.items()}, changed)
    return found


def _entry(
    addresses: dict[str, str], changed: datetime | None, any_language: str = ""
) -> Iterator[str]:
    """One page, once a language, each naming all of them; ``any_language`` is for whoever reads
    neither, the French page where there is no other."""
    links = {**addresses, "x-default": any_language or addresses["fr"]}
    beside = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(url)}"/>'
        for language, url in links.items()
    )
    for url in addresses.values():
        yield f"<url><loc>{escape(url)}</loc>{_lastmod(changed)}{beside}</url>\n"


def _lastmod(changed: datetime | None) -> str:
    return f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else ""


urlpatterns = [
    path("sitemap.xml", index, name="sitemap"),
    path("sitemaps/<slug:section>.xml", part, name="sitemap_part"),
]
