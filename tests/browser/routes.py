"""Every page that a visitor can come to, and what is answered where something is wrong."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core import signing
from django.utils import timezone

from incidents import codes, models
from incidents.actions import subscription
from incidents.visitors.reply import RECEIPT
from tests.factories import (
    AT,
    ReportFactory,
    ReportFileFactory,
    ReportWithdrawalFactory,
    SubscriptionFactory,
    TermFactory,
    WithdrawalFactory,
)
from tests.forged import forging
from tests.views.published import PARTY, correct, publish
from tracker import pages

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

NOWHERE = "no-such-page/"
TOKEN = "a-link-in-a-mail"
PLAIN = ("400.html", "409.html", "429.html", "500.html", "503.html")


@dataclass(frozen=True)
class Site:
    """What the addresses name: an incident in two versions, one whose first version is closed, one
    withdrawn."""

    publication: models.Publication
    closed: str
    withdrawn: str


def make() -> Site:
    """A site on which every page has something to show."""
    closed = correct(publish(at=AT - timedelta(days=9), title_en=""), notice="Corrigé.")
    _closing(closed)
    _reports()
    now = timezone.now()
    SubscriptionFactory(token_hash=subscription.hashed(TOKEN), asked_at=now, mailed_at=now)
    gone = WithdrawalFactory()
    current = correct(publish(title_en=""), notice="Un titre et un résumé de plus.")
    return Site(current, closed.reference, gone.reference)


def _reports() -> None:
    """One in two editions, the first withdrawn, the second in volumes; one that is withdrawn."""
    gone = ReportFactory(edition=1)
    held = {"reference": "INC-2026-0002", "first_published_at": AT.isoformat()}
    summary = {"fr": [["Incidents", "Un incident."]], "en": [["Incidents", "One incident."]]}
    standing = ReportFactory(
        edition=2,
        summary=summary,
        snapshot={"at": AT.isoformat(), "incidents": [held], "changes": []},
    )
    for number in (1, 2):
        ReportFileFactory(report=standing, volume=number)
    for each in (gone, ReportFactory(period="2026-08")):
        ReportFileFactory(report=each)
        ReportWithdrawalFactory(report=each)


def _closing(publication: models.Publication) -> None:
    """The version becomes a correction that protects a person: those before it are closed."""
    reason = TermFactory(scheme=codes.Scheme.CORRECTION_CLASS, code="privacy")
    with forging():
        models.Publication.objects.filter(pk=publication.pk).update(correction_class=reason)


def paths(publication: models.Publication) -> list[str]:
    """The pages that the site has of one incident, below the language."""
    source = publication.content["sources"][0]["id"]
    return [
        "",
        "incidents/",
        "incidents/?verdict=disputed&platform=tiktok",
        "incidents/?published_from=2026-13-01",
        "incidents/?q=plainte",
        f"incidents/{publication.reference}/",
        f"incidents/{publication.reference}/1/",
        f"incidents/{publication.reference}/compare/",
        f"sources/{source}/",
        f"sources/{source}/passage/?t=8",
        "search/suggest/?q=aur",
        "actors/",
        f"actors/{PARTY}/",
        f"actors/{PARTY}/?as=promoted",
        "platforms/",
        "platforms/tiktok/",
        "elections/",
        f"elections/{publication.content['election']['slug']}/",
        "statistics/",
        "reports/",
        "reports/2026/?kind=quarter",
        "reports/2026-09/",
        "reports/verify/",
        "corrections/",
        "data/",
        "method/",
        "method/data/",
        "api/",
        "method/licence/",
        "method/codebook/",
        "audit/",
        "contact/",
        "subscribe/?platform=tiktok",
        f"reply/?incident={publication.reference}",
        "accessibility/",
        "privacy/",
        "legal/",
    ]


def more(site: Site) -> list[str]:
    """What comes after a form, and where there is nothing, or nothing more, to read."""
    return [
        "reply/",
        f"reply/received/?receipt={_receipt(site.publication.reference)}",
        "subscribe/asked/",
        f"subscribe/confirm/{TOKEN}/",
        "subscribe/confirmed/",
        f"subscribe/end/{signing.Signer(salt=subscription.SIGNER).sign('nobody')}/",
        "incidents/?q=zzzzzzzz",
        NOWHERE,
        f"incidents/{site.withdrawn}/",
        f"incidents/{site.closed}/1/",
        "incidents/?page=nowhere",
        "reports/2026-08/",
        f"reports/verify/?sha256={'0' * 64}",
        "subscribe/?platform=nowhere",
        "subscribe/confirm/nothing/",
        "reply/?incident=INC-2020-0001",
    ]


def plain(page: "Page", start: str) -> list[str]:
    """Addresses under which the page finds what is answered when nothing else works."""

    def answer(route: "Route") -> None:
        body = pages.plain_page(route.request.url.rpartition("/")[2], 500).text
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    page.route(f"{start}/plain/*", answer)
    return [f"{start}/plain/{name}" for name in PLAIN]


def _receipt(reference: str) -> str:
    facts = {"number": "abcdefghjk", "due": AT.isoformat(), "reference": reference}
    return signing.Signer(salt=RECEIPT).sign_object(facts)
