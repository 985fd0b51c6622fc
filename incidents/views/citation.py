"""How to cite a version of an incident or an edition of a report, as its pages say it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from incidents import citing
from incidents.issued import Edition
from incidents.models import Publication
from incidents.views.page import addresses, today

Writer = Callable[[citing.Work, date], str]

FILES: Mapping[str, tuple[str, str, Writer]] = {
    "bib": ("BibTeX", "application/x-bibtex", citing.bibtex),
    "ris": ("RIS", "application/x-research-info-systems", citing.ris),
    "csl.json": ("CSL-JSON", "application/vnd.citationstyles.csl+json", citing.csl_json),
}
"""By the end of the file's name: what it is called, its media type, who writes it."""


@dataclass(frozen=True)
class Citation:
    """What a page says of how to cite it. ``lines`` has one line per language, the page's first;
    ``permanent`` always leads to the newest version, ``address`` to this one."""

    lines: list[tuple[str, list[citing.Piece]]]
    permanent: str
    address: str
    files: list[tuple[str, str]]


def citation(publication: Publication, document: Mapping[str, Any]) -> Citation:
    """How to cite a Publication, read today."""
    work = work_of(publication, document)
    reference, number = publication.reference, publication.number
    languages = citing.first_in(work.language)
    return Citation(
        lines=[(each, citing.in_words(work, each, today())) for each in languages],
        permanent=settings.SITE_URL + reverse("public:incident", args=[reference]),
        address=work.address,
        files=[
            (name, reverse("public:incident_citation", args=[reference, number, end]))
            for end, (name, _type, _write) in FILES.items()
        ],
    )


def work_of(publication: Publication, document: Mapping[str, Any]) -> citing.Work:
    """A Publication as what is cited, by the address of its version in the page's language."""
    reference, number = publication.reference, publication.number
    return citing.Work(
        institution=settings.SITE_NAME,
        title=document["title"],
        reference=reference,
        version=number,
        dated=_day(publication.published_at),
        addresses=addresses("incident_version", reference, number),
        language=get_language() or settings.LANGUAGE_CODE,
    )


def cited_report(edition: Edition) -> Citation:
    """How to cite an edition, read today."""
    work = report_work(edition)
    place = [edition.period, edition.edition]
    languages = citing.first_in(work.language)
    return Citation(
        lines=[(each, citing.in_words(work, each, today())) for each in languages],
        permanent=settings.SITE_URL + edition.path,
        address=work.address,
        files=[
            (name, reverse("public:report_citation", args=[*place, end]))
            for end, (name, _type, _write) in FILES.items()
        ],
    )


def report_work(edition: Edition) -> citing.Work:
    """An edition as what is cited, by the address of its file in the language of the words: these
    bytes never change."""
    files = {each.language: each.url for each in edition.files if each.volume == 1}
    pages = addresses("report", edition.period)
    return citing.Work(
        institution=settings.SITE_NAME,
        title=edition.titles,
        reference=edition.period,
        version=edition.edition,
        dated=_day(edition.issued_at),
        addresses=pages | files,
        language=get_language() or settings.LANGUAGE_CODE,
        genre=citing.REPORT,
        digest=edition.digest,
    )


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
