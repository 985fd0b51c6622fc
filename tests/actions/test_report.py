"""What a month's report counts: what was public, and every withdrawal of what it had published."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.actions import publication, report
from incidents.codes import Scheme
from incidents.coverage import of_month
from incidents.dates import Month
from incidents.models import AuditEntry, Incident, Term
from tests import scenes
from tests.audit.stored import chained
from tests.factories import AT, TermFactory
from tests.scenes import Team

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER, NOVEMBER = (of_month(Month(2026, number)) for number in (9, 10, 11))
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER = datetime(2026, 10, 7, 9, tzinfo=UTC)


def withdraw(incident: Incident, staff: Team, at: datetime) -> None:
    privacy: Term = TermFactory(scheme=Scheme.CORRECTION_CLASS, code="privacy")
    publication.withdraw(
        incident=incident, by=staff.publisher, reason_class=privacy, reason="Une demande.", at=at
    )


def withdrawals(snapshot: dict[str, Any]) -> list[tuple[str, str]]:
    """Reference and moment of each withdrawal among the changes."""
    return [
        (change["reference"], change["published_at"])
        for change in snapshot["changes"]
        if change["kind"] == "withdrawal"
    ]


def test_the_withdrawal_of_an_incident_of_the_month_is_listed_though_it_came_later(
    staff: Team,
) -> None:
    """A report of September made in November is not silent about what September published."""
    incident = scenes.simple(staff, title_fr="Le visage volé de quelqu’un")
    scenes.publish(incident, staff, at=AT)
    kept = scenes.simple(staff)
    scenes.publish(kept, staff, at=AT)
    withdraw(incident, staff, LATER)

    made = report.build(SEPTEMBER, at=NOW)

    assert withdrawals(made) == [("INC-2026-0001", "2026-10-07T09:00:00+00:00")]
    assert [row["reference"] for row in made["incidents"]] == ["INC-2026-0002"]
    assert "Le visage volé" not in str(made)


def test_so_does_the_report_of_the_month_in_which_it_came(staff: Team) -> None:
    incident = scenes.simple(staff)
    scenes.publish(incident, staff, at=AT)
    withdraw(incident, staff, LATER)

    assert withdrawals(report.build(OCTOBER, at=NOW)) == [
        ("INC-2026-0001", "2026-10-07T09:00:00+00:00")
    ]
    assert withdrawals(report.build(NOVEMBER, at=NOW)) == []


def test_changes_stand_in_the_order_in_which_they_came(staff: Team) -> None:
    incidents = [scenes.simple(staff) for _n in range(3)]
    for incident in incidents:
        scenes.publish(incident, staff, at=AT)
    withdraw(incidents[2], staff, LATER)
    withdraw(incidents[0], staff, AT + timedelta(days=2))
    scenes.retitled(incidents[1], staff, at=AT + timedelta(days=1))

    made = report.build(SEPTEMBER, at=NOW)["changes"]

    assert [(change["kind"], change["reference"]) for change in made] == [
        ("development", "INC-2026-0002"),
        ("withdrawal", "INC-2026-0001"),
        ("withdrawal", "INC-2026-0003"),
    ]


def test_a_change_of_what_was_withdrawn_since_is_listed_as_the_withdrawal_alone(
    staff: Team,
) -> None:
    incident = scenes.simple(staff)
    scenes.publish(incident, staff, at=AT)
    scenes.retitled(incident, staff, at=AT + timedelta(days=1), title="Le nom de trop")
    withdraw(incident, staff, LATER)

    made = report.build(SEPTEMBER, at=NOW)

    assert [change["kind"] for change in made["changes"]] == ["withdrawal"]
    assert made["incidents"] == []
    assert "Le nom de trop" not in str(made)


def queries(staff: Team, incidents: int) -> int:
    """How many queries freezing September takes after this many more were published in it."""
    for number in range(incidents):
        page = scenes.PAGE.replace("Actualités", f"Actualités {staff.author} {number}")
        scene = scenes.exchange(staff, page=page)
        scenes.publish(scene.incident, staff, at=AT)
    with CaptureQueriesContext(connection) as captured:
        made = report.build(SEPTEMBER, at=NOW)
    assert made["transcript_extracts"]
    return len(captured)


def test_freezing_three_incidents_costs_what_one_costs() -> None:
    assert queries(scenes.team(), 1) == queries(scenes.team(), 2) == 9


def test_only_what_is_issued_has_an_edition_and_the_end_of_the_audit(staff: Team) -> None:
    scenes.publish(scenes.simple(staff), staff, at=AT)

    chained()
    end = AuditEntry.objects.latest("sequence")

    preview = report.build(SEPTEMBER, at=NOW)
    issued, created = report.close(SEPTEMBER, by=staff.publisher, at=NOW)

    assert preview["edition"] is None
    assert "audit" not in preview
    assert (created, issued.edition, issued.snapshot["edition"]) == (True, 1, 1)
    assert issued.snapshot["audit"] == {"count": end.sequence, "hash": end.hash}
