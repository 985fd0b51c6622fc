"""Pages keep the Content-Security-Policy: nothing inline, nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, python_files, templates

FORBIDDEN = {
    # A block of data is no script: no browser runs it, and no policy needs to allow it.
    "an inline script": re.compile(
        r"""<script(?! type="application/ld\+json">)(?![^>]*\ssrc=)""", re.I
    ),
    "an inline style sheet": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"""<[^>]*\sstyle\s*=\s*["'{]""", re.I),
    "an event handler": re.compile(r"""<[^>]*\son[a-z]+\s*=\s*["'{]""", re.I),
    "a javascript: address": re.compile(r"""=\s*["']?\s*javascript:""", re.I),
    "a file from elsewhere": re.compile(
        r"""<(?:script|img|link|iframe|source|object)\b[^>]*\s(?:src|href|data)=["']?(?:https?:)?//""",
        re.I,
    ),
}


def offences(text: str) -> list[str]:
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]


@pytest.mark.parametrize("file", templates(), ids=lambda f: str(f.relative_to(ROOT / "templates")))
def test_a_template_has_nothing_inline(file: Path) -> None:
    assert offences(file.read_text(encoding="utf-8")) == []


def test_there_are_templates_to_look_at() -> None:
    assert len(templates()) > 10


def test_python_writes_nothing_inline_either() -> None:
    # charts.py draws pictures, which pages show as <img>: their inside is not the page's.
    drawn = {ROOT / "incidents" / "charts.py"}
    found = {
        str(file.relative_to(ROOT)): offences(file.read_text(encoding="utf-8"))
        for place in ("incidents", "tracker")
        for file in python_files(place)
        if file not in drawn
    }

    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize(
    ("text", "offence"),
    [
        ("<script>alert(1)</script>", "an inline script"),
        ('<script type="module">go()</script>', "an inline script"),
        ("<style>p {}</style>", "an inline style sheet"),
        ('<p class="a" style="color: red">', "a style attribute"),
        ("<p style={{ x }}>", "a style attribute"),
        ('<a href="#"\n  onclick="go()">', "an event handler"),
        ('<a href="javascript:go()">', "a javascript: address"),
        ('<img alt="" src="https://elsewhere.example/x.png">', "a file from elsewhere"),
        ('<script src="//elsewhere.example/x.js"></script>', "a file from elsewhere"),
    ],
)
def test_an_offence_is_seen(text: str, offence: str) -> None:
    assert offences(text) == [offence]


@pytest.mark.parametrize(
    "text",
    [
        '<script src="/static/x.js" defer></script>',
        '<script type="application/ld+json">{{ linked_data }}</script>',
        '<link rel="stylesheet" href="/static/x.css">',
        '<a href="https://elsewhere.example/">a link is not a file</a>',
        "<p>style = manners; on time = punctual</p>",
    ],
)
def test_what_is_allowed_is_not_an_offence(text: str) -> None:
    assert offences(text) == []
