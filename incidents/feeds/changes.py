"""Feeds of what changed after publication: of the whole site, and of one incident."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents.change_log import Change, changes_of, page
from incidents.codes import WITHDRAWAL, ChangeLog, PublicationKind, RecordKind
from incidents.feeds.atom import MOST, Entry, written
from incidents.filters.refusal import refused
from incidents.labels import label
from incidents.listing import address_now
from incidents.templatetags.changes import kind_of_change
from incidents.templatetags.wording import heading, text


@require_safe
def changes_feed(request: HttpRequest) -> HttpResponse:
    """The newest changes after publication; ``log`` narrows it to one of its logs."""
    asked = request.GET.get("log", "")
    if asked and asked not in set(ChangeLog):
        return refused([f"log: {', '.join(ChangeLog)}"])
    log = ChangeLog(asked) if asked else None
    query = f"?log={log.value}" if log else ""
    return written(
        title=label(log) if log else _("corrections"),
        page=reverse("public:corrections") + query,
        feed=reverse("public:changes_feed") + query,
        entries=map(_entry, page(log, size=MOST).changes),
    )


@require_safe
def incident_feed(request: HttpRequest, reference: str) -> HttpResponse:
    """One incident: its publication and what changed since. 301 once merged into another; once
    withdrawn 410, and the withdrawal as its one entry; 404 for what is hidden or does not exist."""
    found = changes_of(reference, MOST)
    if not found:
        remaining = address_now(RecordKind.INCIDENT, reference)
        if remaining is None:
            raise Http404
        return HttpResponsePermanentRedirect(reverse("public:incident_feed", args=[remaining]))
    title = text(found[0].title) if found[0].title else _kind(found[0])
    return written(
        title=f"{reference}, {title}",
        page=reverse("public:incident", args=[reference]),
        feed=reverse("public:incident_feed", args=[reference]),
        entries=map(_entry, found),
        status=410 if found[0].kind == WITHDRAWAL else 200,
    )


def _entry(change: Change) -> Entry:
    return Entry(
        title=f"{change.reference}: {_kind(change)}",
        page=reverse("public:incident", args=[change.reference]),
        said="\n\n".join(_said(change)),
        at=change.at,
        mark=_mark(change.number),
    )


def _mark(number: int) -> str:
    """What is first is the incident itself, as in other feeds; 0 stands for its end."""
    return {0: "gone", 1: ""}.get(number, f"change-{number}")


def _kind(change: Change) -> str:
    if change.kind == PublicationKind.FIRST:
        return label(PublicationKind.FIRST)
    return str(kind_of_change(change))


def _said(change: Change) -> Iterator[str]:
    """The notice, or the title of what is new; the class of reason; where a merge led."""
    if change.is_guarded:
        yield _("A later correction protects a person: this notice is shown no more.")
    elif change.notice and (notice := text(change.notice)):
        yield notice
    elif change.title and not change.reason:
        yield text(change.title)
    if change.reason:
        yield str(heading(text(change.reason["label"])))
    if change.into:
        yield change.into
