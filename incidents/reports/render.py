"""Render a frozen snapshot: data in, volumes as PDF out. In this process; ``press`` does it in
others."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.template import Context, Engine
from django.utils import translation

from incidents.reports import wording
from incidents.reports.attached import attached
from incidents.reports.chapters.cover import groups
from incidents.reports.elsewhere import Elsewhere, linked
from incidents.reports.frozen import Snapshot, digest
from incidents.reports.glyphs import printable
from incidents.reports.page import page
from incidents.reports.pdf import Attached, Written, write_pdf
from incidents.reports.volumes import LONG, Part, in_stages, parts, slice_of

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
Progress = Callable[[str], None]
Places = Mapping[str, tuple[int, int]]
"""By anchor, the volume and the page on which it stands."""


@dataclass(frozen=True)
class Volume:
    """One PDF of a report in one language, numbered from 1, and how many pages it has."""

    number: int
    pdf: bytes
    pages: int


@dataclass(frozen=True)
class Sheet:
    """One volume before it is laid out: all that is needed of the snapshot."""

    html: str
    identifier: bytes
    attachments: list[Attached]

    def laid_out(self) -> Written:
        """The PDF. Takes nearly all of the time and memory."""
        return write_pdf(self.html, identifier=self.identifier, attachments=self.attachments)


def render(
    snapshot: Snapshot, language: str, progress: Progress | None = None
) -> tuple[Volume, ...]:
    """The report as PDF, from the snapshot alone: its volumes in order, mostly one.

    The same snapshot and language give the same bytes, whatever the day, time zone and locale.
    ``progress`` is told, in English, what is being done. Raises ValueError for a language other
    than fr and en, and ReportUnavailable where Pango is missing.
    """
    check_language(language)
    tell = progress or (lambda _step: None)
    tell("arranging the snapshot")
    planned = parts(snapshot)
    made: dict[int, Written] = {}
    for stage in in_stages(planned):
        found = places(made)
        for part in stage:
            tell(step(part))
            made[part.number] = sheet(snapshot, language, part, planned, found).laid_out()
    tell("done")
    return tuple(Volume(n, each.pdf, each.pages) for n, each in sorted(made.items()))


def check_language(language: str) -> None:
    """Raise ValueError for a language in which there are no reports."""
    if language not in wording.LANGUAGES:
        raise ValueError(f"language {language!r} is not one of {', '.join(wording.LANGUAGES)}")


def step(part: Part) -> str:
    """What is told while a volume is laid out."""
    if part.is_alone:
        return "laying out the pages"
    return f"laying out volume {part.number} of {part.of}"


def places(made: Mapping[int, Written]) -> dict[str, tuple[int, int]]:
    """Where the anchors of the volumes that are laid out stand."""
    return {
        anchor: (number, where)
        for number, each in made.items()
        for anchor, where in each.places.items()
    }


def sheet(
    snapshot: Snapshot, language: str, part: Part, planned: Sequence[Part], found: Places
) -> Sheet:
    """One volume of those planned, ready to be laid out; ``found`` says where things stand in those
    that are laid out."""
    seal = f"{digest(snapshot)} {language}"
    if not part.is_alone:
        seal += f" {part.number}/{part.of}"
    return Sheet(
        volume_html(snapshot, language, part, planned, found),
        hashlib.sha256(seal.encode()).digest()[:16],
        attached(snapshot, language, volume=part.number, volumes=part.of),
    )


def report_html(snapshot: Snapshot, language: str) -> str:
    """The whole report as one page, whatever its weight."""
    references = tuple(each["reference"] for each in snapshot["incidents"])
    whole = Part(1, 1, references, LONG)
    return volume_html(snapshot, language, whole, [whole], {})


def volume_html(
    snapshot: Snapshot, language: str, part: Part, planned: Sequence[Part], found: Places
) -> str:
    """The page that is laid out; it holds only characters that the report's font can print."""
    with translation.override(language):
        template = _engine().get_template("report/report.html")
        said = _context(snapshot, language, part, planned)
        html = printable(template.render(Context(said, use_l10n=False, use_tz=False)))
        if part.is_alone:
            return html
        return linked(html, _elsewhere(snapshot, language, planned, found))


def _context(
    snapshot: Snapshot, language: str, part: Part, planned: Sequence[Part]
) -> dict[str, Any]:
    """``printed``: the incidents whose pages stand in this volume."""
    held = slice_of(snapshot, part) if part.references and not part.leads else snapshot
    context = page(held, language)
    seal = digest(snapshot)
    return context | {
        "digest": seal,
        "digest_groups": groups(seal),
        "volume": part,
        "volumes": [] if part.is_alone else planned,
        "printed": context["incidents"] if part.references else [],
    }


def _elsewhere(
    snapshot: Snapshot, language: str, planned: Iterable[Part], found: Places
) -> dict[str, Elsewhere]:
    """By anchor, every incident of the report and what else stands in volumes laid out already."""
    root = f"{snapshot['site_url'].rstrip('/')}/{language}/incidents"
    there = {anchor: Elsewhere("", *place) for anchor, place in found.items()}
    for part in planned:
        for chapter in part.chapters:
            there.setdefault(chapter, Elsewhere("", part.number, None))
        for reference in part.references:
            anchor = reference.lower()
            _volume, where = found.get(anchor, (part.number, None))
            there[anchor] = Elsewhere(f"{root}/{reference}/", part.number, where)
    return there


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
