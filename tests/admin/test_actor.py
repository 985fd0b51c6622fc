"""Actors and private identities: who is named, and where."""

from django.test import Client

from incidents.models import Actor, PrivateIdentity
from tests.admin.conftest import SignIn
from tests.admin.pages import form_values
from tests.factories import ActorFactory, PrivateActorFactory, PrivateIdentityFactory
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
