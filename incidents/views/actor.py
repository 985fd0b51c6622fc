"""One actor: the incidents that concern it by role, and what it says and is said about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Value
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from incidents import balance, documents
from incidents.codes import ActorKind, RecordKind, Role, Tie
from incidents.cursors import CursorError
from incidents.documents import Document
from incidents.exchange import Statement
from incidents.keyset import Page, page
from incidents.listing import address_now, shown_all
from incidents.models import ListedActor, Publication
from incidents.views.cited import sources_of
from incidents.views.conversation import Conversation, Involvement, Turn
from incidents.views.page import show, today

NEWEST, PAGE_SIZE = 5, 20
"""So many incidents stand under each heading of the page, and on a page of one heading."""
SECTIONS = (*(role.value for role in Role), Tie.SAYS.value, Tie.ABOUT.value, Tie.OTHER.value)
"""The headings of the page, in their order: codes of ties."""
CURSOR = "page"


@dataclass(frozen=True)
class Entry:
    """One incident on the page of an actor, with the part of it that concerns the actor."""

    reference: str
    published_at: datetime
    title: dict[str, str]
    verdict: str
    statuses: Sequence[str]
    involvements: Sequence[Involvement] = ()
    turns: Sequence[Turn] = ()


@dataclass(frozen=True)
class Section:
    """The incidents under one heading; ``total`` is the number of all of them. ``list_url`` opens
    the list that has just these; ``all_url`` all of them on pages of this actor."""

    tie: str
    total: int
    entries: Sequence[Entry]
    list_url: str = ""
    all_url: str = ""

    @property
    def is_role(self) -> bool:
        """Whether the heading is a role."""
        return self.tie in set(Role)


@require_safe
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one actor; 301 once merged into another; 404 unless a published incident names
    it. ``as`` narrows it to one heading, in pages."""
    listed = ListedActor.objects.filter(slug=slug).first()
    if listed is None:
        return _merged(slug)
    counts = balance.of_name(slug)
    tie = request.GET.get("as", "")
    if tie and (tie not in SECTIONS or tie not in counts):
        raise Http404
    cursor = request.GET.get(CURSOR, "")
    found = _page_of(tie, slug, cursor) if tie else Page([], "", "")
    pages = [(tie, row.pk) for row in found.rows] if tie else _newest(slug, counts)
    read = entries(slug, pages)
    return show(
        request,
        "actor.html",
        "actors",
        actor=listed.content,
        counts=counts,
        named=counts.get(Tie.NAMED, 0),
        count=counts.get(Tie.INVOLVED, 0),
        **_filtered(listed, counts),
        tie=tie,
        sections=[
            _section(listed, each, counts[each], read[each]) for each in SECTIONS if each in read
        ],
        next_url=_address(tie, found.next),
        previous_url=_address(tie, found.previous),
        feed_url=reverse("public:actor_feed", args=[slug]),
        follow=f"actor={slug}",
        followable=True,
    )


def _merged(slug: str) -> HttpResponse:
    remaining = address_now(RecordKind.ACTOR, slug)
    if remaining is None or not ListedActor.objects.filter(slug=remaining).exists():
        raise Http404
    return HttpResponsePermanentRedirect(reverse("public:actor", args=[remaining]))


def _page_of(tie: str, slug: str, cursor: str) -> Page:
    try:
        return page(balance.newest(tie, slug), cursor, PAGE_SIZE)
    except CursorError:
        raise Http404 from None


def _newest(slug: str, counts: dict[str, int]) -> list[tuple[str, int]]:
    """Each heading with the keys of its newest incidents, newest first; one query."""
    chosen = [
        balance.newest(tie, slug)
        .order_by("-first_published_at", "-reference")
        .annotate(tie=Value(tie, CharField()))
        .values_list("tie", "pk")[:NEWEST]
        for tie in SECTIONS
        if tie in counts
    ]
    return list(chosen[0].union(*chosen[1:], all=True)) if chosen else []


def _address(tie: str, cursor: str) -> str:
    return f"?{urlencode({'as': tie, CURSOR: cursor})}" if cursor else ""


def _filtered(listed: ListedActor, counts: dict[str, int]) -> dict[str, Any]:
    """The list and the statistics of a party that is involved, and in how many incidents it is
    only mentioned; others are no filter."""
    if listed.kind != ActorKind.PARTY:
        return {}
    involved = counts.get(Tie.INVOLVED, 0)
    found: dict[str, Any] = {"spoken": counts.get(Tie.NAMED, 0) - involved}
    if involved:
        query = f"?{urlencode({'party': listed.slug})}"
        found["all_url"] = reverse("public:incidents") + query
        found["statistics_url"] = reverse("public:statistics") + query
    return found


def _section(listed: ListedActor, tie: str, total: int, found: Sequence[Entry]) -> Section:
    """Only a party is a filter of the list, in a role."""
    list_url = ""
    if listed.kind == ActorKind.PARTY and tie in set(Role):
        asked = urlencode({"party": listed.slug, "role": tie})
        list_url = f"{reverse('public:incidents')}?{asked}"
    all_url = f"?{urlencode({'as': tie})}" if total > len(found) else ""
    return Section(tie, total, found, list_url, all_url)


def entries(slug: str, pages: Iterable[tuple[str, int]]) -> dict[str, list[Entry]]:
    """What incidents say about an actor under each heading, newest first: ``pages`` are headings
    with the keys of Publications. Each Publication is read once; three queries."""
    wanted: dict[int, list[str]] = {}
    for tie, key in pages:
        wanted.setdefault(key, []).append(tie)
    publications = list(
        Publication.objects.filter(pk__in=wanted).order_by("-first_published_at", "-reference")
    )
    found: dict[str, list[Entry]] = {}
    for publication, content in zip(publications, shown_all(publications), strict=True):
        talk = Conversation(content, sources_of(content))
        for tie in wanted[publication.pk]:
            found.setdefault(tie, []).append(_entry(publication, content, talk, tie, slug))
    return found


def _entry(
    publication: Publication, content: Document, talk: Conversation, tie: str, slug: str
) -> Entry:
    involved = dict(talk.by_role()).get(tie, ())
    return Entry(
        reference=publication.reference,
        published_at=publication.first_published_at,
        title=content["title"],
        verdict=content["verdict"]["code"],
        statuses=documents.legal_statuses_on(content, today()),
        involvements=[i for i in involved if i.record["actor"]["slug"] == slug],
        turns=talk.turns(c.id for c in talk.exchange.claims if slug in _of(tie, c)),
    )


def _of(tie: str, claim: Statement) -> set[str]:
    """Whom a claim concerns under a heading."""
    record = dict(claim.record)
    match tie:
        case Tie.SAYS:
            return documents.voices(record)
        case Tie.ABOUT:
            return documents.slugs(record, "about")
        case _:
            return set()
