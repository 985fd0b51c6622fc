"""Who becomes private leaves no name in the open register, and is not named in public by it."""

import pytest

from incidents.actions import record
from incidents.actions.readiness import obstacles
from incidents.models import Actor, ActorAlias, Affiliation, Incident, PrivateIdentity
from incidents.projection import document
from tests import scenes
from tests.factories import (
    ActorAliasFactory,
    ActorFactory,
    AffiliationFactory,
    PrivateIdentityFactory,
)

pytestmark = pytest.mark.django_db


def hide(actor: Actor, staff: scenes.Team) -> None:
    fresh = Actor.objects.get(pk=actor.pk)
    fresh.is_private, fresh.public_label_fr = True, "une militante"
    fresh.name_fr, fresh.short_name, fresh.slug = "", "", None
    record.save(record=fresh, by=staff.author)


@pytest.fixture
def person() -> Actor:
    made: Actor = ActorFactory(kind="person", slug="eloise-marchetout", name_fr="Éloïse Marchetout")
    ActorAliasFactory(actor=made, name="La Marche")
    AffiliationFactory(member=made)
    return made


def test_names_go_where_only_those_with_the_permission_read_them(
    staff: scenes.Team, person: Actor
) -> None:
    hide(person, staff)

    kept = PrivateIdentity.objects.get(actor=person)
    assert (kept.name, kept.aliases) == ("Éloïse Marchetout", ["La Marche"])
    assert not ActorAlias.objects.exists()
    assert not Affiliation.objects.filter(member=person).exists()


def test_an_identity_that_is_kept_already_gets_what_it_lacks(
    staff: scenes.Team, person: Actor
) -> None:
    PrivateIdentityFactory(actor=person, name="Éloïse Marchetout", aliases=[], handles=[])

    hide(person, staff)
    hide(person, staff)

    kept = PrivateIdentity.objects.get(actor=person)
    assert (kept.name, kept.aliases, kept.version) == ("Éloïse Marchetout", ["La Marche"], 2)


def test_from_then_on_nothing_that_names_them_is_published(
    staff: scenes.Team, person: Actor
) -> None:
    incident = scenes.simple(staff, summary_fr="On y voit Éloïse Marchetout.")

    hide(person, staff)

    fresh = Incident.objects.get(pk=incident.pk)
    (said,) = obstacles(fresh, document(fresh))
    assert "une militante" in str(said)
