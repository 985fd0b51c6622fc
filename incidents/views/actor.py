"""One actor: the incidents that concern it by role, and what it says and is said about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from incidents import documents
from incidents.codes import ActorKind, RecordKind, Role
from incidents.documents import Document
from incidents.exchange import Statement
from incidents.listing import address_now, shown_all
from incidents.models import ListedActor, ListedIncident, Publication
from incidents.views.cited import sources_of
from incidents.views.conversation import Conversation, Involvement, Turn
from incidents.views.page import show, today

NEWEST = 50
"""So many incidents are read in full; the number of all of them is said beside."""


@dataclass(frozen=True)
class Entry:
    """One incident on the page of an actor, with the part of it that concerns the actor."""

    reference: str
    published_at: datetime
    title: dict[str, str]
    verdict: str
    statuses: Sequence[str]
    involvement: Involvement | None = None
    turns: Sequence[Turn] = ()


@dataclass
class Concern:
    """What a set of incidents says about one actor."""

    by_role: dict[str, list[Entry]] = field(default_factory=dict)
    said: list[Entry] = field(default_factory=list)
    about: list[Entry] = field(default_factory=list)
    other: list[Entry] = field(default_factory=list)


@require_safe
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one actor; 301 once merged into another; 404 unless a published incident names
    it."""
    listed = ListedActor.objects.filter(slug=slug).first()
    if listed is None:
        return _merged(slug)
    naming = ListedIncident.objects.filter(actors__contains=[slug])
    named = naming.count()
    involved = ListedIncident.objects.filter(parties__contains=[slug]).count()
    newest = naming.order_by("-first_published_at", "-reference").values("publication")[:NEWEST]
    publications = Publication.objects.filter(pk__in=newest).order_by(
        "-first_published_at", "-reference"
    )
    concern = concerning(slug, publications)
    return show(
        request,
        "actor.html",
        actor=listed.content,
        by_role=[(role.value, concern.by_role[role]) for role in Role if role in concern.by_role],
        said=concern.said,
        about=concern.about,
        other=concern.other,
        feed_url=reverse("public:actor_feed", args=[slug]),
        follow=f"actor={slug}",
        followable=True,
        count=involved,
        named=named,
        shown=NEWEST,
        truncated=named > NEWEST,
        all_url=_list_url(listed) if involved else "",
        spoken=named - involved if listed.kind == ActorKind.PARTY else 0,
    )


def _merged(slug: str) -> HttpResponse:
    remaining = address_now(RecordKind.ACTOR, slug)
    if remaining is None or not ListedActor.objects.filter(slug=remaining).exists():
        raise Http404
    return HttpResponsePermanentRedirect(reverse("public:actor", args=[remaining]))


def concerning(slug: str, publications: Iterable[Publication]) -> Concern:
    """Sort out what Publications say about an actor: in roles, by it, about it, or by the way."""
    found = Concern()
    found_publications = list(publications)
    contents = shown_all(found_publications)
    for publication, content in zip(found_publications, contents, strict=True):
        talk = Conversation(content, sources_of(content))
        involved = [i for _role, those in talk.by_role() for i in those if _is(i, slug)]
        for involvement in involved:
            entries = found.by_role.setdefault(involvement.record["role"], [])
            entries.append(_entry(publication, content, involvement=involvement))
        said = talk.turns(c.id for c in talk.exchange.claims if slug in _voices(c))
        about = talk.turns(c.id for c in talk.exchange.claims if slug in _slugs(c, "about"))
        if said:
            found.said.append(_entry(publication, content, turns=said))
        if about:
            found.about.append(_entry(publication, content, turns=about))
        if not (involved or said or about):
            found.other.append(_entry(publication, content))
    return found


def _entry(
    publication: Publication,
    content: Document,
    *,
    involvement: Involvement | None = None,
    turns: Sequence[Turn] = (),
) -> Entry:
    return Entry(
        reference=publication.reference,
        published_at=publication.first_published_at,
        title=content["title"],
        verdict=content["verdict"]["code"],
        statuses=documents.legal_statuses_on(content, today()),
        involvement=involvement,
        turns=turns,
    )


def _is(involvement: Involvement, slug: str) -> bool:
    return bool(involvement.record["actor"]["slug"] == slug)


def _voices(claim: Statement) -> set[str]:
    """Who speaks in a claim: its speaker, and those it speaks for."""
    speaker = claim.record["speaker"]["actor"]
    return _slugs(claim, "on_behalf_of") | ({speaker["slug"]} if speaker else set())


def _slugs(claim: Statement, part: str) -> set[str]:
    return {a["slug"] for a in claim.record[part]}


def _list_url(listed: ListedActor) -> str:
    """The list filtered by a party. Other actors are no filter of the list."""
    if listed.kind != ActorKind.PARTY:
        return ""
    return f"{reverse('public:incidents')}?party={listed.slug}"
