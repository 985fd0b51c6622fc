"""Follow-ups and notices are counted by procedure, however many incidents list them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from incidents import stats
from incidents.codes import ClockCode, ClockNature, FollowUpKind, Track
from incidents.filters import Rows
from incidents.models import ListedFollowUp, ListedIncident, ListedProcedure
from incidents.procedures import FollowUp
from tests.factories import ListedFollowUpFactory, ListedIncidentFactory, ListedProcedureFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def everything() -> Rows:
    return ListedIncident.objects.all()


def lists(rows: Rows | None = None, today: date = TODAY) -> dict[str, stats.WaitingList]:
    found = stats.follow_up_lists(everything() if rows is None else rows, today)
    return {each.kind: each for each in found}


def term(**days: Any) -> ListedFollowUp:
    given = {"kind": FollowUpKind.CLOCK, "clock": ClockCode.OUT_OF_COURT}
    row: ListedFollowUp = ListedFollowUpFactory(**(given | {"nature": ClockNature.DUE} | days))
    return row


def test_every_reason_has_a_list_even_an_empty_one() -> None:
    assert [(each.kind, each.total) for each in lists().values()] == [
        ("nothing_followed", 0),
        ("no_outcome", 0),
        ("clock", 0),
    ]


def test_a_procedure_over_several_incidents_counts_once_with_all_of_them() -> None:
    first, second = ListedIncidentFactory(), ListedIncidentFactory()
    for row in (first, second):
        for name in ("A", "B"):
            ListedFollowUpFactory(listed=row, public_id="p1", respondent={"slug": name})

    found = lists()["no_outcome"]

    assert found.total == 1
    (waiting,) = found.procedures
    assert {row.reference for row in waiting.incidents} == {first.reference, second.reference}
    assert [item.respondent for item in waiting.items] == [{"slug": "A"}, {"slug": "B"}]


def documents_of_two_days() -> tuple[ListedIncident, ListedIncident]:
    """Two incidents, of which the one with the lower reference and key was published last."""
    day = datetime(2026, 10, 1, tzinfo=UTC)
    newest = ListedIncidentFactory(reference="INC-2026-0001", published_at=day + timedelta(days=1))
    return ListedIncidentFactory(reference="INC-2026-0002", published_at=day), newest


def test_what_an_older_document_of_a_procedure_waits_for_is_not_waited_for() -> None:
    older, newest = documents_of_two_days()
    ListedFollowUpFactory(listed=older, public_id="p1")
    ListedProcedureFactory(listed=newest, public_id="p1")

    assert lists()["no_outcome"].total == 0
    assert lists()["no_outcome"].procedures == []
    assert lists(everything().filter(pk=older.pk))["no_outcome"].total == 0


def test_what_the_newest_document_waits_for_is_listed_with_every_incident() -> None:
    older, newest = documents_of_two_days()
    ListedProcedureFactory(listed=older, public_id="p1")
    ListedFollowUpFactory(listed=newest, public_id="p1", respondent={"slug": "A"})

    (waiting,) = lists()["no_outcome"].procedures
    (filtered,) = lists(everything().filter(pk=older.pk))["no_outcome"].procedures

    assert waiting.incidents == [newest, older]
    assert (filtered.incidents, filtered.items) == ([older], waiting.items)


def test_a_notice_is_counted_as_the_newest_document_tells_of_it() -> None:
    older, newest = documents_of_two_days()
    sent("p1", "tiktok", listed=older, sent_on=date(2026, 9, 1))
    last = sent(
        "p1",
        "tiktok",
        listed=newest,
        sent_on=date(2026, 9, 1),
        received_on=date(2026, 9, 2),
        decided_on=date(2026, 9, 4),
    )

    (found,) = stats.notices(everything())

    assert (found.received, found.decided, found.silent) == (1, 1, 0)
    assert stats.notices(everything().filter(pk=older.pk)) == [found]
    assert stats.newest_notices_to("tiktok") == [(last, [newest, older])]


def test_of_two_documents_of_one_moment_the_later_row_counts() -> None:
    at = datetime(2026, 10, 1, tzinfo=UTC)
    first, second = (ListedIncidentFactory(published_at=at) for _each in range(2))
    ListedFollowUpFactory(listed=first, public_id="p1")
    ListedProcedureFactory(listed=second, public_id="p1")

    assert lists()["no_outcome"].total == 0


def test_an_announcement_whose_review_was_due_is_overdue() -> None:
    kind = FollowUpKind.NOTHING_FOLLOWED
    ListedFollowUpFactory(kind=kind, due_on=TODAY, listed_from=TODAY)

    assert [each.overdue for each in lists()["nothing_followed"].procedures] == [True]


@pytest.mark.parametrize("first", [None, date(2026, 11, 21), TODAY, date(2026, 11, 23)])
@pytest.mark.parametrize("last", [None, date(2026, 11, 21), TODAY, date(2026, 11, 23)])
def test_a_row_is_on_the_list_on_the_days_of_the_pure_rule(
    first: date | None, last: date | None
) -> None:
    term(listed_from=first, listed_until=last)

    listed = FollowUp(FollowUpKind.CLOCK, listed_from=first, listed_until=last).is_listed(TODAY)

    assert bool(lists()["clock"].total) is listed
    assert bool(lists()["clock"].procedures) is listed


def test_the_most_urgent_come_first_and_a_duty_gone_by_is_overdue() -> None:
    term(public_id="late", due_on=date(2026, 11, 1))
    term(public_id="soon", due_on=TODAY)
    term(public_id="open", due_on=date(2026, 11, 20), nature=ClockNature.OPEN_UNTIL)

    found = lists()["clock"].procedures

    assert [(each.public_id, each.overdue) for each in found] == [
        ("late", True),
        ("open", False),
        ("soon", False),
    ]


def test_the_list_is_bounded_and_its_total_is_not() -> None:
    row = ListedIncidentFactory()
    for _number in range(stats.LISTED + 3):
        ListedFollowUpFactory(listed=row)

    found = lists()["no_outcome"]

    assert (len(found.procedures), found.total) == (stats.LISTED, stats.LISTED + 3)


def test_both_follow_the_filter() -> None:
    here, there = ListedIncidentFactory(), ListedIncidentFactory(verdict="disputed")
    ListedFollowUpFactory(listed=there)
    sent("p1", "tiktok", listed=there)

    disputed = everything().filter(verdict="disputed")
    others = everything().filter(pk=here.pk)

    assert (lists(disputed)["no_outcome"].total, lists(others)["no_outcome"].total) == (1, 0)
    assert ([n.notices for n in stats.notices(disputed)], stats.notices(others)) == ([1], [])


def sent(key: str, platform: str, **more: Any) -> ListedProcedure:
    given = {"track": Track.PLATFORM, "sent": True}
    more |= {name: True for name in ("received", "decided") if more.get(f"{name}_on")}
    row: ListedProcedure = ListedProcedureFactory(
        public_id=key, platform=platform, **(given | more)
    )
    return row


def test_notices_are_counted_for_each_platform_and_days_where_they_are_known() -> None:
    first = date(2026, 9, 1)
    for key, received, decided in (
        ("p1", date(2026, 9, 2), date(2026, 9, 5)),
        ("p2", date(2026, 9, 5), None),
        ("p3", None, None),
    ):
        sent(key, "tiktok", sent_on=first, received_on=received, decided_on=decided)
    sent("p4", "tiktok", received=True, received_on=None)
    sent("p5", "x", sent_on=None, decided_on=date(2026, 9, 9))

    tiktok, other = stats.notices(everything())

    assert tiktok == stats.Answered(
        "tiktok",
        notices=4,
        received=3,
        decided=1,
        silent=1,
        to_receipt=stats.Days(2, 2.5, 1, 4),
        to_decision=stats.Days(1, 4.0, 4, 4),
    )
    assert (other.platform, other.decided, other.to_decision) == ("x", 1, stats.Days(0))


def test_a_notice_about_several_incidents_counts_once() -> None:
    for _incident in range(3):
        sent("p1", "tiktok", sent_on=date(2026, 9, 1), received_on=date(2026, 9, 2))

    (found,) = stats.notices(everything())

    assert (found.notices, found.received, found.to_receipt.known) == (1, 1, 1)
    ((notice, incidents),) = stats.newest_notices_to("tiktok")
    assert (notice.public_id, len(incidents)) == ("p1", 3)


def test_drafts_and_other_procedures_are_no_notices() -> None:
    sent("p1", "tiktok", sent=False)
    sent("p2", "")

    assert stats.notices(everything()) == []
    assert stats.notices_to("tiktok") is None


def test_the_newest_notices_of_a_platform_come_first() -> None:
    sent("p1", "tiktok", sent_on=date(2026, 9, 1))
    sent("p2", "tiktok", sent_on=None)
    sent("p3", "tiktok", sent_on=date(2026, 10, 1))
    sent("p4", "x", sent_on=date(2026, 11, 1))

    found = [notice.public_id for notice, _incidents in stats.newest_notices_to("tiktok")]

    assert found == ["p3", "p1", "p2"]


def test_their_number_of_queries_is_fixed(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(4):
        term(public_id=f"t{number}")
        for kind in (FollowUpKind.NO_OUTCOME, FollowUpKind.NOTHING_FOLLOWED):
            ListedFollowUpFactory(public_id=f"{kind[:4]}{number}", kind=kind)
        sent(f"n{number}", "tiktok")

    with django_assert_num_queries(10):
        stats.follow_up_lists(everything(), TODAY)
    with django_assert_num_queries(1):
        stats.notices(everything())
    with django_assert_num_queries(2):
        stats.newest_notices_to("tiktok")
