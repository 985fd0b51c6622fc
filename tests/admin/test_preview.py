"""The public page shown to staff before it is public."""

import pytest
from django.test import Client

from incidents.models import Incident, Publication
from tests.admin.conftest import SignIn
from tests.factories import ClaimFactory, IncidentFactory, PublicationFactory, UserFactory
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db


def at(incident: Incident) -> str:
    return f"/admin/incidents/incident/{incident.pk}/preview/"


@pytest.fixture
def draft() -> Incident:
    made: Incident = IncidentFactory(
        title_fr="Une fausse affiche", title_en="A fake poster", summary_fr="Des faits."
    )
    ClaimFactory(incidents=[made], summary_fr="La mairie nie.")
    return made


def test_it_shows_what_is_recorded_and_says_that_it_is_not_published(
    editor: Client, draft: Incident
) -> None:
    response = editor.get(at(draft))

    shown = response.content.decode()
    assert response.status_code == 200
    assert "Preview, not published" in shown
    assert "A fake poster" in shown and "La mairie nie." in shown
    assert "no reference yet" in shown
    assert not Publication.objects.exists()


def test_no_index_keeps_it(editor: Client, draft: Incident) -> None:
    response = editor.get(at(draft))

    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex, nofollow">' in response.content.decode()
    assert 'rel="canonical"' not in response.content.decode()


def test_it_is_shown_in_either_language(editor: Client, draft: Incident) -> None:
    shown = editor.get(at(draft) + "?language=fr").content.decode()

    assert '<html lang="fr">' in shown
    assert "Une fausse affiche" in shown
    assert '<html lang="en">' in editor.get(at(draft) + "?language=xx").content.decode()


def test_what_is_public_already_shows_its_next_version(editor: Client) -> None:
    incident = PublicationFactory().incident
    Incident.objects.filter(pk=incident.pk).update(title_en="Another title")

    shown = editor.get(at(incident)).content.decode()

    assert "Another title" in shown
    assert incident.reference in shown


def test_it_is_for_staff_who_may_see_incidents(draft: Incident, sign_in: SignIn) -> None:
    nobody = Client()
    nobody.force_login(UserFactory())

    assert Client().get(at(draft)).status_code == 302
    assert nobody.get(at(draft)).status_code == 403
    assert sign_in(Role.AUDITOR).get(at(draft)).status_code == 200
    assert sign_in(Role.EDITOR).get("/admin/incidents/incident/0/preview/").status_code == 404


def test_it_is_linked_where_staff_decide(editor: Client, draft: Incident) -> None:
    Incident.objects.filter(pk=draft.pk).update(state="in_review")
    address = f"/admin/incidents/incident/{draft.pk}"

    for page in ("change", "approve_editorial"):
        assert at(draft) in editor.get(f"{address}/{page}/").content.decode()
