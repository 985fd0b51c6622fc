"""The page of the API says what the description says, in both languages, by itself."""

import re
from typing import Any

import pytest
from django.test import Client

from incidents.api.description.answers import answers
from incidents.api.description.operations import table
from incidents.api.description.types import component
from incidents.api.problem_kinds import KINDS
from incidents.templatetags.api_words import described, introduction, line_of


@pytest.mark.parametrize("language", ["fr", "en"])
def test_everything_has_its_anchor_and_every_link_on_the_page_leads_somewhere(
    client: Client, language: str
) -> None:
    page = client.get(f"/{language}/api/").text
    anchors = set(re.findall(r' id="([^"]+)"', page))

    assert anchors >= {each.id for each in table().operations}
    assert anchors >= {f"problem-{kind.code}" for kind in KINDS}
    assert anchors >= {component(each.name) for each in answers()}
    assert set(re.findall(r'href="#([^"]+)"', page)) <= anchors
    assert "<script" not in page
    for group in table().groups:
        assert str(group.title[language]) in page
    assert "/api/v1/openapi.json" in page


def test_it_leads_to_records_of_documents_that_the_dictionary_has(client: Client) -> None:
    page = client.get("/en/api/").text
    dictionary = client.get("/en/method/data/").text

    for place in set(re.findall(r'href="/en/method/data/#([^"]+)"', page)):
        assert f'id="{place}"' in dictionary


def test_the_type_of_a_problem_is_an_address_of_the_page(client: Client) -> None:
    body: dict[str, Any] = client.get("/api/v1/?x=1", headers={"Accept-Language": "en"}).json()
    path, _hash, anchor = body["type"].partition("#")

    assert path.endswith("/en/api/")
    assert f'id="{anchor}"' in client.get("/en/api/").text


def test_other_pages_lead_to_it(client: Client) -> None:
    assert 'href="/en/api/"' in client.get("/en/method/").text


def test_words_are_escaped_before_anything_else() -> None:
    assert line_of("`<b>` & c") == "<code>&lt;b&gt;</code> &amp; c"
    assert described("a\n\n* `x`: <i>\n* y") == (
        "<p>a</p><ul><li><code>x</code>: &lt;i&gt;</li><li>y</li></ul>"
    )
    assert introduction("first\n\n## Then\n\nmore") == "first"
