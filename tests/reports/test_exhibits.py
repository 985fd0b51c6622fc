"""The numbered tables of a report: what they count, under which codes, and their numbers."""

from copy import deepcopy
from typing import Any

from incidents.codes import AppearanceEventKind
from incidents.reports.exhibit import Exhibit
from incidents.reports.exhibits import by_code, exhibits
from tests.reports import follow_ups
from tests.reports.snapshots import PROSECUTOR, actor, on, procedure, snapshot, two


def rows(exhibit: Exhibit) -> dict[str, tuple[Any, ...]]:
    """Numbers by the code of the row."""
    return {row.code: row.values for row in exhibit.rows}


def test_tables_and_figures_are_numbered_apart_and_empty_ones_take_no_number() -> None:
    found = exhibits(snapshot(incidents=6))

    assert [each.number for each in found] == list(range(1, len(found) + 1))
    assert [each.figure for each in found if each.drawn] == list(range(1, 10))
    assert {each.figure for each in found if not each.drawn} == {None}
    assert [each.code for each in exhibits(snapshot(incidents=0))] == ["changes"]


def test_every_row_and_total_has_a_number_for_each_column_and_words_in_both_languages() -> None:
    for each in exhibits(snapshot(incidents=6)):
        assert len(each.total) == len(each.columns)
        assert all(len(row.values) == len(each.columns) for row in each.rows)
        said = [each.title, each.head, each.total_label, *each.notes]
        said += [column.label for column in each.columns] + [row.name for row in each.rows]
        assert all(set(words) == {"fr", "en"} and all(words.values()) for words in said)


def test_accused_stands_beside_with_a_recorded_answer() -> None:
    found = by_code(snapshot(incidents=6))

    for code in ("party-roles", "balance"):
        heads = [column.code for column in found[code].columns]
        assert heads[heads.index("accused") + 1] == "answered"
    assert found["balance"].total == (2, 6, 6, 6, 0, 6, 6)
    assert [row.code for row in found["balance"].rows] == sorted(rows(found["balance"]))


def test_the_months_of_the_facts_hold_every_incident_once() -> None:
    frozen = snapshot(incidents=4)
    facts = frozen["incidents"][0]["content"]["facts_date"]
    facts |= {"earliest": None, "latest": None, "precision": "unknown"}

    months = by_code(frozen)["fact-months"]

    assert rows(months) == {"2026-10": (1,), "several": (2,), "unknown": (1,)}
    assert months.total == (4,)


def test_countries_and_elections_are_told_where_there_are_several() -> None:
    frozen = snapshot(incidents=2)
    assert not {"jurisdictions", "elections"} & set(by_code(frozen))

    content = frozen["incidents"][1]["content"]
    content["jurisdiction"] = {"code": "XW", "name": two("Autre pays", "Other country")}
    assert rows(by_code(frozen)["jurisdictions"]) == {"XV": (1,), "XW": (1,)}


def noticed() -> dict[str, Any]:
    """One incident: a notice names its place on TikTok, and another platform did nothing."""
    frozen = follow_ups.rich()
    content = frozen["incidents"][0]["content"]
    (place,) = content["appearances"]
    events = [(AppearanceEventKind.SEEN, 1), (AppearanceEventKind.REMOVED, 9)]
    place["events"] = [
        {"kind": kind.value, "date": on(f"2026-10-{day:02d}")} for kind, day in events
    ]
    place["state"] |= {"first_seen": on("2026-10-01"), "now": "removed"}
    content["procedures"][0]["appearances"] = [place["id"]]
    return frozen | {"incidents": frozen["incidents"][:1]}


def test_what_platforms_did_about_notices_and_content() -> None:
    found = by_code(noticed())

    assert rows(found["notices"]) == {
        "facebook": (1, 0, 1, 0, None, 8.0),
        "tiktok": (1, 1, 1, 0, 2.0, 10.0),
    }
    assert found["notices"].total == (2, 1, 2, 0, 2.0, 9.0)
    assert [column.code for column in found["decisions"].columns] == [
        "DECISION_VISIBILITY_CONTENT_REMOVED",
        "DECISION_ACCOUNT_SUSPENDED",
        "no_action",
        "notices",
    ]
    assert rows(found["decisions"]) == {"facebook": (0, 0, 1, 1), "tiktok": (1, 1, 0, 1)}
    assert rows(found["appearances"]) == {"tiktok": (1, 0, 1, 0, 0, 8.0, 7.0)}


def test_what_is_there_again_was_not_removed() -> None:
    frozen = noticed()
    (place,) = frozen["incidents"][0]["content"]["appearances"]
    place["events"].append({"kind": "restored", "date": on("2026-10-10")})
    place["state"]["now"] = "up"

    assert rows(by_code(frozen)["appearances"]) == {"tiktok": (1, 1, 0, 0, 0, None, None)}


def test_a_procedure_over_two_incidents_counts_once_in_its_group() -> None:
    frozen = snapshot(incidents=2)
    shared = procedure("p", "penal", "filed", [("complaint", "2026-10-04")], authority=PROSECUTOR)
    late = procedure(
        "q", "undetermined", "announced", [("announced", "2026-10-03")], review_on="2026-10-20"
    )
    for incident in frozen["incidents"]:
        incident["content"]["procedures"] = [deepcopy(shared), deepcopy(late)]

    found = by_code(frozen)["procedures"]

    assert rows(found) == {"pending": (1,), "nothing_followed": (1,)}
    assert found.total == (2,)


def test_only_parties_with_a_page_stand_in_the_balance_sheet() -> None:
    frozen = snapshot(incidents=1)
    hidden = actor(None, "party", "un parti sans page", "a party without a page")
    frozen["incidents"][0]["content"]["claims"][0]["about"].append(hidden)

    assert set(rows(by_code(frozen)["balance"])) == {"alliance-des-rives"}
