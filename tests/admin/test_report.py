"""Reports in the admin: what an edition would say, closed by the worker, watched, planned."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from incidents.actions import report, report_check, report_run, report_withdrawal
from incidents.admin import report as report_admin
from incidents.codes import ReportPlanState, RunState, RunStep, State
from incidents.models import PlannedReport, Publication, Report, ReportRun, Term
from incidents.reports.pdf import ReportUnavailable
from incidents.reports.render import Volume
from tests.admin.conftest import SignIn
from tests.factories import (
    IncidentFactory,
    PlannedPublicationFactory,
    PlannedReportFactory,
    PrivateIdentityFactory,
    ReportRunFactory,
    TermFactory,
    ended,
)
from tests.once import made_once
from tests.test_jobs import taken_up
from tests.views.published import publish
from tracker.accounts.roles import Role

LIST = "/admin/incidents/report/"
RUNS = "/admin/incidents/reportrun/"
NOVEMBER = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def publisher(sign_in: SignIn) -> Any:
    with time_machine.travel(NOVEMBER, tick=False):
        yield sign_in(Role.PUBLISHER)


@pytest.fixture(scope="module")
def two_published(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with made_once(django_db_blocker):
        publish(at=datetime(2026, 9, 14, 10, tzinfo=UTC))
        # 23:30 UTC on 30 September is October in Paris.
        publish(at=datetime(2026, 9, 30, 23, 30, tzinfo=UTC))
        ended()
        yield


@pytest.fixture(autouse=True)
def published(two_published: None, db: None) -> None:
    """One incident in September, one in October."""


def lines(client: Client, kind: str) -> dict[str, Any]:
    return {line.coverage.key: line for line in client.get(LIST).context[kind]}


def closes() -> ReportRun:
    """As the worker does."""
    run = ReportRun.objects.get(state=RunState.WAITING)
    report_run.carry_out(run=run.pk)
    run.refresh_from_db()
    return run


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not what a report looks like, for speed."""

    def render(snapshot: Any, language: str, _tell: Any = None) -> tuple[Volume, ...]:
        return (Volume(1, f"%PDF {snapshot['period']} {language}".encode(), 3),)

    monkeypatch.setattr(report, "render", render)


def test_each_period_says_what_its_edition_would_hold(publisher: Client) -> None:
    months, quarters = lines(publisher, "months"), lines(publisher, "quarters")

    assert {key: line.incidents for key, line in months.items()} == {
        "2026-11": 0,
        "2026-10": 1,
        "2026-09": 1,
    }
    assert {key: line.incidents for key, line in quarters.items()} == {"2026-Q4": 1, "2026-Q3": 1}


def test_the_preview_is_a_pdf_and_keeps_nothing(publisher: Client) -> None:
    response = publisher.get(LIST + "preview/2026-09/fr/")

    assert response["Content-Type"] == "application/pdf"
    assert PdfReader(BytesIO(response.content)).pages
    assert not Report.objects.exists()


def test_the_preview_of_several_volumes_is_one_file_with_all_of_them(
    publisher: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = (Volume(1, b"%PDF 1", 3), Volume(2, b"%PDF 2", 4))
    monkeypatch.setattr(report_admin, "render", lambda *_of: made)

    response = publisher.get(LIST + "preview/2026-09/fr/")

    with ZipFile(BytesIO(response.content)) as packed:
        found = {name: packed.read(name) for name in packed.namelist()}
    assert found == {
        "preview-2026-09-fr-1.pdf": b"%PDF 1",
        "preview-2026-09-fr-2.pdf": b"%PDF 2",
    }


def test_a_plan_proposes_the_second_morning_after_the_period(publisher: Client) -> None:
    for key, day in (("2026-11", "2026-12-02"), ("2026-09", "2026-11-21")):
        page = publisher.get(f"{LIST}plan/{key}/").content.decode()
        assert f'value="{day}T06:00"' in page


@pytest.mark.usefixtures("drawn")
def test_a_period_is_closed_by_the_worker_after_asking(publisher: Client) -> None:
    taken_up(timedelta(minutes=1))
    address = LIST + "close/2026-09/"
    assert "It holds 1 incident." in publisher.get(address).content.decode()
    assert not ReportRun.objects.exists()

    asked = publisher.post(address, {"annexes": "on"})
    again = publisher.post(address, {"annexes": "on"}, follow=True).content.decode()

    watched = publisher.get(asked["Location"]).content.decode()
    assert 'hx-trigger="every 1s"' in watched
    assert '<meta http-equiv="refresh" content="5">' in watched
    assert "This is asked for already." in again
    run = closes()
    edition = Report.objects.get()
    assert (edition.period, edition.issued_by) == ("2026-09", publisher.user)  # type: ignore[attr-defined]
    ended = publisher.get(asked["Location"]).content.decode()
    assert 'hx-trigger="every 1s"' not in ended
    assert "/en/reports/2026-09/1/fr.pdf" in ended
    assert "keeping the edition and its files" in ended
    assert publisher.get(f"{RUNS}{run.pk}/progress/")["HX-Redirect"] == f"{RUNS}{run.pk}/change/"
    assert "is issued already" in publisher.post(address, follow=True).content.decode()
    assert Report.objects.count() == 1


def test_a_run_says_how_far_it_is_and_why_it_ended(sign_in: SignIn) -> None:
    run = ReportRunFactory(
        state=RunState.RUNNING,
        step=RunStep.RENDERING,
        done=42,
        log=[
            {
                "said": "%(language)s: %(what)s",
                "with": {"language": "en", "what": "laying out volume 2 of 5"},
                "at": "2026-11-20T12:00:00+00:00",
            }
        ],
    )
    auditor = sign_in(Role.AUDITOR, language="fr")
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH worker AS (INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())"
            " RETURNING id) INSERT INTO procrastinate_jobs"
            " (queue_name, task_name, status, args, worker_id)"
            " SELECT 'long', 'close_report', 'doing', jsonb_build_object('run', %s), id"
            " FROM worker",
            [run.pk],
        )

    part = auditor.get(f"{RUNS}{run.pk}/progress/").content.decode()

    assert "Mise en page" in part
    assert 'max="100" value="42"' in part
    assert "Anglais : mise en page du volume 2 sur 5" in part.replace("anglais", "Anglais")
    assert "<html" not in part
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 day'")
    lost = auditor.get(f"{RUNS}{run.pk}/change/").content.decode()
    assert "Le processus de travail qui en avait la charge a disparu" in lost


def test_the_page_of_a_period_says_what_it_would_say_and_what_would_stop_it(
    publisher: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_pango() -> None:
        raise ReportUnavailable("apt-get install pango")

    ended = publisher.get(LIST + "period/2026-09/").context
    monkeypatch.setattr(report_check, "check_can_render", no_pango)
    running = publisher.get(LIST + "period/2026-11/").context

    assert (ended["all_incidents"], ended["against"]) == (1, [])
    assert any("1 incident" in text for _heading, text in ended["sentences"])
    assert [said.partition(":")[0] for said in running["against"]] == [
        "November 2026 runs until 30 November 2026",
        "This machine cannot lay out the report",
    ]


def test_what_misses_the_period_is_said(publisher: Client) -> None:
    PlannedPublicationFactory(planned_at=datetime(2026, 9, 28, tzinfo=UTC))
    IncidentFactory(state=State.APPROVED)

    missed = publisher.get(LIST + "period/2026-09/").context["missed"]

    assert missed == [
        "publications that were planned in the period and miss it: 1",
        "incidents that are approved and not published: 1",
    ]


def test_a_private_name_stops_it_without_being_said(publisher: Client) -> None:
    incident = Publication.objects.order_by("first_published_at")[0].content
    PrivateIdentityFactory(name=incident["title"]["fr"])

    page = publisher.get(LIST + "period/2026-09/")

    (said,) = page.context["against"]
    assert "private" in said
    assert incident["title"]["fr"] not in said


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("address", "most"),
    # Each number of the report is counted again: more than a hundred questions, however many rows.
    [(LIST, 20), (LIST + "period/2026-09/", 170), (LIST + "close/2026-09/", 160)],
)
def test_three_incidents_cost_what_one_costs(publisher: Client, address: str, most: int) -> None:
    queries(publisher, address)
    one = queries(publisher, address)
    for day in (15, 16):
        publish(at=datetime(2026, 9, day, 10, tzinfo=UTC))
        ReportRunFactory(state=RunState.STOPPED, ended_at=NOVEMBER, reason_fr="x")
        PlannedReportFactory()

    assert queries(publisher, address) == one
    assert one <= most


def test_a_closing_is_planned_shown_and_cancelled(publisher: Client) -> None:
    address = LIST + "plan/2026-11/"
    early = publisher.post(address, {"due_at": "2026-11-30T23:00"}).content.decode()

    publisher.post(address, {"due_at": "2126-12-02T06:00"})
    made = publisher.post(
        address, {"due_at": "2026-12-02T06:00", "repeats": "on", "annexes": "on"}, follow=True
    )

    plan = PlannedReport.objects.get()
    assert "runs until 30 November 2026" in early
    assert (plan.due_at, plan.repeats) == (datetime(2026, 12, 2, 5, tzinfo=UTC), True)
    assert "So is that of each following period." in made.content.decode()
    assert lines(publisher, "months")["2026-11"].plan == plan
    publisher.get(f"{LIST}unplan/{plan.pk}/")
    assert PlannedReport.objects.get().state == ReportPlanState.WAITING
    publisher.post(f"{LIST}unplan/{plan.pk}/")
    assert PlannedReport.objects.get().state == ReportPlanState.CANCELLED


def test_a_period_that_is_chosen_leads_to_its_page(publisher: Client) -> None:
    found = publisher.get(LIST, {"period": "2026-Q3", "part": ""})
    wrong = publisher.get(LIST, {"period": "x" * 70_000})

    assert found["Location"] == f"{LIST}period/2026-Q3/"
    assert wrong.status_code == 200
    assert publisher.get(f"{LIST}period/2026-q3/")["Location"] == f"{LIST}period/2026-Q3/"


@pytest.mark.usefixtures("drawn")
def test_a_redacted_edition_is_issued_by_the_worker(publisher: Client) -> None:
    TermFactory(scheme="correction_class", code="privacy")
    publisher.post(LIST + "close/2026-09/")
    edition = closes().report
    assert edition is not None
    word = edition.snapshot["incidents"][0]["content"]["title"]["fr"]
    early = publisher.post(f"{LIST}reissue/2026-09/", {"values": word}).content.decode()
    report_withdrawal.withdraw(
        report=edition,
        by=publisher.user,  # type: ignore[attr-defined]
        reason_class=Term.objects.get(code="privacy"),
        reason="Une demande.",
        at=NOVEMBER,
    )
    standing = publisher.get(f"{LIST}period/2026-09/").content.decode()

    asked = publisher.post(f"{LIST}reissue/2026-09/", {"values": word})

    assert "stands: withdraw it first" in early
    assert '<h2 id="closing-where">Withdrawn</h2>' in standing
    assert f'href="{LIST}reissue/2026-09/"' in standing
    assert closes().report == Report.objects.get(edition=2)
    page = publisher.get(asked["Location"]).content.decode()
    assert "redacted, in the place of one that was withdrawn" in page
    assert f">{word}<" not in page


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2026-13", "2026-13"),
        ("2026-3", "two digits"),
        ("9999-12", "9999"),
        ("2027-01", "in the future"),
        ("2026-11", "November 2026 runs until 30 November 2026"),
        ("x", "YYYY-MM"),
    ],
)
def test_a_wrong_month_is_a_message(period: str, said: str, publisher: Client) -> None:
    page = publisher.post(f"{LIST}close/{period}/", follow=True)

    assert page.status_code == 200
    assert said in page.content.decode()
    assert not Report.objects.exists()


def test_the_days_of_a_refusal_are_said_in_french_too(sign_in: SignIn) -> None:
    publisher = sign_in(Role.PUBLISHER, language="fr")

    page = publisher.post(f"{LIST}close/2026-11/", follow=True).content.decode()

    assert "Novembre 2026 court jusqu’au 30 novembre 2026" in page


def test_only_a_publisher_closes(sign_in: SignIn) -> None:
    editor = sign_in(Role.EDITOR)

    for page in ("close/2026-09/", "plan/2026-09/", "unplan/1/", "reissue/2026-09/"):
        assert editor.post(LIST + page).status_code == 403
    assert "Close the period" not in editor.get(LIST).content.decode()
    assert "Close the period" not in editor.get(LIST + "period/2026-09/").content.decode()
    assert editor.get(LIST + "preview/2026-13/fr/").status_code == 302


def test_a_report_in_a_language_that_is_not_there_is_not_found(editor: Client) -> None:
    assert editor.get("/admin/incidents/report/preview/2026-11/de/").status_code == 404
