"""What htmx takes over on the list: only what leads to the list itself. A link to another page has
no list to put in its place, and would empty the page."""

from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client

from tests.views.published import publish

pytestmark = pytest.mark.django_db
LIST = "/en/incidents/"
VOID = {"input", "link", "meta", "br", "hr", "img", "use", "path", "source"}


class Boosted(HTMLParser):
    """Addresses of links and forms that htmx fetches."""

    def __init__(self) -> None:
        super().__init__()
        self.boosts = [False]
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        boost = given.get("hx-boost")
        boosted = self.boosts[-1] if boost is None else boost == "true"
        leads = given.get("href") if tag == "a" else given.get("action")
        if boosted and leads is not None:
            self.found.append(leads)
        if tag not in VOID:
            self.boosts.append(boosted)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.boosts.pop()


@pytest.mark.parametrize("query", ["", "?platform=tiktok", "?q=video", "?q=zzzz", "?verdict=no"])
def test_only_links_of_the_list_itself_are_boosted(client: Client, query: str) -> None:
    publish()

    boosted = Boosted()
    boosted.feed(client.get(LIST + query).text)

    assert boosted.found
    assert {urlsplit(urljoin(LIST, each)).path for each in boosted.found} == {LIST}
