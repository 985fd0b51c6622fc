"""The versions of one incident: each by itself, any two beside each other."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents.compared import compared
from incidents.history import Version, numbered, versions
from incidents.listing import shown, shown_all
from incidents.models import Publication
from incidents.views.citation import citation
from incidents.views.excerpts import cited_segments
from incidents.views.incident import gone
from incidents.views.page import show, today
from incidents.views.reading import read

Pair = tuple[Version, Version]


@require_safe
def version(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """One version as it is shown now: without what was redacted since, under the names of who
    remains. What depends on the day is told as of the last day on which it stood, lest an old page
    calls overdue what has come since.

    410 for words that nobody may read again, with what is kept; 404 for a version that never was.
    An incident that is not public answers as its page does.
    """
    made = versions(reference)
    asked = numbered(made, number)
    if asked is None:
        raise Http404
    refused = refusal(request, made, asked)
    if refused is not None:
        return refused
    publication, document = asked.publication, shown(asked.publication)
    return show(
        request,
        "incident_version.html",
        "incidents",
        reference=reference,
        publication=publication,
        document=document,
        incident=read(document, _last_day(publication), cited_segments(document)),
        canonical_url=_current_address(reference),
        version=asked,
        current=made[0],
        replaced_by=numbered(made, number + 1),
        citation=citation(publication, document),
    )


@require_safe
def compare(request: HttpRequest, reference: str) -> HttpResponse:
    """What changed between two versions, the older of them first however they were asked for; by
    default between the current one and the one before. 410 where one of them may not be read."""
    made = versions(reference)
    if not made or not made[0].is_current:
        return gone(request, reference)
    older, newer = _asked(request, made)
    refused = refusal(request, made, older, newer)
    if refused is not None:
        return refused
    contents = _documents(older, newer)
    return show(
        request,
        "compare.html",
        "incidents",
        reference=reference,
        title=contents[-1]["title"],
        canonical_url=_current_address(reference),
        older=older,
        newer=newer,
        readable=[each for each in made if each.readable],
        between=[each for each in made if older.number < each.number <= newer.number],
        differences=compared(*contents) if older != newer else [],
    )


def refusal(request: HttpRequest, made: Sequence[Version], *asked: Version) -> HttpResponse | None:
    """What is answered in the place of versions that may not be read, None where all may: of an
    incident that is not public what its page answers, of closed versions what is kept of them."""
    if not made[0].is_current:
        return gone(request, made[0].publication.reference)
    closed = [each for each in asked if not each.readable]
    if not closed:
        return None
    return show(request, "version_gone.html", "incidents", status=410, versions=closed)


def _current_address(reference: str) -> str:
    return settings.SITE_URL + reverse("public:incident", args=[reference])


def _last_day(publication: Publication) -> date:
    ended = publication.ended_at
    return today() if ended is None else timezone.localtime(ended).date()


def _asked(request: HttpRequest, made: Sequence[Version]) -> Pair:
    newer = _named(request, made, "to") or made[0]
    before = next((each for each in made if each.number < newer.number and each.readable), newer)
    older = _named(request, made, "from") or before
    first, last = sorted((older, newer), key=lambda each: each.number)
    return first, last


def _named(request: HttpRequest, made: Sequence[Version], name: str) -> Version | None:
    """The version that a parameter names; 404 for what is no number of a version."""
    text = request.GET.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise Http404
    found = numbered(made, int(text))
    if found is None:
        raise Http404
    return found


def _documents(*asked: Version) -> list[dict[str, object]]:
    """Their documents as they are shown, each once, in order; three queries."""
    keys = {each.publication.pk for each in asked}
    rows = Publication.objects.filter(pk__in=keys).order_by("number")
    return list(shown_all(rows))
