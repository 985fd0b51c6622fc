"""Issued reports as visitors meet them: archive, the page of one, its files, how it is cited."""

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from incidents.issued import in_pieces
from incidents.models import Report
from tests import factories
from tests.factories import (
    AT,
    ReportFactory,
    ReportFileFactory,
    ReportWithdrawalFactory,
    StoredFileFactory,
    TermFactory,
    WithdrawalFactory,
)
from tests.once import made_once
from tests.views.published import correct, publish
from tests.vocabulary_of_schema_org import faults

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 " + bytes(range(256)) * 8
SHA = hashlib.sha256(PDF).hexdigest()
SECOND = b"%PDF-1.7 the second volume"
SUMMARY = {
    "fr": [["Incidents", "Un incident <a> été publié."], ["Changements", "Une correction."]],
    "en": [["Incidents", "One incident was published."], ["Changes", "One correction."]],
    "about": None,
    "incidents": 2,
    "changes": 1,
}
CUT_OFF = AT + timedelta(hours=12)


@pytest.fixture(scope="module", autouse=True)
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """September in two editions, the first withdrawn, the second in two volumes; October withdrawn
    alone; a quarter of the year before, older than summaries. Of September's two incidents one was
    corrected since and one withdrawn."""
    with made_once(django_db_blocker):
        current = publish()
        gone = WithdrawalFactory(withdrawn_at=AT + timedelta(days=2))
        held = [current.reference, gone.reference]
        first = report(edition=1, snapshot=snapshot(held))
        ReportFileFactory(report=first)
        withdraw(first)
        second = report(edition=2, snapshot=snapshot(held), summary=SUMMARY)
        kept = StoredFileFactory(content=PDF, media_type="application/pdf")
        ReportFileFactory(report=second, file=kept, pages=1234)
        ReportFileFactory(report=second, file=StoredFileFactory(content=SECOND), volume=2)
        ReportFileFactory(report=second, language="en")
        october = report(period="2026-10", first_day=date(2026, 10, 1), next_day=date(2026, 11, 1))
        withdraw(october)
        days = {"first_day": date(2025, 10, 1), "next_day": date(2026, 1, 1)}
        report(kind="quarter", period="2025-Q4", snapshot=snapshot([]), **days)
        correct(current, notice="Une précision.")
        factories.ended()
        yield


def report(**given: Any) -> Report:
    return ReportFactory(**({"period": "2026-09", "edition": 1, "snapshot": snapshot([])} | given))


def withdraw(found: Report) -> None:
    privacy = TermFactory(scheme="correction_class", code="privacy")
    ReportWithdrawalFactory(
        report=found, reason_class=privacy, withdrawn_at=AT, internal_reason="Un nom."
    )


def snapshot(references: list[str]) -> dict[str, Any]:
    at = AT.isoformat()
    title = {"fr": "Un titre protégé depuis", "en": ""}
    change = {"kind": "correction", "published_at": at, "number": 2, "class": None, "title": title}
    return {
        "at": CUT_OFF.isoformat(),
        "incidents": [
            {"reference": each, "first_published_at": at, "content": {"title": title}}
            for each in references
        ],
        "changes": [change | {"reference": each} for each in references[:1]],
    }


def read(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return html.unescape(" ".join(response.content.decode().split()))


class TestArchive:
    """A page per year."""

    def test_the_newest_year_is_shown_first_and_leads_to_the_others(self, client: Client) -> None:
        newest, year = read(client, "/en/reports/"), read(client, "/en/reports/2026/")

        for body in (newest, year):
            assert 'href="/en/reports/2025/"' in body
            assert "Monthly report, September 2026" in body
            assert "2025-Q4" not in body
        assert "Quarterly report, 4th quarter 2025" in read(client, "/en/reports/2025/")

    def test_an_edition_has_its_summary_and_its_files(self, client: Client) -> None:
        body = read(client, "/fr/reports/")

        assert "Un incident <a> été publié." in body
        assert "<a> été" not in client.get("/fr/reports/").content.decode()
        assert SHA in body
        assert "1 234 pages, 2 ko" in body
        assert 'href="/fr/reports/2026-09/2/fr-2.pdf"' in body
        assert 'href="/en/reports/2026-09/2/en.pdf"' in body

    def test_what_was_withdrawn_says_its_class_and_no_more(self, client: Client) -> None:
        body = read(client, "/en/reports/")

        assert "Edition 1: withdrawn on 14 September 2026, class of reason: term privacy" in body
        assert "Withdrawn on 14 September 2026. Class of reason: term privacy." in body
        assert "Un nom." not in body
        assert "/reports/2026-09/1/" not in body

    def test_an_edition_without_summary_says_what_it_counts(self, client: Client) -> None:
        assert "0 incidents, 0 changes of the period" in read(client, "/en/reports/2025/")

    def test_one_kind(self, client: Client) -> None:
        assert "2025-Q4" in read(client, "/en/reports/2025/?kind=quarter")
        assert "No report of this kind" in read(client, "/en/reports/2025/?kind=month")

    @pytest.mark.parametrize(
        "path", ["2024/", "9999/", "0000/", "?kind=x", "?kind=%00", "2026/?kind=" + "x" * 70_000]
    )
    def test_what_was_never_written_is_missing(self, client: Client, path: str) -> None:
        assert client.get(f"/en/reports/{path}").status_code == 404


class TestPage:
    """The page of one report."""

    def test_it_says_what_the_newest_edition_holds(self, client: Client) -> None:
        body = read(client, "/en/reports/2026-09/")

        assert "One incident was published." in body
        assert "One correction." in body
        contents = body.partition('id="contents"')[2].partition("</section>")[0]
        assert "A false face 1" in contents
        assert "no longer public under this reference" in contents
        listed = "/en/incidents/?published_from=2026-09-01&published_to=2026-09-30"
        assert f'href="{listed}"' in contents
        assert "1 incident<" in read(client, listed)

    def test_it_gives_no_title_of_its_time(self, client: Client) -> None:
        assert "Un titre protégé depuis" not in read(client, "/fr/reports/2026-09/")

    def test_it_says_what_changed_since(self, client: Client) -> None:
        body = read(client, "/en/reports/2026-09/")
        since = body.partition('id="since"')[2].partition("</section>")[0]

        assert "<li>1 withdrawal</li><li>1 correction</li>" in since
        assert 'href="/en/incidents/INC-2026-0001/#change-2"' in since

    def test_it_is_cited_by_the_file_that_never_changes(self, client: Client) -> None:
        body = read(client, "/en/reports/2026-09/")
        cite = body.partition('id="cite"')[2].partition("</section>")[0]

        for language in ("fr", "en"):
            assert f"http://127.0.0.1:8000/{language}/reports/2026-09/2/{language}.pdf" in cite
        bib = client.get("/en/reports/2026-09/2/cite.bib")
        assert bib.content.decode().startswith("@techreport{report-2026-09-e2,")
        assert client.get("/en/reports/2026-09/1/cite.bib").status_code == 410

    def test_machines_read_it_in_the_words_of_schema_org(self, client: Client) -> None:
        body = client.get("/en/reports/2026-09/").content.decode()
        document = json.loads(
            body.partition('<script type="application/ld+json">')[2].split("</")[0]
        )

        assert faults(document) == []
        (node,) = document["@graph"]
        assert node["temporalCoverage"] == "2026-09-01/2026-09-30"
        assert [each["inLanguage"] for each in node["encoding"]] == ["en", "fr", "fr"]
        assert 'property="og:description" content="One incident was published."' in body

    def test_of_a_withdrawn_one_the_digests_are_left(self, client: Client) -> None:
        body = read(client, "/en/reports/2026-10/", 410)

        assert "privacy" in body
        assert "application/ld+json" not in body
        assert 'id="contents"' not in body
        assert 'content="noindex"' in body

    def test_many_incidents_are_counted_and_some_named(self, client: Client) -> None:
        many = [f"INC-2026-{number:04}" for number in range(1, 1001)]
        days = {"first_day": date(2027, 1, 1), "next_day": date(2027, 2, 1)}
        report(period="2027-01", snapshot=snapshot(many), **days)

        body = read(client, "/en/reports/2027-01/")

        assert body.count("/en/incidents/INC-2026-") < 60
        assert "And 960 more, in the files and in the list." in body

    def test_a_part_of_the_register_leads_to_its_list(self, client: Client) -> None:
        about = {"about": {"fr": "Scrutin", "en": "Ballot"}}
        report(period="2026-09-election-x", election="x", summary=about)
        report(period="2026-09-fr", jurisdiction="FR", summary={"about": {"fr": "France"}})

        assert "/?election=x&published_from" in read(client, "/en/reports/2026-09-election-x/")
        body = read(client, "/en/reports/2026-09-fr/")
        assert "/?country=FR&published_from" in body
        assert "Monthly report, September 2026, France" in body

    @pytest.mark.parametrize("period", ["2026-08", "x" * 5000, "%00", "2026-09%00", "%5B"])
    def test_what_was_never_issued_is_missing(self, client: Client, period: str) -> None:
        for path in (
            f"{period}/",
            f"{period}/fr.pdf",
            f"{period}/1/fr.pdf",
            f"{period}/1/cite.ris",
        ):
            assert client.get(f"/en/reports/{path}").status_code == 404


class TestFile:
    """The bytes."""

    HERE = "/fr/reports/2026-09/2/fr.pdf"

    def test_it_is_the_stored_file_with_its_digest(self, client: Client) -> None:
        response = client.get(self.HERE)

        assert response.getvalue() == PDF
        assert response.headers["Content-Length"] == str(len(PDF))
        assert response.headers["ETag"] == f'"{SHA}"'
        digest = base64.b64encode(hashlib.sha256(PDF).digest()).decode()
        assert response.headers["Repr-Digest"] == f"sha-256=:{digest}:"
        assert response.headers["Link"] == (
            '<http://127.0.0.1:8000/fr/reports/2026-09/>; rel="describedby"'
        )
        name = 'inline; filename="vigie-2026-09-edition-2-fr.pdf"'
        assert response.headers["Content-Disposition"] == name
        assert "immutable" in response.headers["Cache-Control"]

    def test_the_newest_edition_and_the_volumes(self, client: Client) -> None:
        assert client.get("/fr/reports/2026-09/fr.pdf").getvalue() == PDF
        volume = client.get("/fr/reports/2026-09/2/fr-2.pdf")
        assert volume.getvalue() == SECOND
        name = 'inline; filename="vigie-2026-09-edition-2-fr-volume-2.pdf"'
        assert volume.headers["Content-Disposition"] == name

    @pytest.mark.parametrize(
        "path",
        ["2/fr-0.pdf", "2/fr-1.pdf", "2/fr-3.pdf", "2/en-2.pdf", "3/fr.pdf", f"{10**30}/fr.pdf"],
    )
    def test_there_is_no_other(self, client: Client, path: str) -> None:
        assert client.get(f"/fr/reports/2026-09/{path}").status_code == 404

    def test_head_has_the_same_headers_and_no_bytes(self, client: Client) -> None:
        head, whole = client.head(self.HERE), client.get(self.HERE)

        assert head.getvalue() == b""
        apart = {"X-Request-ID"}
        assert {k: v for k, v in head.headers.items() if k not in apart} == {
            k: v for k, v in whole.headers.items() if k not in apart
        }

    @pytest.mark.parametrize(
        ("asked", "first", "last"),
        [("0-0", 0, 0), ("9-99", 9, 99), ("2000-", 2000, 2056), ("-7", 2050, 2056)],
    )
    def test_a_range(self, client: Client, asked: str, first: int, last: int) -> None:
        response = client.get(self.HERE, headers={"range": f"bytes={asked}"})

        assert response.status_code == 206
        assert response.getvalue() == PDF[first : last + 1]
        assert response.headers["Content-Range"] == f"bytes {first}-{last}/{len(PDF)}"
        assert response.headers["Content-Length"] == str(last - first + 1)
        assert "immutable" in response.headers["Cache-Control"]

    def test_a_range_of_another_version_gives_the_whole(self, client: Client) -> None:
        asked = {"range": "bytes=0-1", "if-range": '"another"'}

        assert client.get(self.HERE, headers=asked).getvalue() == PDF

    @pytest.mark.parametrize("asked", ["99999-", "-0", "9" * 18 + "-"])
    def test_a_range_beyond_the_end_is_refused(self, client: Client, asked: str) -> None:
        response = client.get(self.HERE, headers={"range": f"bytes={asked}"})

        assert response.status_code == 416
        assert response.headers["Content-Range"] == f"bytes */{len(PDF)}"

    @pytest.mark.parametrize("status", [200, 206])
    def test_who_has_it_is_told_so(self, client: Client, status: int) -> None:
        asked = {"if-none-match": f'"{SHA}"'} | ({"range": "bytes=0-9"} if status == 206 else {})

        response = client.get(self.HERE, headers=asked)

        assert (response.status_code, response.content) == (304, b"")

    def test_once_withdrawn_it_is_gone_in_part_and_whole(self, client: Client) -> None:
        for asked in ({}, {"range": "bytes=0-9"}, {"if-none-match": "*"}):
            response = client.get("/en/reports/2026-09/1/fr.pdf", headers=asked)
            assert response.status_code == 410
            assert "privacy" in response.content.decode()
            assert re.search("SHA-256 <code[^>]*>[0-9a-f]{64}<", response.content.decode())

    def test_it_is_read_a_piece_at_a_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("incidents.issued.pieces.PIECE", 1000)

        read = list(in_pieces(SHA, 5, len(PDF) - 1))

        assert [len(each) for each in read] == [1000, 1000, len(PDF) - 2005]
        assert b"".join(read) == PDF[5:]
