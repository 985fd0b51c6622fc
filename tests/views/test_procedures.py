"""One legal follow-up as it is shown: terms as of today, law in force, unusual steps, reasons."""

import copy
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from incidents.codes import ClockCode, ClockNature
from incidents.labels import clock_actor, clock_source
from incidents.labels.law import CLOCK_ACTORS, CLOCK_SOURCES
from incidents.procedures import CLOCKS
from incidents.views.procedures import Procedure, procedure, wording
from incidents.views.reading import read
from tests.views.sample import CANDIDATE, DOCUMENT, PROCEDURES, UNKNOWN, Record, both, event, on
from tests.views.test_reading import derived

TODAY = date(2026, 11, 22)
FACTS = on("2024-04-01", "2024-04-30", "month")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def shown(record: Record, *, today: date = TODAY, facts: Record = FACTS) -> Procedure:
    return procedure(record, {}, today, facts)


def page(found: Procedure, facts: Record = FACTS) -> str:
    """The words of the procedure in English, without markup."""
    body = render_to_string("public/parts/procedure.html", {"procedure": found, "facts": facts})
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def penal(*events: Record, **more: Any) -> Record:
    bare = {"bases": [], "respondents": [], "review_on": None, "events": list(events)}
    return derived(PROCEDURES[0] | bare | more)


def basis(**force: Any) -> Record:
    given = {"in_force_from": None, "in_force_to": None, "in_force_at_facts": None}
    return PROCEDURES[0]["bases"][0] | given | force


@pytest.mark.parametrize(
    ("nature", "before", "on_the_day", "after"),
    [
        (ClockNature.DUE, "due", "due", "overdue"),
        (ClockNature.OPEN_UNTIL, "open", "open", "ended"),
        (ClockNature.OPENS_ON, "opens", "opened", "opened"),
    ],
)
def test_what_the_last_day_of_a_term_means(
    nature: ClockNature, before: str, on_the_day: str, after: str
) -> None:
    last = date(2026, 5, 3)

    said = [wording(nature, last, date(2026, 5, day)) for day in (2, 3, 4)]

    assert said == [before, on_the_day, after]


def test_an_appeal_is_possible_until_its_day_with_the_law_that_says_so() -> None:
    record = penal(event("e", "convicted", on("2026-11-15"), respondent=CANDIDATE))

    words = page(shown(record))

    assert "Next possible until 25 November 2026" in words
    assert "Ilda Marvane: time to appeal (CPP art. 498 – to be checked by a lawyer)" in words
    later = page(shown(record, today=date(2026, 11, 26)))
    assert "was possible until 25 November 2026; not known to have been used" in later


def test_a_duty_whose_day_has_gone_by_is_overdue() -> None:
    record = derived(
        PROCEDURES[0]
        | {
            "track": "platform",
            "bases": [],
            "events": [event("e", "out_of_court", on("2026-06-04"))],
        }
    )

    words = page(shown(record))

    assert "Overdue was due by 2 September 2026; nothing is known to have come" in words


def test_a_formal_investigation_awaits_its_outcome_until_there_is_one() -> None:
    opened = event("e", "formal_investigation", on("2026-04-14"), respondent=CANDIDATE)
    closed = event("f", "no_case", on("2026-10-14"), respondent=CANDIDATE)

    assert "Ilda Marvane: the outcome of the formal investigation" in page(shown(penal(opened)))
    assert shown(penal(opened, closed)).awaited == []


def test_each_person_has_a_standing_since_a_day_and_its_stage_in_words() -> None:
    other = CANDIDATE | {"slug": "autre", "name": both("Autre Personne", "Other Person")}
    words = page(
        shown(
            penal(
                event("e", "formal_investigation", on("2026-04-14"), respondent=CANDIDATE),
                event("f", "no_case", on("2026-06-01"), respondent=other),
            )
        )
    )

    assert (
        "Ilda Marvane In progress since: 14 April 2026 Placed under formal investigation" in words
    )
    assert "Other Person Decided since: 1 June 2026 No case to answer" in words
    assert "Everybody else" not in words


def test_so_has_everybody_else_whom_no_event_names() -> None:
    way = [
        event("d", "judicial_investigation", on("2026-04-14")),
        event("e", "no_case", on("2026-06-01"), respondent=CANDIDATE),
    ]

    found = shown(penal(*way, against_x=True))

    assert found.status == "in_progress"
    assert "Everybody else In progress since: 14 April 2026" in page(found)


@pytest.mark.parametrize(
    ("force", "said"),
    [
        (
            {"in_force_from": "2024-05-23", "in_force_at_facts": False},
            "Not in force on the date of the facts. Date of the facts: April 2024; "
            "the provision came into force on 23 May 2024.",
        ),
        (
            {"in_force_to": "2024-03-31", "in_force_at_facts": False},
            "Not in force on the date of the facts. Date of the facts: April 2024; "
            "the provision was in force until 31 March 2024.",
        ),
        (
            {"in_force_from": "2024-04-10", "in_force_at_facts": None},
            "In force on some of the days on which the facts may have happened. "
            "Date of the facts: April 2024. In force from 10 April 2024.",
        ),
    ],
)
def test_a_provision_that_was_not_in_force_is_explained_by_the_dates(
    force: Record, said: str
) -> None:
    record = penal(event("e", "complaint", on("2024-05-01"))) | {"bases": [basis(**force)]}

    assert said in page(shown(record))


@pytest.mark.parametrize("facts", [FACTS, UNKNOWN])
def test_nothing_is_said_of_law_in_force_or_of_facts_without_a_day(facts: Record) -> None:
    known = facts is FACTS
    record = penal(event("e", "complaint", on("2024-05-01")))
    record |= {"bases": [basis(in_force_at_facts=True if known else None)]}

    assert "force" not in page(shown(record, facts=facts), facts)


def test_a_step_outside_the_table_is_marked() -> None:
    outside = event(
        "e", "convicted", on("2026-10-01"), outside_table_reason=both("Raison.", "Why.")
    )

    assert "Unusual step: Why." in page(shown(penal(outside)))


def test_a_platforms_decision_has_its_reasons_and_its_days() -> None:
    reasons: Record = {
        "uuid": None,
        "permalink": "https://transparency.example.org/statement/1",
        "ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "automated_detection": False,
        "automated_decision": "AUTOMATED_DECISION_PARTIALLY",
        "applies_from": "2026-10-09",
    }
    record = derived(
        PROCEDURES[0]
        | {
            "track": "platform",
            "bases": [],
            "events": [
                event("e", "sent", on("2026-10-01")),
                event("f", "receipt", on("2026-10-02")),
                event("g", "decision", on("2026-10-09")),
            ],
        }
    )
    record["events"][0]["channel"] = "article_16"
    record["events"][2] |= {"decisions": ["DECISION"], "statement_of_reasons": reasons}
    record["events"][2]["decisions"] = ["DECISION_VISIBILITY_CONTENT_REMOVED"]
    found = shown(record)

    words = page(found)

    assert "Notice sent (notice under art. 16 DSA)" in words
    assert "Decided: content removed" in words
    assert "Ground against the platform’s own rules DECISION_" in words
    assert "Detection not by automated means" in words
    assert "Decision partly automated AUTOMATED_" in words
    assert "From the notice to its receipt 1 day" in words
    assert "From the notice to the decision 8 days" in words
    assert reasons["permalink"] in render_to_string(
        "public/parts/procedure.html", {"procedure": found, "facts": FACTS}
    )


def test_a_procedure_is_read_with_the_facts_of_its_document() -> None:
    (basis_of,) = read(copy.deepcopy(DOCUMENT), TODAY).procedures[0].bases

    assert basis_of.lies == "after"


@pytest.mark.parametrize("code", list(ClockCode))
def test_the_law_of_a_term_is_that_of_the_table(code: ClockCode) -> None:
    sources = [clock.source for clock in CLOCKS if clock.code is code]

    assert [clock_source(code)] == sources
    assert set(CLOCK_SOURCES) <= set(ClockCode)


def test_each_term_says_who_is_to_act() -> None:
    assert set(CLOCK_ACTORS) == set(ClockCode)
    for code, nature, asked in (
        (ClockCode.ELECTION_DECISION, ClockNature.DUE, "Who is to act : the election judge"),
        (ClockCode.PENAL_APPEAL, ClockNature.OPEN_UNTIL, "Who could act : the parties and"),
        (ClockCode.CIVIL_PARTY, ClockNature.OPENS_ON, "Who may act : whoever lodged"),
    ):
        term = {"clock": code.value, "nature": nature.value, "respondent": None, "on": "2026-11-01"}
        words = page(shown(derived(PROCEDURES[0]) | {"events": [], "deadlines": [term]}))
        assert asked.replace(" :", ":") in words, words
        assert clock_actor(code) in words
