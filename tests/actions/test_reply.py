"""The right of reply: received, due within three days, decided, public beside what it answers."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from incidents.actions import notice, publication, reply
from incidents.actions.move import MoveRefused
from incidents.actions.permission import NotAllowed
from incidents.actions.reply import ReplyRefused
from incidents.codes import PublicationKind
from incidents.models import Incident, Reply
from incidents.projection import document
from incidents.publication import approvals_needed
from tests import scenes
from tests.factories import AT, ClaimFactory, InvolvementFactory, PrivateActorFactory, ReplyFactory
from tests.scenes import Scene, Team

pytestmark = pytest.mark.django_db

WORDS = "Nous n’avons jamais commandé ces comptes."


@pytest.fixture
def scene(public_scene: Scene) -> Scene:
    return public_scene


def ask(scene: Scene, staff: Team, **fields: object) -> Reply:
    asked = Reply(
        incident=scene.incident,
        asked_by="Le parti Horizon vert",
        contact="avocat@horizon.example",
        requested_at=AT,
        text=WORDS,
        **fields,
    )
    return reply.save(reply=asked, by=staff.publisher)


def publish(scene: Scene, staff: Team, kind: PublicationKind = PublicationKind.REPLY) -> None:
    fresh = Incident.objects.get(pk=scene.incident.pk)
    notice.propose(incident=fresh, by=staff.author, kind=kind, notice_fr="Un droit de réponse.")
    scenes.approve(fresh, staff)
    publication.publish(incident=fresh, by=staff.publisher, at=AT + timedelta(days=2))


def test_it_is_due_three_days_after_its_request(scene: Scene, staff: Team) -> None:
    assert ask(scene, staff).due_at == AT + timedelta(days=3)


def test_an_accepted_reply_is_public_with_the_next_publication(
    scene: Scene, staff: Team, client: Client
) -> None:
    asked = ask(scene, staff, claim=scene.accusation)
    page = f"/fr/incidents/{scene.incident.reference}/"
    reply.accept(reply=asked, by=staff.publisher)
    assert WORDS not in client.get(page).content.decode()
    assert list(Reply.objects.waiting()) == [asked]

    publish(scene, staff)

    told = client.get(f"/api/v1{page.removeprefix('/fr')}").json()["content"]["replies"]
    assert [(each["claim"], each["name"], each["text"]) for each in told] == [
        (scene.accusation.public_id, "Le parti Horizon vert", WORDS)
    ]
    for address in (page, "/fr/actors/horizon-vert/"):
        body = client.get(address).content.decode()
        assert WORDS in body
        assert "avocat@" not in body
    log = client.get("/api/v1/changes/?log=replies").json()["results"]
    assert [each["notice"]["fr"] for each in log] == ["Un droit de réponse."]


def test_a_publication_that_adds_one_is_called_so(scene: Scene, staff: Team) -> None:
    reply.accept(reply=ask(scene, staff), by=staff.publisher)

    with pytest.raises(MoveRefused, match="call it so"):
        publish(scene, staff, kind=PublicationKind.DEVELOPMENT)


def test_a_publication_that_adds_none_is_not_called_so(scene: Scene, staff: Team) -> None:
    scenes.edited(scene.incident, staff)

    with pytest.raises(MoveRefused, match="no right of reply becomes public"):
        publish(scene, staff)


def test_a_private_person_replies_under_the_public_label(scene: Scene, staff: Team) -> None:
    asked = ask(scene, staff, actor=PrivateActorFactory())
    reply.accept(reply=asked, by=staff.publisher)

    (public,) = document(Incident.objects.get(pk=scene.incident.pk))["replies"]

    assert (public["name"], public["by"]["name"]["fr"]) == ("", "une personne privée")
    assert len(approvals_needed({"replies": [public], "involvements": [], "claims": []})) == 2


def test_refused_with_a_reason_and_accepted_all_the_same_later(scene: Scene, staff: Team) -> None:
    asked = ask(scene, staff)
    with pytest.raises(ReplyRefused, match="with a reason"):
        reply.refuse(reply=asked, by=staff.legal, reason=" ")
    with pytest.raises(NotAllowed):
        reply.accept(reply=asked, by=staff.editor)

    reply.refuse(reply=asked, by=staff.legal, reason="Hors délai.")
    assert not Reply.objects.waiting().exists()
    assert document(scene.incident)["replies"] == []
    accepted = reply.accept(reply=asked, by=staff.publisher)

    assert (accepted.decision, accepted.refusal_reason) == ("accepted", "")
    with pytest.raises(ReplyRefused, match="decided already"):
        reply.refuse(reply=asked, by=staff.legal, reason="Si.")


def test_it_answers_what_is_in_its_incident(scene: Scene, staff: Team) -> None:
    with pytest.raises(ReplyRefused, match="claim that it answers"):
        ask(scene, staff, claim=ClaimFactory())
    with pytest.raises(ReplyRefused, match="involvement that it answers"):
        ask(scene, staff, involvement=InvolvementFactory())
    with pytest.raises(ReplyRefused, match="in the future"):
        ReplyFactory.build(incident=scene.incident)
        late = Reply(incident=scene.incident, asked_by="X", text="Y")
        late.requested_at = timezone.now() + timedelta(hours=1)
        reply.save(reply=late, by=staff.publisher)


def test_the_database_keeps_replies() -> None:
    made = ReplyFactory(decision="accepted", decided_by=scenes.team().legal, decided_at=AT)
    rows = Reply.objects.filter(pk=made.pk)

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(text="Autre chose.")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReplyFactory(decision="refused", decided_by=made.decided_by, decided_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReplyFactory(decision="accepted")
