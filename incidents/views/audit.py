"""The audit's heads, for whoever wants to hold them outside: a page, the bytes, the time stamps."""

from datetime import datetime
from hashlib import sha256

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from incidents.audit import head_bytes
from incidents.audit.head_files import name_of
from incidents.models import AuditHead, AuditStamp
from incidents.stored_audit import as_head, unstamped_since
from incidents.views.page import show

NEWEST = 30


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """What is promised, how to check it, and the newest heads; ``before`` leads to older ones."""
    rows = _heads()
    if before := request.GET.get("before", ""):
        if not before.isascii() or not before.isdecimal() or len(before) > 18:
            raise Http404
        rows = rows.filter(count__lt=int(before))
    found = list(rows[: NEWEST + 1])
    return show(
        request,
        "audit.html",
        "method",
        heads=found[:NEWEST],
        older=found[NEWEST - 1].count if len(found) > NEWEST else None,
        since=unstamped_since(),
    )


@require_safe
def audit_head(request: HttpRequest, count: int) -> HttpResponse:
    """The bytes of a head, whose SHA-256 is its digest."""
    head = get_object_or_404(AuditHead, count=count)
    name = f"{name_of(as_head(head))}.json"
    return _file(head_bytes(as_head(head)), "application/json", name, head.made_at)


@require_safe
def audit_stamp(request: HttpRequest, count: int, authority: str) -> HttpResponse:
    """An authority's answer about a head, as ``openssl ts`` reads it."""
    stamps = AuditStamp.objects.select_related("head")
    stamp = get_object_or_404(stamps, head=count, authority=authority)
    name = f"{name_of(as_head(stamp.head))}.{stamp.authority}.tsr"
    return _file(bytes(stamp.answer), "application/timestamp-reply", name, stamp.stamped_at)


def _heads() -> QuerySet[AuditHead]:
    return AuditHead.objects.order_by("-count").prefetch_related("stamps")


def _file(content: bytes, media_type: str, name: str, made_at: datetime) -> HttpResponse:
    """A file that never changes."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "ETag": f'"{sha256(content).hexdigest()}"',
        "Last-Modified": http_date(made_at.timestamp()),
    }
    return HttpResponse(content, content_type=media_type, headers=headers)
