"""The files of issued reports, byte for byte, and the files that cite them."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from incidents import issued
from incidents.issued import Edition, File
from incidents.open_data.ranges import Kept, answer
from incidents.views.citation import FILES, report_work
from incidents.views.page import show, today

PDF = "application/pdf"


@require_safe
def report_pdf(
    request: HttpRequest,
    period: str,
    language: str,
    edition: int | None = None,
    volume: int | None = None,
) -> HttpResponseBase:
    """One PDF, of the newest edition or of the one asked for, whole or in part; its digest is its
    ETag. The first volume has no number in its address. 410 for an edition that is withdrawn."""
    found = _edition(period, edition)
    file = _file(found, language, volume)
    if found.gone:
        return _gone(request, found)
    kept = Kept(
        name=file.name,
        size=file.size,
        sha256=file.digest,
        made_at=found.issued_at,
        media_type=PDF,
        read=lambda first, last: issued.in_pieces(file.digest, first, last),
        shown=True,
        headers={"Link": f'<{settings.SITE_URL}{found.path}>; rel="describedby"'},
    )
    return answer(request, kept)


@require_safe
def report_citation(request: HttpRequest, period: str, edition: int, end: str) -> HttpResponse:
    """How to cite an edition, in the format that the end of the file's name says."""
    found = _edition(period, edition)
    if found.gone:
        return _gone(request, found)
    work = report_work(found)
    _name, kind, write = FILES[end]
    response = HttpResponse(write(work, today()), content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{work.key}.{end}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _edition(period: str, number: int | None) -> Edition:
    found = issued.of_period(period)
    if found is None:
        raise Http404
    for each in (found.newest, *found.earlier):
        if number in (None, each.edition):
            return each
    raise Http404


def _file(edition: Edition, language: str, volume: int | None) -> File:
    if volume in (0, 1):
        raise Http404
    for each in edition.files:
        if (each.language, each.volume) == (language, volume or 1):
            return each
    raise Http404


def _gone(request: HttpRequest, edition: Edition) -> HttpResponse:
    return show(request, "report_withdrawn.html", "reports", status=410, report=edition)
