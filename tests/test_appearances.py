"""What became of a place where content was seen."""

from datetime import date

import pytest

from incidents.appearances import Seen, state_of
from incidents.codes import AppearanceEventKind
from incidents.dates import FactDate


def seen(kind: str, on: str = "") -> Seen:
    day = FactDate.on(date.fromisoformat(on)) if on else FactDate.unknown()
    return Seen(AppearanceEventKind(kind), day)


@pytest.mark.parametrize(
    ("kinds", "now"),
    [
        ("", "unknown"),
        ("seen", "up"),
        ("seen removed", "removed"),
        ("seen removed restored", "up"),
        ("removed seen", "up"),
        ("seen suspended", "suspended"),
        ("seen labelled", "up"),
        ("labelled", "unknown"),
    ],
)
def test_what_is_known_now(kinds: str, now: str) -> None:
    days = [f"2026-03-{n:02d}" for n in range(1, 9)]
    events = [seen(kind, day) for kind, day in zip(kinds.split(), days, strict=False)]

    assert state_of(events).now.value == now


def test_the_order_is_that_of_the_days_not_of_recording() -> None:
    state = state_of([seen("removed", "2026-03-09"), seen("seen", "2026-03-01")])

    assert state.now.value == "removed"


def test_first_and_last_time_seen_alive() -> None:
    state = state_of(
        [
            seen("seen", "2026-03-05"),
            seen("seen", "2026-03-01"),
            seen("removed", "2026-03-09"),
            seen("restored", "2026-03-11"),
            seen("removed", "2026-03-20"),
        ]
    )

    assert state.first_seen == FactDate.on(date(2026, 3, 1))
    assert state.last_seen_alive == FactDate.on(date(2026, 3, 11))


def test_a_day_that_is_known_comes_before_one_that_is_not() -> None:
    state = state_of([seen("seen"), seen("seen", "2026-03-01")])

    assert state.first_seen == FactDate.on(date(2026, 3, 1))
    assert state_of([seen("seen")]).first_seen == FactDate.unknown()
    assert state_of([]).first_seen is None


@pytest.mark.parametrize(
    ("events", "now"),
    [
        ([seen("seen", "2026-06-01"), seen("removed")], "removed"),
        ([seen("removed"), seen("seen", "2026-06-01")], "up"),
        ([seen("seen"), seen("removed", "2026-06-02")], "removed"),
        ([seen("seen", "2026-06-09"), seen("removed"), seen("seen", "2026-06-01")], "removed"),
        ([seen("removed", "2026-06-02"), seen("suspended"), seen("restored")], "up"),
        ([seen("seen"), seen("removed")], "removed"),
    ],
)
def test_an_event_of_unknown_day_keeps_its_recorded_place(events: list[Seen], now: str) -> None:
    assert state_of(events).now.value == now


def test_a_label_removed_on_an_unknown_day_is_removed() -> None:
    state = state_of([seen("labelled", "2026-06-02"), seen("label_removed")])

    assert (state.label.value, state.label_then_removed) == ("label_removed", True)


def test_the_last_sighting_is_the_last_whose_day_is_known() -> None:
    state = state_of([seen("seen", "2026-06-01"), seen("seen")])

    assert state.last_seen_alive == FactDate.on(date(2026, 6, 1))


@pytest.mark.parametrize(
    ("kinds", "label", "taken_off"),
    [
        ("seen", "none", False),
        ("labelled", "labelled", False),
        ("labelled label_removed", "label_removed", True),
        ("labelled label_removed labelled", "labelled", False),
        ("label_removed", "label_removed", False),
    ],
)
def test_a_label_that_was_added_then_removed(kinds: str, label: str, taken_off: bool) -> None:
    days = [f"2026-03-{n:02d}" for n in range(1, 9)]
    state = state_of([seen(kind, day) for kind, day in zip(kinds.split(), days, strict=False)])

    assert (state.label.value, state.label_then_removed) == (label, taken_off)
