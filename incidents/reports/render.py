"""Render a frozen snapshot: data in, volumes as PDF out."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.template import Context, Engine
from django.utils import translation

from incidents.reports import wording
from incidents.reports.attached import attached
from incidents.reports.frozen import Snapshot, digest
from incidents.reports.glyphs import printable
from incidents.reports.page import page
from incidents.reports.pdf import write_pdf

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Volume:
    """One PDF of a report in one language, numbered from 1, and how many pages it has."""

    number: int
    pdf: bytes
    pages: int


def render(
    snapshot: Snapshot, language: str, progress: Progress | None = None
) -> tuple[Volume, ...]:
    """The report as PDF, from the snapshot alone: its volumes in order, mostly one.

    The same snapshot and language give the same bytes, whatever the day, time zone and locale.
    ``progress`` is told, in English, what is being done. Raises ValueError for a language other
    than fr and en, and ReportUnavailable where Pango is missing.
    """
    if language not in wording.LANGUAGES:
        raise ValueError(f"language {language!r} is not one of {', '.join(wording.LANGUAGES)}")
    tell = progress or (lambda _step: None)
    tell("arranging the snapshot")
    html = report_html(snapshot, language)
    tell("laying out the pages")
    seal = f"{digest(snapshot)} {language}"
    pdf, pages = write_pdf(
        html,
        identifier=hashlib.sha256(seal.encode()).digest()[:16],
        attachments=attached(snapshot, language),
    )
    tell("done")
    return (Volume(1, pdf, pages),)


def report_html(snapshot: Snapshot, language: str) -> str:
    """The page that is laid out; it holds only characters that the report's font can print."""
    with translation.override(language):
        template = _engine().get_template("report/report.html")
        context = Context(page(snapshot, language), use_l10n=False, use_tz=False)
        return printable(template.render(context))


@cache
def _engine() -> Engine:
    return Engine(
        dirs=[str(TEMPLATES)],
        libraries={
            "report": "incidents.reports.markup",
            "cited": "incidents.reports.cited",
            "i18n": "django.templatetags.i18n",
        },
    )
