"""Actors and private identities: who is named, and where."""

from datetime import date

import pytest
from django.test import Client

from incidents.models import Actor, ActorAlias, Affiliation, PrivateIdentity
from tests.admin.conftest import SignIn
from tests.admin.pages import form_values
from tests.factories import (
    ActorAliasFactory,
    ActorFactory,
    AffiliationFactory,
    PrivateActorFactory,
    PrivateIdentityFactory,
)
from tracker.accounts.roles import Role

ADD = "/admin/incidents/actor/add/"
IDENTITY = "/admin/incidents/privateidentity/add/"


def test_a_private_person_has_only_a_label(editor: Client) -> None:
    private = {"kind": "person", "is_private": "on", "public_label_fr": "une personne privée"}
    values = form_values(editor, ADD) | private

    named = editor.post(ADD, values | {"name_fr": "Quelqu’un"}).content.decode()
    assert "The name belongs to the private identity." in named
    assert editor.post(ADD, values).status_code == 302
    assert str(Actor.objects.get()) == "une personne privée"


def test_any_other_actor_has_a_name(editor: Client) -> None:
    page = editor.post(ADD, form_values(editor, ADD) | {"kind": "party"}).content.decode()

    assert "needs its French name" in page
    assert not Actor.objects.exists()


def test_a_new_actor_with_its_other_names(editor: Client) -> None:
    values = form_values(editor, ADD) | {
        "kind": "party",
        "name_fr": "Parti des Rives",
        "slug": "parti-des-rives",
        "aliases-TOTAL_FORMS": "1",
        "aliases-0-name": "PdR",
    }

    assert editor.post(ADD, values).status_code == 302

    actor = Actor.objects.get()
    assert [alias.name for alias in actor.aliases.all()] == ["PdR"]
    found = editor.get("/admin/incidents/actor/?q=PdR").content.decode()
    assert "Parti des Rives" in found


def test_the_legal_reviewer_keeps_an_identity_one_name_to_a_line(sign_in: SignIn) -> None:
    legal = sign_in(Role.LEGAL_REVIEWER)
    actor = PrivateActorFactory()
    values = form_values(legal, IDENTITY) | {
        "actor": actor.pk,
        "name": "Nom Gardé",
        "aliases": "Premier\r\nSecond",
    }

    assert legal.post(IDENTITY, values).status_code == 302

    kept = PrivateIdentity.objects.get()
    assert (kept.name, kept.aliases, kept.handles) == ("Nom Gardé", ["Premier", "Second"], [])
    assert kept.created_by == legal.user  # type: ignore[attr-defined]


def test_a_named_actor_has_no_identity(sign_in: SignIn) -> None:
    legal = sign_in(Role.LEGAL_REVIEWER)

    page = legal.post(IDENTITY, {"actor": ActorFactory().pk, "name": "X"}).content.decode()

    assert "This actor is not a private person." in page
    assert not PrivateIdentity.objects.exists()


def test_the_actor_page_links_to_the_identity_without_a_name(sign_in: SignIn) -> None:
    identity = PrivateIdentityFactory(name="Nom Gardé")

    page = sign_in(Role.EDITOR).get(f"/admin/incidents/actor/{identity.actor.pk}/change/")

    assert f"/admin/incidents/privateidentity/{identity.pk}/change/" in page.content.decode()
    assert "Nom Gardé" not in page.content.decode()


def test_a_slug_in_use_is_no_longer_proposed(editor: Client) -> None:
    actor = ActorFactory()

    page = editor.get(f"/admin/incidents/actor/{actor.pk}/change/").content.decode()

    assert "prepopulated" not in page or '"dependency_list": ["name_fr"]' not in page


def test_a_choice_of_an_actor_finds_it_by_its_other_names(editor: Client) -> None:
    actor = ActorAliasFactory(name="Les Riverains").actor
    asked = {"app_label": "incidents", "model_name": "involvement", "field_name": "actor"}

    found = editor.get("/admin/autocomplete/", asked | {"term": "riverains"}).json()["results"]

    assert [row["id"] for row in found] == [str(actor.pk)]


def tie(**fields: object) -> Affiliation:
    made: Affiliation = AffiliationFactory(**fields)
    return made


@pytest.mark.parametrize(
    ("first", "last", "overlaps"),
    [
        ("", "", True),
        ("2020-01-01", "", True),
        ("2024-01-01", "", False),
        ("", "2022-01-01", False),
        ("", "2023-01-01", True),
        ("2022-06-01", "2022-07-01", True),
    ],
)
def test_nobody_has_a_role_in_a_body_twice_at_a_time(
    first: str, last: str, overlaps: bool, editor: Client
) -> None:
    known = tie(from_on=date(2022, 1, 1), to_on=date(2024, 1, 1))
    address = "/admin/incidents/affiliation/add/"
    given = {"member": known.member.pk, "body": known.body.pk, "role": known.role}

    answer = editor.post(address, given | {"from_on": first, "to_on": last})

    assert ("has this role in" in answer.content.decode()) is overlaps
    assert Affiliation.objects.count() == (1 if overlaps else 2)


def test_neither_in_the_form_of_the_member(editor: Client) -> None:
    known = tie()
    address = f"/admin/incidents/actor/{known.member.pk}/change/"
    row = {"affiliations-1-body": known.body.pk, "affiliations-1-role": known.role}
    values = form_values(editor, address) | {"affiliations-TOTAL_FORMS": "2"} | row

    assert "has this role in" in editor.post(address, values).content.decode()
    assert Affiliation.objects.count() == 1


def test_a_party_is_not_its_own_member(editor: Client) -> None:
    party = ActorFactory()
    given = {"member": party.pk, "body": party.pk, "role": "member"}

    page = editor.post("/admin/incidents/affiliation/add/", given).content.decode()

    assert "An actor cannot be affiliated with itself." in page
    assert not Affiliation.objects.exists()


def test_aliases_sent_with_the_form_of_a_private_person_are_not_kept(editor: Client) -> None:
    """Nobody finds them by searching either."""
    alias = ActorAliasFactory(actor=ActorFactory(kind="person"), name="La Marche")
    address = f"/admin/incidents/actor/{alias.actor_id}/change/"
    sent = form_values(editor, address) | {
        "is_private": "on",
        "public_label_fr": "une militante",
        "name_fr": "",
        "name_en": "",
        "short_name": "",
        "slug": "",
        "aliases-0-name": "La Grande Marche",
    }

    answer = editor.post(address, sent)

    assert answer.status_code == 302
    assert not ActorAlias.objects.exists()
    assert "une militante" in editor.get("/admin/incidents/actor/").content.decode()
    assert "une militante" not in editor.get("/admin/incidents/actor/?q=Marche").content.decode()
