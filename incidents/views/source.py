"""One source: what it is, and its transcript as far as it is public, second by second."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from incidents.models import ListedIncident, ListedSegment, ListedSource
from incidents.views.page import show


@dataclass(frozen=True)
class Line:
    """One segment. `anchor` is `t=13` for the first segment of its second, else empty; `skipped`
    counts the segments before it that are not public; `cited_by` has the parts of each incident."""

    start_ms: int
    anchor: str
    text: str
    speaker: str
    new_speaker: bool
    skipped: int
    cited_by: Sequence[tuple[str, Sequence[dict[str, str]]]]

    @property
    def second(self) -> int:
        """The whole second in which it starts."""
        return self.start_ms // 1000


@dataclass(frozen=True)
class Text:
    """One version of a transcript; `is_latest` is False for one that is only still quoted."""

    lines: Sequence[Line]
    is_latest: bool
    skipped_after: int


@require_safe
def source(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page of one source; 404 unless a published incident cites it."""
    listed = get_object_or_404(ListedSource, public_id=public_id)
    content = listed.content
    citing = ListedIncident.objects.filter(sources__contains=[public_id]).order_by("reference")
    return show(
        request,
        "source.html",
        "incidents",
        source=content,
        texts=texts(listed.segments.order_by("digest", "position"), content["transcript"]),
        incidents=[
            {"reference": row.reference, "title": {"fr": row.title_fr, "en": row.title_en}}
            for row in citing.only("reference", "title_fr", "title_en")
        ],
    )


def texts(segments: Iterable[ListedSegment], transcript: dict[str, Any] | None) -> list[Text]:
    """The public segments, in order of position, by version of the transcript, the latest first.

    A second is addressed once on the page: by its first segment in the first version shown.
    """
    latest = transcript["digest"] if transcript else ""
    versions = [(d, list(found)) for d, found in groupby(segments, key=lambda s: s.digest)]
    versions.sort(key=lambda version: version[0] != latest)
    taken: set[int] = set()
    shown = []
    for digest, found in versions:
        is_latest = digest == latest
        total = transcript["segments"] if transcript and is_latest else found[-1].position + 1
        after = total - found[-1].position - 1
        shown.append(Text(_lines(found, taken), is_latest, after))
    return shown


def _lines(segments: Iterable[ListedSegment], taken: set[int]) -> list[Line]:
    """Lines of one version; `taken` are the seconds that already have their anchor."""
    lines: list[Line] = []
    expected, speaker = 0, ""
    for segment in segments:
        second, skipped = segment.start_ms // 1000, segment.position - expected
        lines.append(
            Line(
                start_ms=segment.start_ms,
                anchor="" if second in taken else f"t={second}",
                text=segment.text,
                speaker=segment.speaker,
                new_speaker=bool(segment.speaker) and (segment.speaker != speaker or skipped > 0),
                skipped=skipped,
                cited_by=_citing(segment.cited_by),
            )
        )
        taken.add(second)
        expected, speaker = segment.position + 1, segment.speaker
    return lines


def _citing(parts: Iterable[dict[str, str]]) -> list[tuple[str, list[dict[str, str]]]]:
    """What cites a segment, by incident; of each kind of part the first."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for part in parts:
        found.setdefault(part["reference"], {}).setdefault(part["kind"], part)
    return [(reference, list(kinds.values())) for reference, kinds in found.items()]
