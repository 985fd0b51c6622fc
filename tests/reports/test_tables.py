"""Totals: what each counts, and what it does not."""

from datetime import date
from typing import Any

from incidents.derived import as_current
from incidents.reports.tables import (
    Table,
    legal_statuses_of,
    party_roles_of,
    tables,
)
from tests.reports.snapshots import actor, document, party, procedure, snapshot

TODAY = date(2026, 11, 1)


def counts(table: Table) -> dict[str, int]:
    """Incidents by code."""
    return {row.code: row.incidents for row in table.rows}


def with_procedures(*found: dict[str, Any]) -> dict[str, Any]:
    """A document with these procedures and no other."""
    return as_current(document(0) | {"procedures": list(found)})


def test_every_table_knows_the_distinct_total() -> None:
    totals = tables(snapshot(incidents=6))
    assert totals.total == 6
    all_tables = (
        totals.platform,
        totals.party,
        totals.technique,
        totals.proposition,
        totals.legal_status,
        totals.verdict,
    )
    assert {table.total for table in all_tables} == {6}


def test_an_incident_counts_once_per_row_and_rows_can_exceed_the_total() -> None:
    totals = tables(snapshot(incidents=6))
    assert counts(totals.technique) == {
        "face_swap": 3,
        "out_of_context": 3,
        "voice_clone": 2,
        "lip_sync": 1,
    }
    assert sum(counts(totals.technique).values()) == 9 > totals.total


def test_two_appearances_on_one_platform_count_once() -> None:
    frozen = snapshot(incidents=1)
    content = frozen["incidents"][0]["content"]
    content["appearances"] *= 3
    assert counts(tables(frozen).platform) == {"tiktok": 1}


def test_parties_count_by_explicit_role() -> None:
    totals = tables(snapshot(incidents=6))
    by_role = {row.code: (row.incidents, row.by) for row in totals.party.rows}
    assert by_role == {
        "parti-du-matin": (4, {"promoted": 2, "targeted": 2}),
        "alliance-des-rives": (2, {"promoted": 2}),
        "union-des-collines": (2, {"promoted": 2}),
    }
    assert totals.party.covered == 6


def test_a_person_is_no_party() -> None:
    content = document(0)
    assert set(party_roles_of(content)) == {party(0)["slug"]}


def test_a_party_without_a_page_is_counted_nowhere_by_name() -> None:
    content = document(0)
    hidden = actor(None, "party", "un parti sans page", "a party without a page")
    content["involvements"].append(content["involvements"][0] | {"actor": hidden})
    assert set(party_roles_of(content)) == {party(0)["slug"]}


def test_verdicts_keep_the_order_of_the_codes() -> None:
    verdicts = tables(snapshot(incidents=6)).verdict
    assert [(row.code, row.incidents) for row in verdicts.rows] == [
        ("verified_fake", 3),
        ("disputed", 2),
        ("unknown", 1),
    ]


def test_no_procedure_is_the_status_none() -> None:
    assert set(legal_statuses_of(with_procedures(), TODAY)) == {"none"}


def test_followed_up_are_incidents_with_any_procedure() -> None:
    totals = tables(snapshot(incidents=6))
    assert totals.followed_up == 5
    assert counts(totals.legal_status)["none"] == 1


def test_statuses_are_a_set() -> None:
    content = with_procedures(
        procedure("a", "penal", "filed", [("complaint", "2026-10-02")]),
        procedure("b", "regulator", "filed", [("referral", "2026-10-02")]),
        procedure("c", "platform", "decided", [("sent", "2026-10-02"), ("decision", "2026-10-03")]),
    )
    assert set(legal_statuses_of(content, TODAY)) == {"filed", "decided"}


def test_an_overdue_announcement_counts_under_both() -> None:
    announced = procedure(
        "a", "undetermined", "announced", [("announced", "2026-10-02")], review_on="2026-11-01"
    )
    assert set(legal_statuses_of(with_procedures(announced), TODAY)) == {
        "announced",
        "nothing_followed",
    }


def test_nothing_followed_begins_on_the_review_date_of_paris_and_midnight_ends_the_day_before() -> (
    None
):
    announced = procedure(
        "a", "undetermined", "considered", [("considered", "2026-10-02")], review_on="2026-11-01"
    )
    content = with_procedures(announced)
    frozen = snapshot(incidents=1)
    frozen["incidents"][0]["content"] = content
    before = tables(frozen | {"at": "2026-10-31T23:00:00+00:00"})
    after = tables(frozen | {"at": "2026-10-31T23:00:01+00:00"})
    assert counts(before.legal_status) == {"considered": 1}
    assert counts(after.legal_status) == {"considered": 1, "nothing_followed": 1}


def test_an_empty_month_has_empty_tables() -> None:
    totals = tables(snapshot(incidents=0))
    assert totals.total == 0
    assert totals.verdict.rows == ()
