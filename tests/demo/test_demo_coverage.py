"""The demo shows everything that the product can say: every code, term, platform and status."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from incidents import codes
from incidents.procedures import Event, EventKind, is_overdue, status_of
from tests.demo import case_files
from tests.demo.case_files import TERMS, Table, demo, inner


def test_the_demo_is_as_large_as_it_says() -> None:
    incidents = demo()["incident"]
    months = Counter(
        f"{row['published_at']:%Y-%m}" for row in incidents if row["state"] == "published"
    )
    assert sum(months.values()) >= 40
    assert sorted(months) == ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"]
    assert months["2026-10"] >= 6
    states = Counter(row["state"] for row in incidents)
    assert states["withdrawn"] == 1
    assert {"draft", "in_review", "approved"} <= set(states)
    public = [row for row in incidents if row["state"] == "published"]
    assert len([row for row in public if not row.get("summary_en")]) == 2
    assert len([row for row in incidents if row.get("translation_outdated")]) == 1


def test_the_demo_uses_every_code() -> None:
    case = demo()
    appearances, involvements = inner(case, "appearance"), inner(case, "involvement")
    claims, incidents, sources = case["claim"], case["incident"], case["source"]
    events = [event["kind"] for row in case["procedure"] for event in row["event"]]
    answers = [answer["kind"] for row in claims for answer in row.get("answers", [])]
    used: dict[type[StrEnum], Iterable[str]] = {
        codes.SyntheticLevel: (row["synthetic_level"] for row in incidents),
        codes.PresentedAs: (row["presented_as"] for row in incidents),
        codes.Verdict: (row["verdict"] for row in incidents),
        codes.Sensitivity: (flag for row in incidents for flag in row.get("sensitivity", [])),
        codes.Precision: _precisions(case),
        codes.Role: (row["role"] for row in involvements),
        codes.ActorKind: (row["kind"] for row in case["actor"]),
        codes.AppearanceKind: (row["kind"] for row in appearances),
        codes.AppearanceEventKind: (
            event["kind"] for row in appearances for event in row.get("event", [])
        ),
        codes.Measure: (
            seen["measure"] for row in appearances for seen in row.get("observation", [])
        ),
        codes.SourceKind: [*(row["kind"] for row in sources), *_statements(case)],
        codes.PublicExtent: (row.get("public_extent", "cited") for row in sources),
        codes.SpeakerRole: (who["role"] for row in sources for who in row.get("speaker", [])),
        codes.Proposition: (row["proposition"] for row in claims),
        codes.Stance: (row["stance"] for row in claims),
        codes.AnswerKind: answers,
        codes.Directness: (row["directness"] for row in claims),
        codes.Reliability: (row.get("reliability", "") for row in claims),
        codes.Credibility: (row.get("credibility", "") for row in claims),
        codes.Likelihood: (row.get("likelihood", "") for row in claims),
        codes.Track: (row["track"] for row in case["procedure"]),
        EventKind: events,
    }
    missing = {
        f"{enum.__name__}.{code}" for enum, seen in used.items() for code in set(enum) - set(seen)
    }
    assert missing == set()


def _statements(case: dict[str, list[Table]]) -> list[codes.SourceKind]:
    """A statement of reasons comes in with the decision that it gives."""
    events = (event for row in case["procedure"] for event in row["event"])
    return [codes.SourceKind.STATEMENT_OF_REASONS for event in events if "statement" in event]


def _precisions(case: dict[str, list[Table]]) -> list[str]:
    found = [row["facts"]["precision"] for row in case["incident"]]
    said = [row["said_on"] for row in case["claim"]]
    return found + ["day" if isinstance(when, date) else when["precision"] for when in said]


def test_the_demo_uses_every_term() -> None:
    case = demo()
    appearances = inner(case, "appearance")
    used = {
        scheme: {code for row in case["incident"] for code in row.get(name, [])}
        for name, scheme in TERMS.items()
    }
    used["persona"] = {row.get("persona", "") for row in case["incident"]}
    used["disclosure"] = {row.get("disclosure", "") for row in appearances}
    used["target_kind"] = {row.get("target_kind", "") for row in inner(case, "involvement")}
    missing = {
        f"{scheme}.{code}"
        for scheme, seen in used.items()
        for code in case_files.codes(scheme, "term") - seen
    }
    platforms = case_files.codes("platforms", "platform") - {row["platform"] for row in appearances}
    assert missing | platforms == set()


def test_every_legal_status_occurs_in_the_demo() -> None:
    """Announced or considered with a review date in the past counts as nothing followed."""
    last = date(2026, 10, 31)
    found = set()
    for procedure in demo()["procedure"]:
        status = status_of([Event(EventKind(event["kind"])) for event in procedure["event"]])
        overdue = is_overdue(status, procedure.get("review_on"), last)
        found.add(codes.LegalStatus.NOTHING_FOLLOWED if overdue else status)
    followed = {key for row in demo()["procedure"] for key in row["incidents"]}
    if [row for row in demo()["incident"] if row["key"] not in followed]:
        found.add(codes.LegalStatus.NONE)
    assert found == set(codes.LegalStatus)
