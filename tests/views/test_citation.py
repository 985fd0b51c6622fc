"""How to cite: on the page, as files, a passage of a source; what machines are told of a page."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from incidents import models
from tests.factories import AT, StoredFileFactory, ended
from tests.once import made_once
from tests.redactions import redact
from tests.views.published import ACCUSED, DENIED, TEXTS, correct, publish
from tests.vocabulary_of_schema_org import faults

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[models.Publication]:
    """One incident with every kind of record."""
    with made_once(django_db_blocker):
        found = publish()
        ended()
        yield found


TITLE = 'Un « faux » {100 %} \\ "direct" </script><b>'


def source_of(made: models.Publication) -> str:
    return f"/fr/sources/{made.content['sources'][0]['id']}/"


def test_the_page_says_how_to_cite_this_version_in_both_languages(
    made: models.Publication, client: Client
) -> None:
    made = correct(made, notice="Un mot.")

    body = unescape(client.get(f"/en/incidents/{made.reference}/").text)

    cited = body.split('id="cite"')[1].split("</section>")[0]
    assert f"Vigie, “A false face 1”, {made.reference}, version\xa02, 15 September 2026" in cited
    assert f"Vigie, «\xa0Un faux visage 1\xa0», {made.reference}, version\xa02" in cited
    for address in (f"/en/incidents/{made.reference}/", f"/en/incidents/{made.reference}/2/"):
        assert f'readonly value="{settings.SITE_URL}{address}"' in cited
    assert re.findall(r'href="([^"]+)"', cited) == [
        f"/en/incidents/{made.reference}/2/cite.{end}" for end in ("bib", "ris", "csl.json")
    ]


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        ("bib", "application/x-bibtex"),
        ("ris", "application/x-research-info-systems"),
        ("csl.json", "application/vnd.citationstyles.csl+json"),
    ],
)
def test_a_citation_is_a_file(client: Client, end: str, kind: str) -> None:
    made = publish(title_fr=TITLE)

    response = client.get(f"/fr/incidents/{made.reference}/1/cite.{end}")

    assert response.headers["Content-Type"] == f"{kind}; charset=utf-8"
    name = f'filename="{made.reference}-v1.{end}"'
    assert response.headers["Content-Disposition"] == f"attachment; {name}"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert f"/fr/incidents/{made.reference}/1/" in response.text


def test_linked_data_of_a_page_is_whole_and_cannot_leave_its_block(client: Client) -> None:
    made = publish(title_fr=TITLE)

    body = client.get(f"/fr/incidents/{made.reference}/").text

    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body, re.S)
    said = json.loads(block)
    assert faults(said) == []
    assert said["@graph"][0]["headline"] == TITLE
    assert [node["@type"] for node in said["@graph"]] == ["Report"]
    assert "</script><b>" not in body


@pytest.mark.parametrize("language", ["fr", "en"])
def test_readers_of_links_are_told_title_times_and_a_picture_of_ours(
    client: Client, language: str
) -> None:
    made = correct(publish(at=AT - timedelta(days=9)), notice="Un mot.")

    for address in (f"incidents/{made.reference}/", source_of(made)[4:]):
        body = client.get(f"/{language}/{address}").text
        said = dict(re.findall(r'<meta (?:property|name)="([a-z:_]+)" content="([^"]*)">', body))
        assert said["og:type"] == "article"
        assert said["og:url"] == f"{settings.SITE_URL}/{language}/{address}"
        assert said["og:image"] == f"{settings.SITE_URL}/{language}/picture.png"
        assert said["twitter:card"] == "summary_large_image"
        assert said["og:locale"] == {"fr": "fr_FR", "en": "en_GB"}[language]
        assert said["og:locale:alternate"] == {"en": "fr_FR", "fr": "en_GB"}[language]
        assert said["og:title"] and said["og:description"]
        moments = [said.get(f"article:{each}_time", "") for each in ("published", "modified")]
        assert [each[:10] for each in moments] == (
            ["2026-09-05", "2026-09-06"] if "incidents" in address else ["", ""]
        )


def test_the_picture_is_a_png_that_is_not_sent_twice(client: Client) -> None:
    response = client.get("/fr/picture.png")

    assert response.headers["Content-Type"] == "image/png"
    assert response.content[:8] == b"\x89PNG\r\n\x1a\n"
    size = [int.from_bytes(response.content[at : at + 4]) for at in (16, 20)]
    assert size == [1200, 630]
    etag = response.headers["ETag"]
    assert client.get("/fr/picture.png", headers={"If-None-Match": etag}).status_code == 304
    assert client.get("/en/picture.png").content != response.content


def test_each_source_shows_its_cited_lines_with_voice_and_second(
    made: models.Publication, client: Client
) -> None:
    accusing, denying = made.content["claims"]

    body = client.get(f"/fr/incidents/{made.reference}/").text

    lines = body.split('class="passages"')[1].split("</details>")[0]
    assert f'href="{source_of(made)}#t=8">00:08</a>' in lines
    assert [text in unescape(lines) for text in TEXTS] == [True] * 3 + [False, True, False, False]
    assert "Présentatrice" in lines
    assert f'<a href="#claim-{denying["id"]}">n°' in lines
    assert f'<a href="#claim-{accusing["id"]}">n°' in lines


def test_a_redacted_line_keeps_its_second_among_the_cited(
    made: models.Publication, client: Client
) -> None:
    redact(models.Transcript.objects.get(), 2, 2)

    body = client.get(f"/fr/incidents/{made.reference}/").text

    lines = body.split('class="passages"')[1].split("</details>")[0]
    assert DENIED not in body
    assert '#t=8">00:08</a>' in lines
    assert "[passage occulté]" in lines


def test_no_line_of_a_source_whose_text_is_not_public(
    made: models.Publication, client: Client
) -> None:
    models.SourceMedia.objects.update(public_extent="none")
    correct(made, notice="Un mot.")

    body = client.get(f"/fr/incidents/{made.reference}/").text

    assert 'class="passages"' not in body
    assert ACCUSED not in unescape(body).split('id="record"')[0]


def test_a_second_of_a_source_is_cited_with_all_that_finds_it_again(
    made: models.Publication, client: Client
) -> None:
    address, digest = source_of(made), StoredFileFactory().digest
    models.SourceMedia.objects.update(original=digest)
    correct(made, notice="L’original est gardé.")
    assert f'href="{address}passage/?t=8"' in client.get(address).text

    response = client.get(f"{address}passage/?t=8")

    body = unescape(response.text)
    assert response.status_code == 200
    assert f">{DENIED}</blockquote>" in body
    assert f'readonly value="{settings.SITE_URL}{address}#t=8"' in body
    assert digest in body
    denying = made.content["claims"][1]["id"]
    assert f'href="/fr/incidents/{made.reference}/#claim-{denying}"' in body
    assert "00:08–00:12" in body
    assert '<meta name="robots" content="noindex">' in body
    assert f'<link rel="canonical" href="{settings.SITE_URL}{address}">' in body
    assert f"original\xa0: SHA-256 {digest}" in body


def test_a_passage_may_go_on_over_several_voices(made: models.Publication, client: Client) -> None:
    address = f"{source_of(made)}passage/"

    body = unescape(client.get(f"{address}?t=0&to=8").text)

    assert f"Présentatrice\xa0: «\xa0{TEXTS[0]} {TEXTS[1]}\xa0» – «\xa0{DENIED}\xa0»" in body
    assert 'href="?t=0&to=12"' in body
    assert "U+202E" in client.get(f"{address}?t=12").text


def test_a_redacted_passage_is_cited_as_a_gap(made: models.Publication, client: Client) -> None:
    redact(models.Transcript.objects.get(), 2, 2)
    address = source_of(made)

    body = unescape(client.get(f"{address}passage/?t=4&to=8").text)

    assert "passage/?t=8" not in client.get(address).text
    assert DENIED not in body
    assert "«\xa0[…]\xa0»" in body


@pytest.mark.parametrize(
    "query",
    [
        *("t=3", "t=24", "t=x", "t=-1", "t=8&to=4", "t=8&to=%E2%91%A0", "t=2147483647"),
        *("t=8&version=%00", "t=8&version=zz", f"t={'1' * 70_000}"),
    ],
)
def test_a_passage_that_is_not_public_is_not_found(
    made: models.Publication, client: Client, query: str
) -> None:
    assert client.get(f"{source_of(made)}passage/?{query}").status_code == 404


def test_a_passage_costs_the_same_however_long(
    made: models.Publication, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = f"{source_of(made)}passage/"

    for query in ("?t=8", "?t=0&to=20"):
        with django_assert_num_queries(4):
            client.get(address + query)
