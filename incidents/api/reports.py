"""Issued reports: every edition with its digest and the addresses of its files."""

from datetime import timedelta
from typing import Any

from django.db.models import F, Func, JSONField, Prefetch, QuerySet, Value
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from incidents import key_pages
from incidents.api import items
from incidents.api.addresses import absolute, pages_of
from incidents.api.base import PublicView, page_response
from incidents.api.endpoint import Endpoint
from incidents.api.problems import Withdrawn
from incidents.api.records import reason_class
from incidents.models import Report, ReportFile
from incidents.open_data.documents import moment

LARGEST = 32_767


class Reports(PublicView):
    """Every edition of every report, that issued last first. A withdrawn one keeps its place, its
    dates and its digest."""

    endpoint = Endpoint(
        "reports",
        "report",
        fields=items.names("report"),
        place=lambda cursor, _order: key_pages.read_cursor(cursor, key_pages.NUMBER),
    )

    def get(self, request: Request) -> Response:
        """A page of editions. Two queries."""
        asked = self.asked(request)
        found = key_pages.page(_editions(), "-pk", asked.cursor, asked.size, key_pages.NUMBER)
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
        found = _editions().filter(period=period, edition=edition).first()
        if found is None:
            raise NotFound
        item = _report(found)
        if item["withdrawn_at"]:
            gone = {name: item[name] for name in GONE}
            raise Withdrawn(gone, _("This report was withdrawn."))
        return Response(self.shaped(item, asked))


REFERENCES = Func(
    F("snapshot"),
    Value("$.incidents[*].reference"),
    function="jsonb_path_query_array",
    template="%(function)s(%(expressions)s::jsonpath)",
    output_field=JSONField(),
)
GONE = ("id", "period", "edition", "issued_at", "digest", "withdrawn_at", "class")
"""What remains of a withdrawn report."""


def _editions() -> QuerySet[Report]:
    """Without the snapshots, but for the incidents in them."""
    files = ReportFile.objects.select_related("file").defer("file__content")
    return (
        Report.objects.defer("snapshot")
        .annotate(references=REFERENCES)
        .select_related("withdrawal__reason_class")
        .prefetch_related(Prefetch("files", files))
    )


def _report(found: Report) -> dict[str, Any]:
    ended = getattr(found, "withdrawal", None)
    return {
        "id": f"{found.period}/{found.edition}",
        "url": absolute("api:report", found.period, str(found.edition)),
        "page": pages_of("public:report", found.period),
        "kind": found.kind,
        "period": found.period,
        "edition": found.edition,
        "first_day": found.first_day.isoformat(),
        "last_day": (found.next_day - timedelta(days=1)).isoformat(),
        "issued_at": moment(found.issued_at),
        "digest": found.digest,
        "incidents": None if ended else found.references,  # type: ignore[attr-defined]
        "files": [] if ended else [_file(found, each) for each in found.files.all()],
        "withdrawn_at": moment(ended.withdrawn_at) if ended else None,
        "class": reason_class(ended.reason_class) if ended else None,
    }


def _file(report: Report, file: ReportFile) -> dict[str, Any]:
    name = "public:report_edition_pdf"
    return {
        "language": file.language,
        "url": absolute(
            name, report.period, str(report.edition), file.language, language=file.language
        ),
        "pages": file.pages,
        "bytes": file.file.size,
        "digest": file.file_id,
    }
