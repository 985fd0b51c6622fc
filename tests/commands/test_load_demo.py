"""`load_demo`: what a newcomer finds, loaded once for all tests of this file; and that the report,
the list and the API count it alike."""

import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client

from incidents import documents, listing
from incidents.actions.report import build, coverage_of
from incidents.api.description.responses import EXAMPLES
from incidents.codes import ReportPlanState, State, Track, Verdict
from incidents.coverage import of_month
from incidents.dates import Month
from incidents.filters import IncidentFilter
from incidents.models import (
    Incident,
    ListedIncident,
    ListedSegment,
    PlannedReport,
    PrivateIdentity,
    Publication,
    Report,
    Submission,
    Withdrawal,
)
from incidents.reconciled import reconcile
from incidents.reports.frozen import cut_off_date
from incidents.reports.tables import Table, Tables, tables
from incidents.transcripts.folding import words
from tests.api.examples import answers, comparable
from tests.commands.running import run
from tests.factories import ended
from tests.once import made_once
from tracker.accounts.models import User
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
MONTH = of_month(Month(2026, 10))
AFTER = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def demo(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The demo in a transaction around this file's tests; gives the file with its password."""
    password = tmp_path_factory.mktemp("demo") / "password"
    password.write_text("a password for the demo\n", "utf-8")
    with made_once(django_db_blocker):
        call_command("load_vocabularies", verbosity=0)
        call_command("sync_roles", verbosity=0)
        ran = run("load_demo", "--password-file", password)
        assert (ran.status, ran.err) == (0, "")
        ended()  # once here, not as each test ends
        yield password


@pytest.fixture(scope="module")
def october(demo: Path) -> tuple[dict[str, Any], Tables]:
    """The snapshot of the demo's last month, and its totals."""
    snapshot = build(MONTH, at=AFTER)
    return snapshot, tables(snapshot)


def written(state: str) -> int:
    """Incidents of the case files in one state."""
    files = (ROOT / "demo" / "cases").glob("*.toml")
    rows = [row for file in files for row in tomllib.loads(file.read_text()).get("incident", [])]
    return Counter(row.get("state", "draft") for row in rows)[state]


def test_every_incident_of_the_files_is_there_in_its_state() -> None:
    ours = Incident.objects.filter(submission=None)
    states = Counter(ours.values_list("state", flat=True))

    assert states[State.PUBLISHED] >= 40
    assert states == {s: written(s) for s in State if written(s)}
    assert Publication.objects.current().count() == states[State.PUBLISHED]
    assert Withdrawal.objects.count() == states[State.WITHDRAWN] == 1
    assert Incident.objects.exclude(jurisdiction="XV").count() == 0


def test_a_partner_sent_something_that_waits() -> None:
    sent = Submission.objects.get()

    assert sent.incident is not None and sent.incident.state == State.DRAFT
    assert list(Submission.objects.all().to_take_up()) == [sent]
    assert sent.actors.count() == 1  # whose name staff decide on
    assert sent.partner.keys.count() == 1


def test_reports_are_planned_so_that_the_archive_is_not_empty() -> None:
    found = PlannedReport.objects.filter(state=ReportPlanState.WAITING, repeats=False)

    assert set(found.values_list("period", flat=True)) == {"2026-09", "2026-10", "2026-Q3"}
    assert not Report.objects.exists()


def test_it_covers_six_months_every_track_and_every_verdict() -> None:
    contents = [p.content for p in Publication.objects.current()]
    months = {p.first_published_at.strftime("%Y-%m") for p in Publication.objects.current()}

    assert months >= {f"2026-{month:02d}" for month in range(5, 11)}
    ever = {p.content["verdict"]["code"] for p in Publication.objects.all()}
    assert ever == {code.value for code in Verdict}
    assert {p["track"] for c in contents for p in c["procedures"]} == {t.value for t in Track}
    assert sum(documents.denials(c) for c in contents) >= 20
    assert ListedSegment.objects.count() > 0


def test_no_private_name_is_anywhere_in_public() -> None:
    identities = list(PrivateIdentity.objects.all())
    texts = [text for p in Publication.objects.all() for text in documents.texts(p.content)]
    texts += ListedSegment.objects.values_list("text", flat=True)
    public = f" {' '.join(words(' '.join(texts)))} "

    needles = [" ".join(words(needle)) for i in identities for needle in i.needles()]

    assert len(identities) >= 2
    assert [needle for needle in needles if f" {needle} " in public] == []


def test_the_derived_tables_are_what_a_rebuild_makes_of_the_publications() -> None:
    before = list(listing.rows())

    ran = run("rebuild_listing", "--check")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out == f"{Publication.objects.current().count()} incidents; as before.\n"
    assert list(listing.rows()) == before


def test_a_second_time_it_says_that_it_is_there(demo: Path) -> None:
    before = [Incident.objects.count(), Publication.objects.count(), User.objects.count()]

    ran = run("load_demo", "--password-file", demo)

    assert ran.status == 0
    assert "there already" in ran.out
    assert before == [
        Incident.objects.count(),
        Publication.objects.count(),
        User.objects.count(),
    ]


def test_each_account_signs_in_with_the_password_of_the_file(demo: Path) -> None:
    rows = tomllib.loads((ROOT / "demo" / "accounts.toml").read_text("utf-8"))["account"]

    assert {row["role"] for row in rows} == set(Role)
    for row in rows:
        account = User.objects.get(username=row["username"])
        assert account.check_password(demo.read_text().strip())
        assert list(account.groups.values_list("name", flat=True)) == [row["role"]]


@pytest.mark.parametrize(("content", "message"), [("\n", "is empty"), (None, "No such file")])
def test_a_password_that_is_not_there_is_told(
    tmp_path: Path, content: str | None, message: str
) -> None:
    path = tmp_path / "password"
    if content is not None:
        path.write_text(content)

    ran = run("load_demo", "--password-file", path)

    assert ran.status == 1
    assert message in ran.err


def test_it_is_never_loaded_in_production(demo: Path, settings: Any) -> None:
    settings.PRODUCTION = True

    ran = run("load_demo", "--password-file", demo)

    assert (ran.status, ran.err) == (1, "The demo is not loaded in production.")


PARAMETERS = ("platform", "technique", "proposition", "legal_status", "verdict")


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_total_of_the_report_is_the_count_of_its_filter(
    october: tuple[dict[str, Any], Tables], name: str
) -> None:
    snapshot, totals = october
    table: Table = getattr(totals, name)
    parameter = {"legal_status": "status"}.get(name, name)

    assert table.rows
    assert {row.code: row.incidents for row in table.rows} == {
        row.code: counted(snapshot, f"{parameter}={row.code}") for row in table.rows
    }


def test_every_total_of_a_party_and_role_is_the_count_of_its_filter(
    october: tuple[dict[str, Any], Tables],
) -> None:
    snapshot, totals = october

    assert len(totals.party.rows) >= 3
    for row in totals.party.rows:
        assert row.incidents == counted(snapshot, f"party={row.code}")
        for role, number in row.by.items():
            assert number == counted(snapshot, f"party={row.code}&role={role}"), (row.code, role)


def test_the_report_the_list_and_the_api_have_one_total(
    october: tuple[dict[str, Any], Tables], client: Client
) -> None:
    snapshot, totals = october
    query = "published_from=2026-10-01&published_to=2026-10-31"

    api = client.get(f"/api/v1/incidents/?{query}").json()
    site = client.get(f"/en/incidents/?{query}").content.decode()

    assert totals.total == counted(snapshot, "") == api["count"] == written_in_october()
    assert f'id="count">{totals.total} incidents' in site
    assert {i["reference"] for i in snapshot["incidents"]} == {
        row["reference"] for row in api["results"]
    }


def test_lists_and_exports_count_what_its_reports_say(
    october: tuple[dict[str, Any], Tables],
) -> None:
    """A month, a quarter, and the month of its country."""
    made = reconcile(october[0])
    assert (made.incidents, made.recounted) == (written_in_october(), ())
    for key in ("2026-Q3", "2026-10-xv"):
        assert reconcile(build(coverage_of(key), at=AFTER)).numbers > 40


def counted(snapshot: dict[str, Any], query: str) -> int:
    """Incidents of the list for the report's month and a filter, on the report's cut-off day."""
    period = f"published_from={snapshot['first_day']}&published_to={MONTH.last_day}"
    found = IncidentFilter(
        QueryDict(f"{period}&{query}"),
        queryset=ListedIncident.objects.all(),
        today=cut_off_date(snapshot),
    )
    assert found.is_valid(), found.form.errors
    number: int = found.qs.count()
    return number


def written_in_october() -> int:
    """Published incidents of the case files whose date of publication is in the month."""
    files = (ROOT / "demo" / "cases").glob("*.toml")
    rows = [row for file in files for row in tomllib.loads(file.read_text()).get("incident", [])]
    days = [row["published_at"] for row in rows if row["state"] == "published"]
    return sum(f"{day:%Y-%m}" == str(MONTH) for day in days)


def test_the_examples_of_the_api_are_answers_of_the_demo() -> None:
    """Else: ``make api-examples``, and look at what changed."""
    found = answers()

    assert {file.stem for file in EXAMPLES.glob("*.json")} == found.keys()
    for name, answer in found.items():
        kept = json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))
        assert comparable(answer) == comparable(kept), name
