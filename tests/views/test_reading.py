"""A document made ready to be read."""

import copy
from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string

from incidents.derived import as_current
from incidents.views.reading import Incident, read
from tests.views.sample import CANDIDATE, DOCUMENT, PROCEDURES, Record, claim, event, on

TODAY = date(2026, 11, 22)


def reading(**changes: Any) -> Incident:
    return read(copy.deepcopy(DOCUMENT) | changes, TODAY)


def derived(procedure: Record) -> Record:
    """The procedure with all that follows from its events."""
    earlier = DOCUMENT | {"schema": 2, "procedures": [procedure]}
    return as_current(earlier)["procedures"][0]


def homes(incident: Incident) -> list[str]:
    turns = [*incident.accusations, *incident.statements]
    claims = [t.claim for t in turns if t.claim] + [a.claim for t in turns for a in t.answers]
    return [c.record["id"] for c in claims if c.is_home]


def test_every_claim_has_exactly_one_home() -> None:
    assert sorted(homes(reading())) == sorted(c["id"] for c in DOCUMENT["claims"])


def test_every_accusation_stands_with_every_answer_to_it() -> None:
    accusations = reading().accusations

    answers = {
        (t.claim or t.involvement).record["id"]: [a.claim.record["id"] for a in t.answers]  # type: ignore[union-attr]
        for t in accusations
    }
    assert answers == {
        "v4promoted": ["c3denies22"],
        "c2accuses2": ["c3denies22", "c4double22"],
        "c4double22": [],
    }


def test_an_answer_says_how_it_answers() -> None:
    by_claim = reading().accusations[1]

    assert [a.kind for a in by_claim.answers] == ["denies", "counters"]


def test_claims_that_answer_each_other_both_stand_alone() -> None:
    pair = [
        claim("a", "impact", "asserts", answers=[{"claim": "b", "kind": "comments"}]),
        claim("b", "impact", "asserts", answers=[{"claim": "a", "kind": "comments"}]),
    ]
    pair[0]["answered_by"], pair[1]["answered_by"] = ["b"], ["a"]

    incident = reading(claims=pair, involvements=[])

    assert sorted(homes(incident)) == ["a", "b"]


def test_a_citation_leads_to_its_second_and_one_of_a_whole_source_to_none() -> None:
    turn = reading().accusations[1]
    assert turn.claim is not None
    assert [c.fragment for c in turn.claim.cited] == ["#t=6"]
    whole = reading().statements[0]
    assert whole.claim is not None
    assert [c.fragment for c in whole.claim.cited] == [""]


def test_readings_of_one_day_that_differ_are_a_conflict() -> None:
    measured = reading().appearances[0].measured[0]

    assert measured.conflict
    assert [r["value"] for r in measured.readings] == [120000, 1340000]


def test_the_last_event_that_tells_says_whether_it_is_still_up() -> None:
    first, second = reading().appearances

    assert (first.last_known, second.last_known) == ("removed", "")


def test_what_was_announced_is_nothing_followed_from_its_review_date_on() -> None:
    document = copy.deepcopy(DOCUMENT)

    before = read(document, date(2026, 10, 14)).procedures[1]
    after = read(document, date(2026, 10, 15)).procedures[1]

    assert (before.status, before.announced_then_nothing) == ("announced", False)
    assert (after.status, after.announced_then_nothing) == ("nothing_followed", True)


def test_a_counter_accusation_is_called_by_that_name_alone() -> None:
    double = claim("x", "link", "asserts", reading=["accusation", "counter_accusation"])

    turns = reading(claims=[double], involvements=[]).turns

    assert turns[0].claim is not None
    assert turns[0].claim.readings == ["counter_accusation"]


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

    assert reading(procedures=[procedure]).procedures[0].stages == [(named, stage)]


def test_a_quote_over_several_voices_says_so() -> None:
    document = copy.deepcopy(DOCUMENT)
    speakers = document["sources"][0]["transcript"]["speakers"]
    speakers[0] |= {"label": "<A>", "ranges": [[0, 1]]}
    speakers[1] |= {"ranges": [[2, 8]]}
    claims = {c.record["id"]: c for t in read(document, TODAY).turns if (c := t.claim)}

    over_two, of_one = (
        render_to_string("public/parts/citations.html", {"cited": claims[key].cited})
        for key in ("c2accuses2", "c3denies22")
    )

    assert claims["c2accuses2"].cited[0].voices == ["<A>", "Porte-parole"]
    assert "&lt;A&gt;, Porte-parole" in over_two
    assert "Porte-parole" not in of_one


def test_a_review_date_is_to_come_until_it_has_come() -> None:
    procedures = {p.record["id"]: p for p in reading().procedures}

    assert procedures["p2penal222"].review_to_come
    assert not procedures["p3regulat2"].review_to_come
    assert not read(copy.deepcopy(DOCUMENT), date(2027, 3, 1)).procedures[0].review_to_come
