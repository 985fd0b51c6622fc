"""How to cite a passage of a source: its words, who says them, when, where they can be checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from incidents import citing, dates, timecode
from incidents.documents import second_in_page
from incidents.models import ListedSegment, ListedSource
from incidents.moments import moment_url
from incidents.templatetags.wording import source_name
from incidents.views import lines
from incidents.views.page import addresses, show, today
from incidents.views.source import number

GAP = "[…]"
"""Stands for what was redacted, and between lines that do not follow one another in public."""


@dataclass(frozen=True)
class Quoted:
    """What one voice says without another between; what was redacted is a gap in it."""

    speaker: str
    text: str


@require_safe
def passage(request: HttpRequest, public_id: str) -> HttpResponse:
    """The line that begins in second ``t``, or all from it to the one that begins in ``to``; 404
    unless these seconds are public."""
    listed = get_object_or_404(ListedSource, public_id=public_id)
    first = number(request, "t")
    last = number(request, "to") if "to" in request.GET else first
    rows = lines.between(listed, request.GET.get("version", ""), first, last)
    if not rows or last < first:
        raise Http404
    following = _after(rows[-1])
    source, said = listed.content, _said(rows)
    cited = _passage(source, rows, said, following)
    language = get_language() or settings.LANGUAGE_CODE
    return show(
        request,
        "passage.html",
        "incidents",
        source=source,
        said=said,
        passage=cited,
        address=cited.addresses[language],
        rows=rows,
        cited_by=_cited_by(rows),
        moment=moment_url(source["url"], rows[0].start_ms) or "",
        back=second_in_page(source, rows[0].start_ms),
        first=first,
        next=following,
        version=request.GET.get("version", ""),
        lines=_lines(cited, language),
        canonical_url=settings.SITE_URL + reverse("public:source", args=[public_id]),
    )


def _cited_by(rows: Sequence[ListedSegment]) -> list[tuple[str, list[dict[str, str]]]]:
    """By incident every part that cites a line: there, what answers it stands beside."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for part in (part for row in rows for part in row.cited_by):
        found.setdefault(part["reference"], {}).setdefault(part["anchor"], part)
    return [(reference, list(parts.values())) for reference, parts in found.items()]


def _after(row: ListedSegment) -> ListedSegment | None:
    """The line that follows in public, None where the next one is not."""
    rows = ListedSegment.objects.filter(source=row.source_id, digest=row.digest)
    return rows.filter(position=row.position + 1).first()


def _lines(passage: citing.Passage, language: str) -> list[tuple[str, list[citing.Piece]]]:
    return [
        (each, citing.passage_in_words(passage, each, today()))
        for each in citing.first_in(language)
    ]


def _passage(
    source: dict[str, Any],
    rows: Sequence[ListedSegment],
    said: Sequence[Quoted],
    following: ListedSegment | None,
) -> citing.Passage:
    transcript, publisher = source["transcript"], source["publisher"]
    latest = bool(transcript) and rows[0].digest == transcript["digest"]
    second = second_in_page(source, rows[0].start_ms)
    return citing.Passage(
        institution=settings.SITE_NAME,
        source=citing.plain(source_name(source)),
        source_language=source["language"],
        publisher=publisher["name"] if publisher else {},
        published=_published(source["published"]),
        place=_place(rows, following),
        said=[(each.speaker, each.text) for each in said],
        transcript=transcript["version"] if latest else 0,
        addresses=addresses("source", source["id"], end=second),
        digest=source["digest"],
    )


def _said(rows: Sequence[ListedSegment]) -> list[Quoted]:
    found, before = [], rows[0].position - 1
    for speaker, group in groupby(rows, key=lambda row: row.speaker):
        words: list[str] = []
        for row in group:
            words += [GAP] if row.position != before + 1 else []
            words.append(GAP if row.redacted else row.text)
            before = row.position
        found.append(Quoted(speaker, " ".join(words)))
    return found


def _place(rows: Sequence[ListedSegment], following: ListedSegment | None) -> str:
    """From where to where; a line whose end is not recorded ends where the next one begins."""
    first, last = rows[0].start_ms, rows[-1].end_ms
    if last is None:
        last = (following or rows[-1]).start_ms
    begins, ends = timecode.display(first), timecode.display(last)
    return begins if begins == ends else f"{begins}–{ends}"


def _published(fact: Mapping[str, Any]) -> dict[str, str]:
    if not fact["earliest"] or not fact["latest"]:
        return {}
    known = dates.read_fact(fact)
    return {each: dates.wording(known, each) for each in citing.LANGUAGES}
