"""Words that judge a person are shown to staff where they can mend them, and stop nothing."""

import inspect
from typing import Any

import pytest
from django.test import Client

from incidents import neutrality
from incidents.admin.warnings import PLACES
from incidents.codes import State
from incidents.models import Incident
from incidents.procedures import EventKind
from tests.admin.conftest import SignIn
from tests.admin.pages import form_values
from tests.factories import (
    ActorFactory,
    CitationFactory,
    ClaimFactory,
    IncidentFactory,
    ProcedureEventFactory,
    ProcedureFactory,
    UserFactory,
)
from tests.house.tree import ROOT
from tracker.accounts.roles import Role

HEAD = "Words that may judge a person"
SAID = "A word here may judge a person"


def at(record: Any, move: str = "change") -> str:
    return f"/admin/incidents/{record._meta.model_name}/{record.pk}/{move}/"


def save(client: Client, record: Any, **values: Any) -> str:
    """Save the form and read the page that follows."""
    sent = form_values(client, at(record)) | values | {"_continue": "1"}
    return client.post(at(record), sent, follow=True).content.decode()


def convict(incident: Incident) -> None:
    procedure = ProcedureFactory(incidents=[incident], track="penal")
    person = ActorFactory(kind="party", name_fr="Pacte d’Ombre", name_en="")
    for kind in (EventKind.CONVICTED, EventKind.FINAL):
        ProcedureEventFactory(procedure=procedure, kind=kind, respondent=person)


def test_the_page_shows_place_language_and_the_words_around(editor: Client) -> None:
    incident = IncidentFactory(summary_fr="On tient le coupable des faits.")

    page = editor.get(at(incident)).content.decode()

    assert HEAD in page
    assert "Summary (French)" in page
    assert '<q lang="fr">On tient le coupable des faits.</q>' in page


def test_a_quotation_has_the_marks_of_its_language() -> None:
    """The marks of a `q` are drawn by the style sheet: French ones keep their no-break space."""
    style = (ROOT / "static" / "vigie" / "admin.css").read_text()

    assert r'q:lang(fr) { quotes: "«\00a0" "\00a0»"; }' in style


def test_places_are_said_in_french_too(sign_in: SignIn) -> None:
    client = sign_in(Role.EDITOR, language="fr")
    incident = IncidentFactory(summary_fr="On tient le coupable.")

    assert "Résumé (français)" in client.get(at(incident)).content.decode()


def test_the_page_is_silent_where_there_is_nothing_to_say(editor: Client) -> None:
    incident = IncidentFactory(summary_fr="Des faits.")

    assert HEAD not in editor.get(at(incident)).content.decode()


@pytest.mark.parametrize("move", ["approve_editorial", "reject"])
def test_who_reviews_sees_it_and_may_go_on(move: str, editor: Client) -> None:
    incident = IncidentFactory(
        state=State.IN_REVIEW, summary_fr="Le coupable.", created_by=UserFactory()
    )
    CitationFactory(claim=None, incident=incident, supports="what")

    page = editor.get(at(incident, move)).content.decode()
    editor.post(
        at(incident, move), form_values(editor, at(incident, move)) | {"reason": "Une raison."}
    )

    incident.refresh_from_db()
    assert HEAD in page
    assert incident.state in (State.APPROVED, State.REJECTED)


def test_who_hands_in_sees_it(editor: Client) -> None:
    incident = IncidentFactory(title_fr="Le menteur")

    assert HEAD in editor.get(at(incident, "submit")).content.decode()


def test_saving_an_incident_says_it_and_saves(editor: Client) -> None:
    incident = IncidentFactory()

    page = save(editor, incident, verdict_basis_en="He is a liar.")

    incident.refresh_from_db()
    assert f"{SAID}: basis of the verdict (English): “He is a liar.”" in page
    assert incident.verdict_basis_en == "He is a liar."


def test_saving_a_claim_says_it_unless_every_incident_lets_it_say_so(editor: Client) -> None:
    claim = ClaimFactory(summary_fr="Elle dit coupable le Pacte d’Ombre.")
    assert SAID in save(editor, claim)

    convict(claim.incidents.get())
    assert SAID not in save(editor, claim)

    claim.incidents.add(IncidentFactory())
    assert SAID in save(editor, claim)


def test_a_warning_about_somebody_else_says_who_was_convicted(editor: Client) -> None:
    incident = IncidentFactory()
    convict(incident)

    saved = save(editor, incident, summary_fr="Bob est coupable.")
    page = editor.get(at(incident)).content.decode()

    assert SAID in saved
    assert HEAD in page
    for text in (saved, page):
        assert "A final conviction of Pacte d’Ombre is recorded" in text


def test_the_conviction_is_said_in_french_too(sign_in: SignIn) -> None:
    incident = IncidentFactory(summary_fr="Bob est coupable.")
    convict(incident)

    page = sign_in(Role.EDITOR, language="fr").get(at(incident)).content.decode()

    assert "Une condamnation définitive est enregistrée (Pacte d’Ombre)" in page


def test_without_a_conviction_none_is_told(editor: Client) -> None:
    incident = IncidentFactory(summary_fr="Bob est coupable.")

    assert "A final conviction" not in editor.get(at(incident)).content.decode()


def test_the_label_of_a_speaker_is_read_at_saving(editor: Client) -> None:
    page = save(editor, ClaimFactory(), speaker_label_fr="le menteur")

    assert f"{SAID}: label of a speaker (French): “le menteur”" in page


def test_saving_other_words_says_nothing(editor: Client) -> None:
    assert SAID not in save(editor, IncidentFactory(), summary_fr="Des faits.")


def test_every_place_has_a_name() -> None:
    source = inspect.getsource(neutrality._texts)
    named = {place for place in PLACES if f'"{place}"' in source} | set(neutrality.TEXTS)

    assert named == set(PLACES)
