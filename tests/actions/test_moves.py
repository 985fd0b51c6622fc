"""Every move of an incident is kept: of which content, by whom, why; and what was approved too."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from incidents.actions import merge, publication, record
from incidents.actions.move import MoveRefused
from incidents.canonical import digest
from incidents.codes import ApprovalKind, Scheme, State
from incidents.models import Incident, IncidentMove, ReviewedContent
from incidents.projection import document
from incidents.publication import Move
from tests import scenes
from tests.factories import (
    AT,
    IncidentMoveFactory,
    ReviewedContentFactory,
    TermFactory,
    UserFactory,
)
from tests.scenes import Scene, Team
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db


def kept(incident: Incident) -> list[tuple[Any, ...]]:
    """Oldest first."""
    rows = IncidentMove.objects.filter(incident=incident).order_by("pk")
    return list(rows.values_list("move", "from_state", "to_state", "moved_by", "reason"))


def test_the_whole_way_is_kept_with_both_approvals(staff: Team, scene: Scene) -> None:
    incident = scene.incident
    content = scenes.live_digest(incident)
    scenes.publish(incident, staff)
    publication.withdraw(
        incident=incident,
        by=staff.publisher,
        confirmed_by=staff.legal,
        reason_class=TermFactory(scheme=Scheme.CORRECTION_CLASS),
        reason="Une erreur.",
    )

    assert kept(incident) == [
        ("submit", "draft", "in_review", staff.author.pk, ""),
        ("approve", "in_review", "in_review", staff.editor.pk, ""),
        ("approve", "in_review", "approved", staff.legal.pk, ""),
        ("publish", "approved", "published", staff.publisher.pk, ""),
        ("withdraw", "published", "withdrawn", staff.publisher.pk, "Une erreur."),
    ]
    assert set(IncidentMove.objects.values_list("digest", flat=True)) == {content}
    assert IncidentMove.objects.get(move=Move.PUBLISH).moved_at == AT


def test_every_reason_stays(staff: Team) -> None:
    incident = scenes.simple(staff)
    for reason in ("La date manque.", "Le lieu aussi."):
        publication.submit(incident=incident, by=staff.author)
        publication.request_changes(incident=incident, by=staff.editor, reason=reason)
    publication.submit(incident=incident, by=staff.author)
    publication.reject(incident=incident, by=staff.editor, reason="Hors sujet.")

    refusals = IncidentMove.objects.filter(incident=incident).refusing()
    assert [each.reason for each in refusals] == [
        "Hors sujet.",
        "Le lieu aussi.",
        "La date manque.",
    ]
    assert Incident.objects.get(pk=incident.pk).state == State.REJECTED


def test_an_edit_that_voids_keeps_which_content_had_been_approved(staff: Team) -> None:
    incident = scenes.simple(staff)
    publication.submit(incident=incident, by=staff.author)
    scenes.approve(incident, staff)
    approved = scenes.live_digest(incident)

    scenes.edited(incident, staff)

    last = IncidentMove.objects.filter(incident=incident).first()
    assert last is not None
    assert (last.move, last.from_state, last.to_state) == (Move.EDIT, "approved", "draft")
    assert (last.moved_by, last.digest) == (staff.author, approved)


def test_so_does_an_edit_of_something_that_belongs_to_it(staff: Team, scene: Scene) -> None:
    publication.submit(incident=scene.incident, by=staff.author)
    scenes.approve(scene.incident, staff)

    scene.promoted.note_fr = "Une note."
    record.save(record=scene.promoted, by=staff.author)

    assert kept(scene.incident)[-1] == ("edit", "approved", "draft", staff.author.pk, "")
    assert Incident.objects.get(pk=scene.incident.pk).state == State.DRAFT


def test_an_edit_of_a_draft_is_no_move(staff: Team) -> None:
    assert kept(scenes.edited(scenes.simple(staff), staff)) == []


def test_a_merge_is_kept_with_what_the_incident_said(staff: Team) -> None:
    lost, winner = scenes.simple(staff), scenes.simple(staff)
    said = scenes.live_digest(lost)
    editor = UserFactory(roles=[Role.EDITOR])

    merge.merge_incidents(loser=lost, winner=winner, by=editor, reason="Le même.")

    assert kept(lost) == [("merge", "draft", "merged", editor.pk, "Le même.")]
    assert IncidentMove.objects.get().digest == said


def test_a_refused_move_is_not_kept(staff: Team) -> None:
    incident = scenes.draft(staff)
    publication.submit(incident=incident, by=staff.author)

    with pytest.raises(MoveRefused):
        publication.approve(incident=incident, kind=ApprovalKind.EDITORIAL, by=staff.editor)

    assert [row[0] for row in kept(incident)] == ["submit"]


def test_what_was_approved_can_be_read_again_and_is_stored_once(staff: Team, scene: Scene) -> None:
    incident = scene.incident
    content = document(incident)
    publication.submit(incident=incident, by=staff.author)
    scenes.approve(incident, staff)

    (stored,) = ReviewedContent.objects.all()
    assert (stored.digest, stored.content) == (digest(content), content)
    assert digest(stored.content) == stored.digest


@pytest.mark.parametrize(
    ("make", "change"),
    [
        (IncidentMoveFactory, {"reason": "Une autre."}),
        (IncidentMoveFactory, None),
        (ReviewedContentFactory, {"content": {"title": "autre"}}),
        (ReviewedContentFactory, {"digest": "1" * 64}),
        (ReviewedContentFactory, None),
    ],
)
def test_neither_is_changed_or_deleted_by_sql(make: Any, change: dict[str, Any] | None) -> None:
    rows = type(made := make())._default_manager.filter(pk=made.pk)

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(**change) if change else rows.delete()

    made.refresh_from_db()


def test_an_erasure_may_blank_a_content(staff: Team) -> None:
    made = ReviewedContentFactory()

    ReviewedContent.objects.filter(pk=made.pk).update(content=None)

    assert ReviewedContent.objects.get(pk=made.pk).content is None
