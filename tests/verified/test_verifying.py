"""The verdict: ours or not, withdrawn or replaced, what changed since, in both languages."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from incidents.attachments import Unread
from incidents.models import Incident, Report
from incidents.verified import Standing, verify_digest, verify_file
from incidents.verified.since import changes_since
from incidents.verified.verdict import Check, Note, Verdict
from incidents.verified.words import ALERT, CAUTION, GOOD, said
from tests import factories, scenes
from tests.attachments.pdfs import encrypted, pdf, sound
from tests.factories import AT, ReportWithdrawalFactory, TermFactory
from tests.once import made_once
from tests.verified.scene import bytes_of, files_of, frozen, issue, on_disk
from tests.views.published import publish

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def october(django_db_setup: None, django_db_blocker: Any) -> Iterator[Report]:
    with made_once(django_db_blocker):
        publish()
        factories.ended()
        report = issue(frozen())
        factories.ended()
        yield report


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def verdict(content: bytes) -> Verdict:
    with on_disk(content) as file:
        return verify_file(file)


def withdrawn(report: Report) -> None:
    ReportWithdrawalFactory(report=report, withdrawn_at=LATER)


def test_an_issued_file_is_named_and_what_is_inside_is_read_back(october: Report) -> None:
    seen = verdict(bytes_of(october, "en"))

    assert (seen.standing, seen.matches, seen.findings) == (Standing.ISSUED, True, [])
    assert seen.edition is not None
    assert seen.file is not None
    assert (seen.edition.kind, seen.edition.period, seen.edition.edition) == ("month", "2026-10", 1)
    assert (seen.file.language, seen.file.volume, seen.file.volumes) == ("en", 1, 1)
    assert seen.size == len(bytes_of(october, "en"))
    assert {each.name for each in seen.attached} == set(files_of(october.snapshot))
    assert seen.audit is not None
    assert seen.audit.held
    assert said(seen).tone == GOOD


def test_a_copy_with_one_byte_more_is_not_ours_and_is_told_apart(october: Report) -> None:
    seen = verdict(bytes_of(october) + b"\n")

    assert (seen.standing, seen.matches, seen.findings) == (Standing.NOT_ISSUED, False, [])
    assert seen.claim is not None
    assert (seen.claim.period, seen.claim.edition, seen.claim.language) == ("2026-10", 1, "fr")
    assert seen.file is not None
    assert seen.file.sha256 == hashlib.sha256(bytes_of(october)).hexdigest()
    assert "saved anew" in said(seen).explained[0]
    assert said(seen).tone == ALERT


def test_a_copy_whose_data_were_changed_is_exposed(october: Report) -> None:
    made = frozen()
    made["incidents"][0]["content"]["title"]["en"] = "Another title"
    made["audit"] = {"count": 1, "hash": "0" * 64}

    seen = verdict(pdf(files_of(made)))

    assert seen.standing is Standing.NOT_ISSUED
    checks = {(each.check, each.place) for each in seen.findings}
    assert (Check.INCIDENT_DIFFERS, "INC-2026-0001") in checks
    assert (Check.AUDIT_DIFFERS, "1") in checks
    assert "INC-2026-0001 was changed" in said(seen).findings


def test_an_edition_that_was_never_issued_and_a_preview_are_called_so(october: Report) -> None:
    never = verdict(pdf(files_of(frozen(edition=7))))
    preview = verdict(pdf(files_of(frozen(edition=None, unfinished=True))))

    assert never.edition is None
    assert "We issued no such edition" in said(never).explained[0]
    assert preview.claim is not None
    assert preview.claim.preview
    assert "marked as a preview" in said(preview).explained[0]


def test_a_report_of_another_site_is_said_to_be_of_there(october: Report) -> None:
    foreign = verdict(pdf(files_of(frozen(site_url="https://elsewhere.example"))))

    assert foreign.standing is Standing.NOT_ISSUED
    assert "another site, https://elsewhere.example" in said(foreign).explained[-1]
    assert "another site" not in str(said(verdict(bytes_of(october) + b" ")).explained)


@pytest.mark.parametrize(
    ("content", "why"), [(b"x", Unread.NOT_A_PDF), (encrypted(), Unread.ENCRYPTED), (sound(), None)]
)
def test_a_strangers_file_is_not_ours(october: Report, content: bytes, why: Unread | None) -> None:
    seen = verdict(content)

    assert (seen.standing, seen.unread) == (Standing.NOT_ISSUED, why)
    assert len(said(seen).explained) == 1


def test_a_digest_alone_is_looked_up_in_three_ways(october: Report) -> None:
    file = hashlib.sha256(bytes_of(october)).hexdigest()

    assert verify_digest(file).standing is Standing.ISSUED
    assert verify_digest(october.digest).standing is Standing.DATA
    assert verify_digest("0" * 64).standing is Standing.NOT_ISSUED
    assert "no file with this digest" in said(verify_digest("0" * 64)).headline


def test_the_snapshot_taken_out_of_a_report_is_known_as_that(october: Report) -> None:
    seen = verdict(files_of(october.snapshot)["snapshot.json"])

    assert (seen.standing, seen.matches) == (Standing.DATA, True)


def test_a_withdrawn_edition_is_ours_and_tells_its_class_and_nothing_of_it(
    october: Report,
) -> None:
    withdrawn(october)
    issue(frozen(edition=2))

    seen = verify_digest(hashlib.sha256(bytes_of(october)).hexdigest())
    words = said(seen)

    assert (seen.withdrawn, seen.matches, seen.since) == (True, True, ())
    assert seen.edition is not None
    assert [each.edition for each in seen.edition.later] == [2]
    assert words.tone == CAUTION
    assert "withdrawn" in words.headline
    assert "Edition 2" in " ".join(words.explained)
    assert "INC-" not in str(seen.as_json())


def test_what_differs_in_a_copy_of_a_withdrawn_edition_is_not_told(october: Report) -> None:
    withdrawn(october)
    made = frozen()
    made["incidents"][0]["content"]["title"]["en"] = "Another title"

    assert "INC-" not in str(verdict(pdf(files_of(made))).as_json()["findings"])


def test_a_verdict_costs_a_bounded_number_of_queries(october: Report) -> None:
    file = hashlib.sha256(bytes_of(october)).hexdigest()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        verify_digest(file)

    assert len(queries) <= 7


def test_it_is_said_in_french_too(october: Report) -> None:
    with translation.override("fr"):
        words = said(verify_digest(hashlib.sha256(bytes_of(october)).hexdigest()))

    assert words.headline.startswith("Un fichier qui a cette empreinte")
    assert ("Édition", "1") in words.facts


def test_what_became_of_its_incidents_is_told_with_its_date() -> None:
    staff = scenes.team()
    corrected, gone, quiet = (scenes.simple(staff) for _n in range(3))
    for incident in (corrected, gone, quiet):
        scenes.publish(incident, staff, at=AT)
    cut_off = AT + timedelta(hours=1)
    held = {"at": cut_off.isoformat(), "incidents": [_row(i) for i in (corrected, gone, quiet)]}
    assert changes_since(held) == []

    scenes.retitled(corrected, staff, at=cut_off + timedelta(days=1))
    _withdraw(gone, staff, cut_off + timedelta(days=2))
    with CaptureQueriesContext(connection) as queries:
        since = changes_since(held)

    assert [(each.reference, each.kind) for each in since] == [
        ("INC-2026-0001", "development"),
        ("INC-2026-0002", "withdrawal"),
    ]
    assert since[0].at == cut_off + timedelta(days=1)
    assert len(queries) == 1


def _row(incident: Incident) -> dict[str, Any]:
    incident.refresh_from_db()
    return {"reference": incident.reference, "number": 1}


def _withdraw(incident: Incident, staff: scenes.Team, at: datetime) -> None:
    from incidents.actions import publication

    reason = TermFactory(scheme="correction_class", code="privacy")
    publication.withdraw(
        incident=incident, by=staff.publisher, reason_class=reason, reason="Une demande.", at=at
    )


def test_a_report_without_the_end_of_the_audit_says_so() -> None:
    made = frozen()
    made.pop("audit", None)
    report = issue(made)

    seen = verify_digest(hashlib.sha256(bytes_of(report)).hexdigest())

    assert seen.notes == [Note.NO_AUDIT]
