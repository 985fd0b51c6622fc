"""Many incidents at once: asked on a page, done by the action, taken back by a button."""

import re
from typing import Any

import pytest
from django.test import Client

from incidents.actions.assignment import LIMIT
from incidents.codes import State
from incidents.models import Incident, Tag
from tests.admin.conftest import SignIn
from tests.factories import (
    ElectionFactory,
    IncidentFactory,
    ProcedureEventFactory,
    ProcedureFactory,
    PublicationFactory,
    TagFactory,
    UserFactory,
)
from tracker.accounts.roles import Role

LIST = "/admin/incidents/incident/"
UNDO = re.compile(r'action="(/admin/incidents/incident/undo/[^"]+)"')


def ask(client: Client, action: str, *incidents: Incident, **values: Any) -> Any:
    """The list's own form: the boxes ticked, the action chosen, Go."""
    chosen = [incident.pk for incident in incidents]
    sent = {"action": action, "index": "0", "_selected_action": chosen}
    return client.post(LIST, sent | values)


def do(client: Client, action: str, *incidents: Incident, **values: Any) -> Any:
    """The page of the action, filled in and sent; what the list says afterwards."""
    chosen = [incident.pk for incident in incidents]
    sent = {"action": action, "apply": "1", "back": LIST, "_selected_action": chosen}
    return client.post(LIST, sent | values, follow=True)


def undo(client: Client, page: Any) -> Any:
    """Press the button in the message."""
    (address,) = UNDO.findall(page.content.decode())
    return client.post(address, follow=True)


def test_to_assign_asks_whom_then_offers_to_undo(editor: Client) -> None:
    person = UserFactory(roles=[Role.REPORTER], first_name="Ada", last_name="Fictive")
    one, two = IncidentFactory(assigned_to=editor.user), IncidentFactory()  # type: ignore[attr-defined]

    asked = ask(editor, "assign", one, two).content.decode()
    done = do(editor, "assign", one, two, person=person.pk)

    assert "Ada Fictive" in asked
    assert "2 incidents assigned to" in done.content.decode()
    assert set(Incident.objects.values_list("assigned_to", "version")) == {(person.pk, 1)}
    undone = undo(editor, done).content.decode()
    assert "2 incidents are as they were before." in undone
    assert {i.assigned_to for i in Incident.objects.all()} == {editor.user, None}  # type: ignore[attr-defined]


@pytest.mark.parametrize("forged", ["x", "9" * 5000, "٣", ""])
def test_what_cannot_be_a_key_is_no_row(editor: Client, forged: str) -> None:
    incident = IncidentFactory()
    sent = {"action": "assign", "index": "0", "_selected_action": [forged, incident.pk]}

    with_one = editor.post(LIST, sent)
    without = editor.post(LIST, sent | {"_selected_action": [forged]}, follow=True)

    assert (with_one.status_code, without.status_code) == (200, 200)
    assert str(incident) in with_one.content.decode()


def test_undoing_twice_says_so(editor: Client) -> None:
    done = do(editor, "add_tag", IncidentFactory(), name="a")
    (address,) = UNDO.findall(done.content.decode())
    editor.post(address)

    page = editor.post(address, follow=True).content.decode()

    assert "This was undone already, or is too long ago." in page
    assert editor.get(address)["Location"] == LIST


def test_undoing_leaves_what_somebody_changed_and_names_it(editor: Client) -> None:
    one, two = IncidentFactory(title_fr="Le premier"), IncidentFactory(title_fr="Le second")
    done = do(editor, "assign", one, two, person=editor.user.pk)  # type: ignore[attr-defined]
    other = UserFactory()
    Incident.objects.filter(pk=two.pk).update(assigned_to=other)

    page = undo(editor, done).content.decode()

    assert "1 incident was changed meanwhile and stays as it is: Le second." in page
    assert Incident.objects.get(pk=one.pk).assigned_to is None
    assert Incident.objects.get(pk=two.pk).assigned_to == other


def test_an_undo_belongs_to_the_session_that_did_it(editor: Client, sign_in: SignIn) -> None:
    incident = IncidentFactory()
    done = do(editor, "add_tag", incident, name="a")
    (address,) = UNDO.findall(done.content.decode())

    sign_in(Role.EDITOR).post(address)

    assert incident.tags.count() == 1


def test_a_tag_is_added_taken_off_and_put_back(editor: Client) -> None:
    one, two = IncidentFactory(), IncidentFactory()

    assert "<datalist" not in ask(editor, "remove_tag", one).content.decode()
    do(editor, "add_tag", one, two, name="gros dossier")
    tag = Tag.objects.get()
    assert "gros dossier" in ask(editor, "add_tag", one).content.decode()
    done = do(editor, "remove_tag", one, two, tag=tag.pk)

    assert "Tag taken off 2 incidents." in done.content.decode()
    undo(editor, done)
    assert set(tag.incidents.all()) == {one, two}


def test_where_nothing_changes_nothing_is_offered(editor: Client) -> None:
    incident = IncidentFactory()
    incident.tags.add(TagFactory(name="a"))

    page = do(editor, "add_tag", incident, name="a").content.decode()

    assert "Nothing had to be changed." in page
    assert not UNDO.search(page)


def test_a_mistake_comes_back_on_the_page(editor: Client) -> None:
    page = do(editor, "add_tag", IncidentFactory(), name=" ").content.decode()

    assert "Nothing was saved." in page
    assert not Tag.objects.exists()


def seen(page: Any) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', page.content.decode())
    assert found
    return found[1]


def test_an_election_shows_what_changes_and_asks(editor: Client) -> None:
    old, new = ElectionFactory(name_fr="L’ancien"), ElectionFactory(name_fr="Le nouveau")
    approved = IncidentFactory(state=State.APPROVED, election=old)
    public = PublicationFactory().incident
    rows = (approved, public, IncidentFactory(election=new))

    asked = do(editor, "into_election", *rows, election=new.pk)
    text = asked.content.decode()

    assert "2 incidents change" in text
    assert "Voided: editorial approval." in text
    assert "Leaves “L’ancien”." in text
    assert "it will differ from what is public" in text
    assert "Belongs to it already" in text
    assert set(Incident.objects.values_list("version", flat=True)) == {1}

    done = do(editor, "into_election", *rows, election=new.pk, seen=seen(asked))

    assert "2 incidents now belong to “Le nouveau”." in done.content.decode()
    assert set(Incident.objects.values_list("election", "version")) == {(new.pk, 2), (new.pk, 1)}
    approved.refresh_from_db()
    assert approved.state == State.DRAFT


def test_an_election_is_refused_for_what_changed_and_shown_again(editor: Client) -> None:
    election, incident = ElectionFactory(), IncidentFactory(title_fr="Mouvant")
    asked = do(editor, "into_election", incident, election=election.pk)
    Incident.objects.update(version=2)

    again = do(editor, "into_election", incident, election=election.pk, seen=seen(asked))

    assert "“Mouvant” was changed after you looked at it" in again.content.decode()
    do(editor, "into_election", incident, election=election.pk, seen=seen(again))
    assert Incident.objects.get().election == election


@pytest.mark.parametrize("forged", ["", "x", "1;", "1;1:1:1", "1;a:b", "999;1:1"])
def test_only_what_was_looked_at_is_changed(forged: str, editor: Client) -> None:
    election, incident = ElectionFactory(), IncidentFactory()

    do(editor, "into_election", incident, election=election.pk, seen=forged)

    assert Incident.objects.get().election is None


def test_what_one_may_not_edit_stops_the_whole(sign_in: SignIn) -> None:
    reporter, election = sign_in(Role.REPORTER), ElectionFactory()
    own = IncidentFactory(created_by=reporter.user)  # type: ignore[attr-defined]
    other = IncidentFactory(created_by=UserFactory())

    asked = do(reporter, "into_election", own, other, election=election.pk)
    text = asked.content.decode()
    do(reporter, "into_election", own, other, election=election.pk, seen=seen(asked))

    assert "You may not edit this one." in text
    assert "Add to this election" not in text
    assert not Incident.objects.filter(election=election).exists()


@pytest.mark.parametrize("action", ["assign", "add_tag", "remove_tag", "into_election"])
def test_who_only_reads_has_no_actions(action: str, sign_in: SignIn) -> None:
    incident, auditor = IncidentFactory(), sign_in(Role.AUDITOR)
    values = {"person": auditor.user.pk, "name": "a", "election": ElectionFactory().pk}  # type: ignore[attr-defined]

    do(auditor, action, incident, **values)

    incident.refresh_from_db()
    assert (incident.assigned_to, incident.election, incident.tags.count()) == (None, None, 0)
    assert "Assign to somebody" not in auditor.get(LIST).content.decode()


def test_more_than_the_limit_is_refused_in_words(editor: Client) -> None:
    template = IncidentFactory()
    Incident.objects.bulk_create(
        Incident(title_fr=f"Incident {n}", jurisdiction=template.jurisdiction) for n in range(LIMIT)
    )

    page = ask(editor, "assign", template, select_across="1")

    assert page.status_code == 302
    said = editor.get(LIST).content.decode()
    assert "501 incidents are chosen: at most 500 at once." in said


def test_one_comes_back_to_the_list_as_it_was_filtered(editor: Client) -> None:
    values = {"name": "a", "back": f"{LIST}?assigned=nobody"}
    away = values | {"back": "https://elsewhere.example/"}

    assert (
        do(editor, "add_tag", IncidentFactory(), **values).redirect_chain[0][0].endswith("nobody")
    )
    assert do(editor, "add_tag", IncidentFactory(), **away).redirect_chain[0][0] == LIST


FILTERS = {
    "assigned=me": ["mine"],
    "assigned=nobody": ["nobodys"],
    "assigned=anybody": ["mine", "theirs"],
    "follow_up=due": ["theirs"],
}


@pytest.mark.parametrize("query", FILTERS)
def test_the_list_is_filtered_by_the_state_of_the_work(query: str, editor: Client) -> None:
    IncidentFactory(title_fr="mine", assigned_to=editor.user)  # type: ignore[attr-defined]
    theirs = IncidentFactory(title_fr="theirs", assigned_to=UserFactory())
    IncidentFactory(title_fr="nobodys")
    due = ProcedureFactory(incidents=[theirs], review_on="2026-01-02")
    ProcedureEventFactory(procedure=due, kind="announced")

    rows = editor.get(f"{LIST}?{query}").context["cl"].result_list

    assert sorted(row.title_fr for row in rows) == FILTERS[query]
