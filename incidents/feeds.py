"""The Atom feeds: of publications, for any filter of the list, and of what changed after them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import path, reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents.change_log import Change, page
from incidents.codes import ChangeLog
from incidents.filters import IncidentFilter
from incidents.models import ListedIncident
from incidents.models.vocabulary import in_active_language
from incidents.templatetags.changes import kind_of_change
from incidents.templatetags.wording import text

NEWEST = 50


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest incidents of a filter. One that can't be read is refused with its reasons: a feed
    that ignored it would tell its reader about something else."""
    filterset = IncidentFilter(request.GET, queryset=ListedIncident.objects.all())
    if not filterset.is_valid():
        lines = [f"{name}: {' '.join(errors)}" for name, errors in filterset.form.errors.items()]
        return HttpResponseBadRequest("\n".join(lines), content_type="text/plain; charset=utf-8")
    written = Atom1Feed(
        title=_("%(site)s: published incidents") % {"site": settings.SITE_NAME},
        link=settings.SITE_URL + reverse("public:incidents"),
        description="",
        language=get_language(),
        feed_url=settings.SITE_URL + request.get_full_path(),
    )
    for row in filterset.qs.order_by("-first_published_at", "-reference")[:NEWEST]:
        link = settings.SITE_URL + reverse("public:incident", args=[row.reference])
        written.add_item(
            title=text(in_active_language(row.title_fr, row.title_en)),
            link=link,
            unique_id=link,
            description=text(in_active_language(row.summary_fr, row.summary_en)),
            pubdate=row.first_published_at,
            updateddate=row.published_at,
        )
    response = HttpResponse(content_type=written.content_type)
    written.write(response, "utf-8")
    return response


@require_safe
def changes_feed(request: HttpRequest) -> HttpResponse:
    """The newest changes after publication; ``log`` narrows it to one of its logs."""
    asked = request.GET.get("log", "")
    if asked and asked not in set(ChangeLog):
        said = f"log: {', '.join(ChangeLog)}"
        return HttpResponseBadRequest(said, content_type="text/plain; charset=utf-8")
    log = ChangeLog(asked) if asked else None
    written = Atom1Feed(
        title=_("%(site)s: corrections") % {"site": settings.SITE_NAME},
        link=settings.SITE_URL + reverse("public:corrections"),
        description="",
        language=get_language(),
        feed_url=settings.SITE_URL + request.get_full_path(),
    )
    for change in page(log, size=NEWEST).changes:
        link = settings.SITE_URL + reverse("public:incident", args=[change.reference])
        written.add_item(
            title=f"{change.reference}: {kind_of_change(change)}",
            link=link,
            unique_id=f"{link}#change-{change.number}" if change.number else f"{link}#gone",
            description=text(change.notice) if change.notice else _reason(change),
            pubdate=change.at,
            updateddate=change.at,
        )
    response = HttpResponse(content_type=written.content_type)
    written.write(response, "utf-8")
    return response


def _reason(change: Change) -> str:
    return text(change.reason["label"]) if change.reason else change.into


urlpatterns = [
    path("feed.atom", feed, name="feed"),
    path("corrections/feed.atom", changes_feed, name="changes_feed"),
]
