"""What speaks against two actors being one, in words: a merge is never undone."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from incidents.codes import ACCUSING_ROLES, ActorKind, Role
from incidents.models import Actor, Claim, Incident, Procedure

CONCERNED = (Role.DEPICTED, Role.IMPERSONATED, Role.IMAGE_REUSED, Role.TARGETED)
"""Roles of those to whom something was done."""


def doubts(loser: Actor, winner: Actor) -> list[str]:
    """A sentence for each, or nothing. They hinder no merge; whoever merges has to read them."""
    found = [] if _names(loser) & _names(winner) else [gettext("The two share no name or alias.")]
    found += [_said_of(one, other) for one, other in _ways(loser, winner, _speaks_about)]
    found += [_accused(one, other) for one, other in _ways(loser, winner, _faces_in_incident)]
    found += [_pursued(one, other) for one, other in _ways(loser, winner, _pursues)]
    return found


def _ways(
    one: Actor, other: Actor, holds: Callable[[Actor, Actor], bool]
) -> list[tuple[Actor, Actor]]:
    """In which direction it holds between them: neither, one or both."""
    return [pair for pair in ((one, other), (other, one)) if holds(*pair)]


def _names(actor: Actor) -> set[str]:
    """What a private person is labelled or somebody unidentified described as is no name: two can
    have the same."""
    given = [alias.name for alias in actor.aliases.all()]
    if actor.kind != ActorKind.UNIDENTIFIED:
        given += [actor.name_fr, actor.name_en, actor.short_name]
    return {name.strip().casefold() for name in given if name.strip()}


def _speaks_about(one: Actor, other: Actor) -> bool:
    made = Claim.objects.filter(Q(speaker=one) | Q(on_behalf_of=one))
    return made.filter(about=other).exists()


def _faces_in_incident(one: Actor, other: Actor) -> bool:
    concerned = Incident.objects.filter(involvements__actor=one, involvements__role__in=CONCERNED)
    accused = concerned.filter(pk__in=_accusing(other))
    return accused.exists()


def _accusing(actor: Actor) -> Any:
    accused = {"involvements__actor": actor, "involvements__role__in": ACCUSING_ROLES}
    return Incident.objects.filter(**accused).values("pk")


def _pursues(one: Actor, other: Actor) -> bool:
    faced = Q(respondents=other) | Q(events__respondent=other)
    return Procedure.objects.filter(complainants=one).filter(faced).exists()


def _said_of(one: Actor, other: Actor) -> str:
    said = gettext("“%(one)s” makes a claim about “%(other)s”.")
    return said % {"one": one, "other": other}


def _accused(one: Actor, other: Actor) -> str:
    said = gettext("In one incident “%(one)s” is among those concerned and “%(other)s” is accused.")
    return said % {"one": one, "other": other}


def _pursued(one: Actor, other: Actor) -> str:
    said = gettext("In one procedure “%(one)s” complains and “%(other)s” has to answer.")
    return said % {"one": one, "other": other}
