"""Questions to a public document, asked of documents written by hand."""

from datetime import date, timedelta
from typing import Any

import pytest

from incidents import documents
from incidents.codes import ClockNature, FollowUpKind
from incidents.procedures import FollowUp

ACTOR = {"slug": "aurore", "kind": "party", "name": {"fr": "Aurore", "en": "Aurora"}}


def named(slug: str) -> dict[str, Any]:
    return ACTOR | {"slug": slug}


def cited(note: str) -> dict[str, Any]:
    return {"source": "s1", "transcript": None, "first": None, "last": None, "note": note}


def procedure(status: str, review_on: str | None = None, **parts: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"id": "p1", "authority": None, "complainants": [], "respondents": []}
    statuses = [{"respondent": None, "status": status}]
    waits = review_on and status in ("considered", "announced")
    due = {"kind": "nothing_followed", "due_on": review_on, "listed_from": review_on}
    derived = {"status": status, "statuses": statuses, "follow_ups": [due] if waits else []}
    return plain | derived | {"review_on": review_on, "events": []} | parts


def document(**parts: Any) -> dict[str, Any]:
    names = ("involvements", "appearances", "claims", "procedures", "incident_citations", "sources")
    return {name: [] for name in names} | parts


def claim(**parts: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"id": "c1", "relayed_by": None, "on_behalf_of": [], "about": []}
    return plain | {"speaker": {"actor": None}, "reading": [], "citations": []} | parts


def test_citations_of_every_record_with_their_anchors_in_order() -> None:
    content = document(
        sources=[],
        incident_citations=[cited("incident")],
        involvements=[{"id": "i1", "citations": [cited("involvement")]}],
        appearances=[
            {
                "id": "a1",
                "events": [{"citations": [cited("event")]}],
                "observations": [{"citations": [cited("reading")]}],
            }
        ],
        claims=[claim(citations=[cited("first"), cited("second")])],
        procedures=[procedure("filed", events=[{"citations": [cited("step")]}])],
    )

    found = [(c.kind, c.anchor, c.citation["note"]) for c in documents.citations(content)]

    assert found == [
        ("incident", "facts", "incident"),
        ("involvement", "involvement-i1", "involvement"),
        ("appearance", "appearance-a1", "event"),
        ("appearance", "appearance-a1", "reading"),
        ("claim", "claim-c1", "first"),
        ("claim", "claim-c1", "second"),
        ("procedure", "procedure-p1", "step"),
    ]


def test_actors_of_every_place_that_names_one() -> None:
    content = document(
        involvements=[{"actor": named("involved")}],
        claims=[
            claim(
                speaker={"actor": named("speaker")},
                relayed_by=named("relay"),
                on_behalf_of=[named("spoken-for")],
                about=[named("about")],
            )
        ],
        procedures=[
            procedure(
                "filed",
                authority=named("authority"),
                complainants=[named("complainant")],
                respondents=[named("respondent")],
                events=[{"respondent": named("suspect")}, {"respondent": None}],
            )
        ],
        sources=[
            {"publisher": named("publisher"), "transcript": None},
            {"publisher": None, "transcript": {"speakers": [{"actor": named("voice")}]}},
            {"publisher": None, "transcript": {"speakers": [{"actor": None}]}},
        ],
    )

    assert [actor["slug"] for actor in documents.actors(content)] == [
        "involved",
        "speaker",
        "relay",
        "spoken-for",
        "about",
        "authority",
        "complainant",
        "respondent",
        "suspect",
        "publisher",
        "voice",
    ]


def test_a_document_without_procedures_has_the_status_none() -> None:
    assert documents.legal_statuses(document()) == ["none"]


def test_statuses_are_a_sorted_set() -> None:
    content = document(procedures=[procedure(s) for s in ("filed", "announced", "filed")])

    assert documents.legal_statuses(content) == ["announced", "filed"]


@pytest.mark.parametrize("status", ["filed", "in_progress", "decided", "closed_without_action"])
def test_nothing_is_to_be_reviewed_once_something_followed(status: str) -> None:
    content = document(procedures=[procedure(status, "2026-10-01")])

    assert documents.review_due_on(content) is None


def test_the_first_of_several_review_dates_counts() -> None:
    content = document(
        procedures=[
            procedure("announced", "2026-12-01"),
            procedure("considered", "2026-11-01"),
            procedure("filed", "2026-10-01"),
            procedure("announced"),
        ]
    )

    assert documents.review_due_on(content) == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 10, 31), ["announced"]),
        (date(2026, 11, 1), ["announced", "nothing_followed"]),
    ],
)
def test_nothing_followed_from_the_review_date_on(today: date, expected: list[str]) -> None:
    content = document(procedures=[procedure("announced", "2026-11-01")])

    assert documents.legal_statuses_on(content, today) == expected


def test_denials_are_counted_by_claim() -> None:
    readings: tuple[list[str], ...] = (["denial"], ["accusation"], ["accusation", "denial"], [])

    assert documents.denials(document(claims=[claim(reading=list(r)) for r in readings])) == 2


SOURCE = {
    "transcript": {
        "digest": "d",
        "speakers": [
            {"label": "Voix A", "ranges": [[0, 1], [4, 4]]},
            {"label": "Voix B", "ranges": [[2, 3]]},
        ],
    }
}


@pytest.mark.parametrize(
    ("position", "label"),
    [(0, "Voix A"), (1, "Voix A"), (2, "Voix B"), (3, "Voix B"), (4, "Voix A"), (5, "")],
)
def test_who_speaks_at_a_position(position: int, label: str) -> None:
    ranges = documents.speaker_ranges(SOURCE, "d")

    assert documents.speaker_at(ranges, position) == label


@pytest.mark.parametrize(("source", "digest"), [(SOURCE, "other"), ({"transcript": None}, "d")])
def test_nobody_is_known_to_speak_in_another_version(source: dict[str, Any], digest: str) -> None:
    assert documents.speaker_ranges(source, digest) == []


def test_texts_finds_every_string_at_any_depth() -> None:
    content = {"a": "one", "b": [{"c": "two"}, ["three", 4, None, True]], "d": {"e": {"f": ""}}}

    assert list(documents.texts(content)) == ["one", "two", "three", ""]


def source(extent: str, *, size: int = 9, **parts: Any) -> dict[str, Any]:
    transcript = {"digest": "new", "segments": size, "speakers": []}
    plain = {"id": "s1", "public_extent": extent, "publisher": None, "transcript": transcript}
    return plain | parts


def quoted(first: int, last: int, digest: str = "new") -> dict[str, Any]:
    place = {"transcript": digest, "first": first, "last": last}
    return cited("") | place | {"quote": "Ses mots.", "redacted": False}


@pytest.mark.parametrize(
    ("extent", "digest", "expected"),
    [
        ("none", "new", []),
        ("cited", "new", [(0, 1), (4, 7)]),
        ("full", "new", [(0, 8)]),
        ("none", "old", []),
        ("cited", "old", [(0, 0), (5, 6)]),
        ("full", "old", [(0, 0), (5, 6)]),
    ],
)
def test_what_is_public_of_a_version_and_a_little_around_only_in_the_newest(
    extent: str, digest: str, expected: list[tuple[int, int]]
) -> None:
    assert documents.public_ranges(source(extent), digest, [(5, 6), (0, 0)]) == expected


def test_what_publishing_makes_public_is_without_what_is_redacted() -> None:
    content = document(
        sources=[source("cited", redacted=[{"transcript": "new", "ranges": [[4, 5]]}])],
        incident_citations=[quoted(5, 6), quoted(2, 2, "old")],
    )

    assert documents.public_passages(content) == {
        ("s1", "new"): [(6, 7)],
        ("s1", "old"): [(2, 2)],
    }


def test_redacting_takes_quotes_that_touch_it_and_voices_heard_in_it_alone() -> None:
    voices = [
        {"label": "A", "ranges": [[0, 4]]},
        {"label": "B", "ranges": [[5, 5]]},
    ]
    transcript = source("full")["transcript"] | {"speakers": voices}
    content = document(
        sources=[source("full", transcript=transcript)],
        incident_citations=[quoted(3, 4), quoted(6, 7), quoted(5, 5, "old"), cited("")],
    )

    shown = documents.redacted(content, {("s1", "new"): [(4, 5)], ("s2", "new"): [(6, 7)]})

    assert [c.get("redacted") for c in shown["incident_citations"]] == [True, False, False, None]
    assert [c.get("quote") for c in shown["incident_citations"]][:2] == ["", "Ses mots."]
    assert shown["sources"][0]["transcript"]["speakers"] == [{"label": "A", "ranges": [[0, 3]]}]
    assert shown["sources"][0]["redacted"] == [{"transcript": "new", "ranges": [[4, 5]]}]
    assert content["incident_citations"][0]["quote"] == "Ses mots."
    assert documents.redacted(content, {}) is content


@pytest.mark.parametrize(
    ("extent", "redacted", "expected"),
    [
        ("full", [], True),
        ("cited", [], False),
        ("none", [], False),
        ("full", [{"transcript": "new", "ranges": [[1, 1]]}], False),
        ("full", [{"transcript": "old", "ranges": [[1, 1]]}], True),
    ],
)
def test_a_transcript_may_be_taken_along_where_every_word_is_public(
    extent: str, redacted: list[dict[str, Any]], expected: bool
) -> None:
    assert documents.is_all_public(source(extent, redacted=redacted)) is expected


def test_a_source_without_a_transcript_has_nothing_to_take_along() -> None:
    assert documents.is_all_public(source("full", transcript=None)) is False


@pytest.mark.parametrize(("size", "expected"), [(500, "#t=13"), (501, "?t=13#t=13")])
def test_a_second_of_a_long_transcript_asks_for_its_page(size: int, expected: str) -> None:
    assert documents.second_in_page(source("full", size=size), 13_900) == expected


@pytest.mark.parametrize("kind", list(FollowUpKind))
@pytest.mark.parametrize("nature", [None, *ClockNature])
@pytest.mark.parametrize("days", [None, -1, 0, 1])
def test_late_is_what_the_pure_rule_calls_overdue(
    kind: FollowUpKind, nature: ClockNature | None, days: int | None
) -> None:
    today = date(2026, 11, 22)
    due = None if days is None else today + timedelta(days=days)
    item = {
        "kind": kind.value,
        "nature": nature.value if nature else None,
        "due_on": due.isoformat() if due else None,
    }

    overdue = FollowUp(kind, due_on=due, nature=nature).is_overdue(today)

    assert documents.is_late(item, today) is overdue
