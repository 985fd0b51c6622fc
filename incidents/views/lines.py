"""The public lines of a source's transcript, in pages, each at its second."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from incidents.codes import PublicExtent
from incidents.documents import LINES_ON_A_PAGE, second_in_page
from incidents.models import ListedSegment, ListedSource
from incidents.moments import moment_url

SHORT = 12
"""How much of a digest names an earlier version in an address."""


@dataclass(frozen=True)
class Line:
    """One segment. `anchor` is `t=13` for the first segment of its second, else empty; `address`
    is where its second is found; `moment` the same at the publisher's, or empty. `skipped` counts
    the segments before it that are not public; `cited_by` has the parts of each incident;
    `is_context`: it is public only because of what is cited beside it."""

    start_ms: int
    anchor: str
    address: str
    moment: str
    text: str
    redacted: bool
    low_confidence: bool
    speaker: str
    new_speaker: bool
    skipped: int
    is_context: bool
    cited_by: Sequence[tuple[str, Sequence[dict[str, str]]]]


@dataclass(frozen=True)
class Text:
    """One version of a transcript; `is_latest` is False for one that is only still quoted, which
    `version`, the beginning of its digest, then names in addresses."""

    lines: Sequence[Line]
    is_latest: bool
    skipped_after: int
    version: str


@dataclass(frozen=True)
class Page:
    """What one page shows. Where all lines do not fit, only those of one version are on it, and
    `next`, `previous` and `others` are the queries of the pages beside it."""

    texts: Sequence[Text]
    next: dict[str, Any] | None = None
    previous: dict[str, Any] | None = None
    others: Sequence[dict[str, Any]] = ()


@dataclass(frozen=True)
class Place:
    """The page (its query) and the second at which a line is found."""

    query: dict[str, Any]
    second: int


def page(listed: ListedSource, version: str, first: int) -> Page:
    """The lines from a position on, of the newest version or of that whose digest begins so.

    Two queries where all lines fit on a page, a few more where they do not. 404 for a version that
    has no public line.
    """
    newest, older = _newest(listed), _older(listed)
    found = list(newest[: LINES_ON_A_PAGE + 1])
    found += older[: LINES_ON_A_PAGE + 1 - len(found)]
    if len(found) <= LINES_ON_A_PAGE:
        return Page(_texts(listed, found))
    return _one_of_many(listed, version, first)


def at_second(listed: ListedSource, second: int) -> Place | None:
    """The line that begins in a second, in the newest version that has one; else the last that
    begins before it. None where nothing is public."""
    begin, end = second * 1000, (second + 1) * 1000
    both = (_newest(listed), _older(listed))
    exact = (rows.filter(start_ms__gte=begin, start_ms__lt=end) for rows in both)
    before = (rows.filter(start_ms__lt=end).order_by("-start_ms", "position") for rows in both)
    candidates = (rows.first() for rows in (*exact, *before, *both))
    found = next((row for row in candidates if row is not None), None)
    return None if found is None else _place(listed, found)


def between(listed: ListedSource, version: str, first: int, last: int) -> list[ListedSegment]:
    """The public lines that begin from one second to another, of the version whose digest begins
    so, else of the newest that has the first of them; [] where no line begins in the first second.
    No more than ``LINES_ON_A_PAGE``; two queries."""
    rows = listed.segments.filter(start_ms__gte=first * 1000).order_by("position")
    begins = rows.filter(start_ms__lt=(first + 1) * 1000).values_list("digest", flat=True)
    found = sorted(set(begins), key=lambda digest: (digest != _digest(listed), digest))
    chosen = next((digest for digest in found if digest.startswith(version)), None)
    if chosen is None:
        return []
    return list(rows.filter(digest=chosen, start_ms__lt=(last + 1) * 1000)[:LINES_ON_A_PAGE])


def _place(listed: ListedSource, row: ListedSegment) -> Place:
    """All lines of one second are addressed by the first of them, which has the anchor."""
    begin = row.start_ms // 1000 * 1000
    rows = listed.segments.filter(digest=row.digest).order_by("position")
    first = rows.filter(start_ms__gte=begin, start_ms__lt=begin + 1000).first() or row
    query: dict[str, Any] = {}
    if listed.segments.count() > LINES_ON_A_PAGE:
        before = rows.filter(position__lt=first.position).count()
        if start := before - before % LINES_ON_A_PAGE:
            query["from"] = rows[start].position
        if first.digest != _digest(listed):
            query["version"] = first.digest[:SHORT]
    return Place(query, first.start_ms // 1000)


def _digest(listed: ListedSource) -> str:
    """The digest of the newest version, "" where there is none."""
    transcript = listed.content["transcript"]
    return str(transcript["digest"]) if transcript else ""


def _newest(listed: ListedSource) -> QuerySet[ListedSegment]:
    return listed.segments.filter(digest=_digest(listed)).order_by("position")


def _older(listed: ListedSource) -> QuerySet[ListedSegment]:
    """The lines of versions that are only still quoted."""
    return listed.segments.exclude(digest=_digest(listed)).order_by("digest", "position")


def _one_of_many(listed: ListedSource, version: str, first: int) -> Page:
    versions = listed.segments.order_by("digest").values_list("digest", flat=True).distinct()
    digests = sorted(versions, key=lambda digest: digest != _digest(listed))
    chosen = next((d for d in digests if d.startswith(version)), None)
    if chosen is None:
        raise Http404
    mine = listed.segments.filter(digest=chosen).order_by("position")
    found = list(mine.filter(position__gte=first)[: LINES_ON_A_PAGE + 1])
    before = list(mine.filter(position__lt=first).order_by("-position")[:LINES_ON_A_PAGE])
    shown, more = found[:LINES_ON_A_PAGE], found[LINES_ON_A_PAGE:]
    named: dict[str, Any] = {} if chosen == digests[0] else {"version": chosen[:SHORT]}
    return Page(
        _texts(listed, shown, before[0] if before else None, is_last=not more),
        next=named | {"from": more[0].position} if more else None,
        previous=named | {"from": before[-1].position} if before else None,
        others=[{"version": d[:SHORT], "latest": d == digests[0]} for d in digests if d != chosen],
    )


def _texts(
    listed: ListedSource,
    rows: Iterable[ListedSegment],
    before: ListedSegment | None = None,
    *,
    is_last: bool = True,
) -> list[Text]:
    """Lines by version. A second is addressed once: by its first segment in the first version."""
    transcript = listed.content["transcript"]
    taken: set[int] = {before.start_ms // 1000} if before else set()
    shown = []
    for digest, group in groupby(rows, key=lambda row: row.digest):
        found = list(group)
        is_latest = bool(transcript) and digest == transcript["digest"]
        total = transcript["segments"] if is_latest else found[-1].position + 1
        after = total - found[-1].position - 1 if is_last else 0
        version = "" if is_latest else digest[:SHORT]
        shown.append(Text(_lines(listed.content, found, taken, before), is_latest, after, version))
        before = None
    return shown


def _lines(
    source: dict[str, Any],
    rows: Iterable[ListedSegment],
    taken: set[int],
    before: ListedSegment | None,
) -> list[Line]:
    """Lines of one version; `taken` are the seconds that already have their anchor."""
    lines: list[Line] = []
    full = source["public_extent"] == PublicExtent.FULL
    expected, speaker = (before.position + 1, before.speaker) if before else (0, "")
    for row in rows:
        second, skipped = row.start_ms // 1000, row.position - expected
        turns = row.speaker != speaker or skipped > 0 or not lines
        lines.append(
            Line(
                start_ms=row.start_ms,
                anchor="" if second in taken else f"t={second}",
                address=second_in_page(source, row.start_ms),
                moment=moment_url(source["url"], row.start_ms) or "",
                text=row.text,
                redacted=row.redacted,
                low_confidence=row.low_confidence,
                speaker=row.speaker,
                new_speaker=bool(row.speaker) and turns,
                skipped=skipped,
                is_context=not (full or row.cited_by),
                cited_by=_citing(row.cited_by),
            )
        )
        taken.add(second)
        expected, speaker = row.position + 1, row.speaker
    return lines


def _citing(parts: Iterable[dict[str, str]]) -> list[tuple[str, list[dict[str, str]]]]:
    """What cites a segment, by incident; of each kind of part the first."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for part in parts:
        found.setdefault(part["reference"], {}).setdefault(part["kind"], part)
    return [(reference, list(kinds.values())) for reference, kinds in found.items()]
