"""The feed of the audit's heads: a reader that keeps it holds them outside the database."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents.audit import head_bytes
from incidents.feeds.atom import MOST, Entry, written
from incidents.models import AuditHead
from incidents.stored_audit import as_head


@require_safe
def heads(request: HttpRequest) -> HttpResponse:
    """The newest heads; each entry holds the bytes that were hashed and stamped."""
    return written(
        title=_("heads of the audit"),
        page=reverse("public:audit"),
        feed=reverse("public:audit_feed"),
        entries=(_entry(row) for row in AuditHead.objects.order_by("-count")[:MOST]),
    )


def _entry(row: AuditHead) -> Entry:
    return Entry(
        title=f"{row.count}: {row.digest}",
        page=reverse("public:audit_head", args=[row.count]),
        said=head_bytes(as_head(row)).decode(),
        at=row.made_at,
    )
