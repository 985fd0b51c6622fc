"""The names that published incidents hold: actors, platforms, elections, each with their number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Left
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from incidents import balance
from incidents.codes import ActorKind, PlatformKind, Tie
from incidents.models import ListedActor, ListedElection, Platform
from incidents.transcripts.folding import words
from incidents.views.page import show

PAGE_SIZE = 60
LONGEST = 100
TELLING = frozenset({PlatformKind.SOCIAL, PlatformKind.VIDEO, PlatformKind.MESSAGING})
"""Kinds of platform that say more than the name does: "Telephone, telephone" would say it twice."""
PLACE = re.compile(r"(after|before)~([a-z0-9-]{1,80})")
Names = QuerySet[ListedActor]


@dataclass(frozen=True)
class Entry:
    """One name of an index: where its page is, what it is called, and its published incidents."""

    key: str
    name: dict[str, str]
    kind: str
    incidents: int


@require_safe
def actors(request: HttpRequest) -> HttpResponse:
    """Actors in the order of their names, in pages; ``kind``, ``letter`` and ``q`` (words of a
    name) narrow them. 404 for an address that this site never wrote."""
    kind, letter = request.GET.get("kind", ""), request.GET.get("letter", "")[:2]
    asked = request.GET.get("q", "")[:LONGEST].strip()
    if (kind and kind not in set(ActorKind)) or (letter and words(letter) != [letter]):
        raise Http404
    order = _order()
    found = ListedActor.objects.filter(kind=kind) if kind else ListedActor.objects.all()
    kinds = ListedActor.objects.order_by("kind").values_list("kind").annotate(n=Count("pk"))
    for word in words(asked):
        found = found.filter(**{f"{order}__contains": word})
    letters = _letters(found) if not asked else []
    if letter:
        found = found.filter(**{f"{order}__startswith": letter})
    rows, before, after = _page(found, request.GET.get("page", ""))
    numbers = balance.of_names(Tie.NAMED, [row.slug for row in rows])
    kept = {"kind": kind, "letter": letter, "q": asked}
    return show(
        request,
        "actors.html",
        "actors",
        entries=[Entry(r.slug, r.content["name"], r.kind, numbers.get(r.slug, 0)) for r in rows],
        kinds=[(code, n, _query(kind=code)) for code, n in kinds],
        total=sum(n for _code, n in kinds),
        kind=kind,
        letter=letter,
        asked=asked,
        letters=[(each, _query(kind=kind, letter=each)) for each in letters],
        without_letter=_query(kind=kind) or request.path,
        next_url=_query(**kept, page=after) if after else "",
        previous_url=_query(**kept, page=before) if before else "",
    )


def _order() -> str:
    return "sort_fr" if (get_language() or "fr") == "fr" else "sort_en"


def _letters(found: Names) -> list[str]:
    """The first letters that names have; none where all names fit on one page."""
    initials = found.order_by().annotate(initial=Left(_order(), 1)).values("initial")
    counted = sorted(initials.annotate(n=Count("pk")).values_list("initial", "n"))
    if sum(n for _initial, n in counted) <= PAGE_SIZE:
        return []
    return [initial for initial, _n in counted if initial]


def _page(found: Names, place: str) -> tuple[Sequence[ListedActor], str, str]:
    """A page of names, and the places of the pages before and after it."""
    order = _order()
    if not place:
        rows = list(found.order_by(order, "slug")[: PAGE_SIZE + 1])
        return rows[:PAGE_SIZE], "", _place("after", rows[:PAGE_SIZE], len(rows) > PAGE_SIZE)
    match = PLACE.fullmatch(place)
    start = ListedActor.objects.filter(slug=match[2]).first() if match else None
    if match is None or start is None:
        raise Http404
    name, onward = getattr(start, order), match[1] == "after"
    side = "gt" if onward else "lt"
    beyond = Q(**{f"{order}__{side}": name}) | Q(**{order: name, f"slug__{side}": start.slug})
    ways = (F(order).asc(), F("slug").asc()) if onward else (F(order).desc(), F("slug").desc())
    rows = list(found.filter(beyond).order_by(*ways)[: PAGE_SIZE + 1])
    more, rows = len(rows) > PAGE_SIZE, rows[:PAGE_SIZE]
    if not onward:
        rows.reverse()
    before = _place("before", rows[:1], onward or more)
    return rows, before, _place("after", rows, more or not onward)


def _place(side: str, rows: Sequence[ListedActor], there: bool) -> str:
    return f"{side}~{rows[-1].slug}" if there and rows else ""


def _query(**kept: str) -> str:
    given = {name: value for name, value in kept.items() if value}
    return f"?{urlencode(given)}" if given else ""


@require_safe
def platforms(request: HttpRequest) -> HttpResponse:
    """The platforms on which published incidents were seen, or to which they tell of a notice, by
    their names."""
    seen, notified = balance.of_names(Tie.PLATFORM), balance.of_names(Tie.NOTIFIED)
    found = Platform.objects.filter(code__in=seen.keys() | notified.keys())
    entries = [
        Entry(
            each.code,
            {"fr": each.name_fr, "en": each.name_en},
            each.kind if each.kind in TELLING else "",
            seen.get(each.code, 0),
        )
        for each in found
    ]
    return show(
        request,
        "platforms.html",
        "platforms",
        entries=_by_name(entries),
    )


@require_safe
def elections(request: HttpRequest) -> HttpResponse:
    """The elections that published incidents touch, the latest vote first."""
    numbers = balance.of_names(Tie.ELECTION)
    found = sorted(ListedElection.objects.filter(slug__in=numbers), key=_last_vote, reverse=True)
    return show(
        request,
        "elections.html",
        "elections",
        entries=[
            (
                Entry(e.slug, e.content["name"], e.content.get("kind", ""), numbers[e.slug]),
                _votes(e),
            )
            for e in found
        ],
    )


def _votes(election: ListedElection) -> list[str]:
    return [each["on"] for each in election.content.get("rounds", ())]


def _last_vote(election: ListedElection) -> tuple[str, str]:
    return max(_votes(election), default=""), election.slug


def _by_name(entries: Sequence[Entry]) -> list[Entry]:
    language = get_language() or "fr"
    return sorted(entries, key=lambda e: words(e.name.get(language) or e.name["fr"]))
