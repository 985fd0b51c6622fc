"""What addresses of the API may ask for beside filters, and what is said where they ask wrongly."""

from collections.abc import Iterator
from typing import Any, cast

import pytest
from django.test import Client

from incidents.api.base import PublicView
from incidents.api.urls import urlpatterns
from tests import factories
from tests.api.asking import BASE, errors, read, results
from tests.once import made_once
from tests.views.published import publish

pytestmark = pytest.mark.django_db
LISTS = (
    *("incidents", "claims", "procedures", "appearances", "sources"),
    *("actors", "platforms", "elections"),
)


@pytest.fixture(scope="module", autouse=True)
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One incident of every kind of record."""
    with made_once(django_db_blocker):
        publish()
        factories.ended()
        yield


@pytest.mark.parametrize("name", LISTS)
def test_fields_are_given_alone_in_the_order_of_the_item(client: Client, name: str) -> None:
    whole = results(client, f"{BASE}/{name}/")[-1]
    kept = [field for field in whole if field != "accusation"][:3]

    found = results(client, f"{BASE}/{name}/?fields={','.join(reversed(kept))}")[-1]

    assert list(found) == kept or whole.get("accusation")
    assert all(found[field] == whole[field] for field in kept)


def test_a_part_of_a_field_is_given_alone(client: Client) -> None:
    (found,) = results(client, f"{BASE}/incidents/?fields=reference,title.en,jurisdiction.code")

    assert found == {
        "reference": "INC-2026-0001",
        "title": {"en": "A false face 1"},
        "jurisdiction": {"code": "XV"},
    }


def test_every_field_of_an_item_can_be_asked_for(client: Client) -> None:
    """What is declared is what is given, in every kind."""
    views = {str(each.name): cast("Any", each.callback).view_class for each in urlpatterns}
    for name in LISTS:
        declared = set(views[name].endpoint.fields) - {
            *("content", "records", "aliases"),
            *(views[name].endpoint.expands if name != "incidents" else ()),
        }
        given = {field for item in results(client, f"{BASE}/{name}/") for field in item}
        assert given - {"aliases"} == declared, name


def test_records_are_given_along_with_their_incident(client: Client) -> None:
    address = f"{BASE}/incidents/?expand=claims,involvements,sources&fields=reference"

    (found,) = results(client, address)

    assert list(found) == ["reference", "records"]
    assert set(found["records"]) == {"involvements", "claims", "sources"}
    accused = [each for each in found["records"]["claims"] if each["accusation"]]
    accused += [each for each in found["records"]["involvements"] if each["accusation"]]
    assert [len(each["beside"]["answers"]) for each in accused] == [1, 1]
    (whole,) = results(client, f"{BASE}/incidents/?expand=content")
    assert whole["content"] == read(client, f"{BASE}/incidents/INC-2026-0001/")["content"]


@pytest.mark.parametrize("name", ["claims", "procedures", "appearances"])
def test_the_sources_of_a_record_are_given_along(client: Client, name: str) -> None:
    (found, *_others) = results(client, f"{BASE}/{name}/?expand=sources&fields=id")

    (source,) = found["sources"]
    assert source["id"] == results(client, f"{BASE}/sources/")[0]["id"]
    assert read(client, f"{BASE}/{name}/{found['id']}/?expand=sources")["sources"] == [source]


@pytest.mark.parametrize(
    ("query", "parameter", "part", "nearest"),
    [
        ("incidents/?fields=reference,titel", "fields", "titel", "title"),
        ("incidents/?fields=claims__speaker", "fields", "claims__speaker", "claims"),
        ("incidents/?fields=content.claims", "fields", "content.claims", "content"),
        ("incidents/?fields=title.de", "fields", "title.de", "title.en"),
        ("incidents/?expand=claim", "expand", "claim", "claims"),
        ("incidents/?order=newset", "order", "newset", "newest"),
        ("claims/?order=claims", "order", "claims", None),
        ("claims/?page_size=0", "page_size", "100", None),
        ("claims/?page_size=101", "page_size", "101", None),
        ("claims/?page_size=%D9%A3", "page_size", "100", None),
        ("claims/?stance=denied", "stance", "denied", None),
        ("claims/?accusation=yes", "accusation", "yes", None),
        ("claims/?speaker=%00", "speaker", "", None),
        ("claims/?speaker=a/../b", "speaker", "a/../b", None),
        ("claims/?stance__in=denies", "stance__in", "name", "stance"),
        ("claims/?cursor=after~newest~x", "cursor", "after~newest~x", None),
        ("actors/?kind=partie", "kind", "partie", None),
        ("actors/?cursor=after~", "cursor", "after~", None),
        ("actors/?q=%00", "q", "Null", None),
        ("changes/?log=correction", "log", "corrections", "corrections"),
        ("reports/?cursor=after~x", "cursor", "after~x", None),
        ("vocabularies/?q=1", "q", "name", None),
        ("claims/0000000000/?stance=denies", "stance", "name", None),
    ],
)
def test_what_is_wrong_is_said_with_the_nearest_right_name(
    client: Client, query: str, parameter: str, part: str, nearest: str | None
) -> None:
    found = errors(client, f"{BASE}/{query}")

    assert set(found) == {parameter}
    assert part in found[parameter]["message"]
    if parameter in {"fields", "expand", "order", "log", "stance__in"}:
        assert found[parameter].get("nearest") == nearest


def test_everything_wrong_is_said_at_once(client: Client) -> None:
    query = (
        "fields=nothing&expand=nothing&order=nothing&page_size=x&verdict=nothing&colour=red"
        "&facts_to=soon&q=a&q=b"
    )

    assert set(errors(client, f"{BASE}/incidents/?{query}")) == {
        *("fields", "expand", "order", "page_size", "verdict", "colour", "facts_to", "q"),
    }


@pytest.mark.parametrize("query", ["fields=" + "x," * 35_000, "stance=" + "[" * 70_000])
def test_a_long_value_is_answered_shortly(client: Client, query: str) -> None:
    response = client.get(f"{BASE}/claims/?{query}")

    assert response.status_code == 400
    assert len(response.content) < 100_000


def test_every_address_declares_what_it_takes() -> None:
    for pattern in urlpatterns:
        view = cast("Any", pattern.callback).view_class
        assert issubclass(view, PublicView)
        names = [parameter.name for parameter in view.endpoint.parameters]
        assert len(names) == len(set(names)), pattern.name
        assert all(parameter.says for parameter in view.endpoint.parameters)
