"""Template tags of the report: quotes with the number and the second of their source."""

from collections.abc import Iterator
from typing import Any

from django import template
from django.template import Context
from django.utils.translation import gettext

from incidents.reports.source_list import Source
from incidents.reports.voices import voices
from incidents.timecode import display

register = template.Library()

LONGEST_WORD = 40
"""A quote with a longer one begins a line of its own: only there can such a word be broken."""


@register.filter
def at(cited: Any) -> str:
    """When in the recording: 02:24–02:30, or the start alone where the end is not known."""
    record = cited if isinstance(cited, dict) else vars(cited)
    start = display(record["start_ms"])
    end = display(record["end_ms"]) if record["end_ms"] is not None else start
    return start if end == start else f"{start}–{end}"


@register.filter
def quoted(quote: str, language: str) -> str:
    """The quote between the quotation marks of its own language."""
    if language == "fr":
        return f"«\N{NO-BREAK SPACE}{quote}\N{NO-BREAK SPACE}»"
    return f"“{quote}”"


@register.inclusion_tag("report/citations.html", takes_context=True)
def cited(
    context: Context,
    citations: list[dict[str, Any]],
    briefly: bool = False,
    apart: bool = False,
) -> dict[str, Any]:
    """Quotes with number and second of their source, which ``incident`` of the context holds.

    ``briefly`` leaves out a quote from a recording: the cited passages of the source have its text.
    ``apart`` sets each as a paragraph of its own; otherwise they run on in the line.
    """
    sources = context["incident"].sources
    return {
        "apart": apart,
        "cited": [
            _cited(sources[citation["source"]], citation, briefly)
            for citation in citations
            if citation["source"] in sources
        ],
    }


def _remarks(citation: dict[str, Any]) -> Iterator[str]:
    """What makes a quote doubtful. Snapshots of older reports say nothing of it."""
    if citation.get("redacted"):
        yield gettext("[quote redacted]")
    if citation.get("low_confidence"):
        yield gettext("Machine transcription, low confidence")
    newer = citation.get("newer")
    if newer and newer["differs"]:
        yield gettext(
            "Version %(number)d of the transcript, newer than the one quoted, says something else "
            "there."
        ) % {"number": newer["version"]}


def _cited(source: Source, citation: dict[str, Any], briefly: bool) -> dict[str, Any]:
    timed = citation["start_ms"] is not None
    words = "" if briefly and timed else source.words(citation)
    return {
        "citation": citation,
        "source": source,
        "address": source.address_at(citation["start_ms"]),
        "quote": words,
        "endless": any(len(word) > LONGEST_WORD for word in words.split()),
        "voices": voices(source.record, citation),
        "remarks": list(_remarks(citation)),
        "moment": citation.get("moment_url") or "",
    }
