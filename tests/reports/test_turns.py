"""Accusations beside everything that answers them, answers of answers included."""

import re
from html import unescape
from typing import Any

import pytest
from django.utils import translation

from incidents.exchange import exchange
from incidents.reports.answered import accusations as counted
from incidents.reports.answered import in_words
from incidents.reports.dossier import dossiers
from incidents.reports.render import report_html
from incidents.reports.turns import Turn, accusations, others
from tests.reports.snapshots import actor, claim, document, snapshot, two


def shown(turn: Turn) -> list[tuple[str, str, int, bool]]:
    """The answers of a turn: whose, how, at which depth, printed again."""
    return [(r.statement.id, r.kind, r.depth, r.again) for r in turn.replies]


def chain(length: int) -> list[dict[str, Any]]:
    """An accusation, its denial, and further answers, each to the one before."""
    keys = [f"c{place}" for place in range(length)]
    found = [claim(keys[0], "link", "asserts", answered_by=keys[1:2])]
    for place, key in enumerate(keys[1:], start=1):
        answers = [{"claim": keys[place - 1], "kind": "denies"}]
        below = keys[place + 1 : place + 2]
        found.append(claim(key, "link", "denies", answers=answers, answered_by=below))
    return found


def holding(*claims: dict[str, Any]) -> dict[str, Any]:
    """A document with these claims and no involvement."""
    return document(0) | {"claims": list(claims), "involvements": []}


def test_an_accusing_role_and_an_accusing_claim_stand_with_their_answer() -> None:
    found = accusations(exchange(document(0)))
    assert [turn.statement.is_claim for turn in found] == [False, True]
    assert [shown(turn) for turn in found] == [[("k000c2", "denies", 1, False)]] * 2


def test_an_accusation_without_answer_is_known_as_such() -> None:
    found = accusations(exchange(document(1)))
    assert [turn.answered for turn in found] == [True, True, False]


def test_an_answer_outside_the_incident_is_still_an_answer() -> None:
    (turn,) = accusations(exchange(holding(claim("a", "link", "asserts", answered_by=["far"]))))
    assert turn.replies == ()
    assert turn.answered


def test_every_claim_stands_somewhere() -> None:
    for place in range(4):
        content = document(place)
        said = exchange(content)
        turns = (*accusations(said), *others(said))
        found = {t.statement.id for t in turns if t.statement.is_claim}
        found |= {reply.statement.id for t in turns for reply in t.replies}
        assert found == {c["id"] for c in content["claims"]}


def test_answers_of_answers_stand_below_the_accusation_in_their_order() -> None:
    (turn,) = accusations(exchange(holding(*chain(6))))
    assert [(r.statement.id, r.to.id, r.depth, r.indent) for r in turn.replies] == [
        ("c1", "c0", 1, 1),
        ("c2", "c1", 2, 2),
        ("c3", "c2", 3, 3),
        ("c4", "c3", 4, 3),
        ("c5", "c4", 5, 3),
    ]
    assert others(exchange(holding(*chain(6)))) == ()


def test_what_answers_two_things_of_a_turn_is_printed_in_full_once() -> None:
    accusation, denial = chain(2)
    accusation |= {"answered_by": ["c1", "both"]}
    denial |= {"answered_by": ["both"]}
    answers = [{"claim": "c0", "kind": "counters"}, {"claim": "c1", "kind": "comments"}]
    both = claim("both", "other", "asserts", answers=answers)
    (turn,) = accusations(exchange(holding(accusation, denial, both)))
    assert shown(turn) == [
        ("c1", "denies", 1, False),
        ("both", "comments", 2, True),
        ("both", "counters", 1, False),
    ]


def retracted() -> dict[str, Any]:
    """A snapshot whose one accusation was denied, and then taken back by the one who made it."""
    first, second = (
        actor(slug, "person", name, name)
        for slug, name in (("alba-corte", "Alba Corte"), ("bero-dun", "Bero Dun"))
    )
    accusation, denial = chain(2)
    accusation |= {
        "speaker": {"actor": first, "label": two("", "")},
        "answered_by": ["c1", "r"],
        "assessed_on": "2026-10-09",
        "reliability": "B",
        "credibility": "2",
        "likelihood": "unlikely",
    }
    denial |= {"speaker": {"actor": second, "label": two("", "")}, "answered_by": ["r"]}
    answers = [{"claim": "c0", "kind": "comments"}, {"claim": "c1", "kind": "confirms"}]
    taken_back = claim("r", "link", "retracts", answers=answers)
    taken_back |= {
        "speaker": accusation["speaker"],
        "summary": two("Retire ce qu'elle a dit.", "Takes back what she said."),
        "reading": ["retraction"],
    }
    frozen = snapshot(incidents=1)
    content = holding(accusation, denial, taken_back) | {"procedures": [], "schema": 2}
    frozen["incidents"][0]["content"] = content
    return frozen


def test_a_retraction_is_an_answer_and_counted_as_what_it_is() -> None:
    answered = counted(dossiers(retracted(), "en"))
    assert (answered.accusations, answered.answered, answered.retracted) == (1, 1, 1)
    with translation.override("en"):
        assert in_words(answered) == (
            "1 accusation is recorded. Each has at least one recorded answer. "
            "1 accusation has been retracted since."
        )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["retracted since", "In answer to Bero Dun:", "Takes back what she said."]),
        ("fr", ["retirée depuis", "En réponse à Bero Dun :", "Retire ce qu'elle a dit."]),
    ],
)
def test_a_retracted_accusation_says_so(language: str, words: list[str]) -> None:
    html = printed(retracted(), language)
    for each in words:
        assert each in html


def test_a_statement_is_assessed_on_separate_axes_with_the_day() -> None:
    frozen = retracted()
    frozen["incidents"][0]["content"]["schema"] = 3
    for seen in frozen["incidents"][0]["content"]["appearances"]:
        seen["state"] = {
            "first_seen": None,
            "last_seen_alive": None,
            "now": "unknown",
            "label": "none",
            "label_then_removed": False,
        }
    assert (
        "Assessed on 9 October 2026: reliability of the source: B – usually reliable · "
        "credibility of the information: 2 – probably true · likelihood: unlikely"
    ) in printed(frozen, "en")


def printed(frozen: dict[str, Any], language: str) -> str:
    """The text of the page, runs of white space as one blank."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", report_html(frozen, language))).split())
