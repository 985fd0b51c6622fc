"""The page of one source and its transcript."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from incidents import codes, listing, models
from incidents.documents import words
from incidents.listing.sources import _list_source
from incidents.transcripts.formats import parse
from incidents.views import lines
from tests.factories import AT, SourceMediaFactory, TranscriptFactory
from tests.forged import forging
from tests.redactions import redact
from tests.views.published import DENIED, TEXTS, correct, publish

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


def long_source(monkeypatch: pytest.MonkeyPatch) -> str:
    """A source whose seven lines need three pages of three lines."""
    public_id = published_source(codes.PublicExtent.FULL)
    for module in (words, lines):
        monkeypatch.setattr(module, "LINES_ON_A_PAGE", 3)
    return public_id


def test_a_long_transcript_comes_in_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"/en/sources/{long_source(monkeypatch)}/"

    first, second, third = (
        client.get(address, {"from": start}).content.decode() for start in (0, 3, 6)
    )

    assert [TEXTS[n] in first for n in (0, 2, 4, 6)] == [True, True, False, False]
    assert 'href="?from=3#transcript" rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'href="?from=0#transcript" rel="prev"' in second
    assert [TEXTS[n] in second for n in (0, 2, 4, 5)] == [False, False, True, True]
    assert (TEXTS[6] in third, 'rel="next"' in third) == (True, False)
    assert "not shown" not in first + second + third
    assert 'id="t=16"' in second
    assert 'href="?t=16#t=16"' in second


def test_a_second_leads_to_its_page_without_a_script(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/en/sources/{long_source(monkeypatch)}/"

    places = {t: client.get(address, {"t": t}).headers["Location"] for t in ("0", "17", "9999")}

    assert places == {
        "0": f"{address}#t=0",
        "17": f"{address}?from=3#t=16",
        "9999": f"{address}?from=6#t=24",
    }
    assert 'id="t=24"' in client.get(places["9999"].split("#")[0]).content.decode()


def test_a_second_of_a_short_transcript_is_on_its_only_page(client: Client) -> None:
    address = f"/en/sources/{published_source()}/"

    assert client.get(address, {"t": "8"}).headers["Location"] == f"{address}#t=8"


@pytest.mark.parametrize(
    "query", ["t=x", "t=-1", "from=1.5", "from=99999999999999999999", "t=%E2%91%A0", "version=zz"]
)
def test_a_place_that_cannot_be_read_is_not_found(
    client: Client, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    assert client.get(f"/en/sources/{long_source(monkeypatch)}/?{query}").status_code == 404


def test_a_line_beside_what_is_cited_is_not_marked_as_cited(client: Client) -> None:
    body = body_of(client, published_source())

    beside = body[: body.index(f">{TEXTS[5]}<")].rpartition("<li")[2]
    assert "segment--context" in beside
    assert "segment--cited" not in beside


def test_a_redacted_line_keeps_its_time_and_shows_no_word(client: Client) -> None:
    publication = publish()
    transcript = models.Transcript.objects.get()
    redact(transcript, 2, 2)

    body = body_of(client, publication.content["sources"][0]["id"])
    incident = client.get(f"/en/incidents/{publication.reference}/").content.decode()
    api = client.get(f"/api/v1/incidents/{publication.reference}/").json()

    assert DENIED not in body + incident + str(api["content"])
    assert "[passage redacted]" in body
    assert 'href="#t=8">00:08</a>' in body
    assert "[quote redacted]" in incident
    assert api["redacted_since"] is True


def doubted(number: float = 0.2) -> models.Publication:
    """A publication of which the denial is machine text that the machine itself doubted."""
    publish()
    with forging():
        models.Transcript.objects.update(
            made_by=codes.MadeBy.MACHINE, tool="Whisper", tool_version="large-v3"
        )
        models.Segment.objects.filter(position=2).update(confidence=number)
    return republished()


def republished() -> models.Publication:
    return correct(models.Publication.objects.get(), notice="Une précision.")


def test_machine_text_of_low_confidence_is_marked_in_words(client: Client) -> None:
    publication = doubted()

    body = body_of(client, publication.content["sources"][0]["id"])
    incident = client.get(f"/en/incidents/{publication.reference}/").content.decode()

    assert "Machine, Whisper large-v3" in " ".join(body.split())
    assert body.count("Machine transcription, low confidence") == 1
    assert "Machine transcription, low confidence" in incident


def test_machine_text_that_the_machine_was_sure_of_is_not_marked(client: Client) -> None:
    publication = doubted(0.9)

    incident = client.get(f"/en/incidents/{publication.reference}/").content.decode()

    assert "low confidence" not in incident


def test_a_quote_says_that_a_newer_version_differs_there(client: Client) -> None:
    publish()
    source = models.SourceMedia.objects.get()
    changed = [*TEXTS[:2], "Nous y sommes.", *TEXTS[3:]]
    TranscriptFactory(source=source, number=2, reason="Relue.", texts=changed)
    publication = republished()

    body = client.get(f"/en/incidents/{publication.reference}/").content.decode()

    assert "Version 2 of the transcript, newer than the one quoted, says something else" in body
    assert "Nous y sommes" not in body


def test_each_line_and_citation_leads_to_its_second_at_the_publishers(client: Client) -> None:
    publish()
    models.SourceMedia.objects.update(url="https://youtu.be/abc")
    publication = republished()

    body = body_of(client, publication.content["sources"][0]["id"])
    incident = client.get(f"/en/incidents/{publication.reference}/").content.decode()

    assert 'href="https://youtu.be/abc?t=8s" rel="nofollow noopener external"' in body
    assert 'href="https://youtu.be/abc?t=8s" rel="nofollow noopener external"' in incident


def whole() -> str:
    """A published source of which every word is public."""
    publish()
    models.SourceMedia.objects.update(public_extent="full", public_extent_ground="Un accord.")
    public_id: str = republished().content["sources"][0]["id"]
    return public_id


def test_a_transcript_that_is_public_whole_is_a_file(client: Client) -> None:
    public_id = whole()

    body = body_of(client, public_id)
    file = client.get(f"/en/sources/{public_id}/transcript.vtt")

    assert f'href="/en/sources/{public_id}/transcript.vtt"' in body
    assert file.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert f'filename="vigie-{public_id}-v1.vtt"' in file.headers["Content-Disposition"]
    read = parse(file.content, format_name="vtt").transcript
    assert read is not None
    assert [segment.text for segment in read.segments] == list(TEXTS)
    assert [segment.speaker for segment in read.segments[:3]] == ["Présentatrice"] * 2 + [None]
    assert (read.problems, read.language) == ((), "fr")


def test_who_has_the_file_does_not_get_it_again(client: Client) -> None:
    address = f"/en/sources/{whole()}/transcript.vtt"
    etag = client.get(address).headers["ETag"]

    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("extent", ["cited", "none"])
def test_there_is_no_file_of_a_transcript_that_is_public_in_part(
    client: Client, extent: str
) -> None:
    publish()
    models.SourceMedia.objects.update(public_extent=extent)
    public_id = republished().content["sources"][0]["id"]

    assert "transcript.vtt" not in body_of(client, public_id)
    assert client.get(f"/en/sources/{public_id}/transcript.vtt").status_code == 404


def test_nor_of_one_with_a_redacted_passage(client: Client) -> None:
    public_id = whole()
    etag = client.get(f"/en/sources/{public_id}/transcript.vtt").headers["ETag"]
    redact(models.Transcript.objects.get(), 5, 5)

    address = f"/en/sources/{public_id}/transcript.vtt"

    assert "transcript.vtt" not in body_of(client, public_id)
    assert client.get(address).status_code == 404
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 404


def test_three_segments_cost_what_one_costs(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    public_id = published_source(codes.PublicExtent.FULL)
    with django_assert_num_queries(4):
        client.get(f"/en/sources/{public_id}/")
    models.ListedSegment.objects.exclude(position=0).delete()

    with django_assert_num_queries(4):
        client.get(f"/en/sources/{public_id}/")


def test_the_sources_of_the_day_are_those_of_the_publication(client: Client) -> None:
    first, second = publish(), publish(at=AT.replace(day=15))

    for publication in (first, second):
        body = body_of(client, publication.content["sources"][0]["id"])
        assert publication.content["title"]["en"] in body
