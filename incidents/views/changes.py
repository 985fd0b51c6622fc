"""What changed after publication, newest first: all of it, or one of its logs."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from incidents.change_log import page
from incidents.codes import ChangeLog
from incidents.cursors import CursorError
from incidents.views.page import show


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """The log of changes; ``log`` narrows it, ``cursor`` is the page. 404 for an address that this
    site never wrote."""
    log = _log(request.GET.get("log", ""))
    try:
        found = page(log, cursor=request.GET.get("cursor", ""))
    except CursorError:
        raise Http404 from None
    kept = {"log": log.value} if log else {}
    return show(
        request,
        "corrections.html",
        "corrections",
        changes=found.changes,
        log=log.value if log else "",
        logs=[each.value for each in ChangeLog],
        query=f"?{urlencode(kept)}" if kept else "",
        next_url=f"?{urlencode(kept | {'cursor': found.next})}" if found.next else "",
    )


def _log(asked: str) -> ChangeLog | None:
    if not asked:
        return None
    try:
        return ChangeLog(asked)
    except ValueError:
        raise Http404 from None
