"""The page of one source and its transcript."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from incidents import codes, listing, models
from incidents.listing.sources import _list_source
from tests.factories import AT, SourceMediaFactory
from tests.views.published import DENIED, TEXTS, publish

pytestmark = pytest.mark.django_db


def published_source(extent: codes.PublicExtent = codes.PublicExtent.CITED) -> str:
    publication = publish()
    public_id: str = publication.content["sources"][0]["id"]
    if extent != codes.PublicExtent.CITED:
        content = publication.content["sources"][0] | {"public_extent": extent.value}
        listing.remove(publication)
        publication.content = publication.content | {"sources": [content]}
        listing.add(publication)
        # The tables follow from the document: relist from this one instead of the stored row.
        models.ListedSource.objects.filter(pk=public_id).delete()
        _list_source(public_id, [publication])
    return public_id


def body_of(client: Client, public_id: str) -> str:
    return client.get(f"/en/sources/{public_id}/").content.decode()


def test_a_second_has_its_address(client: Client) -> None:
    body = body_of(client, published_source())

    assert 'id="t=8"' in body
    assert 'href="#t=8">00:08</a>' in body
    assert DENIED in body


def test_only_cited_passages_and_the_lines_beside_them_are_public_by_default(
    client: Client,
) -> None:
    body = body_of(client, published_source())

    assert TEXTS[4] in body
    assert TEXTS[5] in body
    assert TEXTS[6] not in body
    assert "1 line not shown" in body


def test_the_full_text_where_the_ground_is_given(client: Client) -> None:
    body = body_of(client, published_source(codes.PublicExtent.FULL))

    assert TEXTS[6] in body
    assert "not shown" not in body


def test_markup_and_marks_are_shown_as_text(client: Client) -> None:
    body = body_of(client, published_source(codes.PublicExtent.FULL))

    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in body
    assert '<span class="ctl">U+202E</span>retourné' in body


def test_a_source_whose_text_is_not_public_shows_none(client: Client) -> None:
    body = body_of(client, published_source(codes.PublicExtent.NONE))

    assert all(text not in body for text in TEXTS)
    assert "keeps the rights" in body


def test_a_cited_passage_leads_to_what_cites_it(client: Client) -> None:
    publication = publish()
    denying = publication.content["claims"][1]

    body = body_of(client, publication.content["sources"][0]["id"])

    assert f'href="/en/incidents/{publication.reference}/#claim-{denying["id"]}"' in body


def test_segments_of_one_second_share_its_address(client: Client) -> None:
    public_id = published_source(codes.PublicExtent.FULL)
    models.ListedSegment.objects.filter(position__in=(1, 2)).update(start_ms=4200)

    assert body_of(client, public_id).count('id="t=4"') == 1


def test_a_source_that_only_a_draft_cites_does_not_exist(client: Client) -> None:
    source = SourceMediaFactory()

    assert client.get(f"/en/sources/{source.public_id}/").status_code == 404


def test_an_address_that_is_not_of_the_web_is_no_link(client: Client) -> None:
    public_id = published_source()
    listed = models.ListedSource.objects.get(pk=public_id)
    listed.content["url"] = "javascript:alert(1)"
    listed.save()

    assert "javascript:" not in body_of(client, public_id)


def test_three_segments_cost_what_one_costs(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    public_id = published_source(codes.PublicExtent.FULL)
    with django_assert_num_queries(3):
        client.get(f"/en/sources/{public_id}/")
    models.ListedSegment.objects.exclude(position=0).delete()

    with django_assert_num_queries(3):
        client.get(f"/en/sources/{public_id}/")


def test_the_sources_of_the_day_are_those_of_the_publication(client: Client) -> None:
    first, second = publish(), publish(at=AT.replace(day=15))

    for publication in (first, second):
        body = body_of(client, publication.content["sources"][0]["id"])
        assert publication.content["title"]["en"] in body
