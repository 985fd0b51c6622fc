"""A closed period stays as it was issued, however often its incidents are edited afterwards; the
edits stand in the report of the period in which they were published."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from incidents.actions import report
from incidents.coverage import of_month
from incidents.dates import Month
from incidents.models import Report
from incidents.reports.frozen import data
from incidents.reports.render import Volume
from tests import scenes
from tests.factories import AT
from tests.scenes import Team

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER = (of_month(Month(2026, number)) for number in (9, 10))
CLOSED = datetime(2026, 10, 1, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def drawn(snapshot: Any, language: str, _progress: Any = None) -> tuple[Volume, ...]:
    """Not what a report looks like: all that it says, for speed."""
    return (Volume(1, data(snapshot) + language.encode(), 1),)


def files(issued: Report) -> dict[str, str]:
    """By language, the digest of the bytes that are served."""
    rows = Report.objects.get(pk=issued.pk).files.select_related("file")
    return {row.language: hashlib.sha256(bytes(row.file.content)).hexdigest() for row in rows}


@pytest.mark.parametrize("edits", [2, pytest.param(50, marks=pytest.mark.long)])
def test_edits_change_no_closed_month_and_stand_in_the_next(
    staff: Team, monkeypatch: pytest.MonkeyPatch, edits: int
) -> None:
    monkeypatch.setattr(report, "render", drawn)
    incidents = [scenes.simple(staff), scenes.simple(staff)]
    for incident in incidents:
        scenes.publish(incident, staff, at=AT)
    issued, _created = report.close(SEPTEMBER, by=staff.publisher, at=CLOSED)
    before = files(issued)

    for number in range(edits):
        at = CLOSED + timedelta(hours=number + 1)
        title = f"Titre revu {number}"
        scenes.retitled(incidents[number % 2], staff, at=at, title=title)

    again, created = report.close(SEPTEMBER, by=staff.publisher, at=NOW)
    assert not created
    assert (again.pk, again.edition, again.digest) == (issued.pk, 1, issued.digest)
    assert files(again) == before
    assert "Titre revu" not in str(again.snapshot)

    following = report.build(OCTOBER, at=NOW)
    assert following["incidents"] == []
    changed = [(each["reference"], each["number"]) for each in following["changes"]]
    assert changed == [(f"INC-2026-000{n % 2 + 1}", n // 2 + 2) for n in range(edits)]
