"""What published incidents name: actors, platforms, elections, each in the order of addresses."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from incidents import balance, key_pages
from incidents.api import items
from incidents.api.addresses import absolute, pages_of
from incidents.api.base import PublicView, page_response
from incidents.api.endpoint import Endpoint
from incidents.api.parameters import Asked
from incidents.api.shape import Item
from incidents.api.vocabularies import platform
from incidents.codes import RecordKind, Tie
from incidents.filters import ActorFilter
from incidents.listing import address_now
from incidents.models import ListedActor, ListedElection, Platform


def listed(name: str, item: str, *filters: Any) -> Endpoint:
    """The address of a register."""
    return Endpoint(
        name,
        item,
        fields=items.names(item),
        filters=filters,
        place=lambda cursor, _order: key_pages.read_cursor(cursor, key_pages.ADDRESS),
    )


class Register(PublicView):
    """One register. ``key``: the column that is its address; ``ties``: those whose names it has, of
    which the first is counted; ``lists``: what else is asked for by it, as field, list, filter."""

    detail: ClassVar[str]
    key: ClassVar[str]
    ties: ClassVar[tuple[Tie, ...]]
    lists: ClassVar[tuple[str, str, str]]

    def rows(self) -> QuerySet[Any]:
        """All that it may show."""
        raise NotImplementedError

    def content(self, row: Any) -> Mapping[str, Any]:
        """What is known of one."""
        found: Mapping[str, Any] = row.content
        return found

    def items(self, rows: Any) -> list[Item]:
        """As the API gives them; a query."""
        names = [getattr(row, self.key) for row in rows]
        numbers = balance.of_names(self.ties[0], names)
        return [
            self._item(row, name, numbers.get(name, 0))
            for row, name in zip(rows, names, strict=True)
        ]

    def _item(self, row: Any, name: str, incidents: int) -> Item:
        field, route, asking = self.lists
        return {
            "url": absolute(f"api:{self.detail}", name),
            "page": pages_of(f"public:{self.detail}", name),
            "incidents": incidents,
            field: f"{absolute(route)}?{asking}={name}",
            **self.content(row),
        }

    def page(self, request: Request, asked: Asked) -> Response:
        """A page of it."""
        rows = asked.records.qs if asked.records else self.rows()
        found = key_pages.page(rows, self.key, asked.cursor, asked.size)
        results = [self.shaped(each, asked) for each in self.items(found.rows)]
        return page_response(request, results, (found.next, found.previous))

    def one(self, name: str, asked: Asked) -> Response:
        """One name of it; 404 for what no published incident has."""
        rows = list(self.rows().filter(**{self.key: name})) if "\0" not in name else []
        if not rows:
            raise NotFound
        (item,) = self.items(rows)
        return Response(self.shaped(item, asked))


class ActorRegister(Register):
    """Actors."""

    detail, key, ties = "actor", "slug", (Tie.NAMED,)
    lists = ("claims_url", "api:claims", "speaker")

    def rows(self) -> QuerySet[Any]:
        """Those that a published incident names."""
        return ListedActor.objects.all()


class PlatformRegister(Register):
    """Platforms."""

    detail, key, ties = "platform", "code", (Tie.PLATFORM, Tie.NOTIFIED)
    lists = ("incidents_url", "api:incidents", "platform")

    def content(self, row: Any) -> Mapping[str, Any]:
        return platform(row)

    def rows(self) -> QuerySet[Any]:
        """Those on which a published incident was seen, or to which one tells of a notice."""
        return Platform.objects.filter(code__in=_tied(self.ties))


class ElectionRegister(Register):
    """Elections."""

    detail, key, ties = "election", "slug", (Tie.ELECTION,)
    lists = ("incidents_url", "api:incidents", "election")

    def rows(self) -> QuerySet[Any]:
        """Those that a published incident touches."""
        return ListedElection.objects.filter(slug__in=_tied(self.ties))


def _tied(ties: tuple[Tie, ...]) -> set[str]:
    return {name for tie in ties for name in balance.of_names(tie)}


class Actors(ActorRegister):
    """Everybody whom a published incident names and who has a name in public."""

    endpoint = listed("actors", "actor", ActorFilter)

    def get(self, request: Request) -> Response:
        """A page of actors."""
        return self.page(request, self.asked(request))


class Actor(ActorRegister):
    """One actor."""

    endpoint = Endpoint("actor", "actor", fields=items.names("actor"))

    def get(self, request: Request, slug: str) -> Response:
        """The actor; 301 once merged into another; 404 unless a published incident names it."""
        asked = self.asked(request)
        try:
            return self.one(slug, asked)
        except NotFound:
            return _merged(slug)


class Platforms(PlatformRegister):
    """Where published incidents were seen."""

    endpoint = listed("platforms", "platform")

    def get(self, request: Request) -> Response:
        """A page of platforms."""
        return self.page(request, self.asked(request))


class OnePlatform(PlatformRegister):
    """One platform."""

    endpoint = Endpoint("platform", "platform", fields=items.names("platform"))

    def get(self, request: Request, code: str) -> Response:
        """The platform; 404 unless a published incident has to do with it."""
        return self.one(code, self.asked(request))


class Elections(ElectionRegister):
    """Which elections published incidents touch."""

    endpoint = listed("elections", "election")

    def get(self, request: Request) -> Response:
        """A page of elections."""
        return self.page(request, self.asked(request))


class Election(ElectionRegister):
    """One election, with its calendar."""

    endpoint = Endpoint("election", "election", fields=items.names("election"))

    def get(self, request: Request, slug: str) -> Response:
        """The election; 404 unless a published incident touches it."""
        return self.one(slug, self.asked(request))


def _merged(slug: str) -> Response:
    """301 to the actor that remains, if that is public; else 404."""
    remaining = address_now(RecordKind.ACTOR, slug) if "\0" not in slug else None
    if remaining is None or not ListedActor.objects.filter(slug=remaining).exists():
        raise NotFound
    address = absolute("api:actor", remaining)
    body = {"slug": slug, "merged_into": remaining, "url": address}
    return Response(body, HTTPStatus.MOVED_PERMANENTLY, headers={"Location": address})
