"""Two pairs of eyes: who approves what, for which content, and when it has to be approved again."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from incidents.actions import citation, notice, publication, record
from incidents.actions.approval import missing_approvals
from incidents.actions.move import MoveRefused
from incidents.actions.permission import NotAllowed
from incidents.actions.transcript import assign_speaker
from incidents.codes import ActorKind, ApprovalKind, PublicationKind, State
from incidents.models import (
    Approval,
    Incident,
)
from incidents.projection import document
from tests import scenes
from tests.factories import (
    ActorFactory,
    ApprovalFactory,
    IncidentFactory,
    TranscriptFactory,
    UserFactory,
)
from tests.scenes import Scene, Team, edited
from tracker.accounts.models import User
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db


def test_one_approval_is_enough_where_nobody_is_named(staff: Team) -> None:
    incident = scenes.simple(staff)

    publication.submit(incident=incident, by=staff.author)
    publication.approve(incident=incident, kind=ApprovalKind.EDITORIAL, by=staff.editor)

    assert incident.state == State.APPROVED


def test_the_legal_approval_is_the_legal_reviewers(staff: Team, scene: Scene) -> None:
    incident = scene.incident
    publication.submit(incident=incident, by=staff.author)

    with pytest.raises(NotAllowed, match="“approve_legal” is missing"):
        publication.approve(incident=incident, kind=ApprovalKind.LEGAL, by=staff.editor)


def test_nobody_approves_words_of_a_source_or_a_name_that_they_wrote_last(
    staff: Team, scene: Scene
) -> None:
    """A shared record is nobody's incident; what it says is public with each that shows it."""
    publication.submit(incident=scene.incident, by=staff.author)
    scene.source.refresh_from_db()
    for shared in (scene.source, scene.party):
        record.save(record=shared, by=staff.editor)

        with pytest.raises(MoveRefused, match="last edited a source, actor or election"):
            publication.approve(
                incident=scene.incident, kind=ApprovalKind.EDITORIAL, by=staff.editor
            )
        record.save(record=shared, by=staff.author)

    publication.approve(incident=scene.incident, kind=ApprovalKind.EDITORIAL, by=staff.editor)


def test_nobody_approves_what_they_wrote(staff: Team) -> None:
    incident = scenes.simple(staff._replace(author=staff.editor))
    publication.submit(incident=incident, by=staff.editor)

    with pytest.raises(MoveRefused, match="whoever wrote or last edited it cannot approve it"):
        publication.approve(incident=incident, kind=ApprovalKind.EDITORIAL, by=staff.editor)


def test_nobody_approves_what_they_edited_last(staff: Team) -> None:
    incident = edited(scenes.simple(staff), staff._replace(author=staff.editor))
    publication.submit(incident=incident, by=staff.author)

    with pytest.raises(MoveRefused, match="whoever wrote or last edited it cannot approve it"):
        publication.approve(incident=incident, kind=ApprovalKind.EDITORIAL, by=staff.editor)


@pytest.mark.parametrize(
    ("side", "constraint"),
    [
        ("created_by", "approver_is_not_the_author"),
        ("updated_by", "approver_is_not_the_last_editor"),
    ],
)
def test_the_database_refuses_it_as_well(staff: Team, side: str, constraint: str) -> None:
    incident = IncidentFactory(state=State.IN_REVIEW, **{side: staff.editor})

    with pytest.raises(IntegrityError, match=constraint):
        ApprovalFactory(incident=incident, approved_by=staff.editor)


def test_the_same_content_is_approved_once_per_kind(staff: Team, scene: Scene) -> None:
    incident = scene.incident
    publication.submit(incident=incident, by=staff.author)
    publication.approve(incident=incident, kind=ApprovalKind.EDITORIAL, by=staff.editor)

    with pytest.raises(MoveRefused, match="this content already has its editorial approval"):
        publication.approve(
            incident=incident, kind=ApprovalKind.EDITORIAL, by=UserFactory(roles=["editor"])
        )


@pytest.fixture
def both_roles() -> User:
    """Editor and legal reviewer in one."""
    return UserFactory(roles=[Role.EDITOR, Role.LEGAL_REVIEWER])


@pytest.mark.parametrize("first", ApprovalKind)
def test_the_two_approvals_are_two_peoples(
    staff: Team, both_roles: User, first: ApprovalKind, scene: Scene
) -> None:
    incident = scene.incident
    publication.submit(incident=incident, by=staff.author)
    publication.approve(incident=incident, kind=first, by=both_roles)
    (second,) = missing_approvals(incident, document(incident))

    with pytest.raises(MoveRefused, match="the second approval is for a second person"):
        publication.approve(incident=incident, kind=second, by=both_roles)

    stored = Incident.objects.get(pk=incident.pk)
    assert (stored.state, stored.approvals.count()) == (State.IN_REVIEW, 1)


def test_the_database_refuses_two_approvals_of_one_person(both_roles: User) -> None:
    given = ApprovalFactory(approved_by=both_roles)

    with pytest.raises(IntegrityError, match="two_approvals_are_of_two_people"):
        ApprovalFactory(incident=given.incident, kind=ApprovalKind.LEGAL, approved_by=both_roles)


def test_one_person_may_approve_the_next_version_in_the_other_role(
    staff: Team, both_roles: User, scene: Scene
) -> None:
    incident = scene.incident
    publication.submit(incident=incident, by=staff.author)
    publication.approve(incident=incident, kind=ApprovalKind.EDITORIAL, by=both_roles)
    incident = edited(incident, staff)

    publication.approve(incident=incident, kind=ApprovalKind.LEGAL, by=both_roles)
    publication.approve(incident=incident, kind=ApprovalKind.EDITORIAL, by=staff.editor)

    assert incident.state == State.APPROVED


def noted(incident: Incident, staff: Team) -> Incident:
    """The incident with another internal note: no public word of it changes."""
    fresh = Incident.objects.get(pk=incident.pk)
    fresh.internal_note = "Appelé la rédaction."
    record.save(record=fresh, by=staff.author)
    return fresh


def test_an_edit_of_the_internal_note_voids_the_approval_which_is_given_again(
    staff: Team, scene: Scene
) -> None:
    """Who edited last may be the one who approved: another version, another approval."""
    incident = scene.incident
    publication.submit(incident=incident, by=staff.author)
    scenes.approve(incident, staff)
    before = scenes.live_digest(incident)

    incident = noted(incident, staff)

    assert scenes.live_digest(incident) == before
    assert incident.state == State.DRAFT
    assert missing_approvals(incident, document(incident)) == list(ApprovalKind)
    made = scenes.publish(incident, staff)
    assert {(a.version, a.digest) for a in made.approvals.all()} == {(incident.version, before)}
    assert incident.approvals.count() == 4


def test_whoever_approved_and_then_edited_only_the_note_approves_it_no_more(staff: Team) -> None:
    incident = scenes.simple(staff)
    publication.submit(incident=incident, by=staff.author)
    publication.approve(incident=incident, kind=ApprovalKind.EDITORIAL, by=staff.editor)
    incident = noted(incident, staff._replace(author=staff.editor))
    publication.submit(incident=incident, by=staff.author)

    with pytest.raises(MoveRefused, match="whoever wrote or last edited it cannot approve it"):
        publication.approve(incident=incident, kind=ApprovalKind.EDITORIAL, by=staff.editor)
    with pytest.raises(MoveRefused, match="“publish” is not possible"):
        publication.publish(incident=incident, by=staff.publisher)


@pytest.fixture
def renamed(staff: Team, scene: Scene) -> Incident:
    """Approved; then its party got another name, which edits no incident."""
    publication.submit(incident=scene.incident, by=staff.author)
    scenes.approve(scene.incident, staff)
    scene.party.refresh_from_db()
    scene.party.name_fr = "Horizon bleu"
    record.save(record=scene.party, by=staff.author)
    return Incident.objects.get(pk=scene.incident.pk)


def test_what_was_renamed_after_the_approval_is_approved_again(
    staff: Team, renamed: Incident
) -> None:
    assert missing_approvals(renamed, document(renamed)) == list(ApprovalKind)

    scenes.approve(renamed, staff)

    assert renamed.state == State.APPROVED
    made = publication.publish(incident=renamed, by=staff.publisher)
    assert made.approvals.count() == 2
    assert "Horizon bleu" in str(made.content)


def test_or_sent_back_to_its_author(staff: Team, renamed: Incident) -> None:
    publication.request_changes(incident=renamed, by=staff.editor, reason="Le nom a changé.")

    assert Incident.objects.get(pk=renamed.pk).state == State.DRAFT
    assert renamed.moves.refusing()[0].reason == "Le nom a changé."


@pytest.mark.parametrize(
    ("kind", "positions", "expected"),
    [
        (ActorKind.PERSON, (0, 0), list(ApprovalKind)),
        (ActorKind.PERSON, (1, 1), list(ApprovalKind)),
        (ActorKind.PERSON, (2, 2), [ApprovalKind.EDITORIAL]),
        (ActorKind.PARTY, (0, 0), [ApprovalKind.EDITORIAL]),
    ],
)
def test_a_public_person_who_speaks_in_a_public_passage_asks_for_the_legal_approval(
    staff: Team, kind: ActorKind, positions: tuple[int, int], expected: list[ApprovalKind]
) -> None:
    """Named nowhere but in the transcript; the passage after the cited one is public with it."""
    incident = scenes.simple(staff)
    texts = ["Un direct truqué circule.", "Bonsoir.", "À demain."]
    source = TranscriptFactory(texts=texts).source
    citation.cite(
        owner=incident, source=source, quote="Un direct truqué", supports="what", by=staff.author
    )
    assign_speaker(
        transcript=source.transcripts.get(),
        label="L’invitée",
        actor=ActorFactory(kind=kind),
        positions=[positions],
        by=staff.author,
    )

    content = document(Incident.objects.get(pk=incident.pk))

    assert missing_approvals(incident, content) == expected


def test_an_edit_voids_the_approval(staff: Team) -> None:
    incident = scenes.simple(staff)
    publication.submit(incident=incident, by=staff.author)
    scenes.approve(incident, staff)

    changed = edited(incident, staff)

    assert changed.state == Incident.objects.get(pk=incident.pk).state == State.DRAFT
    with pytest.raises(MoveRefused, match="not possible from the state “draft”"):
        publication.publish(incident=changed, by=staff.publisher)


def test_so_does_a_change_of_what_belongs_to_it(staff: Team, scene: Scene) -> None:
    publication.submit(incident=scene.incident, by=staff.author)
    scenes.approve(scene.incident, staff)

    scenes.said(staff, scene.incident, scene.source, scenes.DENIED, stance="denies")

    assert Incident.objects.get(pk=scene.incident.pk).state == State.DRAFT


def test_an_approval_holds_for_the_content_it_was_given_to(staff: Team, scene: Scene) -> None:
    """A register is changed without the incident being touched: the digest tells."""
    publication.submit(incident=scene.incident, by=staff.author)
    scenes.approve(scene.incident, staff)
    scene.party.refresh_from_db()
    scene.party.name_fr = "Horizon bleu"
    record.save(record=scene.party, by=staff.author)

    with pytest.raises(MoveRefused, match="missing for this content: editorial; legal approval"):
        publication.publish(incident=scene.incident, by=staff.publisher)


def test_a_next_publication_needs_its_own_approvals(staff: Team) -> None:
    incident = scenes.simple(staff)
    scenes.publish(incident, staff)

    incident = edited(incident, staff)
    notice.propose(
        incident=incident,
        by=staff.author,
        kind=PublicationKind.DEVELOPMENT,
        notice_fr="Un fait nouveau.",
    )

    with pytest.raises(MoveRefused, match="missing for this content: editorial approval"):
        publication.publish(incident=incident, by=staff.publisher)


def test_the_database_refuses_to_change_an_approval(staff: Team) -> None:
    scenes.publish(scenes.simple(staff), staff)

    with pytest.raises(DatabaseError, match="Cannot delete or update rows"), transaction.atomic():
        Approval.objects.update(digest="0" * 64)
