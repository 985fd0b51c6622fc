"""What caches are told: policies, ETags, 304, and what answers vary by."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import Client
from django.utils.http import http_date
from whitenoise.middleware import (  # type: ignore[import-untyped]
    WhiteNoiseMiddleware,
)

from incidents import models
from tests.factories import AuditHeadFactory, ReportFactory, ReportFileFactory, UserFactory
from tests.once import made_once
from tests.views import published
from tracker.caching import FIXED, GONE_SOON, ISSUED, PAGE, PRIVATE

PAGES = [
    *("/fr/", "/en/incidents/", "/fr/statistics/", "/en/method/", "/fr/corrections/"),
    *("/en/feed.atom", "/robots.txt", "/api/v1/incidents/", "/api/v1/vocabularies/"),
]


@pytest.fixture(scope="module", autouse=True)
def incident(django_db_setup: None, django_db_blocker: Any) -> Iterator[models.Publication]:
    with made_once(django_db_blocker):
        yield published.publish()


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_kept_and_asked_for_again_with_its_etag(client: Client, address: str) -> None:
    first = client.get(address)
    tag = first.headers["ETag"]
    again = client.get(address, headers={"if-none-match": tag})
    other = client.get(address, headers={"if-none-match": 'W/"something-else"'})
    head = client.head(address)

    assert first.headers["Cache-Control"] == PAGE.header
    assert tag.startswith('W/"')
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == tag
    assert again.headers["Cache-Control"] == PAGE.header
    assert other.status_code == 200
    assert head.headers["ETag"] == tag


@pytest.mark.django_db
def test_a_page_that_changed_has_another_etag(client: Client) -> None:
    tag = client.get("/fr/incidents/").headers["ETag"]
    published.publish()

    assert client.get("/fr/incidents/", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_a_public_page_varies_by_nothing_of_its_visitor(client: Client, address: str) -> None:
    """Nor by the language asked for: it is in the address, or it does not matter."""
    asked = {"accept-language": "en", "cookie": "django_language=en; sessionid=nobody"}
    plain, other = client.get(address), client.get(address, headers=asked)

    assert "Vary" not in plain.headers
    assert plain.content == other.content


@pytest.mark.django_db
def test_the_root_varies_by_the_language_alone(client: Client) -> None:
    response = client.get("/", headers={"accept-language": "en", "cookie": "django_language=fr"})

    assert response.headers["Location"] == "/en/"
    assert response.headers["Vary"] == "Accept-Language"
    assert response.headers["Cache-Control"] == PAGE.header


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/fr/nothing/", "/nothing/", "/fr/incidents/INC-2026-9999/", "/api/v1/nothing/"]
)
def test_what_is_missing_is_kept_for_moments(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert response.headers["Cache-Control"] == GONE_SOON
    assert "ETag" not in response.headers


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/api/v1/incidents/?nonsense=1", "/en/feed.atom?verdict=nonsense"]
)
def test_a_refusal_is_kept_by_nobody(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 400
    assert response.headers["Cache-Control"] == PRIVATE


@pytest.mark.django_db
def test_the_staff_pages_are_private_missing_ones_too(client: Client) -> None:
    client.force_login(UserFactory(is_staff=True))
    for address in ("/admin/", "/admin/login/", "/admin/incidents/incident/9/preview/"):
        assert client.get(address).headers["Cache-Control"] == PRIVATE
    assert client.get("/fr/").headers["Cache-Control"] == PAGE.header
    assert client.post("/fr/").headers["Cache-Control"] == PRIVATE


@pytest.mark.django_db
def test_an_issued_pdf_is_kept_long_by_its_reader_and_let_go_by_caches(client: Client) -> None:
    report = ReportFactory(period="2026-08")
    file = ReportFileFactory(report=report, language="fr")
    numbered = client.get(f"/fr/reports/2026-08/{report.edition}/fr.pdf")
    newest = client.get("/fr/reports/2026-08/fr.pdf")
    again = client.get(
        f"/fr/reports/2026-08/{report.edition}/fr.pdf",
        headers={"if-modified-since": numbered.headers["Last-Modified"]},
    )

    assert numbered.headers["Cache-Control"] == ISSUED.header
    assert newest.headers["Cache-Control"] == PAGE.header
    assert numbered.headers["ETag"] == newest.headers["ETag"] == f'"{file.file_id}"'
    assert numbered.headers["Last-Modified"] == http_date(report.issued_at.timestamp())
    assert again.status_code == 304


@pytest.mark.django_db
def test_a_head_of_the_audit_never_changes(client: Client) -> None:
    head = AuditHeadFactory()

    response = client.get(f"/fr/audit/{head.count}.json")

    assert response.headers["Cache-Control"] == FIXED.header
    assert response.headers["Last-Modified"] == http_date(head.made_at.timestamp())


def test_a_static_file_under_the_name_of_its_digest_never_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As WhiteNoise serves it where `collectstatic` gave it that name."""

    def nothing(request: HttpRequest) -> HttpResponseBase:
        raise AssertionError

    served = WhiteNoiseMiddleware(nothing)
    monkeypatch.setattr(
        served, "get_static_url", lambda name: f"{served.static_prefix}{name[:-4]}.0123456789ab.css"
    )
    monkeypatch.setattr(served, "get_name_without_hash", lambda _name: "vigie/site.css")

    assert served.immutable_file_test("", "/static/vigie/site.0123456789ab.css")
    assert not served.immutable_file_test("", "/static/vigie/site.css")
