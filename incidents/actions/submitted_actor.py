"""Who an actor is that a partner named: staff decide, and until then nothing is published."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from incidents.actions import merge, record
from incidents.actions.permission import check_may
from incidents.codes import SubmittedActorState
from incidents.input_error import InputError, gettext_noop
from incidents.models import Actor, PrivateIdentity, SubmittedActor
from incidents.models.base import Person
from incidents.recorded import recorded

REASON = "named in a submission"


class DecisionRefused(InputError):
    """Somebody decided it meanwhile, or something that it needs is missing."""


@recorded
def match(
    *, named: SubmittedActor, actor: Actor, by: Person, at: datetime | None = None
) -> SubmittedActor:
    """It is this one of the register: whatever the stand-in takes part in is theirs."""
    locked = _open(named, by)
    merge.merge_actors(loser=locked.actor, winner=actor, by=by, reason=REASON)
    return _decide(locked, SubmittedActorState.ACCEPTED, by, at)


@recorded
def register(*, named: SubmittedActor, by: Person, at: datetime | None = None) -> SubmittedActor:
    """The register has nobody like that: it has from now on."""
    locked = _open(named, by)
    actor = Actor(
        kind=locked.kind,
        name_fr=locked.name_fr or locked.name_en,
        name_en=locked.name_en if locked.name_fr else "",
        short_name=locked.short_name,
        country=locked.country,
        wikidata_id=locked.wikidata_id,
        party_facts_id=locked.party_facts_id,
    )
    try:
        actor.full_clean()
    except ValidationError as error:
        template = gettext_noop("the register cannot have it as it is: %(why)s")
        raise DecisionRefused(template, why=" ".join(error.messages)) from error
    record.save(record=actor, by=by)
    merge.merge_actors(loser=locked.actor, winner=actor, by=by, reason=REASON)
    return _decide(locked, SubmittedActorState.ACCEPTED, by, at)


@recorded
def keep_private(
    *,
    named: SubmittedActor,
    label_fr: str,
    label_en: str = "",
    by: Person,
    at: datetime | None = None,
) -> SubmittedActor:
    """A private person or group: shown by a label. The name is kept where publishing looks for it,
    and nowhere else from now on."""
    locked = _open(named, by)
    names = [name for name in (locked.name_fr, locked.name_en, locked.short_name) if name]
    actor = locked.actor
    actor.is_private, actor.kind = True, locked.kind
    actor.name_fr = actor.name_en = ""
    actor.public_label_fr, actor.public_label_en = label_fr.strip(), label_en.strip()
    if not actor.public_label_fr:
        raise DecisionRefused(gettext_noop("a private person or group needs a public label"))
    record.save(record=actor, by=by)
    known = {"name": "".join(names[:1]), "aliases": names[1:], "updated_by": by}
    PrivateIdentity.objects.update_or_create(
        actor=actor, defaults=known, create_defaults=known | {"created_by": by}
    )
    locked.name_fr = locked.name_en = locked.short_name = ""
    locked.wikidata_id = locked.party_facts_id = ""
    return _decide(locked, SubmittedActorState.PRIVATE, by, at)


def _open(named: SubmittedActor, by: Person) -> SubmittedActor:
    check_may(by, "change_submittedactor")
    locked = SubmittedActor.objects.select_for_update().get(pk=named.pk)
    if locked.state != SubmittedActorState.OPEN:
        raise DecisionRefused(
            gettext_noop("it is decided already who “%(name)s” is"), name=str(locked)
        )
    return locked


def _decide(
    named: SubmittedActor, state: SubmittedActorState, by: Person, at: datetime | None
) -> SubmittedActor:
    named.state, named.decided_by, named.decided_at = state, by, at or timezone.now()
    named.save()
    return named
