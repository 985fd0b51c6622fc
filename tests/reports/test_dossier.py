"""One incident arranged: sources with their passages, procedures with what must be said."""

import pytest

from incidents.reports.dossier import Dossier, dossiers
from tests.reports.snapshots import SEGMENTS, actor, cite, procedure, snapshot

STEPS = [("complaint", "2026-10-02"), ("hearing", "2026-10-10")]


def only(frozen: dict[str, object]) -> Dossier:
    """The one dossier of a snapshot of one incident."""
    (dossier,) = dossiers(frozen, "fr")
    return dossier


def stages(frozen: dict[str, object]) -> list[tuple[object, str]]:
    """Whom a wording concerns, and which, in the first procedure."""
    statuses = only(frozen).procedures[0].statuses
    return [(each["respondent"], each["stage"]) for each in statuses]


def test_sources_are_numbered_and_their_addresses_permanent() -> None:
    sources = only(snapshot(incidents=1)).sources
    assert [(s.number, s.address) for s in sources.values()] == [
        ("S1", "https://vigie.example/fr/sources/k000s1/"),
        ("S2", "https://vigie.example/fr/sources/k000s2/"),
    ]
    assert sources["k000s1"].address_at(13_900) == "https://vigie.example/fr/sources/k000s1/#t=13"
    assert sources["k000s1"].address_at(None) == "https://vigie.example/fr/sources/k000s1/"


def test_each_cited_line_stands_once_in_the_order_of_the_recording() -> None:
    passages = only(snapshot(incidents=1)).sources["k000s1"].passages
    assert [(p.start_ms, p.speaker) for p in passages] == [
        (0, "Présentatrice"),
        (6000, "Présentatrice"),
        (13000, "Invité"),
        (31000, "Invité"),
    ]
    assert passages[-1].end_ms is None


def test_a_stretch_over_several_lines_gives_each_line() -> None:
    frozen = snapshot(incidents=1)
    content = frozen["incidents"][0]["content"]
    content["incident_citations"] = [{"supports": "what"} | cite("k000s1", 2) | {"last": 4}]
    for part in ("claims", "involvements", "appearances", "procedures"):
        content[part] = []
    passages = only(frozen).sources["k000s1"].passages
    assert [p.start_ms for p in passages] == [13000, 20000, 31000]


def test_a_citation_without_quote_gives_the_cited_lines() -> None:
    source = only(snapshot(incidents=1)).sources["k000s1"]
    citation = cite("k000s1", 2) | {"last": 3, "quote": ""}
    assert source.words(citation) == f"{SEGMENTS[2][2]} {SEGMENTS[3][2]}"
    assert source.words(citation | {"quote": "ses mots"}) == "ses mots"
    assert source.words(cite("k000s2")) == ""


def test_the_text_of_a_closed_source_is_not_shown() -> None:
    frozen = snapshot(incidents=1)
    frozen["incidents"][0]["content"]["sources"][0]["public_extent"] = "none"
    passages = only(frozen).sources["k000s1"].passages
    assert passages
    assert {p.text for p in passages} == {None}
    source = only(frozen).sources["k000s1"]
    assert source.words(cite("k000s1", 2) | {"quote": ""}) == ""


@pytest.mark.parametrize(
    ("track", "steps", "stage"),
    [
        ("penal", STEPS[:1], "filed"),
        ("penal", [*STEPS, ("convicted", "2026-10-11")], "convicted_not_final"),
        (
            "penal",
            [*STEPS, ("convicted", "2026-10-11"), ("final", "2026-10-25")],
            "convicted_final",
        ),
        ("penal", [*STEPS, ("convicted", "2026-10-11"), ("appeal", "2026-10-15")], "appealed"),
        ("penal", [*STEPS, ("acquitted", "2026-10-11")], "acquitted"),
        ("platform", [("sent", "2026-10-02")], "notified"),
    ],
)
def test_the_presumption_of_innocence_is_worded_by_stage(
    track: str, steps: list[tuple[str, str]], stage: str
) -> None:
    frozen = snapshot(incidents=1)
    content = frozen["incidents"][0]["content"]
    content["procedures"] = [procedure("p", track, "in_progress", steps)]
    assert stages(frozen) == [(None, stage)]


def test_each_person_has_a_wording_of_their_own() -> None:
    first, second = (actor(None, "person", name, name) for name in ("Alba", "Bero"))
    steps = [*STEPS, ("convicted", "2026-10-11"), ("hearing", "2026-10-25")]
    record = procedure("p", "penal", "in_progress", steps)
    record["events"][-2]["respondent"] = first
    record["events"][-1]["respondent"] = second
    frozen = snapshot(incidents=1)
    frozen["incidents"][0]["content"]["procedures"] = [record]
    named = [(first, "convicted_not_final"), (second, "tried")]
    assert stages(frozen) == [*named, (None, "tried")], "X is still before the court"
    record["against_x"] = False
    assert stages(frozen) == named


def test_incidents_stand_in_the_order_of_their_references() -> None:
    frozen = snapshot(incidents=3)
    frozen["incidents"].reverse()
    assert [d.reference for d in dossiers(frozen, "fr")] == [
        "INC-2026-0001",
        "INC-2026-0002",
        "INC-2026-0003",
    ]


@pytest.mark.parametrize(
    ("review_on", "to_come", "passed"),
    [
        (None, "", False),
        ("2026-10-31", "", True),
        ("2026-11-01", "", False),
        ("2026-11-02", "2026-11-02", False),
    ],
)
def test_the_next_review_is_one_that_has_not_come(
    review_on: str | None, to_come: str, passed: bool
) -> None:
    frozen = snapshot(incidents=1)
    filed = procedure("a", "penal", "filed", [("complaint", "2026-10-02")], review_on=review_on)
    frozen["incidents"][0]["content"]["procedures"] = [filed]

    assert only(frozen).procedures[0].next_review == to_come
    assert only(frozen).procedures[0].review_passed == passed
