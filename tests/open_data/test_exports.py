"""Files of any filter: every kind in every format, hostile words, what was withdrawn."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import stix2  # type: ignore[import-untyped]
from django.http import StreamingHttpResponse
from django.test import Client

from incidents import listing
from incidents.canonical import digest
from incidents.models import Publication
from incidents.open_data import KINDS
from incidents.stix import disarm_numbers
from incidents.tables import TABLES
from tests.factories import AT
from tests.once import made_once
from tests.views.published import ACCUSED, publish

pytestmark = pytest.mark.django_db
HOSTILE = '=cmd|" /C calc"!A0 ; \\ <script>alert(1)</script>\N{RIGHT-TO-LEFT OVERRIDE}\r\n\x01x'


def taken(client: Client, address: str) -> str:
    response = client.get(f"/api/v1/exports/{address}")
    assert isinstance(response, StreamingHttpResponse), response.content
    assert response.status_code == 200
    return b"".join(response).decode()


def rows(client: Client, address: str) -> list[dict[str, str]]:
    text = taken(client, address).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def lines(client: Client, address: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in taken(client, address).split("\n")[:-1]]


@pytest.fixture(scope="module", autouse=True)
def two(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Publication, Publication]]:
    """Two incidents, the newer one with hostile words."""
    with made_once(django_db_blocker):
        first = publish()
        later = AT + timedelta(days=1)
        yield first, publish(at=later, summary_fr=HOSTILE, title_fr=HOSTILE[:60])


@pytest.mark.parametrize("kept", [1, 0])
def test_every_kind_is_given_in_every_format_with_rows_and_with_none(
    client: Client, kept: int
) -> None:
    asked = "" if kept else "?verdict=disputed"

    for kind, formats in KINDS.items():
        for end in formats:
            alone = kind in {"platforms", "terms", "changes"}
            text = taken(client, f"{kind}.{end}" + ("" if alone else asked))
            if end == "csv":
                heading = text.removeprefix("\ufeff").partition("\n")[0]
                assert heading == ",".join(TABLES[kind].names)
            elif end == "ndjson":
                assert [json.loads(line) for line in text.split("\n")[:-1]] or not kept or not text
            else:
                assert json.loads(text)


def test_what_exports_accusations_exports_their_answers(
    client: Client, two: tuple[Publication, Publication]
) -> None:
    claims = rows(client, "claims.csv")
    accusing = [row for row in claims if row["accusation"] == "true"]
    answers = {row["id"]: row for row in claims}

    assert accusing
    for row in accusing:
        assert row["answered_by"]
        for each in row["answered_by"].split("; "):
            assert answers[each]["reference"] == row["reference"]
            assert answers[each]["summary_fr"] in row["answers_fr"]
    cited = [row for row in rows(client, "citations.csv") if row["quote"] == ACCUSED]
    assert [row["answered_by"] != "" for row in cited if row["accusation"] == "true"]
    involved = [r for r in rows(client, "involvements.csv") if r["accusation"] == "true"]
    assert all("answers_fr" in row for row in involved)


def test_tables_join_by_their_keys(client: Client, two: tuple[Publication, Publication]) -> None:
    found = {name: rows(client, f"{name}.csv") for name in TABLES}

    for table in TABLES.values():
        for column, other, theirs in table.refers:
            keys = {row[theirs] for row in found[other]}
            assert {row[column] for row in found[table.name]} - {""} <= keys, table.name


def test_filters_and_order_hold_for_every_kind(
    client: Client, two: tuple[Publication, Publication]
) -> None:
    first, second = two

    assert [r["reference"] for r in rows(client, "incidents.csv")] == [
        second.reference,
        first.reference,
    ]
    assert {r["reference"] for r in rows(client, "claims.csv?order=updated&platform=tiktok")} == {
        first.reference,
        second.reference,
    }
    assert rows(client, "claims.csv?verdict=disputed") == []
    assert rows(client, "actors.csv?verdict=disputed") == []
    assert {r["slug"] for r in rows(client, "actors.csv?platform=tiktok")} == {
        r["slug"] for r in rows(client, "actors.csv")
    }


def test_documents_carry_identity_and_digest(
    client: Client, two: tuple[Publication, Publication]
) -> None:
    found = {each["reference"]: each for each in lines(client, "incidents.ndjson")}

    for publication in two:
        given = found[publication.reference]
        assert digest(given["content"]) == given["digest"] == publication.digest
        assert given["redacted_since"] is given["renamed_since"] is False


def test_hostile_words_stay_words_in_every_format(
    client: Client, two: tuple[Publication, Publication]
) -> None:
    _first, second = two

    (row,) = [r for r in rows(client, "incidents.csv") if r["reference"] == second.reference]
    assert row["summary_fr"] == "'" + HOSTILE
    for end in ("json", "ndjson", "jsonld", "stix"):
        text = taken(client, f"incidents.{end}")
        assert json.loads(text.split("\n")[0] if end == "ndjson" else text)
        assert json.dumps(HOSTILE, ensure_ascii=False)[1:-1] in text


@pytest.mark.parametrize(
    ("address", "status", "part"),
    [
        ("incidents.csv?platfrom=tiktok", 400, "platform"),
        ("incidents.csv?platform=nowhere", 400, "nowhere"),
        ("incidents.csv?order=best", 400, "best"),
        ("incidents.csv?cursor=x", 400, "cursor"),
        ("incidents.csv?q=%00", 400, "q"),
        ("claims.csv?claims__speaker__name=x", 400, "claims__speaker__name"),
        ("terms.csv?platform=tiktok", 400, "platform"),
        ("incidents.xlsx", 404, "not-found"),
        ("nothing.csv", 404, "not-found"),
    ],
)
def test_what_cannot_be_given_is_refused(
    client: Client, address: str, status: int, part: str
) -> None:
    response = client.get(f"/api/v1/exports/{address}")

    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert part in response.content.decode()


def test_what_is_withdrawn_is_in_no_file(
    client: Client, two: tuple[Publication, Publication]
) -> None:
    listing.remove(two[1])

    for kind in ("incidents", "claims", "sources"):
        assert {r["reference"] for r in rows(client, f"{kind}.csv")} == {two[0].reference}
    assert two[1].reference not in taken(client, "incidents.stix")


def test_a_bundle_is_stix_and_names_nobody_as_the_author(
    client: Client, two: tuple[Publication, Publication]
) -> None:
    text = taken(client, "incidents.stix")

    bundle = stix2.parse(text, allow_custom=False, version="2.1")
    kinds = {each.type for each in bundle.objects}
    assert kinds >= {"incident", "report", "attack-pattern", "location", "note", "relationship"}
    assert "threat-actor" not in kinds
    assert {r.relationship_type for r in bundle.objects if r.type == "relationship"} == {
        "related-to"
    }
    ids = [each.id for each in bundle.objects]
    assert len(ids) == len(set(ids))
    refers = {
        ref
        for each in bundle.objects
        for ref in (
            *getattr(each, "object_refs", ()),
            *(each[n] for n in ("source_ref", "target_ref", "created_by_ref") if n in each),
        )
    }
    assert refers <= set(ids)
    assert text == taken(client, "incidents.stix")


def test_a_note_of_a_bundle_has_accusation_and_answers(
    client: Client, two: tuple[Publication, Publication]
) -> None:
    found = json.loads(taken(client, "incidents.stix"))["objects"]

    notes = [each["content"] for each in found if each["type"] == "note"]
    assert notes
    for words in notes:
        assert "answered by:" in words or "no answer is on record" in words


@pytest.mark.parametrize(
    ("source", "numbers"),
    [
        ("PDID; DISARM T0086.002, T0087.001", ["T0086.002", "T0087.001"]),
        ("DISARM T0137; Vigie", ["T0137"]),
        ("CNIL; PDID", []),
    ],
)
def test_the_numbers_of_disarm_in_the_source_of_a_term(source: str, numbers: list[str]) -> None:
    assert disarm_numbers(source) == numbers


def test_reviews_are_a_feed_of_what_has_a_verdict(client: Client) -> None:
    assert json.loads(taken(client, "reviews.jsonld"))["dataFeedElement"] == []
    publish(verdict="verified_fake", presented_as="authentic")

    feed = json.loads(taken(client, "reviews.jsonld"))

    assert feed["@type"] == "DataFeed"
    (item,) = feed["dataFeedElement"]
    assert item["@type"] == "DataFeedItem"
    assert {each["@type"] for each in item["item"]} <= {"ClaimReview", "MediaReview"}
