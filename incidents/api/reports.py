"""Issued reports: every edition with its digest and the addresses of its files."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from incidents import issued, key_pages
from incidents.api import items
from incidents.api.addresses import absolute, pages_of
from incidents.api.base import PublicView, page_response
from incidents.api.endpoint import Endpoint
from incidents.api.problems import Withdrawn
from incidents.api.records import reason_class
from incidents.filters import ReportFilter
from incidents.issued import File
from incidents.models import Report
from incidents.open_data.documents import moment

LARGEST = 32_767


class Reports(PublicView):
    """Every edition of every report, that issued last first, of any kind and year. A withdrawn one
    keeps its place, its dates and its digest."""

    endpoint = Endpoint(
        "reports",
        "report",
        fields=items.names("report"),
        filters=(ReportFilter,),
        place=lambda cursor, _order: key_pages.read_cursor(cursor, key_pages.NUMBER),
    )

    def get(self, request: Request) -> Response:
        """A page of editions. Two queries."""
        asked = self.asked(request)
        rows = issued.rows().annotate(references=issued.REFERENCES)
        if asked.records and asked.records.is_set:
            rows = rows.filter(pk__in=asked.records.qs.values("pk"))
        found = key_pages.page(rows, "-pk", asked.cursor, asked.size, key_pages.NUMBER)
        results = [self.shaped(_report(each), asked) for each in found.rows]
        return page_response(request, results, (found.next, found.previous))


class OneReport(PublicView):
    """One edition."""

    endpoint = Endpoint("report", "report", fields=items.names("report"))

    def get(self, request: Request, period: str, edition: int) -> Response:
        """With the references of the incidents it is about; 410 once withdrawn."""
        asked = self.asked(request)
        if edition > LARGEST or "\0" in period:
            raise NotFound
        rows = issued.rows().annotate(references=issued.REFERENCES)
        found = rows.filter(period=period, edition=edition).first()
        if found is None:
            raise NotFound
        item = _report(found)
        if item["withdrawn_at"]:
            gone = {name: item[name] for name in GONE}
            raise Withdrawn(gone, _("This report was withdrawn."))
        return Response(self.shaped(item, asked))


GONE = ("id", "period", "edition", "issued_at", "digest", "withdrawn_at", "class")
"""What remains of a withdrawn report."""


def _report(row: Report) -> dict[str, Any]:
    found = issued.edition_of(row)
    ended = getattr(row, "withdrawal", None)
    return {
        "id": f"{row.period}/{row.edition}",
        "url": absolute("api:report", row.period, str(row.edition)),
        "page": pages_of("public:report", row.period),
        "kind": row.kind,
        "period": row.period,
        "title": dict(found.titles),
        "edition": row.edition,
        "first_day": found.first_day.isoformat(),
        "last_day": found.last_day.isoformat(),
        "jurisdiction": _named(row),
        "election": row.election or None,
        "issued_at": moment(row.issued_at),
        "digest": row.digest,
        "summary": None if ended else _summary(row.summary),
        "incidents": None if ended else row.references,  # type: ignore[attr-defined]
        "files": [] if ended else [_file(each) for each in found.files],
        "withdrawn_at": moment(ended.withdrawn_at) if ended else None,
        "class": reason_class(ended.reason_class) if ended else None,
    }


def _named(row: Report) -> dict[str, Any] | None:
    if not row.jurisdiction:
        return None
    name = row.summary.get("about") or {}
    return {"code": row.jurisdiction, "name": {each: name.get(each, "") for each in ("fr", "en")}}


def _summary(kept: dict[str, Any]) -> dict[str, str] | None:
    """Paragraphs apart by an empty line, each under its heading; None in editions older than it."""
    if not kept.get("fr"):
        return None
    return {
        language: "\n\n".join(f"{heading}\n{text}" for heading, text in kept.get(language) or [])
        for language in ("fr", "en")
    }


def _file(file: File) -> dict[str, Any]:
    return {
        "language": file.language,
        "volume": file.volume,
        "url": file.url,
        "pages": file.pages,
        "bytes": file.size,
        "digest": file.digest,
    }
