"""Monthly reports in the admin: counted, previewed, closed by a publisher, errors as messages."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from incidents.models import Report
from tests.admin.conftest import SignIn
from tests.factories import PublicationFactory
from tracker.accounts.roles import Role

LIST = "/admin/incidents/report/"
NOVEMBER = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def publisher(sign_in: SignIn) -> Any:
    with time_machine.travel(NOVEMBER, tick=False):
        yield sign_in(Role.PUBLISHER)


@pytest.fixture(autouse=True)
def published(db: Any) -> None:
    PublicationFactory(published_at=datetime(2026, 9, 14, 10, tzinfo=UTC))
    # 23:30 UTC on 30 September is October in Paris.
    PublicationFactory(published_at=datetime(2026, 9, 30, 23, 30, tzinfo=UTC))


def test_each_month_says_what_its_edition_would_hold(publisher: Client) -> None:
    months = publisher.get(LIST).context["months"]

    counted = {str(line.month): line.incidents for line in months}
    assert counted == {"2026-11": 0, "2026-10": 1, "2026-09": 1}


def test_the_preview_is_a_pdf_and_keeps_nothing(publisher: Client) -> None:
    response = publisher.get(LIST + "preview/2026-09/fr/")

    assert response["Content-Type"] == "application/pdf"
    assert PdfReader(BytesIO(response.content)).pages
    assert not Report.objects.exists()


def test_a_month_is_closed_after_asking(publisher: Client) -> None:
    address = LIST + "close/2026-09/"
    assert "It holds 1 incident." in publisher.get(address).content.decode()
    assert not Report.objects.exists()

    page = publisher.post(address, follow=True).content.decode()

    report = Report.objects.get()
    assert (report.period, report.issued_by) == ("2026-09", publisher.user)  # type: ignore[attr-defined]
    assert "Issued:" in page
    assert "Was issued:" in publisher.post(address, follow=True).content.decode()
    assert Report.objects.count() == 1


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

    assert editor.post(LIST + "close/2026-09/").status_code == 403
    assert "Close the month" not in editor.get(LIST).content.decode()
    assert editor.get(LIST + "preview/2026-13/fr/").status_code == 302


def test_a_report_in_a_language_that_is_not_there_is_not_found(editor: Client) -> None:
    assert editor.get("/admin/incidents/report/preview/2026-11/de/").status_code == 404
