"""Every page of something that can be followed says how, in its head and in words."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.once import made_once
from tests.views.published import PARTY, publish

pytestmark = pytest.mark.django_db
FEED = r'<link rel="alternate" type="application/atom\+xml"[^>]*href="([^"]*)"'


@pytest.fixture(scope="module", autouse=True)
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with made_once(django_db_blocker):
        publish()
        factories.ReportFactory()
        factories.ended()
        yield


@pytest.mark.parametrize(
    ("page", "feed", "mail"),
    [
        ("incidents/", "feed.atom", "subscribe/"),
        (
            "incidents/?platform=tiktok&q=visage",
            "feed.atom?q=visage&amp;platform=tiktok",
            "subscribe/?q=visage&amp;platform=tiktok",
        ),
        (
            "incidents/INC-2026-0001/",
            "incidents/INC-2026-0001/feed.atom",
            "subscribe/?incident=INC-2026-0001",
        ),
        (f"actors/{PARTY}/", f"actors/{PARTY}/feed.atom", f"subscribe/?actor={PARTY}"),
        ("platforms/tiktok/", "platforms/tiktok/feed.atom", "subscribe/?platform=tiktok"),
        ("elections/xv-2026/", "elections/xv-2026/feed.atom", "subscribe/?election=xv-2026"),
        ("corrections/?log=replies", "corrections/feed.atom?log=replies", ""),
        ("reports/", "reports/feed.atom", "subscribe/?reports=all"),
        ("reports/?kind=month", "reports/feed.atom?kind=month", "subscribe/?reports=month"),
    ],
)
def test_a_page_leads_to_its_feed_and_to_its_mails(
    client: Client, page: str, feed: str, mail: str
) -> None:
    body = client.get(f"/en/{page}").content.decode()
    head, _body, rest = body.partition("<body>")
    main = rest.partition("<main")[2].partition("</main>")[0]

    assert re.findall(FEED, head) == [f"/en/{feed}"]
    follow = main.partition('<nav class="follow"')[2].partition("</nav>")[0]
    links = re.findall(r'<a [^>]*href="([^"]*)"', follow)
    assert links[0] == f"/en/{feed}"
    assert [each for each in links if "subscribe" in each] == ([f"/en/{mail}"] if mail else [])
    for address in links:
        assert client.get(address.replace("&amp;", "&")).status_code == 200


def test_an_incident_can_be_answered_from_its_page(client: Client) -> None:
    body = client.get("/en/incidents/INC-2026-0001/").content.decode()

    assert 'href="/en/reply/?incident=INC-2026-0001"' in body
