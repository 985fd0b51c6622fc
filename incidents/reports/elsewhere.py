"""Links to what stands in another volume: they lead to the permanent page of the incident, and say
in which volume and on which page it is printed.

Done on the finished page, so that it holds for every link of every chapter. Texts cannot be taken
for links: their quotation marks are written ``&quot;``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.translation import gettext

LINK = re.compile(r'href="#([^"]+)"')
ANCHOR = re.compile(r'\sid="([^"]+)"')


@dataclass(frozen=True)
class Elsewhere:
    """What stands in another volume: its permanent page ("" for a chapter, which has none), the
    volume, and the page there where that is known."""

    address: str
    volume: int
    page: int | None


def linked(html: str, elsewhere: Mapping[str, Elsewhere]) -> str:
    """The page with every link to what it does not hold itself led elsewhere, by the anchor of the
    incident; a link to a chapter keeps its words and leads nowhere, and says volume 1 where nothing
    else is known of it."""
    held = set(ANCHOR.findall(html))

    def led(link: re.Match[str]) -> str:
        anchor = link[1]
        if anchor in held:
            return link[0]
        found = _incident(anchor, elsewhere) or Elsewhere("", 1, None)
        place = f'data-place="{escape(_said(found.volume, found.page))}"'
        return f'href="{escape(found.address)}" {place}' if found.address else place

    return LINK.sub(led, html)


def _incident(anchor: str, elsewhere: Mapping[str, Elsewhere]) -> Elsewhere | None:
    """The incident, or the one of whose page it is a part (``inc-2026-0001-exchange``)."""
    while anchor:
        if anchor in elsewhere:
            return elsewhere[anchor]
        anchor = anchor.rpartition("-")[0]
    return None


def _said(volume: int, page: int | None) -> str:
    if page is None:
        return gettext("vol. %(volume)d") % {"volume": volume}
    return gettext("vol. %(volume)d, p. %(page)d") % {"volume": volume, "page": page}
