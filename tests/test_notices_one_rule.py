"""The website counts notices in SQL, the report from documents: both count the same."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from incidents import notice_counts
from incidents.models import ListedIncident, ListedProcedure
from incidents.notice_counts import Notice
from incidents.stats import notices
from tests.factories import ListedIncidentFactory, ListedProcedureFactory

DAY = date(2026, 3, 1)
DAYS = some.none() | some.integers(0, 30)
ROWS = some.lists(
    some.fixed_dictionaries(
        {
            "platform": some.sampled_from(["tiktok", "x"]),
            "sent": some.booleans(),
            "exact": some.booleans(),
            "received": some.booleans(),
            "decided": some.booleans(),
            "to_receipt": DAYS,
            "to_decision": DAYS,
            "incidents": some.integers(1, 2),
        }
    ),
    max_size=8,
)


@pytest.fixture
def incidents(db: None) -> list[Any]:
    return [ListedIncidentFactory() for _each in range(2)]


def later(row: dict[str, Any], name: str, days: int | None) -> date | None:
    return DAY + timedelta(days=days) if row[name] and days is not None else None


@given(rows=ROWS)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_sql_and_documents_count_the_same(incidents: list[Any], rows: list[Any]) -> None:
    ListedProcedure.objects.all().delete()
    counted = []
    for number, row in enumerate(rows):
        received_on = later(row, "received", row["to_receipt"])
        decided_on = later(row, "decided", row["to_decision"])
        for incident in incidents[: row["incidents"]]:
            ListedProcedureFactory(
                listed=incident,
                public_id=f"p{number}",
                track="platform",
                platform=row["platform"],
                sent=row["sent"],
                sent_on=DAY if row["exact"] else None,
                received=row["received"],
                decided=row["decided"],
                received_on=received_on,
                decided_on=decided_on,
            )
            counted.append(
                Notice(
                    procedure=f"p{number}",
                    platform=row["platform"],
                    sent=row["sent"],
                    received=row["received"],
                    decided=row["decided"],
                    days_to_receipt=row["to_receipt"] if row["exact"] and received_on else None,
                    days_to_decision=row["to_decision"] if row["exact"] and decided_on else None,
                )
            )

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
