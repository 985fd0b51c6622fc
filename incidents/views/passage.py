"""How to cite a passage of a source: its words, who says them, when, where they can be checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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
from incidents.views.page import show, today
from incidents.views.source import number

GAP = "[…]"
"""Stands for what was redacted, and between lines that do not follow one another in public."""


@dataclass(frozen=True)
class Quoted:
    """What one voice says without a break; ``text`` is "" where all of it is redacted."""

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
    source, said = listed.content, _said(rows)
    cited = _passage(source, rows, said)
    active = get_language() or settings.LANGUAGE_CODE
    languages = (active, *(each for each in citing.LANGUAGES if each != active))
    following = listed.segments.filter(digest=rows[0].digest, position=rows[-1].position + 1)
    return show(
        request,
        "passage.html",
        "incidents",
        source=source,
        said=said,
        passage=cited,
        rows=rows,
        moment=moment_url(source["url"], rows[0].start_ms) or "",
        back=second_in_page(source, rows[0].start_ms),
        first=first,
        next=following.first(),
        version=request.GET.get("version", ""),
        lines=[(each, citing.passage_in_words(cited, each, today())) for each in languages],
        canonical_url=settings.SITE_URL + reverse("public:source", args=[public_id]),
    )


def _passage(
    source: dict[str, Any], rows: Sequence[ListedSegment], said: Sequence[Quoted]
) -> citing.Passage:
    voices = {each.speaker for each in said}
    transcript, publisher = source["transcript"], source["publisher"]
    latest = bool(transcript) and rows[0].digest == transcript["digest"]
    address = reverse("public:source", args=[source["id"]])
    return citing.Passage(
        institution=settings.SITE_NAME,
        source=citing.plain(source_name(source)),
        source_language=source["language"],
        publisher=publisher["name"] if publisher else {},
        published=_published(source["published"]),
        place=_place(rows),
        speaker=voices.pop() if len(voices) == 1 else "",
        quote=citing.plain(_words(said)),
        transcript=transcript["version"] if latest else 0,
        address=settings.SITE_URL + address + second_in_page(source, rows[0].start_ms),
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


def _words(said: Sequence[Quoted]) -> str:
    if len(said) == 1:
        return said[0].text
    voiced = ((each.speaker, each.text) for each in said)
    return " – ".join(f"{who} : {text}" if who else text for who, text in voiced)


def _place(rows: Sequence[ListedSegment]) -> str:
    first, end = rows[0].start_ms, rows[-1].end_ms
    last = end if end is not None else rows[-1].start_ms
    begins, ends = timecode.display(first), timecode.display(last)
    return begins if begins == ends else f"{begins}–{ends}"


def _published(fact: Mapping[str, Any]) -> dict[str, str]:
    if not fact["earliest"] or not fact["latest"]:
        return {}
    known = dates.FactDate(
        date.fromisoformat(fact["earliest"]),
        date.fromisoformat(fact["latest"]),
        dates.DatePrecision(fact["precision"]),
    )
    return {each: dates.wording(known, each) for each in citing.LANGUAGES}
