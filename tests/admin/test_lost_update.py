"""Two editors on one form: the second is told, sees the difference, and loses nothing."""

import pytest
from django.test import Client

from incidents.models import Actor, Incident, Involvement
from tests.admin.conftest import SignIn
from tests.admin.pages import form_values
from tests.factories import ActorFactory, IncidentFactory, InvolvementFactory, JurisdictionFactory
from tracker.accounts.roles import Role


@pytest.fixture
def first(sign_in: SignIn) -> Client:
    return sign_in(Role.EDITOR, first_name="Ada", last_name="Un")


@pytest.fixture
def second(sign_in: SignIn) -> Client:
    return sign_in(Role.EDITOR, first_name="Basile", last_name="Deux")


def address(record: object) -> str:
    name = type(record)._meta.model_name  # type: ignore[attr-defined]
    return f"/admin/incidents/{name}/{record.pk}/change/"  # type: ignore[attr-defined]


def test_the_second_editor_is_told_and_keeps_what_they_typed(first: Client, second: Client) -> None:
    incident = IncidentFactory(title_fr="Titre", summary_fr="Au début.")
    here = address(incident)
    ones, twos = form_values(first, here), form_values(second, here)
    assert first.post(here, ones | {"summary_fr": "Résumé d’Ada."}).status_code == 302

    told = second.post(here, twos | {"summary_fr": "Résumé de Basile."})

    page = told.content.decode()
    assert told.status_code == 200
    assert "Ada Un saved this record on" in page
    assert "Saved meanwhile: Résumé d’Ada." in page
    assert "Résumé de Basile.</textarea>" in page
    incident.refresh_from_db()
    assert incident.summary_fr == "Résumé d’Ada."
    assert incident.version == 2


def test_having_seen_the_difference_they_may_save(first: Client, second: Client) -> None:
    incident = IncidentFactory(summary_fr="Au début.")
    here = address(incident)
    twos = form_values(second, here) | {"summary_fr": "Résumé de Basile."}
    first.post(here, form_values(first, here) | {"summary_fr": "Résumé d’Ada."})
    told = second.post(here, twos)
    seen = told.context["adminform"].form["seen_version"].value()

    assert second.post(here, twos | {"seen_version": seen}).status_code == 302

    incident.refresh_from_db()
    assert (incident.summary_fr, incident.version) == ("Résumé de Basile.", 3)
    assert incident.updated_by == second.user  # type: ignore[attr-defined]


def test_a_form_without_its_version_saves_nothing(first: Client) -> None:
    incident = IncidentFactory(summary_fr="Au début.")
    values = form_values(first, address(incident)) | {"summary_fr": "Autre."}
    del values["seen_version"]

    assert first.post(address(incident), values).status_code == 200

    assert Incident.objects.get(pk=incident.pk).summary_fr == "Au début."


def test_a_row_inside_the_form_is_guarded_too(first: Client, second: Client) -> None:
    row = InvolvementFactory(note_fr="Au début.")
    here = address(row.incident)
    twos = form_values(second, here) | {"involvements-0-note_fr": "Note de Basile."}
    own = address(row)
    first.post(own, form_values(first, own) | {"note_fr": "Note d’Ada."})

    told = second.post(here, twos)

    assert "Saved meanwhile: Note d’Ada." in told.content.decode()
    assert Involvement.objects.get().note_fr == "Note d’Ada."


def test_a_register_is_guarded_too(first: Client, second: Client) -> None:
    actor = ActorFactory(short_name="A")
    here = address(actor)
    twos = form_values(second, here) | {"short_name": "C"}
    first.post(here, form_values(first, here) | {"short_name": "B"})

    assert second.post(here, twos).status_code == 200

    assert Actor.objects.get().short_name == "B"


def test_saving_without_a_change_makes_no_version(first: Client) -> None:
    incident = IncidentFactory()

    first.post(address(incident), form_values(first, address(incident)))

    incident.refresh_from_db()
    assert incident.version == 1


def test_a_new_record_knows_who_made_it(first: Client) -> None:
    JurisdictionFactory(code="FR", is_fictional=False)
    values = form_values(first, "/admin/incidents/incident/add/")

    response = first.post("/admin/incidents/incident/add/", values | {"title_fr": "Nouveau"})

    made = Incident.objects.get()
    assert response.status_code == 302
    assert made.created_by == made.updated_by == first.user  # type: ignore[attr-defined]
    assert (made.version, made.state, made.jurisdiction_id) == (1, "draft", "FR")
