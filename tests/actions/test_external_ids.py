"""An id of another register belongs to whom the register says."""

from typing import Any

import pytest
from django.test import Client

from incidents.actions import external_ids, record
from incidents.actions.external_ids import ExternalIdRefused
from incidents.models import Actor
from tests.admin.pages import form_values
from tests.factories import ActorAliasFactory, ActorFactory, JurisdictionFactory, UserFactory
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db


def party(**fields: Any) -> Actor:
    given = {"country": JurisdictionFactory(code="FR", is_fictional=False)} | fields
    actor: Actor = ActorFactory(**given)
    return actor


def save(actor: Actor) -> None:
    record.save(record=actor, by=UserFactory(roles=[Role.EDITOR]))


def test_the_right_id_is_taken() -> None:
    save(party(name_fr="Parti Socialiste", party_facts_id="1478"))


def test_the_id_of_another_party_is_refused_with_what_the_register_says() -> None:
    with pytest.raises(ExternalIdRefused) as caught:
        save(party(name_fr="Rassemblement national", party_facts_id="1478"))

    assert str(caught.value) == (
        "Party Facts id 1478 is Parti socialiste (PS, FR, 1969–), not “Rassemblement national”: "
        "correct the id, or save that name as an alias first"
    )


def test_an_alias_is_enough() -> None:
    renamed = party(name_fr="Un nouveau nom", party_facts_id="1478")
    ActorAliasFactory(actor=renamed, name="parti socialiste")

    save(renamed)


def test_the_id_of_a_party_of_another_country_is_refused() -> None:
    with pytest.raises(ExternalIdRefused, match="the country of “Parti socialiste” is XV"):
        save(
            party(name_fr="Parti socialiste", party_facts_id="1478", country=JurisdictionFactory())
        )


def test_an_id_that_the_register_lacks_is_worth_a_look_only() -> None:
    unknown = party(party_facts_id="999999")

    save(unknown)

    assert external_ids.is_unknown(unknown)
    assert not external_ids.is_unknown(party(name_fr="Parti socialiste", party_facts_id="1478"))
    assert not external_ids.is_unknown(party())


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"name_fr": "Les Républicains"}, ["8168"]),
        ({"name_fr": "Autre", "short_name": "LR"}, ["8168"]),
        ({"name_fr": "Les Républicains", "kind": "media"}, []),
        ({"name_fr": "Les Républicains", "country": None}, []),
        ({"name_fr": "Les Républicains", "party_facts_id": "8168"}, []),
        ({"name_fr": "Parti des Rives"}, []),
    ],
)
def test_what_the_register_has_under_the_name_is_proposed(
    fields: dict[str, Any], expected: list[str]
) -> None:
    assert [each.id for each in external_ids.proposed(party(**fields))] == expected


def test_staff_are_told_on_the_page(client: Client) -> None:

    client.force_login(UserFactory(roles=[Role.EDITOR], language="en"))
    address = f"/admin/incidents/actor/{party(name_fr='Les Républicains').pk}/change/"
    values = form_values(client, address)
    assert "8168 = Les Républicains" in client.get(address).content.decode()

    wrong = client.post(address, values | {"party_facts_id": "1478"}).content.decode()
    assert "Party Facts id 1478 is Parti socialiste" in wrong
    odd = client.post(address, values | {"party_facts_id": "x1"}).content.decode()
    assert "digits only" in odd
    shapeless = client.post(address, values | {"wikidata_id": "142"}).content.decode()
    assert "a Q and digits" in shapeless
    unknown = client.post(address, values | {"party_facts_id": "999999"}, follow=True)
    assert "is not in the register that is shipped: look at it again" in unknown.content.decode()
