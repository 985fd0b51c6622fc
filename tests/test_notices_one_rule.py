"""The website counts notices in SQL, the report from documents: both count the same,
and by the document published last where those of one procedure differ."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from incidents import notice_counts
from incidents.models import ListedIncident, ListedProcedure
from incidents.notice_counts import Notice
from incidents.reports.follow_up import followed
from incidents.reports.procedures import Procedure
from incidents.stats import notices
from tests.factories import AT, ListedIncidentFactory, ListedProcedureFactory

DAY = date(2026, 3, 1)
DAYS = some.none() | some.integers(0, 30)
TOLD = some.fixed_dictionaries(
    {
        "platform": some.sampled_from(["tiktok", "x"]),
        "sent": some.booleans(),
        "exact": some.booleans(),
        "received": some.booleans(),
        "decided": some.booleans(),
        "to_receipt": DAYS,
        "to_decision": DAYS,
    }
)
"""What one document tells of a notice."""
PROCEDURES = some.lists(some.lists(TOLD, min_size=1, max_size=3), max_size=8)
"""For each procedure what the documents of its incidents tell, the first incident's first."""


@pytest.fixture
def incidents(db: None) -> list[Any]:
    return [ListedIncidentFactory() for _each in range(3)]


def later(row: dict[str, Any], name: str, days: int | None) -> date | None:
    return DAY + timedelta(days=days) if row[name] and days is not None else None


def list_notice(key: str, listed: ListedIncident, row: dict[str, Any]) -> None:
    ListedProcedureFactory(
        listed=listed,
        public_id=key,
        track="platform",
        platform=row["platform"],
        sent=row["sent"],
        sent_on=DAY if row["exact"] else None,
        received=row["received"],
        decided=row["decided"],
        received_on=later(row, "received", row["to_receipt"]),
        decided_on=later(row, "decided", row["to_decision"]),
    )


def dossier(number: int, published: int, told: list[tuple[str, dict[str, Any]]]) -> Any:
    """An incident of the report, as far as ``followed`` asks."""
    at = (AT + timedelta(days=published)).isoformat()
    procedures = [
        Procedure(
            record={"id": key, "status": "in_progress", "told": row},
            events=(),
            terms=(),
            not_in_force=(),
            overdue=False,
            next_review="",
            review_passed=False,
            notice=None,
        )
        for key, row in told
    ]
    return SimpleNamespace(
        reference=f"i{number}", publication={"published_at": at}, procedures=procedures
    )


def notice(key: str, row: dict[str, Any]) -> Notice:
    exact = row["sent"] and row["exact"]
    received, decided = (row[name] and row["exact"] for name in ("received", "decided"))
    return Notice(
        procedure=key,
        platform=row["platform"],
        sent=row["sent"],
        received=row["received"],
        decided=row["decided"],
        days_to_receipt=row["to_receipt"] if exact and received else None,
        days_to_decision=row["to_decision"] if exact and decided else None,
    )


@given(procedures=PROCEDURES, order=some.permutations(range(3)))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_sql_and_documents_count_the_same(
    incidents: list[Any], procedures: list[Any], order: list[int]
) -> None:
    ListedProcedure.objects.all().delete()
    for incident, published in zip(incidents, order, strict=True):
        ListedIncident.objects.filter(pk=incident.pk).update(
            published_at=AT + timedelta(days=published)
        )
    told: list[list[tuple[str, dict[str, Any]]]] = [[], [], []]
    for number, rows in enumerate(procedures):
        for place, row in enumerate(rows):
            list_notice(f"p{number}", incidents[place], row)
            told[place].append((f"p{number}", row))
    dossiers = [dossier(n, order[n], told[n]) for n in range(3)]
    counted = [
        notice(each.procedure.record["id"], each.procedure.record["told"])
        for each in followed(dossiers)
    ]

    site = [
        (
            *(each.platform, each.notices, each.received, each.decided, each.silent),
            *(each.to_receipt.median, each.to_decision.median),
        )
        for each in notices(ListedIncident.objects.all())
    ]

    assert site == [
        (
            *(each.platform, each.notices, each.received, each.decided, each.unanswered),
            *(each.median_days_to_receipt, each.median_days_to_decision),
        )
        for each in notice_counts.by_platform(counted)
    ]
