"""Feeds of incidents as they are published: of any filter of the list, and of one thing in it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents.feeds.atom import MOST, Entry, written
from incidents.filters.refusal import refused
from incidents.followed import NAMED, Followed, NotFollowed, Unreadable, follow
from incidents.models import ListedIncident
from incidents.models.vocabulary import in_active_language
from incidents.templatetags.counted import recorded


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest incidents of a filter; 400 with the reasons for one that can't be read."""
    try:
        found = follow(_of_the_list(request.GET))
    except Unreadable as error:
        return refused(error.lines)
    return _publications(found, found.feed)


@require_safe
def actor_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest incidents that name an actor; 301 once merged; 404 as its page."""
    found = _followed("actor", slug)
    here = reverse("public:actor_feed", args=[QueryDict(found.query)["actor"]])
    if here != request.path:
        return HttpResponsePermanentRedirect(here)
    return _publications(found, here)


@require_safe
def platform_feed(request: HttpRequest, code: str) -> HttpResponse:
    """The newest incidents seen on a platform; 404 while there is none."""
    return _of("platform", code, "platform_feed")


@require_safe
def election_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest incidents that touch an election; 404 while there is none."""
    return _of("election", slug, "election_feed")


def _of_the_list(asked: QueryDict) -> QueryDict:
    """Without what the list knows no filter for, so that the feed of an address is that of its
    list."""
    kept = asked.copy()
    for name in NAMED:
        kept.pop(name, None)
    return kept


def _followed(name: str, value: str) -> Followed:
    asked = QueryDict(mutable=True)
    asked[name] = value
    try:
        return follow(asked)
    except NotFollowed:
        raise Http404 from None


def _of(name: str, value: str, route: str) -> HttpResponse:
    """The feed of one value of one filter, at an address of its own; its page is the value's."""
    found = _followed(name, value)
    if not found.rows.exists():
        raise Http404
    page, here = (reverse(f"public:{each}", args=[value]) for each in (name, route))
    return _publications(Followed(found.query, found.parts, found.rows, page, here), here)


def _publications(found: Followed, here: str) -> HttpResponse:
    newest = found.rows.order_by("-first_published_at", "-reference")[:MOST]
    title = _("published incidents")
    return written(
        title=f"{title} – {found.words}" if found.parts else title,
        page=found.page,
        feed=here,
        entries=(_entry(row) for row in newest),
    )


def _entry(row: ListedIncident) -> Entry:
    """One incident. How many statements are recorded, and how many deny, stands with it."""
    summary = in_active_language(row.summary_fr, row.summary_en)
    return Entry(
        title=in_active_language(row.title_fr, row.title_en),
        page=reverse("public:incident", args=[row.reference]),
        said="\n\n".join(filter(None, [summary, recorded(row)])),
        at=row.first_published_at,
        updated=row.published_at,
    )
