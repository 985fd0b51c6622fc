"""The Atom feed of the audit's heads: a reader that keeps it holds them outside the database."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents.audit import head_bytes
from incidents.models import AuditHead
from incidents.stored_audit import as_head

NEWEST = 50


@require_safe
def heads(request: HttpRequest) -> HttpResponse:
    """The newest heads; each entry holds the bytes that were hashed and stamped."""
    page = settings.SITE_URL + reverse("public:audit")
    written = Atom1Feed(
        title=_("%(site)s: heads of the audit") % {"site": settings.SITE_NAME},
        link=page,
        description="",
        language=get_language(),
        feed_url=settings.SITE_URL + request.path,
    )
    for row in AuditHead.objects.order_by("-count")[:NEWEST]:
        link = settings.SITE_URL + reverse("public:audit_head", args=[row.count])
        written.add_item(
            title=f"{row.count}: {row.digest}",
            link=link,
            unique_id=link,
            description=head_bytes(as_head(row)).decode(),
            pubdate=row.made_at,
            updateddate=row.made_at,
        )
    response = HttpResponse(content_type=written.content_type)
    written.write(response, "utf-8")
    return response


urlpatterns = [path("", heads, name="audit_feed")]
