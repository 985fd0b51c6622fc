"""The actors of a submission: found in public, matched with the register, or stood in for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from django.contrib.postgres.lookups import Unaccent
from django.db import connection
from django.db.models import F, Q
from django.db.models.functions import Lower

from incidents.actions import record
from incidents.codes import ActorKind, SubmittedActorState
from incidents.imports.faults import Faults, at
from incidents.input_error import gettext_noop
from incidents.models import Actor, ListedActor, Submission, SubmittedActor
from incidents.models.base import Person

NAMES = ("name_fr", "name_en", "short_name")
IDS = {"wikidata": "wikidata_id", "party_facts_id": "party_facts_id"}
NAMED_BY = (*NAMES, "aliases__name")
NOT_OF_PRIVATE = (*NAMES, *IDS)
FOLDED = "SELECT name, lower(public.unaccent(name)) FROM unnest(%s::text[]) AS name"
Row = dict[str, Any]


@dataclass(frozen=True)
class Named:
    """An actor that a submission gives by name, and whom the register has under it, if one."""

    row: Row
    match: Actor | None


def check(rows: list[Row], faults: Faults, pointer: str) -> None:
    """Each has what its kind needs: a public label and no name where it is private, else a name."""
    for number, row in enumerate(rows):
        place = at(pointer, number)
        if row.get("private"):
            if not row.get("public_label_fr"):
                template = gettext_noop("a private person or group needs a public label")
                faults.missing(at(place, "public_label_fr"), template)
            for name in NOT_OF_PRIVATE:
                if row.get(name):
                    template = gettext_noop("a private person or group is not named")
                    faults.say(at(place, name), template)
        elif not (row.get("name_fr") or (is_named(row) and row.get("name_en"))):
            faults.missing(at(place, "name_fr"), gettext_noop("a name is missing"))


def is_named(row: Row) -> bool:
    """Whether it gives somebody by name who may be in the register: neither private nor unknown."""
    return not row.get("private") and row.get("kind") != ActorKind.UNIDENTIFIED


def public(slugs: Iterable[str]) -> dict[str, Actor]:
    """The actors of these slugs that the public can read. Of the others nobody learns whether they
    are there."""
    listed = ListedActor.objects.filter(slug__in=set(slugs)).values("slug")
    found = Actor.objects.filter(slug__in=listed).select_related("merged_into")
    return {actor.slug: actor.final for actor in found if actor.slug}


def named(rows: list[Row], taken: Iterable[Actor]) -> list[Named]:
    """Each with the one actor of the register that has its id, or its kind and folded name. What
    two rows would lead to, or a slug does already, is matched once: the other is for staff. Four
    queries at most, however many rows."""
    asked = list(filter(is_named, rows))
    by_id, by_name = _with_ids(asked), _with_names(asked)
    held = {actor.pk for actor in taken}
    found = []
    for row in asked:
        match = _by_id(row, by_id) or _by_name(row, by_name)
        if match is not None and match.pk in held:
            match = None
        if match is not None:
            held.add(match.pk)
        found.append(Named(row, match))
    return found


def _register(rows: list[Row]) -> Any:
    kinds = {row["kind"] for row in rows}
    return Actor.objects.unmerged().filter(is_private=False, kind__in=kinds)


def _with_ids(rows: list[Row]) -> list[Actor]:
    same = Q(pk__in=[])
    for name, field in IDS.items():
        same |= Q(**{f"{field}__in": [row[name] for row in rows if row.get(name)]})
    return list(_register(rows).filter(same))


def _with_names(rows: list[Row]) -> dict[str, dict[int, Actor]]:
    """Who bears which of the names, folded as the database folds them."""
    asked = {name for row in rows for name in _names(row)}
    if not asked:
        return {}
    as_asked = _as_folded(asked)
    folded = {f"folded_{number}": Lower(Unaccent(F(c))) for number, c in enumerate(NAMED_BY)}
    same = Q(pk__in=[])
    for name in folded:
        same |= Q(**{f"{name}__in": list(as_asked.values())})
    found: dict[str, dict[int, Actor]] = {}
    for actor in _register(rows).annotate(**folded).filter(same):
        for name in folded:
            found.setdefault(getattr(actor, name) or "", {})[actor.pk] = actor
    return {name: found.get(as_asked[name], {}) for name in asked}


def _names(row: Row) -> list[str]:
    return [normalize("NFKC", row[name]) for name in ("name_fr", "name_en") if row.get(name)]


def _as_folded(names: Iterable[str]) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(FOLDED, [list(names)])
        return dict(cursor.fetchall())


def _by_id(row: Row, known: list[Actor]) -> Actor | None:
    return _only(
        actor
        for actor in known
        if actor.kind == row["kind"]
        and any(row.get(name) and row[name] == getattr(actor, field) for name, field in IDS.items())
    )


def _by_name(row: Row, known: dict[str, dict[int, Actor]]) -> Actor | None:
    """Nobody whom an id, or a country, says to be somebody else."""
    bearing = {pk: actor for name in _names(row) for pk, actor in known[name].items()}
    return _only(
        actor
        for actor in bearing.values()
        if actor.kind == row["kind"]
        and not any(row.get(name) and getattr(actor, field) for name, field in IDS.items())
        and (not row.get("country") or actor.country_id in (None, row["country"]))
    )


def _only(found: Iterable[Actor]) -> Actor | None:
    each = list(found)
    return each[0] if len(each) == 1 else None


def keep(submission: Submission, each: Named, number: int, by: Person) -> Actor:
    """Whoever stands for a named actor from now on; staff see what was named."""
    actor = each.match
    if actor is None:
        actor = Actor(
            kind=ActorKind.UNIDENTIFIED,
            name_fr=f"Acteur proposé {number}",
            name_en=f"Proposed actor {number}",
        )
        record.save(record=actor, by=by)
    SubmittedActor.objects.create(
        submission=submission,
        actor=actor,
        state=SubmittedActorState.MATCHED if each.match else SubmittedActorState.OPEN,
        kind=each.row["kind"],
        country_id=each.row.get("country"),
        **{name: each.row.get(name, "") for name in NAMES},
        **{field: each.row.get(name, "") for name, field in IDS.items()},
    )
    return actor
