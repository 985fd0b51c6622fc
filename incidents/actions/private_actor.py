"""Somebody who becomes private: names and ties leave the open register."""

from django.db.models import F

from incidents.models import Actor, Affiliation, PrivateIdentity
from incidents.models.base import Person

NAMES = ("name_fr", "name_en")


def former_names(actor: Actor) -> list[str]:
    """Names and aliases under which a private actor still stands in the register; none for one that
    is new."""
    if not actor.is_private or actor.pk is None:
        return []
    stored = Actor.objects.filter(pk=actor.pk).values_list(*NAMES).first() or ()
    aliases = actor.aliases.values_list("name", flat=True)
    return list(dict.fromkeys(name for name in (*stored, *aliases) if name))


def close(actor: Actor, names: list[str], by: Person | None) -> None:
    """Keep the names where only those with the permission read them and publishing looks for them;
    aliases and affiliations go, also those that were added with the last save."""
    actor.aliases.all().delete()
    Affiliation.objects.filter(member=actor).delete()
    if not names:
        return
    kept, new = PrivateIdentity.objects.get_or_create(
        actor=actor, defaults={"name": names[0], "created_by": by, "updated_by": by}
    )
    aliases = [*kept.aliases, *(name for name in names if name not in kept.needles())]
    if aliases != kept.aliases:
        version = 1 if new else F("version") + 1
        PrivateIdentity.objects.filter(pk=kept.pk).update(
            aliases=aliases, version=version, updated_by=by
        )
