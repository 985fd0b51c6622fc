"""A document made ready to be read."""

import copy
from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string

from incidents.derived import as_current
from incidents.views.reading import Incident, read
from tests.views.sample import CANDIDATE, DOCUMENT, PROCEDURES, Record, event, on

TODAY = date(2026, 11, 22)


def reading(**changes: Any) -> Incident:
    return read(copy.deepcopy(DOCUMENT) | changes, TODAY)


def derived(procedure: Record) -> Record:
    """The procedure with all that follows from its events."""
    earlier = DOCUMENT | {"schema": 2, "procedures": [procedure]}
    return as_current(earlier)["procedures"][0]


def test_a_citation_leads_to_its_second_and_one_of_a_whole_source_to_none() -> None:
    claims = {u.claim.record["id"]: u.claim for u in reading().utterances}

    assert [c.fragment for c in claims["c2accuses2"].cited] == ["#t=6"]
    assert [c.fragment for c in claims["c5impact22"].cited] == [""]


def test_readings_of_one_day_that_differ_are_a_conflict() -> None:
    measured = reading().appearances[0].measured[0]

    assert measured.conflict
    assert [r["value"] for r in measured.readings] == [120000, 1340000]


def test_the_reading_that_is_kept_comes_with_its_reason() -> None:
    headline = reading().appearances[0].measured[0].headline

    assert headline is not None
    assert (headline["value"], headline["headline_reason"]["en"]) == (
        1340000,
        "Read on the page itself.",
    )


def test_what_was_announced_is_nothing_followed_from_its_review_date_on() -> None:
    document = copy.deepcopy(DOCUMENT)

    before = read(document, date(2026, 10, 14)).procedures[1]
    after = read(document, date(2026, 10, 15)).procedures[1]

    assert (before.status, before.announced_then_nothing) == ("announced", False)
    assert (after.status, after.announced_then_nothing) == ("nothing_followed", True)


def test_reading_leaves_the_document_as_it_was() -> None:
    document = copy.deepcopy(DOCUMENT)

    read(document, TODAY)

    assert document == DOCUMENT


@pytest.mark.parametrize(
    ("kinds", "respondent", "stage"),
    [
        (["formal_investigation"], True, "formally_investigated"),
        (["investigation"], False, "investigated"),
        (["convicted"], True, "convicted_not_final"),
        (["convicted", "appeal"], True, "appealed"),
        (["convicted", "final"], True, "convicted_final"),
        (["acquitted"], True, "acquitted"),
    ],
)
def test_the_presumption_of_innocence_is_worded_by_stage(
    kinds: list[str], respondent: bool, stage: str
) -> None:
    named = CANDIDATE if respondent else None
    events = [event(kind, kind, on("2026-10-01"), respondent=named) for kind in kinds]
    procedure = derived(PROCEDURES[0] | {"events": events, "respondents": []})

    standings = reading(procedures=[procedure]).procedures[0].standings
    assert [(each["respondent"], each["stage"]) for each in standings] == [(named, stage)]


def test_a_quote_over_several_voices_says_so() -> None:
    document = copy.deepcopy(DOCUMENT)
    speakers = document["sources"][0]["transcript"]["speakers"]
    speakers[0] |= {"label": "<A>", "ranges": [[0, 1]]}
    speakers[1] |= {"ranges": [[2, 8]]}
    claims = {u.claim.record["id"]: u.claim for u in read(document, TODAY).utterances}

    over_two, of_one = (
        render_to_string("public/parts/citations.html", {"cited": claims[key].cited})
        for key in ("c2accuses2", "c3denies22")
    )

    assert claims["c2accuses2"].cited[0].voices == ["<A>", "Porte-parole"]
    assert "&lt;A&gt;, Porte-parole" in over_two
    assert "Porte-parole" in of_one
    assert "plusieurs voix" in over_two
    assert "plusieurs voix" not in of_one


def test_a_review_date_is_to_come_until_it_has_come() -> None:
    procedures = {p.record["id"]: p for p in reading().procedures}

    assert procedures["p2penal222"].review_to_come
    assert not procedures["p3regulat2"].review_to_come
    assert not read(copy.deepcopy(DOCUMENT), date(2027, 3, 1)).procedures[0].review_to_come


def test_the_brief_names_whom_the_content_shows_and_where_it_was_seen() -> None:
    brief = reading().brief

    assert [actor["slug"] for actor in brief.depicted] == [CANDIDATE["slug"]]
    assert [platform["code"] for platform in brief.platforms] == ["tiktok", "telephone"]
    assert (brief.statements, brief.denials) == (4, 1)
