"""What every node of the JSON-LD of an incident is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Node = dict[str, Any]
Record = Mapping[str, Any]

CONTEXT = "https://schema.org"


@dataclass(frozen=True)
class Page:
    """What the site knows and the document does not. ``verdict`` and ``claimed`` are the words of
    the verdict and of what the content was presented as, in the page's language."""

    language: str
    address: str
    site: str
    site_address: str
    reference: str
    version: int
    first_published_at: datetime
    published_at: datetime
    verdict: str
    claimed: str


def site(page: Page) -> Node:
    """The site as author and publisher."""
    return {"@type": "Organization", "name": page.site, "url": page.site_address}


def thing(name: str) -> Node:
    """Something that has a name and no more specific type."""
    return {"@type": "Thing", "name": name}


def said(value: Mapping[str, str], language: str) -> tuple[str, str]:
    """A text in a language, or in the one that has it."""
    for tongue in (language, *value):
        if value.get(tongue):
            return value[tongue], tongue
    return "", language


def filled(node: Node) -> Node:
    """The node without what is not known."""
    return {name: value for name, value in node.items() if value not in ("", None, [])}
