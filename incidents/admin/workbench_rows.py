"""What the workbench shows of a transcript, as plain values: passages, voices, what cites them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator, capfirst

from incidents.models import Citation, Redaction, Segment, Transcript
from incidents.models.citation import OWNERS
from incidents.moments import moment_url
from incidents.templatetags.wording import is_mark
from incidents.timecode import display
from incidents.transcripts.confidence import is_low
from incidents.transcripts.quotes import FoundQuote, QuoteError, find_quote
from incidents.versions import Newer, newer_versions

Values = dict[str, Any]

NAME_CHARS = 90
MAX_CHECKED = 400
"""Passages of one citation that its quote is looked for in again; a longer range is not checked."""

PROPOSALS = 30
"""Proposed names that are listed, the most frequent first."""

OWNER_PAGES = {owner: f"admin:incidents_{owner.replace('_', '')}_change" for owner in OWNERS}
LOADED = (
    "claim",
    "procedure_event",
    "appearance_event",
    "observation",
    "involvement__actor",
    "involvement__incident",
    "incident",
    "first_segment",
    "last_segment",
)


def rows(transcript: Transcript, first: int, count: int) -> list[Values]:
    """`count` passages from position `first` on: three queries, however many they are."""
    last = first + count - 1
    found = transcript.segments.filter(position__range=(first, last)).order_by("position")
    citing = list(citations(transcript, first, last))
    hidden = Redaction.objects.filter(
        transcript=transcript, first_position__lte=last, last_position__gte=first
    ).values_list("first_position", "last_position")
    ranges = list(hidden)
    url = transcript.source.url
    return [
        _row(segment, url)
        | {"redacted": any(a <= segment.position <= b for a, b in ranges)}
        | {"cites": [_named(citation) for citation in citing if _covers(citation, segment)]}
        for segment in found.select_related("speaker")
    ]


def citations(transcript: Transcript, first: int, last: int) -> QuerySet[Citation]:
    """What cites any of these passages, in the order of the passages."""
    found = Citation.objects.filter(
        first_segment__transcript=transcript,
        first_segment__position__lte=last,
        last_segment__position__gte=first,
    )
    return found.select_related(*LOADED).order_by("first_segment__position", "pk")


def cited(transcript: Transcript, begin: int, count: int) -> list[Values]:
    """`count` citations of this transcript from number `begin` (0-based) on, each with its quote
    looked for again, and with what a newer version says there, where it says something else."""
    found = list(citations(transcript, 0, transcript.size)[begin : begin + count])
    newer = newer_versions(found)
    texts = _texts(transcript, found)
    return [
        _named(citation)
        | {
            "first": citation.first_segment.position,
            "last": citation.last_segment.position,
            "time": display(citation.first_segment.start_ms),
            "quote": Truncator(citation.quote).chars(160),
            "check": _check(citation, texts),
            "newer": _newer(newer.get(citation.pk)),
        }
        for citation in found
        if citation.first_segment is not None and citation.last_segment is not None
    ]


def voices(transcript: Transcript) -> list[Values]:
    """The voices in the order in which they were named: the n-th has the digit n."""
    known = transcript.speakers.select_related("actor").annotate(count=Count("segments"))
    return [
        {
            "id": speaker.pk,
            "label": speaker.label,
            "role": str(speaker.get_role_display()),
            "actor": str(speaker.actor or ""),
            "count": speaker.count,
        }
        for speaker in known.order_by("pk")
    ]


def proposals(transcript: Transcript) -> list[Values]:
    """Names that the typography proposes, for passages that nobody was given yet."""
    waiting = transcript.segments.filter(speaker__isnull=True).exclude(proposed_speaker="")
    counted = waiting.order_by().values_list("proposed_speaker").annotate(count=Count("pk"))
    return [
        {"label": label, "count": count}
        for label, count in counted.order_by("-count", "proposed_speaker")[:PROPOSALS]
    ]


def pieces(text: str) -> list[tuple[str, bool]]:
    """The text cut where it holds an invisible mark: (piece, is it the name of a mark)."""
    found: list[tuple[str, bool]] = []
    start = 0
    for index, character in enumerate(text):
        if is_mark(character):
            if start < index:
                found.append((text[start:index], False))
            found.append((f"U+{ord(character):04X}", True))
            start = index + 1
    if start < len(text):
        found.append((text[start:], False))
    return found


def _row(segment: Segment, url: str) -> Values:
    speaker = segment.speaker
    confidence = segment.confidence
    cut = pieces(segment.text)
    return {
        "n": segment.position,
        "time": display(segment.start_ms),
        "end": display(segment.end_ms) if segment.end_ms is not None else "",
        "who": speaker.label if speaker else "",
        "speaker": speaker.pk if speaker else None,
        "proposed": "" if speaker else segment.proposed_speaker,
        "text": cut,
        "raw": segment.text if any(is_named for _piece, is_named in cut) else None,
        "low": round(confidence * 100) if confidence is not None and is_low(confidence) else None,
        "moment": moment_url(url, segment.start_ms) or "",
    }


def _named(citation: Citation) -> Values:
    """The record that cites, as a word and a link."""
    owner = next(name for name in OWNERS if getattr(citation, f"{name}_id") is not None)
    record = getattr(citation, owner)
    return {
        "id": citation.pk,
        "kind": capfirst(str(record._meta.verbose_name)),
        "name": Truncator(str(record)).chars(NAME_CHARS),
        "url": reverse(OWNER_PAGES[owner], args=[record.pk]),
    }


def _covers(citation: Citation, segment: Segment) -> bool:
    first, last = citation.first_segment, citation.last_segment
    assert first is not None and last is not None
    return first.position <= segment.position <= last.position


def _texts(transcript: Transcript, found: Iterable[Citation]) -> dict[int, Segment]:
    """The passages of all these citations, by position, in one query."""
    wanted = Q(pk__in=[])
    for citation in found:
        first, last = citation.first_segment, citation.last_segment
        if first and last and last.position - first.position < MAX_CHECKED:
            wanted |= Q(position__range=(first.position, last.position))
    passages = transcript.segments.filter(wanted).only("position", "text", "transcript")
    return {segment.position: segment for segment in passages}


def _check(citation: Citation, texts: dict[int, Segment]) -> str:
    """`found`, `missing`, `none` where there is no quote, `long` where it is not looked for."""
    first, last = citation.first_segment, citation.last_segment
    assert first is not None and last is not None
    if not citation.quote.strip():
        return "none"
    if last.position - first.position >= MAX_CHECKED:
        return "long"
    passages = [texts[n] for n in range(first.position, last.position + 1) if n in texts]
    try:
        return (
            "found" if isinstance(find_quote(passages, citation.quote), FoundQuote) else "missing"
        )
    except QuoteError:
        return "missing"


def _newer(newer: Newer | None) -> Values | None:
    if newer is None or not newer.differs:
        return None
    return {"version": newer.version, "text": Truncator(newer.text).chars(200)}
