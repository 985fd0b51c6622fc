"""What is taken out of the public while a report is laid out is in nothing that is issued."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from incidents import report_jobs
from incidents.actions import clock, publication, report, report_run
from incidents.codes import RunState, Scheme
from incidents.coverage import of_month
from incidents.dates import Month
from incidents.models import Incident, Report, ReportRun, Term
from incidents.reports.frozen import data
from incidents.reports.render import Volume
from tests import scenes
from tests.audit.stored import chained
from tests.factories import AT, PrivateIdentityFactory
from tests.scenes import Team

pytestmark = pytest.mark.django_db
SEPTEMBER = of_month(Month(2026, 9))
NOVEMBER = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOVEMBER)


def closed(staff: Team) -> ReportRun:
    """Asked for, and carried out as the worker does."""
    run, _new = report_jobs.ask(coverage=SEPTEMBER, by=staff.publisher)
    report_run.carry_out(run=run.pk)
    run.refresh_from_db()
    return run


def meanwhile(
    monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object], times: int = 1
) -> list[str]:
    """Something happens while pages are laid out, so often: the languages that were."""
    laid_out = list[str]()

    def render(snapshot: Any, language: str, _tell: Any) -> tuple[Volume, ...]:
        laid_out.append(language)
        if language == "en" and len(laid_out) <= 2 * times:
            happens()
            chained()
        return (Volume(1, data(snapshot) + language.encode(), 3),)

    monkeypatch.setattr(report, "render", render)
    return laid_out


def withdrawn(incident: Incident, staff: Team) -> None:
    privacy, _new = Term.objects.get_or_create(
        scheme=Scheme.CORRECTION_CLASS, code="privacy", defaults={"label_fr": "x", "label_en": "x"}
    )
    publication.withdraw(
        incident=incident, by=staff.publisher, reason_class=privacy, reason="Demande.", at=NOVEMBER
    )


def test_what_is_withdrawn_while_it_is_laid_out_is_in_nothing_that_is_issued(
    staff: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident = scenes.simple(staff, title_fr="Le visage volé de quelqu’un")
    scenes.publish(incident, staff, at=AT)
    scenes.publish(scenes.simple(staff), staff, at=AT)
    chained()
    laid_out = meanwhile(monkeypatch, lambda: withdrawn(incident, staff))

    run = closed(staff)

    edition = Report.objects.get()
    assert run.report == edition
    assert laid_out == ["fr", "en", "fr", "en"]
    files = [bytes(each.file.content).decode() for each in edition.files.all()]
    for said in (*files, str(edition.snapshot), str(edition.summary)):
        assert "visage volé" not in said
    assert [each["kind"] for each in edition.snapshot["changes"]] == ["withdrawal"]
    assert any("changed while it was laid out" in line["said"] for line in run.log)


def test_where_something_is_taken_out_each_time_it_is_stopped_in_words(
    staff: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    incidents = [scenes.simple(staff) for _each in range(report.TRIES)]
    for incident in incidents:
        scenes.publish(incident, staff, at=AT)
    chained()
    waiting = iter(incidents)
    laid_out = meanwhile(monkeypatch, lambda: withdrawn(next(waiting), staff), report.TRIES)

    run = closed(staff)

    assert (run.state, Report.objects.exists()) == (RunState.STOPPED, False)
    assert "changed while it was laid out" in run.reason_en
    assert len(laid_out) == 2 * report.TRIES


def test_what_is_written_meanwhile_and_is_not_in_the_report_does_not_hold_it_up(
    staff: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenes.publish(scenes.simple(staff), staff, at=AT)
    chained()
    laid_out = meanwhile(
        monkeypatch, lambda: scenes.publish(scenes.simple(staff), staff, at=NOVEMBER)
    )

    assert closed(staff).state == RunState.ISSUED
    assert laid_out == ["fr", "en"]


def test_a_private_name_that_becomes_known_while_it_is_laid_out_stops_it(
    staff: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenes.publish(scenes.simple(staff, title_fr="Le direct de Paul Rocquemare"), staff, at=AT)
    chained()
    meanwhile(monkeypatch, lambda: PrivateIdentityFactory(name="Paul Rocquemare"))

    run = closed(staff)

    assert (run.state, Report.objects.exists()) == (RunState.STOPPED, False)
    assert "private person" in run.reason_en
    assert "Rocquemare" not in run.reason_en + run.reason_fr


def test_who_loses_the_role_while_it_is_laid_out_issues_nothing(
    staff: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenes.publish(scenes.simple(staff), staff, at=AT)
    meanwhile(monkeypatch, staff.publisher.groups.clear)

    run = closed(staff)

    assert (run.state, Report.objects.exists()) == (RunState.STOPPED, False)
    assert "may not do this" in run.reason_en
