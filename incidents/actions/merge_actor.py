"""What only actors have: who may become whom, their names, ids and private identities."""

import json
from collections.abc import Iterable

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from incidents import documents
from incidents.actions.merge_columns import next_version
from incidents.actions.merge_rows import MergeRefused
from incidents.actions.permission import check_may
from incidents.actions.showing import showing_claims
from incidents.codes import ActorKind, RecordKind
from incidents.input_error import Words, gettext_noop
from incidents.models import (
    Actor,
    ActorAlias,
    Affiliation,
    Claim,
    Incident,
    ListedActor,
    Merger,
    PrivateIdentity,
    Publication,
)
from incidents.models.base import Person

IDS = {"wikidata_id": Words("Wikidata id"), "party_facts_id": Words("Party Facts id")}
SAYS_SLUG = (
    "jsonb_path_exists(incidents_publication.content, '$.**.slug ? (@ == $slug)', %s::jsonb)"
)
"""Anywhere in the document, at any depth: the ORM cannot say that. An election may have the same
slug, so the actors are asked afterwards."""


def check_actors(lost: Actor, kept: Actor, by: Person) -> None:
    """Raise MergeRefused unless both can be the same; NotAllowed for an identity that is kept from
    this person."""
    if lost.is_private != kept.is_private:
        raise MergeRefused(
            gettext_noop("a private person and a public actor are never merged"),
        )
    if lost.kind not in (kept.kind, ActorKind.UNIDENTIFIED):
        raise MergeRefused(
            gettext_noop("“%(loser)s” (%(kind)s) cannot become “%(winner)s” (%(other)s)"),
            loser=str(lost),
            kind=ActorKind(lost.kind),
            winner=str(kept),
            other=ActorKind(kept.kind),
        )
    _check_ids(lost, kept)
    _check_ties(lost, kept)
    if PrivateIdentity.objects.filter(actor=lost).exists():
        check_may(by, "change_privateidentity")


def _check_ids(lost: Actor, kept: Actor) -> None:
    for name, words in IDS.items():
        theirs, ours = getattr(lost, name), getattr(kept, name)
        if theirs and ours and theirs != ours:
            raise MergeRefused(
                gettext_noop("they are two in other registers: %(field)s %(theirs)s and %(ours)s"),
                field=words,
                theirs=theirs,
                ours=ours,
            )


def _check_ties(lost: Actor, kept: Actor) -> None:
    between = Q(member=lost, body=kept) | Q(member=kept, body=lost)
    if Affiliation.objects.filter(between).exists():
        raise MergeRefused(
            gettext_noop(
                "“%(loser)s” and “%(winner)s” are member and body of an affiliation: one would "
                "become its own member"
            ),
            loser=str(lost),
            winner=str(kept),
        )


def named_in_public(actor: Actor) -> bool:
    """Whether its name was ever public: in a Publication of an incident that is not withdrawn, or
    since a merge."""
    if not actor.slug:
        return False
    if ListedActor.objects.filter(slug=actor.slug).exists():
        return True
    if Merger.objects.filter(kind=RecordKind.ACTOR, new=actor.slug).exclude(old="").exists():
        return True
    named = Publication.objects.filter(
        RawSQL(SAYS_SLUG, [json.dumps({"slug": actor.slug})], output_field=BooleanField()),
        incident__withdrawal__isnull=True,
    )
    return any(
        each["slug"] == actor.slug
        for publication in named.iterator(chunk_size=50)
        for each in documents.actors(publication.content)
    )


def incidents_naming(actor: Actor) -> Iterable[int]:
    """Incidents in whose document an actor stands, but for publishers and voices of sources."""
    by_claim = Q(speaker=actor) | Q(relayed_by=actor) | Q(on_behalf_of=actor) | Q(about=actor)
    claims = set(Claim.objects.filter(by_claim).values_list("pk", flat=True))
    pursued = Q(procedures__complainants=actor) | Q(procedures__respondents=actor)
    pursued |= Q(procedures__authority=actor) | Q(procedures__events__respondent=actor)
    found = Incident.objects.filter(Q(involvements__actor=actor) | pursued)
    return {
        *found.values_list("pk", flat=True),
        *showing_claims(claims).values_list("pk", flat=True),
    }


def take_names(lost: Actor, kept: Actor) -> None:
    """The loser's names and aliases become aliases of the winner, each once. Nobody is called by
    what an unidentified actor was described as."""
    known = {name.casefold() for name in _names(kept)}
    known |= {alias.name.casefold() for alias in kept.aliases.all()}
    given = [alias.name for alias in lost.aliases.all()]
    if lost.kind != ActorKind.UNIDENTIFIED:
        given = [*_names(lost), *given]
    for name in given:
        if name.casefold() not in known:
            known.add(name.casefold())
            ActorAlias.objects.create(actor=kept, name=name)
    lost.aliases.all().delete()


def _names(actor: Actor) -> list[str]:
    return [name for name in (actor.name_fr, actor.name_en, actor.short_name) if name]


def take_identity(lost: Actor, kept: Actor, by: Person) -> None:
    """Every name by which either is known is looked for in public texts afterwards."""
    theirs = PrivateIdentity.objects.filter(actor=lost).first()
    if theirs is None:
        return
    ours = PrivateIdentity.objects.filter(actor=kept).first()
    if ours is None:
        PrivateIdentity.objects.filter(pk=theirs.pk).update(actor=kept, **next_version(by))
        return
    names = [name for name in (theirs.name, *theirs.aliases) if name and name != ours.name]
    PrivateIdentity.objects.filter(pk=ours.pk).update(
        aliases=list(dict.fromkeys([*ours.aliases, *names])),
        handles=list(dict.fromkeys([*ours.handles, *theirs.handles])),
        **next_version(by),
    )
    theirs.delete()


def take_particulars(lost: Actor, kept: Actor, by: Person) -> None:
    """Ids in other registers and the country, where the winner has none."""
    taken = {
        name: getattr(lost, name)
        for name in (*IDS, "country_id")
        if getattr(lost, name) and not getattr(kept, name)
    }
    Actor.objects.filter(pk=kept.pk).update(**taken, **next_version(by))
    kept.refresh_from_db()
