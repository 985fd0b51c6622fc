"""What staff do on their pages is theirs in the audit, with the page, the action and the reason."""

from incidents.models import Incident
from tests.admin.conftest import SignIn
from tests.admin.pages import form_values
from tests.factories import IncidentFactory
from tests.test_recorded import entries
from tracker.accounts.roles import Role


def test_a_move_through_the_staff_pages_names_person_page_action_and_reason(
    sign_in: SignIn,
) -> None:
    incident = IncidentFactory(state="in_review")
    client = sign_in(Role.EDITOR)
    place = f"/admin/incidents/incident/{incident.pk}/request_changes/"

    client.post(place, form_values(client, place) | {"reason": "Il manque une source."})

    person, way, why = entries("incidents_incident")[-1]
    assert person == client.user.pk  # type: ignore[attr-defined]
    assert way.startswith("page admin/incidents/incident/")
    assert way.endswith(" > publication.request_changes")
    assert why == "Il manque une source."
    assert Incident.objects.get().state == "draft"
