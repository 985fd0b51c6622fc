"""The report counts what the public filter counts, also with a procedure of two incidents."""

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict

from incidents import codes
from incidents.actions import citation, procedure, record
from incidents.actions.report import build
from incidents.coverage import of_month
from incidents.dates import DatePrecision, FactDate, Month
from incidents.filters import IncidentFilter
from incidents.models import Incident, ListedIncident, ListedProcedure, Procedure
from incidents.procedures import EventKind
from incidents.reports.dossier import dossiers
from incidents.reports.follow_up import follow_up_list, followed
from incidents.reports.frozen import Snapshot, cut_off_date
from incidents.reports.notices import per_platform
from incidents.reports.tables import tables
from tests import scenes
from tests.factories import PlatformFactory, SourceMediaFactory
from tests.scenes import Team

pytestmark = pytest.mark.django_db

SEPTEMBER = of_month(Month(2026, 9))
AFTER = datetime(2026, 10, 2, 12, tzinfo=UTC)


def sent(staff: Team, incidents: list[Incident]) -> Procedure:
    """A notice to TikTok over these incidents, received the day after it was sent."""
    made = Procedure(track=codes.Track.PLATFORM, platform=PlatformFactory(code="tiktok"))
    record.save(record=made, by=staff.author)
    made.incidents.set(incidents)
    for kind, day in ((EventKind.SENT, 3), (EventKind.RECEIPT, 4)):
        on = date(2026, 9, day)
        event = procedure.add_event(
            procedure=made,
            kind=kind,
            by=staff.author,
            fact_date=FactDate(on, on, DatePrecision.DAY),
        )
        citation.cite(owner=event, source=SourceMediaFactory(), by=staff.author)
    return made


def counted(snapshot: Snapshot, query: str) -> int:
    """Incidents of the public list for the month and a filter, on the day of the cut-off."""
    period = f"published_from={snapshot['first_day']}&published_to={SEPTEMBER.last_day}"
    found = IncidentFilter(
        QueryDict(f"{period}&{query}"),
        queryset=ListedIncident.objects.all(),
        today=cut_off_date(snapshot),
    )
    assert found.is_valid(), found.form.errors
    return int(found.qs.count())


def test_a_procedure_over_two_incidents_counts_in_both_and_is_followed_up_once() -> None:
    staff = scenes.team()
    first = scenes.exchange(staff)
    second = scenes.exchange(staff, page=scenes.PAGE.replace("Actualités", "Politique"))
    alone = scenes.simple(staff)
    first.procedure.review_on = date(2026, 9, 20)
    record.save(record=first.procedure, by=staff.author)
    first.procedure.incidents.add(second.incident)
    sent(staff, [first.incident, second.incident])
    for incident in (first.incident, second.incident, alone):
        scenes.publish(Incident.objects.get(pk=incident.pk), staff)

    snapshot = build(SEPTEMBER, at=AFTER)
    procedures = followed(dossiers(snapshot, "fr"))
    listed = follow_up_list(procedures, cut_off_date(snapshot))

    rows = {row.code: row.incidents for row in tables(snapshot).legal_status.rows}
    assert rows == {"none": 1, "announced": 2, "in_progress": 2, "nothing_followed": 2}
    assert rows == {code: counted(snapshot, f"status={code}") for code in rows}
    assert tables(snapshot).total == counted(snapshot, "") == 3
    assert len(procedures) == 3
    assert ListedProcedure.objects.count() == 5
    (overdue,) = listed
    assert overdue.kind is codes.FollowUpKind.NOTHING_FOLLOWED
    assert [[i.reference for i in item.followed.incidents] for item in overdue.items] == [
        ["INC-2026-0001", "INC-2026-0002"]
    ]
    (tiktok,) = per_platform(each.procedure.record for each in procedures)
    assert (tiktok.count.notices, tiktok.count.received, tiktok.count.unanswered) == (1, 1, 0)
    assert tiktok.count.median_days_to_receipt == 1
