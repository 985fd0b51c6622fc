"""What is counted of the notices sent to platforms."""

from incidents.notice_counts import Notice, NoticeCount, by_platform


def notice(key: str, platform: str = "tiktok", *, sent: bool = True, **more: object) -> Notice:
    """A notice that was sent, and of which nothing else is known."""
    known = {"received": False, "decided": False} | more
    return Notice(key, platform, sent, **known)  # type: ignore[arg-type]


def test_a_notice_over_two_incidents_counts_once() -> None:
    assert by_platform([notice("a"), notice("a")]) == [
        NoticeCount("tiktok", 1, 0, 0, 1, None, None)
    ]


def test_a_draft_is_no_notice() -> None:
    assert by_platform([notice("a", sent=False)]) == []


def test_platforms_stand_by_number_of_notices_then_by_code() -> None:
    found = by_platform([notice("a", "x"), notice("b", "y"), notice("c", "y"), notice("d", "b")])
    assert [(count.platform, count.notices) for count in found] == [("y", 2), ("b", 1), ("x", 1)]


def test_an_answer_of_unknown_day_is_an_answer_without_days() -> None:
    (count,) = by_platform([notice("a", decided=True), notice("b", received=True)])
    assert (count.received, count.decided, count.unanswered) == (1, 1, 0)
    assert count.median_days_to_receipt is None
    assert count.median_days_to_decision is None


def test_the_median_is_over_the_days_that_are_known() -> None:
    found = by_platform(
        [
            notice("a", received=True, days_to_receipt=0),
            notice("b", received=True, decided=True, days_to_receipt=3, days_to_decision=10),
            notice("c", decided=True, days_to_decision=40),
            notice("d", decided=True, days_to_decision=12),
            notice("e"),
        ]
    )
    assert found == [NoticeCount("tiktok", 5, 2, 3, 1, 1.5, 12.0)]
