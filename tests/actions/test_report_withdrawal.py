"""An issued report is withdrawn and replaced: from its own frozen data, never from live rows."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from incidents.actions import publication, report, report_withdrawal
from incidents.actions.permission import NotAllowed
from incidents.actions.report import ReportError
from incidents.canonical import digest
from incidents.codes import PublicationKind, Scheme
from incidents.coverage import of_month
from incidents.dates import Month
from incidents.models import Incident, Report, ReportWithdrawal, StoredFile, Term
from incidents.reports.redacted import redacted_edition
from incidents.reports.render import Volume
from tests import scenes
from tests.factories import PrivateIdentityFactory, TermFactory, ended
from tests.once import fresh, made_once
from tests.scenes import Scene, Team

pytestmark = pytest.mark.django_db

MONTH = of_month(Month.parse("2026-09"))
LATER = datetime(2026, 10, 5, 8, tzinfo=UTC)


@pytest.fixture
def privacy() -> Term:
    return TermFactory(scheme=Scheme.CORRECTION_CLASS, code="privacy")


@pytest.fixture(scope="module")
def short_pages() -> Iterator[None]:
    """Not what a report looks like, for speed."""

    def drawn(snapshot: Any, language: str, _progress: Any = None) -> tuple[Volume, ...]:
        return (Volume(1, f"%PDF {digest(snapshot)} {language}".encode(), 1),)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report, "render", drawn)
        yield


@pytest.fixture(scope="module")
def closed(
    short_pages: None, first_public: Scene, first_team: Team, django_db_blocker: Any
) -> Iterator[Report]:
    staff = fresh(first_team)
    with made_once(django_db_blocker):
        scenes.publish(scenes.simple(staff, title_fr="Le direct de Paul Rocquemare"), staff)
        found, _new = report.close(MONTH, by=staff.publisher, at=LATER)
        ended()
        yield found


@pytest.fixture
def issued(closed: Report, db: None) -> Report:
    """A month with two incidents, closed."""
    return fresh(closed)


def withdraw(issued: Report, staff: Team, reason_class: Term) -> ReportWithdrawal:
    return report_withdrawal.withdraw(
        report=issued,
        by=staff.publisher,
        reason_class=reason_class,
        reason="Une personne l’a demandé.",
        at=LATER + timedelta(days=1),
    )


def reissue(staff: Team, *values: str) -> Report:
    return report_withdrawal.reissue(
        MONTH, by=staff.publisher, at=LATER + timedelta(days=2), values=values
    )


def test_a_withdrawn_edition_is_given_out_no_more_and_keeps_its_bytes(
    issued: Report, staff: Team, privacy: Term, client: Client
) -> None:
    before = sorted(bytes(each.content) for each in StoredFile.objects.all())
    assert client.get("/fr/reports/2026-09/fr.pdf").status_code == 200

    withdraw(issued, staff, privacy)

    for address in ("fr.pdf", "1/fr.pdf", ""):
        gone = client.get(f"/fr/reports/2026-09/{address}")
        assert gone.status_code == 410
        assert issued.digest in gone.content.decode()
        assert "l’a demandé" not in gone.content.decode()
        assert "ETag" not in gone.headers
    assert sorted(bytes(each.content) for each in StoredFile.objects.all()) == before
    assert Report.objects.get().snapshot == issued.snapshot


def test_the_next_edition_lacks_what_was_withdrawn_and_says_what_it_replaces(
    issued: Report, staff: Team, privacy: Term, client: Client
) -> None:
    named = Incident.objects.get(title_fr__contains="Rocquemare")
    publication.withdraw(
        incident=named, by=staff.publisher, reason_class=privacy, reason="Demande."
    )
    other = Incident.objects.exclude(pk=named.pk).get()
    Incident.objects.filter(pk=other.pk).update(title_fr="Changé depuis")
    withdraw(issued, staff, privacy)
    ended()

    made = reissue(staff)

    content = str(made.snapshot)
    assert (made.edition, made.snapshot["edition"]) == (2, 2)
    assert made.snapshot["replaces"]["digest"] == issued.digest
    assert made.snapshot["audit"]["count"] > issued.snapshot.get("audit", {"count": 0})["count"]
    assert [each["reference"] for each in made.snapshot["incidents"]] == [other.reference]
    assert [each["kind"] for each in made.snapshot["changes"]] == ["withdrawal"]
    assert "Rocquemare" not in content
    assert "Changé depuis" not in content
    assert made.digest == digest(made.snapshot)
    page = client.get("/fr/reports/2026-09/")
    assert page.status_code == 200
    assert issued.digest in page.content.decode()
    assert made.digest in page.content.decode()
    assert client.get("/fr/reports/2026-09/fr.pdf").getvalue().startswith(b"%PDF")
    assert client.get("/fr/reports/2026-09/2/en.pdf").status_code == 200
    assert client.get("/fr/reports/2026-09/1/en.pdf").status_code == 410
    assert client.get("/fr/reports/2026-09/3/en.pdf").status_code == 404


def test_words_are_taken_out_wherever_they_stand(
    issued: Report, staff: Team, privacy: Term
) -> None:
    withdraw(issued, staff, privacy)

    made = reissue(staff, "paul rocquemare")

    assert len(made.snapshot["incidents"]) == 2
    assert "Rocquemare" not in str(made.snapshot)
    assert "Le direct de […]" in str(made.snapshot)


def test_a_correction_that_protects_a_person_holds_in_the_next_edition_too(
    issued: Report, staff: Team, privacy: Term
) -> None:
    named = Incident.objects.get(title_fr__contains="Rocquemare")
    scenes.edited(named, staff, "Le direct de quelqu’un")
    how = {"kind": PublicationKind.CORRECTION, "correction_class": privacy}
    scenes.correct(named, staff, at=LATER, **how)
    withdraw(issued, staff, privacy)

    made = reissue(staff)

    corrected = named.publications.get(number=2)
    found = next(e for e in made.snapshot["incidents"] if e["reference"] == corrected.reference)
    assert (found["number"], found["digest"]) == (2, corrected.digest)
    assert found["content"]["title"]["fr"] == "Le direct de quelqu’un"
    assert "Rocquemare" not in str(made.snapshot) + str(made.summary)
    assert len(made.snapshot["incidents"]) == 2


def test_a_name_that_is_spelt_otherwise_is_taken_out_too(issued: Report) -> None:
    snapshot = issued.snapshot
    content = snapshot["incidents"][0]["content"]
    content["title"] = {
        "fr": "Helene\u00a0D’ORVAL parle",
        "en": "He\u0301le\u0300ne d'Orval speaks",
    }
    content["sources"][0]["url"] = "https://example.org/H%C3%A9l%C3%A8ne_d-Orval"
    content["involvements"][0]["actor"]["slug"] = "helene-d-orval"
    replaces = {"edition": 1, "digest": issued.digest, "withdrawn_at": "", "class": None}

    values = ("Hélène d'Orval",)
    made = redacted_edition(snapshot, replaces=replaces, gone={}, hidden={}, values=values)

    found = made["incidents"][0]["content"]
    assert found["title"] == {"fr": "[…] parle", "en": "[…] speaks"}
    assert found["sources"][0]["url"] == ""
    assert found["involvements"][0]["actor"]["slug"] is None


def test_a_handle_in_small_letters_is_words_and_a_code_is_none(issued: Report) -> None:
    snapshot = issued.snapshot
    content = snapshot["incidents"][0]["content"]
    content["sources"][0]["category"] = "paulroc"
    content["title"]["fr"], content["sensitivity"] = "unknown", ["unknown"]
    replaces = {"edition": 1, "digest": issued.digest, "withdrawn_at": "", "class": None}

    values = ("PaulRoc", "unknown")
    made = redacted_edition(snapshot, replaces=replaces, gone={}, hidden={}, values=values)

    assert "paulroc" not in str(made)
    found = made["incidents"][0]["content"]
    assert (found["title"]["fr"], found["sensitivity"]) == ("[…]", ["unknown"])


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ((), "nothing is to be taken out"),
        (("Personne de tel",), "is not in the report"),
        (("le",), "is too short"),
    ],
)
def test_an_edition_that_would_be_no_other_is_refused(
    issued: Report, staff: Team, privacy: Term, values: tuple[str, ...], message: str
) -> None:
    withdraw(issued, staff, privacy)

    with pytest.raises(ReportError, match=message):
        reissue(staff, *values)

    assert Report.objects.count() == 1


def test_a_private_name_stays_out_of_the_next_edition(
    issued: Report, staff: Team, privacy: Term
) -> None:
    PrivateIdentityFactory(name="Paul Rocquemare")
    withdraw(issued, staff, privacy)

    with pytest.raises(ReportError, match="not ready"):
        reissue(staff, "Horizon vert")


def test_an_edition_that_stands_is_not_replaced(issued: Report, staff: Team) -> None:
    with pytest.raises(ReportError, match="edition 1 stands"):
        reissue(staff, "Rocquemare")


def test_who_may_withdraw_and_only_once(issued: Report, staff: Team, privacy: Term) -> None:
    with pytest.raises(NotAllowed):
        withdraw(issued, staff._replace(publisher=staff.editor), privacy)
    withdraw(issued, staff, privacy)
    with pytest.raises(ReportError, match="withdrawn already"):
        withdraw(issued, staff, privacy)


def test_the_database_keeps_report_and_withdrawal(
    issued: Report, staff: Team, privacy: Term
) -> None:
    withdraw(issued, staff, privacy)

    for change in (
        lambda: Report.objects.update(digest="0" * 64),
        lambda: ReportWithdrawal.objects.update(internal_reason="Autre."),
        lambda: ReportWithdrawal.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_hidden_passage_is_blank_in_the_next_edition(issued: Report) -> None:
    snapshot = issued.snapshot
    (source,) = snapshot["incidents"][0]["content"]["sources"][:1]
    digest_of = source["transcript"]["digest"]
    hidden = {(source["id"], digest_of): [(0, 0)]}
    replaces = {"edition": 1, "digest": issued.digest, "withdrawn_at": "", "class": None}

    made = redacted_edition(snapshot, replaces=replaces, gone={}, hidden=hidden)

    line = next(x for x in made["transcript_extracts"][digest_of] if x["position"] == 0)
    assert (line["text"], line["redacted"]) == ("", True)
    assert f"'quote': '{scenes.ACCUSED}'" not in str(made)
    assert f"'quote': '{scenes.ACCUSED}'" in str(snapshot)
