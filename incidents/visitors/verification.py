"""The page on which anybody holds a file, or a SHA-256, against the reports that we issued.

Nothing is saved: neither the file nor that it was asked about. The page works in read-only mode,
and needs neither cookie nor script. The file goes to a temporary one as it comes in, never whole
into memory.
"""

import re
from typing import IO, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from incidents import limits
from incidents.limits import Limit, key
from incidents.verified import verify_digest, verify_file
from incidents.verified.verdict import Verdict
from incidents.verified.words import said
from incidents.visitors.page import DAY, HOUR, pay, show, too_many

SHA256 = re.compile(r"(?:sha-?256:)?([0-9a-f]{64})")
OF_VISITOR = 60
"""Files that one visitor may have looked at in an hour: a year of reports, in volumes."""
OF_ALL = 5000
"""In a day."""
FRAME = 64 * 1024
"""Bytes of a form around its file."""
PAGE = "verify_report.html"


@csrf_exempt
@require_http_methods(("GET", "HEAD", "POST"))
def verify_report(request: HttpRequest) -> HttpResponse:
    """The form; with ``?sha256=`` what is known of that digest, with a file what it is. Whoever
    makes another's browser send a file changes nothing, so that no cookie guards the form."""
    if request.method == "POST":
        return _of_file(request)
    asked = "".join(request.GET.get("sha256", "")[:200].split()).lower()
    if not asked:
        return _page(request)
    found = SHA256.fullmatch(asked)
    if found is None:
        problem = _("A SHA-256 has 64 characters, each of them 0 to 9 or a to f.")
        return _page(request, status=400, problem=problem, asked=asked)
    return _page(request, verify_digest(found[1]), asked=asked)


def _of_file(request: HttpRequest) -> HttpResponse:
    if _length(request) > settings.VERIFY_REPORT_MB * 1024 * 1024 + FRAME:
        problem = _("This file is larger than %(count)d MB, the most that is taken here.")
        return _page(request, status=413, problem=problem % {"count": settings.VERIFY_REPORT_MB})
    if not _may_ask(request):
        return too_many(request)
    request.upload_handlers = [TemporaryFileUploadHandler(request)]
    given = request.FILES.get("file")
    if not isinstance(given, UploadedFile) or not given.size:
        return _page(request, status=400, problem=_("Choose a file first; an empty one is none."))
    return _page(request, verify_file(cast("IO[bytes]", given)))


def _length(request: HttpRequest) -> int:
    """What the browser says; the server reads no more than that."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def _may_ask(request: HttpRequest) -> bool:
    own = Limit(key("verify report", limits.address(request)), OF_VISITOR, HOUR)
    return pay([own, Limit(key("verify report", "all"), OF_ALL, DAY, shared=True)])


def _page(
    request: HttpRequest,
    verdict: Verdict | None = None,
    *,
    status: int = 200,
    problem: str = "",
    asked: str = "",
) -> HttpResponse:
    return show(
        request,
        PAGE,
        status=status,
        section="reports",
        verdict=verdict,
        words=said(verdict) if verdict else None,
        problem=problem,
        asked=asked,
        largest=settings.VERIFY_REPORT_MB,
    )
