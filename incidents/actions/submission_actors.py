"""The actors of a submission: found in public, matched with the register, or stood in for."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.lookups import Unaccent
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
NOT_OF_PRIVATE = (*NAMES, *IDS)
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
    two rows would lead to, or a slug does already, is matched once: the other is for staff."""
    held = {actor.pk for actor in taken}
    found = []
    for row in filter(is_named, rows):
        match = _by_id(row) or _by_name(row)
        if match is not None and match.pk in held:
            match = None
        if match is not None:
            held.add(match.pk)
        found.append(Named(row, match))
    return found


def _register(kind: str) -> Any:
    return Actor.objects.unmerged().filter(is_private=False, kind=kind)


def _by_id(row: Row) -> Actor | None:
    asked = {field: row[name] for name, field in IDS.items() if row.get(name)}
    same = Q(pk__in=[])
    for field, value in asked.items():
        same |= Q(**{field: value})
    return _only(_register(row["kind"]).filter(same)) if asked else None


def _by_name(row: Row) -> Actor | None:
    """Nobody whom an id, or a country, says to be somebody else."""
    asked = [folded(row[name]) for name in ("name_fr", "name_en") if row.get(name)]
    rows = _register(row["kind"]).annotate(
        french=Lower(Unaccent(F("name_fr"))),
        english=Lower(Unaccent(F("name_en"))),
        short=Lower(Unaccent(F("short_name"))),
        alias=Lower(Unaccent(F("aliases__name"))),
    )
    same = Q(french__in=asked) | Q(english__in=asked) | Q(short__in=asked) | Q(alias__in=asked)
    found = rows.filter(same)
    for name, field in IDS.items():
        if row.get(name):
            found = found.filter(**{field: ""})
    if row.get("country"):
        found = found.filter(Q(country=None) | Q(country=row["country"]))
    return _only(found)


def folded(name: str) -> str:
    """Without accents and capitals, as the database folds it."""
    parts = unicodedata.normalize("NFKD", name)
    return "".join(part for part in parts if not unicodedata.combining(part)).lower()


def _only(rows: Any) -> Actor | None:
    found = {actor.pk: actor for actor in rows.distinct()[:2]}
    return next(iter(found.values())) if len(found) == 1 else None


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
