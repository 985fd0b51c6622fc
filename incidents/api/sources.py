"""Sources that published incidents cite, their transcripts, and the passages that are public."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from incidents import key_pages
from incidents.api import items
from incidents.api.addresses import absolute, pages_of
from incidents.api.base import PublicView, page_response
from incidents.api.endpoint import Endpoint, Parameter
from incidents.api.record_views import (
    RecordDetail,
    RecordList,
    RecordView,
    gone_record,
    incidents_of,
    listed,
)
from incidents.api.shape import Item
from incidents.filters import SourceFilter
from incidents.models import ListedSegment, ListedSource, ListedSourceUse
from incidents.moments import moment_url
from incidents.record_lists import PUBLIC_ID, Record

TRANSCRIPT = "transcript"


class SourceView(RecordView):
    """Sources, each with what all documents that cite it show of it."""

    model, part, anchor, detail = ListedSourceUse, "sources", "source", "source"

    def items(self, found: Iterable[Record], expand: Sequence[str] = ()) -> list[Item]:
        """As the newest documents show them; one query."""
        records = list(found)
        rows = ListedSource.objects.in_bulk([each.shown.public_id for each in records])
        return [_source(each, rows[each.shown.public_id]) for each in records]


class Sources(SourceView, RecordList):
    """Videos, articles, judgments: where published incidents learned something."""

    endpoint = listed("sources", "source", SourceFilter, expands={})


class Source(SourceView, RecordDetail):
    """One source, with who speaks in what of it is public."""

    endpoint = Endpoint("source", "source", fields=items.names("source"))


class Transcripts(PublicView):
    """The versions of a source's transcript of which a passage is public."""

    endpoint = Endpoint("transcripts", "transcript", fields=items.names("transcript"))

    def get(self, request: Request, public_id: str) -> Response:
        """The newest first. Two queries."""
        asked = self.asked(request)
        source = _public(public_id)
        if source is None:
            return gone_record("sources", public_id)
        results = [self.shaped(each, asked) for each in _transcripts(source)]
        return Response({"source": absolute("api:source", public_id), "results": results})


class Segments(PublicView):
    """The public passages of a source, in the order in which they are said."""

    endpoint = Endpoint(
        "segments",
        "segment",
        fields=items.names("segment"),
        more=(
            Parameter(
                TRANSCRIPT,
                _("The digest of a version of the transcript; without it, the newest is meant"),
            ),
        ),
        place=lambda cursor, _order: key_pages.read_cursor(cursor, key_pages.NUMBER),
        size=100,
        most=500,
    )

    def get(self, request: Request, public_id: str) -> Response:
        """A page of passages of one version; a redacted one keeps its place and has no words."""
        asked = self.asked(request)
        source = _public(public_id)
        if source is None:
            return gone_record("sources", public_id)
        digest = request.query_params.get(TRANSCRIPT) or _newest(source)
        rows = _passages(source, digest)
        found = key_pages.page(rows, "position", asked.cursor, asked.size, key_pages.NUMBER)
        results = [self.shaped(_segment(each, source), asked) for each in found.rows]
        return page_response(
            request,
            results,
            (found.next, found.previous),
            source=absolute("api:source", public_id),
            transcript=digest or None,
        )


def _public(public_id: str) -> ListedSource | None:
    if not PUBLIC_ID.fullmatch(public_id):
        raise NotFound
    return ListedSource.objects.filter(pk=public_id).first()


def _passages(source: ListedSource, digest: str) -> QuerySet[ListedSegment]:
    return source.segments.filter(digest=digest) if "\0" not in digest else source.segments.none()


def _newest(source: ListedSource) -> str:
    transcript = source.content["transcript"]
    return str(transcript["digest"]) if transcript else ""


def _source(record: Record, row: ListedSource) -> Item:
    public_id = row.pk
    return {
        "id": public_id,
        "url": absolute("api:source", public_id),
        "page": pages_of("public:source", public_id),
        "incidents": incidents_of(record),
        "incidents_total": record.total,
        "transcripts": absolute("api:transcripts", public_id),
        "segments": absolute("api:segments", public_id),
        "publisher_url": row.content["url"],
        **{name: value for name, value in row.content.items() if name != "url"},
    }


def _transcripts(source: ListedSource) -> list[Item]:
    newest = _newest(source)
    counted = dict(source.segments.order_by("digest").values_list("digest").annotate(n=Count("pk")))
    digests = [newest] if newest else []
    digests += sorted(digest for digest in counted if digest != newest)
    address = absolute("api:segments", source.pk)
    return [
        {
            "digest": digest,
            "newest": digest == newest,
            "public_segments": counted.get(digest, 0),
            "segments": f"{address}?{TRANSCRIPT}={digest}",
            "about": source.content["transcript"] if digest == newest else None,
        }
        for digest in digests
    ]


def _segment(row: ListedSegment, source: ListedSource) -> dict[str, Any]:
    return {
        "transcript": row.digest,
        "position": row.position,
        "start_ms": row.start_ms,
        "end_ms": row.end_ms,
        "text": row.text,
        "speaker": row.speaker,
        "redacted": row.redacted,
        "low_confidence": row.low_confidence,
        "moment_url": moment_url(source.content["url"], row.start_ms),
        "cited_by": row.cited_by,
    }
