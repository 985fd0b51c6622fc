"""An edition of the first schema, kept with no summary and no manifest, is read, verified, closed
again and replaced like any other."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from incidents.actions import publication, report, report_withdrawal
from incidents.actions.report_freezing import build, freeze
from incidents.canonical import digest
from incidents.codes import Scheme
from incidents.coverage import of_month
from incidents.dates import Month
from incidents.models import Publication, Report
from incidents.reports.frozen import data
from incidents.reports.render import Volume
from incidents.verified import Standing, verify_file
from incidents.verified.verdict import Note
from tests import scenes
from tests.attachments.pdfs import pdf
from tests.factories import ReportFactory, TermFactory, ended
from tests.once import fresh, made_once
from tests.scenes import Scene, Team
from tests.verified.scene import bytes_of, keep, on_disk

pytestmark = pytest.mark.django_db

MONTH = of_month(Month.parse("2026-09"))
LATER = datetime(2026, 10, 5, 8, tzinfo=UTC)
LATER_KEYS = ("annexes", "election", "jurisdiction", "previous")


@pytest.fixture(scope="module")
def first_old(first_public: Scene, first_team: Team, django_db_blocker: Any) -> Iterator[Report]:
    staff = fresh(first_team)
    with made_once(django_db_blocker):
        scenes.retitled(first_public.incident, staff, at=scenes.AT + timedelta(days=2))
        scenes.publish(scenes.simple(staff, title_fr="Un direct"), staff)
        made = kept(of_schema_1(freeze(lambda: build(MONTH, at=LATER, edition=1))))
        ended()
        yield made


@pytest.fixture
def old(first_old: Report, db: None) -> Report:
    """A month with two incidents and a development, issued in the first schema."""
    return fresh(first_old)


def of_schema_1(snapshot: dict[str, Any]) -> dict[str, Any]:
    """As it was frozen when there were months of everything alone."""
    known = {name: value for name, value in snapshot.items() if name not in LATER_KEYS}
    for change in known["changes"]:
        del change["texts"]
    return known | {"schema": 1}


def kept(snapshot: dict[str, Any]) -> Report:
    made: Report = ReportFactory(
        edition=1, snapshot=snapshot, digest=digest(snapshot), issued_at=LATER
    )
    for language in ("fr", "en"):
        said = b"%% " + language.encode()
        keep(made, language, pdf({"snapshot.json": data(snapshot)}) + said)
    made.refresh_from_db()
    return made


def test_the_scene_holds_what_the_first_schema_holds(old: Report) -> None:
    assert old.summary == {}
    assert not set(LATER_KEYS) & set(old.snapshot)
    assert len(old.snapshot["incidents"]) == 2
    assert [each["kind"] for each in old.snapshot["changes"]] == ["development"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_its_pages_feed_and_file_are_given_out(old: Report, language: str, client: Client) -> None:
    said = {
        place: client.get(f"/{language}{place}")
        for place in ("/", "/reports/", "/reports/2026/", "/reports/2026-09/", "/reports/feed.atom")
    }
    file = client.get(f"/{language}/reports/2026-09/1/{language}.pdf")

    assert {each.status_code for each in said.values()} == {200}
    for place in ("/reports/", "/reports/2026/", "/reports/2026-09/", "/reports/feed.atom"):
        words = said[place].content.decode()
        assert all(each.file_id in words for each in old.files.all())
    page = said["/reports/2026-09/"].content.decode()
    assert all(each["reference"] in page for each in old.snapshot["incidents"])
    assert b"".join(file) == bytes_of(old, language)


def test_the_api_tells_of_it(old: Report, client: Client) -> None:
    (listed,) = client.get("/api/v1/reports/").json()["results"]
    one = client.get("/api/v1/reports/2026-09/1/").json()

    assert one == listed
    assert (one["digest"], one["summary"], one["jurisdiction"]) == (old.digest, None, None)
    assert one["incidents"] == [each["reference"] for each in old.snapshot["incidents"]]
    assert {(each["language"], each["volume"]) for each in one["files"]} == {("fr", 1), ("en", 1)}


def test_its_file_is_verified(old: Report) -> None:
    with on_disk(bytes_of(old)) as file:
        verdict = verify_file(file)

    assert (verdict.standing, verdict.matches, verdict.findings) == (Standing.ISSUED, True, [])
    assert Note.BEFORE_TABLES in verdict.notes


def test_its_month_is_closed_and_the_next_one_knows_it(old: Report, staff: Team) -> None:
    again, created = report.close(MONTH, by=staff.publisher, at=LATER)
    after = MONTH.next()
    assert after is not None
    following = report.build(after, at=LATER + timedelta(days=40))

    assert (again.pk, created) == (old.pk, False)
    assert following["previous"]["digest"] == old.digest


def test_it_is_withdrawn_and_replaced(
    old: Report, staff: Team, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawn(snapshot: Any, language: str, _progress: Any = None) -> tuple[Volume, ...]:
        return (Volume(1, f"%PDF {digest(snapshot)} {language}".encode(), 1),)

    monkeypatch.setattr(report, "render", drawn)
    privacy = TermFactory(scheme=Scheme.CORRECTION_CLASS, code="privacy")
    direct = Publication.objects.get(content__title__fr="Un direct")
    publication.withdraw(
        incident=direct.incident, by=staff.publisher, reason_class=privacy, reason="Demande."
    )
    report_withdrawal.withdraw(
        report=old, by=staff.publisher, reason_class=privacy, reason="Demande.", at=LATER
    )
    ended()
    assert client.get("/fr/reports/2026-09/").status_code == 410

    made = report_withdrawal.reissue(MONTH, by=staff.publisher, at=LATER + timedelta(days=2))

    assert (made.edition, made.snapshot["schema"], made.summary["incidents"]) == (2, 1, 1)
    assert made.snapshot["replaces"]["digest"] == old.digest
    page = client.get("/fr/reports/2026-09/")
    assert page.status_code == 200
    assert made.digest in page.content.decode()
