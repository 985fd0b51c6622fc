"""Valid HTML, and pairs of languages, on every route that a visitor's crawl reaches; that the
checker finds what it is there to find."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import translation

from tests.house.crawler import Crawl
from tests.house.html import faults
from tracker import pages

LINK = re.compile(r'<link rel="(canonical|alternate)"(?: hreflang="([\w-]+)")? href="([^"]+)">')
OF_EACH = 2
"""So many pages of a route, in each language and with each status, are parsed: it is slow."""


def html_pages(seen: Crawl) -> Iterator[tuple[str, str]]:
    """Address and text of the pages of a crawl."""
    for address, answer in seen.answers.items():
        headers, _blank, body = answer.partition("\n\n")
        if "Content-Type: text/html" in headers and seen.statuses[address] not in {301, 302}:
            yield address, body


def some_of_each(seen: Crawl) -> Iterator[tuple[str, str]]:
    """Not more than ``OF_EACH`` pages of a kind."""
    met: Counter[tuple[str, int]] = Counter()
    for address, body in html_pages(seen):
        kind = (_route(address), seen.statuses[address])
        met[kind] += 1
        if met[kind] <= OF_EACH:
            yield address, body


def _route(address: str) -> str:
    """The route with its language, which is resolved in that language alone."""
    with translation.override(address[1:3]):
        try:
            return str(resolve(address.partition("?")[0]).route)
        except Resolver404:
            return ""


def check_html(seen: Crawl) -> None:
    """Every page of a crawl is valid, with one main, one heading of the first level, one title."""
    found = {address: faults(body) for address, body in some_of_each(seen)}

    assert {address[:3] for address in found} >= {"/fr", "/en"}
    assert {address: said for address, said in found.items() if said} == {}


def check_pairs(seen: Crawl) -> None:
    """Each page that is there names its own address, itself among its languages, and a page for
    whoever reads neither; the page it names as its other language names it back. One that names
    another page as its lasting address names no languages."""
    named = {}
    for address, body in html_pages(seen):
        if seen.statuses[address] == 200:
            links = LINK.findall(body)
            (canonical,) = [url for rel, _language, url in links if rel == "canonical"]
            languages = {language: url for _rel, language, url in links if language}
            if not languages:
                assert canonical != settings.SITE_URL + address, address
                continue
            assert set(languages) == {"fr", "en", "x-default"}, address
            assert canonical == languages[address[1:3]], address
            assert canonical.startswith(f"{settings.SITE_URL}/"), address
            named[canonical] = languages
    pairs = [(url, other) for url, names in named.items() for other in names.values()]
    both = [(url, other) for url, other in pairs if other in named and other != url]

    assert len(both) > 20
    assert [(url, other) for url, other in both if named[other] != named[url]] == []


PAGE = (
    '<!doctype html><html lang="fr"><head><title>T</title></head>'
    "<body><main><h1>H</h1>{}</main></body></html>"
)


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<p>a<div>b</div></p>", "unexpected-end-tag"),
        ("<span><p>b</p></span>", "holds running text"),
        ("<ul><p>a</p></ul>", "<p> in <ul>"),
        ('<p id="a">a</p><p id="a">b</p>', "the id a stands 2 times"),
        ('<a href="#b">b</a>', "which is no id"),
        ('<a href="/"><button>b</button></a>', "inside a link"),
        ('<img src="/x">', "without alt"),
        ('<p aria-labelledby="nobody">a</p>', "names nobody"),
        ("<h3>deep</h3>", "follows <h1>"),
        ("<dl><p>a</p></dl>", "<p> in <dl>"),
        ("<p title=a title=b>a</p>", "duplicate-attribute"),
        ("<table><tr><td>a</td><p>b</p></tr></table>", "unexpected-start-tag-implies-table-voodoo"),
        ("<h1>again</h1>", "2 <h1>"),
    ],
)
def test_the_checker_finds(inside: str, said: str) -> None:
    assert any(said in fault for fault in faults(PAGE.replace("{}", inside)))


def test_the_checker_finds_nothing_in_a_valid_page() -> None:
    inside = '<ul><li><a href="#t">a</a></li></ul><dl><div><dt>a</dt><dd>b</dd></div></dl>'
    table = '<table id="t"><tbody><tr><th scope="row">a</th><td>b</td></tr></tbody></table>'

    assert faults(PAGE.replace("{}", inside + table)) == []


@pytest.mark.parametrize("name", ["400.html", "409.html", "500.html", "503.html"])
def test_a_page_that_needs_nothing_is_valid(name: str) -> None:
    assert faults(pages.plain_page(name, 500).text) == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/fr/nothing/", "/en/nothing/"])
def test_an_error_page_has_no_permanent_address(client: Client, address: str) -> None:
    text = client.get(address).text

    assert faults(text) == []
    assert LINK.findall(text) == []
    assert '<meta name="robots" content="noindex">' in text
