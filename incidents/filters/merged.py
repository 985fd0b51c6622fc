"""Addresses of merged actors in what is asked for."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from incidents.codes import RecordKind
from incidents.listing import addresses_now


def with_actors_now(data: Any, names: Iterable[str]) -> Any:
    """The same address with each merged actor as the one that remains: an old address asks on. One
    query where an actor is asked for."""
    asking = [name for name in names if isinstance(data, QueryDict) and name in data]
    if not asking:
        return data
    asked = [slug for name in asking for slug in data.getlist(name)]
    now = addresses_now(RecordKind.ACTOR, (slug for slug in asked if "\0" not in slug))
    moved = data.copy()
    for name in asking:
        values = [now.get(slug, slug) for slug in data.getlist(name)]
        moved.setlist(name, list(dict.fromkeys(values)))
    return moved
