"""The ids that other registers give an actor, checked against what is shipped of them."""

from incidents.codes import ActorKind
from incidents.input_error import InputError, gettext_noop
from incidents.models import Actor, ActorAlias
from incidents.vocabulary import parties
from incidents.vocabulary.parties import Party


class ExternalIdRefused(InputError):
    """An id that belongs to somebody else."""


def check_party_facts(actor: Actor) -> None:
    """Refuse the id of another party, or of a party of another country, with what the register
    says. An id that the register lacks is not refused: see ``is_unknown``."""
    party = _registered(actor)
    if party is None:
        return
    if actor.country_id is not None and actor.country_id != party.country:
        raise ExternalIdRefused(
            gettext_noop(
                "Party Facts id %(id)s is %(party)s: the country of “%(actor)s” is %(country)s"
            ),
            id=party.id,
            party=str(party),
            actor=str(actor),
            country=actor.country_id,
        )
    if not party.is_called(names_of(actor)):
        raise ExternalIdRefused(
            gettext_noop(
                "Party Facts id %(id)s is %(party)s, not “%(actor)s”: correct the id, or save that "
                "name as an alias first"
            ),
            id=party.id,
            party=str(party),
            actor=str(actor),
        )


def is_unknown(actor: Actor) -> bool:
    """Whether a party has an id that the register lacks: worth a second look."""
    return _has_id(actor) and actor.party_facts_id not in parties.by_id()


def proposed(actor: Actor) -> list[Party]:
    """What the register has under the name of a party that has no id yet. Without a country, its
    name alone says little: nothing is proposed."""
    if actor.kind != ActorKind.PARTY or actor.party_facts_id or actor.country_id is None:
        return []
    return parties.like(names_of(actor), actor.country_id)


def names_of(actor: Actor) -> list[str]:
    """Names and aliases."""
    names = [actor.name_fr, actor.name_en, actor.short_name]
    if actor.pk is not None:
        names += ActorAlias.objects.filter(actor=actor).values_list("name", flat=True)
    return names


def _registered(actor: Actor) -> Party | None:
    return parties.by_id().get(actor.party_facts_id) if _has_id(actor) else None


def _has_id(actor: Actor) -> bool:
    return actor.kind == ActorKind.PARTY and bool(actor.party_facts_id)
