"""Incidents in the words of others: schema.org and STIX, with what only the site knows."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from incidents import labels, stix
from incidents.codes import PresentedAs, Scheme, Verdict
from incidents.models import Publication, Term
from incidents.open_data.asked import Asked, release
from incidents.open_data.documents import page_of, read
from incidents.schema_org import Node, Page, feed_item, graph


def linked_page(publication: Publication, document: Mapping[str, Any], language: str) -> Page:
    """What the site knows of an incident and its document does not, in a language."""
    with translation.override(language):
        return Page(
            language=language,
            address=page_of(publication.reference, language),
            site=settings.SITE_NAME,
            site_address=f"{settings.SITE_URL}/{language}/",
            reference=publication.reference,
            version=publication.number,
            first_published_at=publication.first_published_at,
            published_at=publication.published_at,
            verdict=labels.label(Verdict(document["verdict"]["code"])),
            claimed=_claimed(PresentedAs(document["presented_as"])),
        )


def nodes(asked: Asked) -> Iterator[Node]:
    """The report of each incident and its reviews, in the language that it was written in."""
    for document, page in _pages(asked):
        yield from graph(document, page)


def reviews(asked: Asked) -> Iterator[Node]:
    """An item for each incident that is reviewed."""
    for document, page in _pages(asked):
        item = feed_item(document, page)
        if item:
            yield item


def stix_objects(asked: Asked) -> Iterator[Node]:
    """The objects of a bundle, each once: what several incidents share comes with the first."""
    site = stix.Site(settings.SITE_NAME, settings.SITE_URL)
    seen = set[str]()
    for each in stix.head_objects(site, _techniques()):
        yield each
    for document, page in _pages(asked):
        for each in stix.objects(document, page, site):
            if each["type"] in SHARED:
                if each["id"] in seen:
                    continue
                seen.add(each["id"])
            yield each


SHARED = frozenset({"identity", "location", "user-account"})
"""What more than one incident may refer to."""


def _pages(asked: Asked) -> Iterator[tuple[dict[str, Any], Page]]:
    for publication, document in read(asked):
        yield document, linked_page(publication, document, document["original_language"])


def _techniques() -> list[stix.Technique]:
    terms = list(Term.objects.filter(scheme=Scheme.TECHNIQUE))
    release()
    return [stix.Technique(t.code, t.label_en, t.definition_en, t.source) for t in terms]


def _claimed(presented: PresentedAs) -> str:
    if presented is PresentedAs.FAKE:
        return gettext("The content is a fake.")
    return gettext("The content is authentic.")
