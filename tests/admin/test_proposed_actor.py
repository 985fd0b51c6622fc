"""Names that imports used: a list of work, a page on which somebody decides whose each is."""

from typing import Any

import pytest
from django.test import Client

from incidents.codes import ProposalState
from incidents.models import Actor, Involvement, PrivateIdentity, ProposedActor
from tests.admin.conftest import SignIn
from tests.factories import (
    ActorFactory,
    ImportedRowFactory,
    IncidentFactory,
    ProposedActorFactory,
    ProposedInvolvementFactory,
    SourceMediaFactory,
)
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db

LIST = "/admin/incidents/proposedactor/"


@pytest.fixture
def name(db: None) -> ProposedActor:
    """Used twice; one of the drafts cites a source."""
    made: ProposedActor = ProposedActorFactory(name="Nadia Fauvel")
    ProposedInvolvementFactory(proposal=made, source=SourceMediaFactory())
    ProposedInvolvementFactory(proposal=made, role="targeted")
    return made


def at(name: ProposedActor) -> str:
    return f"{LIST}{name.pk}/change/"


def test_the_list_begins_with_what_is_used_most(editor: Client, name: ProposedActor) -> None:
    ProposedActorFactory(name="Aaron Once")
    ProposedActorFactory(name="", state=ProposalState.DISMISSED)

    page = editor.get(LIST)

    assert [str(each) for each in page.context["cl"].result_list] == ["Nadia Fauvel", "Aaron Once"]
    assert "depicted, targeted" in page.content.decode()
    by_import = editor.get(f"{LIST}?import={name.first_batch_id}")
    assert [each.pk for each in by_import.context["cl"].result_list] == [name.pk]
    assert editor.get(f"{LIST}?import=x").context["cl"].result_count == 0
    assert editor.get(f"{LIST}?state=all").context["cl"].result_count == 3


def test_who_is_alike_is_shown_and_is_it_by_one_button(editor: Client, name: ProposedActor) -> None:
    known = ActorFactory(name_fr="Nadia Fauvel-Roy", name_en="")
    following = ProposedActorFactory(name="Next")

    page = editor.get(at(name))
    assert [actor for actor, _why in page.context["likely"]] == [known]
    assert "It is Nadia Fauvel-Roy" in page.content.decode()
    answer = editor.post(at(name), {"match": "1", "actor": known.pk})

    assert answer["Location"] == at(following)
    assert set(Involvement.objects.values_list("actor", "role")) == {
        (known.pk, "depicted"),
        (known.pk, "targeted"),
    }


def test_somebody_new_is_recorded_and_involved(editor: Client, name: ProposedActor) -> None:
    values = {"make": "1", "new_kind": "person", "new_name_fr": "Nadia Fauvel"}

    editor.post(at(name), values)

    made = Actor.objects.get(name_fr="Nadia Fauvel")
    assert made.created_by == editor.user  # type: ignore[attr-defined]
    assert Involvement.objects.filter(actor=made).count() == 2


def test_a_private_person_has_a_label_and_the_name_is_kept_apart(
    editor: Client, name: ProposedActor
) -> None:
    refused = editor.post(at(name), {"make": "1", "private": "on", "new_name_fr": "Nadia Fauvel"})
    assert "label_fr" in refused.context["new"].errors

    values = {"make": "1", "private": "on", "label_fr": "une particulière"}
    editor.post(at(name), values)

    made = Actor.objects.get(is_private=True)
    name.refresh_from_db()
    assert (made.name_fr, str(name.name), name.state) == ("", "", ProposalState.DISMISSED)
    assert PrivateIdentity.objects.get(actor=made).name == "Nadia Fauvel"
    assert Involvement.objects.filter(actor=made).count() == 2
    assert "Nadia Fauvel" not in editor.get(at(name)).content.decode()


def test_a_name_that_is_nobodys_to_record_is_forgotten(editor: Client, name: ProposedActor) -> None:
    answer = editor.post(at(name), {"dismiss": "1"})

    name.refresh_from_db()
    assert (answer["Location"], name.name, name.uses.count()) == (LIST, "", 0)


def test_of_two_who_decide_the_second_is_told(editor: Client, name: ProposedActor) -> None:
    editor.post(at(name), {"dismiss": "1"})

    page = editor.post(at(name), {"match": "1", "actor": ActorFactory().pk})

    assert "is decided already" in page.content.decode()
    assert not Involvement.objects.exists()


@pytest.mark.parametrize("role", [*Role])
def test_who_sees_and_who_decides(role: Role, sign_in: SignIn, name: ProposedActor) -> None:
    client = sign_in(role)
    sees = role in (Role.EDITOR, Role.LEGAL_REVIEWER)

    for page in (LIST, at(name)):
        assert client.get(page).status_code == (200 if sees else 403)
    answer = client.post(at(name), {"dismiss": "1"})
    assert answer.status_code == (302 if sees else 403)


def test_hostile_names_are_shown_as_what_they_are(editor: Client) -> None:
    name = ProposedActorFactory(name="<script>alert(1)</script>\u202e")
    ProposedInvolvementFactory(proposal=name)

    for page in (LIST, at(name), "/admin/"):
        text = editor.get(page).content.decode()
        assert "&lt;script&gt;" in text
        assert "<script>alert" not in text
        assert "\u202e" not in text


def test_a_draft_says_whence_it_came_and_which_names_wait(sign_in: SignIn) -> None:
    incident = IncidentFactory()
    row = ImportedRowFactory(incident=incident, address="https://cases.example/7")
    ProposedInvolvementFactory(proposal__name="Nadia Fauvel", incident=incident)
    IncidentFactory()

    def shown(role: Role) -> str:
        page = sign_in(role).get(f"/admin/incidents/incident/{incident.pk}/change/")
        return str(page.content.decode())

    text = shown(Role.EDITOR)
    assert f"record {row.external_id}, line {row.line}" in text
    assert "https://cases.example/7" in text
    assert "Nadia Fauvel" in text
    assert "Nadia Fauvel" not in shown(Role.AUDITOR)


def test_incidents_of_one_import_are_listed(editor: Client) -> None:
    row = ImportedRowFactory()
    IncidentFactory()
    address = "/admin/incidents/incident/?import="

    def listed(value: Any) -> list[int]:
        page = editor.get(f"{address}{value}")
        return [each.pk for each in page.context["cl"].result_list]

    assert listed(row.batch_id) == [row.incident_id]
    assert listed("x") == []
