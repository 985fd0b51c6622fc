"""What becomes of a submission: who it names, where it stands, what its sender is told."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from incidents import models
from incidents.actions import merge, publication, submission, submitted_actor
from incidents.actions.move import MoveRefused
from incidents.actions.permission import NotAllowed, may_edit
from incidents.actions.readiness import obstacles
from incidents.actions.submission_actors import named
from incidents.codes import ActorKind, ApprovalKind, State, SubmissionState
from incidents.input_error import InputError
from incidents.projection import document
from tests.api.partners import example, read, secret_of, send, vocabulary
from tests.factories import (
    ActorAliasFactory,
    ActorFactory,
    IncidentFactory,
    PrivateActorFactory,
    TermFactory,
    UserFactory,
    ended,
)
from tests.once import made_once
from tests.scenes import Team, team
from tests.views.published import listed
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db
HELD: dict[str, Any] = {}


@pytest.fixture(scope="module", autouse=True)
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with made_once(django_db_blocker):
        vocabulary()
        HELD["secret"] = secret_of()[1]
        HELD["staff"] = team()
        HELD["sent"] = send(Client(), HELD["secret"], example()).json()["id"]
        ended()
        yield


def sent() -> models.Submission:
    return models.Submission.objects.get(public_id=HELD["sent"])


def told(client: Client) -> dict[str, Any]:
    """What its sender reads now."""
    response = read(client, HELD["secret"], f"/api/v1/submissions/{HELD['sent']}/")
    assert response.status_code == 200, response.content
    body: dict[str, Any] = response.json()
    return body


def draft() -> models.Incident:
    found = sent().incident
    assert found is not None
    return found


def who() -> models.SubmittedActor:
    return sent().actors.get()


def test_the_sender_reads_the_reason_meant_for_them_and_no_other(client: Client) -> None:
    staff: Team = HELD["staff"]
    incident = draft()
    publication.submit(incident=incident, by=staff.editor)
    assert told(client)["state"] == "in_review"

    submission.request_changes(
        incident=incident, by=staff.editor, reason="Piste du voisin.", to_sender="Une source ?"
    )

    found = told(client)
    assert (found["state"], found["reason"]) == ("changes_requested", "Une source ?")
    assert "voisin" not in str(found) and staff.editor.username not in str(found)
    publication.submit(incident=incident, by=staff.editor)
    assert (told(client)["state"], told(client)["reason"]) == ("in_review", None)
    submission.reject(incident=incident, by=staff.editor, reason="Hoax.", to_sender="Non établi.")
    assert (told(client)["state"], told(client)["reason"]) == ("rejected", "Non établi.")


def test_a_message_is_for_those_who_may_write_one(client: Client) -> None:
    with pytest.raises(NotAllowed):
        submission.tell(submission=sent(), text="Bonjour", by=UserFactory(roles=[Role.REPORTER]))
    for text in ("", " \0 ", "x" * 5001):
        with pytest.raises(InputError):
            submission.tell(submission=sent(), text=text, by=HELD["staff"].editor)

    submission.tell(submission=sent(), text="Bonjour", by=HELD["staff"].editor)

    assert [each["text"] for each in told(client)["messages"]] == ["Bonjour"]


def test_the_key_account_approves_nothing_and_its_draft_is_others_to_approve() -> None:
    staff: Team = HELD["staff"]
    incident, account = draft(), sent().key.account
    publication.submit(incident=incident, by=staff.editor)

    with pytest.raises(NotAllowed):
        publication.approve(incident=incident, kind=ApprovalKind.EDITORIAL, by=account)
    assert may_edit(staff.editor, incident)
    assert not may_edit(staff.author, incident)


def test_nothing_is_published_before_it_is_decided_whom_the_partner_named() -> None:
    staff: Team = HELD["staff"]
    incident = draft()
    publication.submit(incident=incident, by=staff.author)

    with pytest.raises(MoveRefused, match="Odile Vallon"):
        publication.approve(incident=incident, kind=ApprovalKind.EDITORIAL, by=staff.editor)

    assert "Odile" not in str(document(incident))


def test_a_name_becomes_somebody_new_of_the_register() -> None:
    submitted_actor.register(named=who(), by=HELD["staff"].editor)

    actor = models.Actor.objects.get(slug="odile-vallon")
    assert (actor.kind, actor.is_private) == (ActorKind.PERSON, False)
    assert draft().involvements.get().actor == actor
    assert who().state == "accepted"
    assert not any("Odile" in str(each) for each in obstacles(draft(), document(draft())))


def test_a_name_becomes_somebody_of_the_register_and_is_decided_once() -> None:
    known = ActorFactory(kind=ActorKind.PERSON, name_fr="O. Vallon")

    submitted_actor.match(named=who(), actor=known, by=HELD["staff"].editor)

    assert draft().involvements.get().actor == known
    assert list(models.Claim.objects.get().about.all()) == [known]
    with pytest.raises(InputError):
        submitted_actor.register(named=who(), by=HELD["staff"].editor)
    with pytest.raises(NotAllowed):
        submitted_actor.match(named=who(), actor=known, by=UserFactory(roles=[Role.REPORTER]))


def test_a_private_person_is_shown_by_a_label_and_the_name_is_kept_where_it_is_looked_for() -> None:
    submitted_actor.keep_private(named=who(), label_fr="une habitante", by=HELD["staff"].editor)

    actor = who().actor
    assert (str(actor), actor.is_private, who().name_fr) == ("une habitante", True, "")
    assert models.PrivateIdentity.objects.get(actor=actor).needles() == ["Odile Vallon"]
    assert models.ActorAlias.objects.filter(actor=actor).count() == 0


@pytest.mark.parametrize(
    ("given", "is_matched"),
    [
        ({"name_fr": "ODÎLE vallón"}, True),
        ({"name_fr": "Odi\u0302le Vallon"}, True),
        ({"name_fr": "La Vallon"}, True),
        ({"name_fr": "Une inconnue", "wikidata": "Q42"}, True),
        ({"name_fr": "Odile Vallon", "wikidata": "Q7"}, False),
        ({"name_fr": "Odile Vallon", "kind": "party"}, False),
        ({"name_fr": "Odile Vallons"}, False),
        ({"name_fr": "Deux fois"}, False),
        ({"name_fr": "une personne privée"}, False),
    ],
)
def test_a_name_is_matched_only_where_one_of_the_register_has_it(
    given: dict[str, str], is_matched: bool
) -> None:
    known = ActorFactory(kind=ActorKind.PERSON, name_fr="Odile Vallon", wikidata_id="Q42")
    ActorAliasFactory(actor=known, name="La Vallon")
    for _twice in range(2):
        ActorFactory(kind=ActorKind.PERSON, name_fr="Deux fois")
    PrivateActorFactory(kind=ActorKind.PERSON, public_label_fr="une personne privée")
    row = {"key": "a", "kind": "person"} | given

    (found,) = named([row], taken=[])

    assert (found.match == known) == is_matched
    assert is_matched or found.match is None


def test_many_names_cost_what_one_costs(django_assert_max_num_queries: Any) -> None:
    known = [ActorFactory(kind=ActorKind.PERSON, name_fr=f"L’Œil n° {n}") for n in range(5)]
    rows = [{"key": str(n), "kind": "person", "name_fr": f"l’œil n° {n}"} for n in range(5)]

    with django_assert_max_num_queries(4):
        found = named(rows, taken=[])

    assert [each.match for each in found] == known


def test_two_names_of_one_actor_are_matched_once() -> None:
    known = ActorFactory(kind=ActorKind.PERSON, name_fr="Odile Vallon")
    ActorAliasFactory(actor=known, name="La Vallon")
    rows = [{"key": n, "kind": "person", "name_fr": n} for n in ("Odile Vallon", "La Vallon")]

    assert [each.match for each in named(rows, taken=[])] == [known, None]
    assert [each.match for each in named(rows, taken=[known])] == [None, None]


def test_a_slug_leads_to_public_actors_only_and_hidden_ones_are_like_missing_ones(
    client: Client,
) -> None:
    hidden = ActorFactory(kind=ActorKind.PERSON, name_fr="Cachée", slug="cachee")
    answers = []
    for slug in ("cachee", "nulle-part"):
        body = example()
        body["incident"]["involvement"][0]["actor"] = slug
        response = send(client, HELD["secret"], body, key="autre")
        answers.append(response.content.decode().replace(slug, "?"))
    assert answers[0] == answers[1]
    assert "/incident/involvement/0/actor" in answers[0]

    incident = IncidentFactory(reference="INC-2026-0001")
    models.Involvement.objects.create(incident=incident, actor=hidden, role="depicted")
    listed(incident)
    body = example()
    body["incident"]["involvement"][0]["actor"] = "cachee"
    assert send(client, HELD["secret"], body, key="autre").status_code == 201


def test_what_is_merged_withdrawn_or_deleted_is_told_without_what_is_not_public(
    client: Client,
) -> None:
    staff: Team = HELD["staff"]
    other = IncidentFactory(title_fr="Un dossier secret")
    merge.merge_incidents(loser=draft(), winner=other, by=staff.editor, reason="Le même.")
    found = told(client)
    assert (found["state"], found["reference"], found["page"]) == ("merged", None, None)
    assert "secret" not in str(found)

    models.Submission.objects.update(incident=None)
    assert told(client)["state"] == SubmissionState.DISCARDED


def test_what_is_published_is_told_with_its_addresses_and_then_withdrawn(client: Client) -> None:
    staff: Team = HELD["staff"]
    submitted_actor.register(named=who(), by=staff.editor)
    incident = draft()
    publication.submit(incident=incident, by=staff.author)
    second = UserFactory(roles=[Role.EDITOR])
    publication.approve(incident=incident, kind=ApprovalKind.EDITORIAL, by=second)
    publication.approve(incident=incident, kind=ApprovalKind.LEGAL, by=staff.legal)
    assert told(client)["state"] == "in_review"
    publication.publish(incident=incident, by=staff.publisher)

    found = told(client)

    assert found["state"] == State.PUBLISHED
    assert found["page"]["fr"].endswith(f"/fr/incidents/{found['reference']}/")
    assert client.get(found["incident"].partition("8000")[2]).status_code == 200
    privacy = TermFactory(scheme="correction_class", code="privacy")
    publication.withdraw(
        incident=incident, by=staff.publisher, reason_class=privacy, reason="Interne."
    )
    found = told(client)
    assert (found["state"], found["class"], found["page"]) == ("withdrawn", "privacy", None)
    assert "Interne" not in str(found)
