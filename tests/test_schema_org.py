"""The JSON-LD of an incident: what is reviewed, what is not, and that the vocabulary has it."""

import copy
import json
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest

from incidents.codes import ActorKind, PresentedAs, Role, SourceKind, Verdict
from incidents.schema_org import Page, categories, linked_data, rating
from incidents.schema_org.reviews import CATEGORIES
from tests.views.sample import AURORE, CANDIDATE, DOCUMENT, PRIVATE, term
from tests.vocabulary_of_schema_org import faults

PAGE = Page(
    language="en",
    address="https://vigie.example.org/en/incidents/INC-2026-0001/",
    site="Vigie",
    site_address="https://vigie.example.org/en/",
    reference="INC-2026-0001",
    version=2,
    first_published_at=datetime(2026, 9, 1, 8, tzinfo=UTC),
    published_at=datetime(2026, 9, 3, 8, tzinfo=UTC),
    verdict="verified fake",
    claimed="The content is authentic.",
)


def a_document(**changes: Any) -> dict[str, Any]:
    return copy.deepcopy(DOCUMENT) | changes


def judged(verdict: str, presented: str, *ratings: str) -> dict[str, Any]:
    given = [term(code, code, code) for code in ratings]
    known = DOCUMENT["verdict"] | {"code": verdict}
    return a_document(verdict=known, presented_as=presented, ratings=given)


def types(document: dict[str, Any]) -> list[str]:
    return [node["@type"] for node in linked_data(document, PAGE)["@graph"]]


def test_only_an_established_verdict_on_a_recorded_claim_is_a_rating() -> None:
    given = {
        (verdict, presented): found
        for verdict, presented in product(Verdict, PresentedAs)
        if (found := rating(judged(verdict, presented))) is not None
    }

    assert given == {
        (Verdict.VERIFIED_FAKE, PresentedAs.AUTHENTIC): 1,
        (Verdict.VERIFIED_FAKE, PresentedAs.FAKE): 5,
        (Verdict.VERIFIED_AUTHENTIC, PresentedAs.FAKE): 1,
        (Verdict.VERIFIED_AUTHENTIC, PresentedAs.AUTHENTIC): 5,
    }


@pytest.mark.parametrize(
    ("verdict", "recorded", "given"),
    [
        ("verified_fake", ["transformed"], ["TransformedContent"]),
        ("verified_fake", ["staged", "decontextualized"], ["Decontextualized", "Staged"]),
        ("verified_fake", ["original"], []),
        ("verified_fake", ["original", "decontextualized"], ["Decontextualized", "OriginalMedia"]),
        ("verified_fake", ["original", "transformed"], []),
        ("verified_fake", [], []),
        ("verified_authentic", ["original"], ["OriginalMedia"]),
        ("verified_authentic", ["edited_or_cropped"], []),
        ("disputed", ["transformed"], []),
        ("unverifiable", ["transformed"], []),
        ("unknown", ["transformed"], []),
    ],
)
def test_categories_are_those_recorded_where_they_fit_the_verdict(
    verdict: str, recorded: list[str], given: list[str]
) -> None:
    found = categories(judged(verdict, "authentic", *recorded))

    assert [each.removesuffix("Content") for each in found] == [
        each.removesuffix("Content") for each in given
    ]


def test_an_unclear_verdict_is_a_report_and_no_review() -> None:
    assert types(judged("disputed", "authentic", "transformed")) == ["Report"]
    assert types(a_document()) == ["Report", "ClaimReview", "MediaReview"]


def test_every_document_fits_the_vocabulary() -> None:
    for verdict, presented in product(Verdict, PresentedAs):
        for ratings in ([], ["original"], list(CATEGORIES), ["transformed", "staged"]):
            assert faults(linked_data(judged(verdict, presented, *ratings), PAGE)) == []
    for kind in ActorKind:
        shown = DOCUMENT["involvements"][0] | {"actor": CANDIDATE | {"kind": kind.value}}
        assert faults(linked_data(a_document(involvements=[shown]), PAGE)) == []
    for source in SourceKind:
        cited = [DOCUMENT["sources"][0] | {"kind": source.value}]
        assert faults(linked_data(a_document(sources=cited), PAGE)) == []


def test_a_document_without_what_may_be_missing_fits_too() -> None:
    bare = a_document(election=None, techniques=[], media=[], sources=[], involvements=[])
    bare["facts_date"] = {"earliest": None, "latest": None, "precision": "unknown"}
    bare["title"] = {"fr": "Un titre", "en": ""}

    assert faults(linked_data(bare, PAGE)) == []
    assert linked_data(bare, PAGE)["@graph"][0]["inLanguage"] == "fr"


def test_a_fault_is_seen() -> None:
    said = linked_data(a_document(), PAGE)
    report, claim, media = said["@graph"]
    report |= {"colour": "red", "claimReviewed": "x", "publisher": {"@type": "Rating"}}
    claim["reviewRating"]["ratingValue"] = True
    claim["isPartOf"] = {"@id": "https://elsewhere.example/"}
    media["mediaAuthenticityCategory"] = ["https://schema.org/Fake"]
    media["itemReviewed"]["@type"] = "Thingy"

    assert faults(said | {"@context": ""}) == [
        "no context",
        "Report.publisher: takes no Rating",
        "Report.colour: no property of the table",
        "Report.claimReviewed: not a property of Report",
        "ClaimReview.isPartOf: leads nowhere",
        "ClaimReview.reviewRating.ratingValue: True is none of ['Number', 'Text']",
        "MediaReview.mediaAuthenticityCategory: 'https://schema.org/Fake' is none of "
        "['MediaManipulationRatingEnumeration']",
        "MediaReview.itemReviewed: Thingy is no type of the table",
    ]


def test_nobody_accused_nothing_private_and_no_way_to_the_content() -> None:
    both = DOCUMENT["involvements"][0] | {"actor": AURORE}
    private = DOCUMENT["involvements"][0] | {"actor": PRIVATE}
    accused = [*DOCUMENT["involvements"], both, private]
    text = json.dumps(linked_data(a_document(involvements=accused), PAGE), ensure_ascii=False)

    assert Role.PROMOTED in {i["role"] for i in accused}
    assert "Aurora Alliance" not in text.replace(DOCUMENT["summary"]["en"], "")
    assert "a private person" not in text
    assert DOCUMENT["appearances"][0]["archived_url"] not in text
    assert "responsible" not in text.lower()
