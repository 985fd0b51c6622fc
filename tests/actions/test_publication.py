"""From draft to the public and back, and everything that stands in the way."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction

from incidents.actions import notice, publication
from incidents.actions.move import MoveRefused
from incidents.actions.permission import NotAllowed
from incidents.codes import ApprovalKind, PublicationKind, Scheme, State
from incidents.models import (
    Incident,
    IncidentMove,
    ListedIncident,
    Notice,
    Publication,
    Term,
    Withdrawal,
)
from incidents.models.publication import ReferenceCounter
from tests import scenes
from tests.factories import (
    AT,
    TermFactory,
)
from tests.scenes import Scene, Team, edited

pytestmark = pytest.mark.django_db


@pytest.fixture
def correction_class() -> Term:
    return TermFactory(scheme=Scheme.CORRECTION_CLASS, code="factual")


def reason(incident: Incident) -> str:
    """Of the last move that refused it."""
    return IncidentMove.objects.refusing().filter(incident=incident)[0].reason


def test_the_whole_way_through_four_pairs_of_hands(staff: Team, scene: Scene) -> None:
    incident = scene.incident

    publication.submit(incident=incident, by=staff.author)
    publication.approve(incident=incident, kind=ApprovalKind.EDITORIAL, by=staff.editor)
    between = incident.state
    publication.approve(incident=incident, kind=ApprovalKind.LEGAL, by=staff.legal)
    approved = incident.state
    made = publication.publish(incident=incident, by=staff.publisher, at=AT)

    assert (between, approved, incident.state) == (State.IN_REVIEW, State.APPROVED, State.PUBLISHED)
    assert (made.number, made.kind, made.reference) == (1, "first", "INC-2026-0001")
    assert (made.published_at, made.first_published_at, made.ended_at) == (AT, AT, None)
    assert {a.kind for a in made.approvals.all()} == {"editorial", "legal"}
    assert made.digest == scenes.live_digest(incident)
    assert Incident.objects.get(pk=incident.pk).reference == "INC-2026-0001"


def test_a_move_the_table_does_not_have_is_refused_by_name(staff: Team) -> None:
    incident = scenes.simple(staff)

    with pytest.raises(MoveRefused, match="“publish” is not possible from the state “draft”"):
        publication.publish(incident=incident, by=staff.publisher)

    assert Publication.objects.count() == 0


def test_changes_are_requested_with_the_reason(staff: Team) -> None:
    incident = scenes.simple(staff)
    publication.submit(incident=incident, by=staff.author)

    publication.request_changes(incident=incident, by=staff.editor, reason="La date manque.")

    stored = Incident.objects.get(pk=incident.pk)
    assert (stored.state, reason(incident)) == (State.DRAFT, "La date manque.")


def test_a_rejection_keeps_its_reason(staff: Team) -> None:
    incident = scenes.simple(staff)
    publication.submit(incident=incident, by=staff.author)

    publication.reject(incident=incident, by=staff.editor, reason="Hors sujet.")

    stored = Incident.objects.get(pk=incident.pk)
    assert (stored.state, reason(incident)) == (State.REJECTED, "Hors sujet.")


@pytest.mark.parametrize("reason", ["", "  \n"])
@pytest.mark.parametrize("move", [publication.request_changes, publication.reject])
def test_neither_is_done_without_a_reason(staff: Team, move: Any, reason: str) -> None:
    incident = scenes.simple(staff)
    publication.submit(incident=incident, by=staff.author)

    with pytest.raises(MoveRefused, match="needs a reason"):
        move(incident=incident, by=staff.editor, reason=reason)

    assert Incident.objects.get(pk=incident.pk).state == State.IN_REVIEW


def test_a_move_is_no_edit(staff: Team) -> None:
    incident = scenes.simple(staff)
    version = incident.version

    scenes.publish(incident, staff)

    stored = Incident.objects.get(pk=incident.pk)
    assert (stored.version, stored.updated_by_id) == (version, staff.author.pk)


@pytest.mark.parametrize(
    ("move", "person", "permission"),
    [
        ("submit", "publisher", "change_incident"),
        ("approve", "author", "approve_editorial"),
        ("approve", "legal", "approve_editorial"),
        ("publish", "author", "publish_incident"),
        ("publish", "editor", "publish_incident"),
        ("publish", "legal", "publish_incident"),
    ],
)
def test_a_role_without_the_permission_is_refused(
    staff: Team, move: str, person: str, permission: str
) -> None:
    incident = scenes.simple(staff)
    if move != "submit":
        publication.submit(incident=incident, by=staff.author)
    if move == "publish":
        scenes.approve(incident, staff)
    extra = {"kind": ApprovalKind.EDITORIAL} if move == "approve" else {}

    with pytest.raises(NotAllowed, match=f"“{permission}” is missing"):
        getattr(publication, move)(incident=incident, by=getattr(staff, person), **extra)


def test_publishing_the_same_content_again_is_refused(staff: Team) -> None:
    incident = scenes.simple(staff)
    scenes.publish(incident, staff)

    with pytest.raises(MoveRefused, match="nothing changed since publication 1"):
        publication.publish(incident=incident, by=staff.publisher)

    assert Publication.objects.count() == 1


def test_the_next_publication_replaces_the_one_before(staff: Team, correction_class: Term) -> None:
    incident = scenes.simple(staff)
    first = scenes.publish(incident, staff)
    later = AT + timedelta(days=3)

    second = scenes.publish(
        edited(incident, staff),
        staff,
        at=later,
        kind=PublicationKind.CORRECTION,
        correction_class=correction_class,
        notice_fr="Le titre était inexact.",
    )

    first.refresh_from_db()
    assert (first.ended_at, second.ended_at) == (later, None)
    assert (second.number, second.reference) == (2, first.reference)
    assert (second.published_at, second.first_published_at) == (later, AT)
    assert list(ListedIncident.objects.values_list("publication", "title_fr")) == [
        (second.pk, "Un autre titre")
    ]


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"kind": PublicationKind.FIRST, "notice_fr": "Un mot."}, "it is public already"),
        ({"kind": PublicationKind.DEVELOPMENT, "notice_fr": ""}, "needs its public notice"),
        ({"kind": PublicationKind.DEVELOPMENT, "notice_fr": " "}, "needs its public notice"),
        ({"kind": PublicationKind.CORRECTION, "notice_fr": "Un mot."}, "a correction needs its"),
    ],
)
def test_the_next_publication_says_what_it_is(
    staff: Team, how: dict[str, Any], message: str
) -> None:
    incident = scenes.simple(staff)
    scenes.publish(incident, staff)
    incident = edited(incident, staff)

    with pytest.raises(MoveRefused, match=message):
        notice.propose(incident=incident, by=staff.author, **how)

    assert not Notice.objects.exists()
    assert Publication.objects.current().get().number == 1


def test_references_are_consecutive_in_their_year(staff: Team) -> None:
    moments = [AT, AT, datetime(2025, 3, 1, tzinfo=UTC), AT]

    made = [scenes.publish(scenes.simple(staff), staff, at=at).reference for at in moments]

    assert made == ["INC-2026-0001", "INC-2026-0002", "INC-2025-0001", "INC-2026-0003"]


def test_the_year_of_a_reference_is_that_of_paris(staff: Team) -> None:
    at = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)

    assert scenes.publish(scenes.simple(staff), staff, at=at).reference == "INC-2026-0001"


def test_a_withdrawn_reference_is_not_given_again(staff: Team, correction_class: Term) -> None:
    incident = scenes.simple(staff)
    scenes.publish(incident, staff)
    publication.withdraw(
        incident=incident,
        by=staff.publisher,
        confirmed_by=staff.legal,
        reason_class=correction_class,
        reason="Une erreur.",
    )

    assert scenes.publish(scenes.simple(staff), staff).reference == "INC-2026-0002"


def test_a_refused_publication_uses_up_no_number(staff: Team) -> None:
    incident = scenes.simple(staff)
    publication.submit(incident=incident, by=staff.author)
    with pytest.raises(MoveRefused):
        publication.publish(incident=incident, by=staff.publisher)

    assert not ReferenceCounter.objects.exists()


def test_withdrawing_leaves_a_tombstone(staff: Team, correction_class: Term) -> None:
    incident = scenes.simple(staff)
    made = scenes.publish(incident, staff)
    at = AT + timedelta(days=9)

    tombstone = publication.withdraw(
        incident=incident,
        by=staff.publisher,
        confirmed_by=staff.legal,
        reason_class=correction_class,
        reason="Une personne l’a demandé.",
        at=at,
    )

    made.refresh_from_db()
    assert (made.ended_at, incident.state) == (at, State.WITHDRAWN)
    assert (tombstone.reference, tombstone.first_published_at) == (made.reference, AT)
    assert (tombstone.withdrawn_at, tombstone.internal_reason) == (at, "Une personne l’a demandé.")
    assert not ListedIncident.objects.exists()


def test_withdrawing_needs_a_reason(staff: Team, correction_class: Term) -> None:
    incident = scenes.simple(staff)
    scenes.publish(incident, staff)

    with pytest.raises(MoveRefused, match="“withdraw” needs a reason"):
        publication.withdraw(
            incident=incident, by=staff.publisher, reason_class=correction_class, reason=" "
        )

    assert ListedIncident.objects.count() == 1


def test_a_withdrawn_incident_is_not_published_again(staff: Team, correction_class: Term) -> None:
    incident = scenes.simple(staff)
    scenes.publish(incident, staff)
    publication.withdraw(
        incident=incident,
        by=staff.publisher,
        confirmed_by=staff.legal,
        reason_class=correction_class,
        reason="Une erreur.",
    )

    with pytest.raises(MoveRefused, match="not possible from the state “withdrawn”"):
        publication.publish(incident=incident, by=staff.publisher)


def test_nothing_is_published_ahead_of_time(staff: Team) -> None:
    incident = scenes.simple(staff)
    publication.submit(incident=incident, by=staff.author)
    scenes.approve(incident, staff)

    with (
        time_machine.travel(AT, tick=False),
        pytest.raises(MoveRefused, match=r"2026-09-14T12:01.* is in the future"),
    ):
        publication.publish(incident=incident, by=staff.publisher, at=AT + timedelta(minutes=1))

    assert not Publication.objects.exists()
    with time_machine.travel(AT, tick=False):
        assert publication.publish(incident=incident, by=staff.publisher, at=AT).number == 1


@pytest.mark.parametrize("given", [None, AT - timedelta(minutes=1)])
def test_the_next_one_never_begins_before_the_one_that_it_follows(
    staff: Team, given: datetime | None
) -> None:
    """Clocks may differ, and what was asked for a moment may come after its turn."""
    incident = scenes.simple(staff)
    first = scenes.publish(incident, staff)
    incident = scenes.edited(incident, staff)
    scenes.announce(incident, staff)
    scenes.approve(incident, staff)

    with time_machine.travel(AT - timedelta(hours=1), tick=False):
        second = publication.make_public(incident, staff.publisher, given)

    first.refresh_from_db()
    assert (first.ended_at, second.number, second.published_at) == (AT, 2, AT)


@pytest.mark.parametrize(
    "change",
    [
        {"content": {}},
        {"digest": "0" * 64},
        {"published_at": AT - timedelta(days=1)},
        {"first_published_at": AT - timedelta(days=1)},
        {"reference": "INC-2026-0999"},
        {"number": 7},
        {"kind": "correction"},
        {"notice_fr": "Autre."},
        {"silence_override": "Autre."},
    ],
)
def test_the_database_refuses_to_change_a_publication(staff: Team, change: dict[str, Any]) -> None:
    made = scenes.publish(scenes.simple(staff), staff)

    with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
        Publication.objects.filter(pk=made.pk).update(**change)


def test_the_database_refuses_to_delete_a_publication(staff: Team) -> None:
    made = scenes.publish(scenes.simple(staff), staff)
    ListedIncident.objects.all().delete()

    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        made.approvals.clear()
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        Publication.objects.filter(pk=made.pk).delete()


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_to_touch_a_tombstone(
    staff: Team, correction_class: Term, verb: str
) -> None:
    incident = scenes.simple(staff)
    scenes.publish(incident, staff)
    publication.withdraw(
        incident=incident,
        by=staff.publisher,
        confirmed_by=staff.legal,
        reason_class=correction_class,
        reason="Une erreur.",
    )
    how = {"internal_reason": "Autre."} if verb == "update" else {}

    with pytest.raises(DatabaseError, match=f"Cannot {verb}"), transaction.atomic():
        getattr(Withdrawal.objects.all(), verb)(**how)


def test_a_published_incident_is_not_deleted(staff: Team) -> None:
    incident = scenes.simple(staff)
    scenes.publish(incident, staff)

    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).delete()
