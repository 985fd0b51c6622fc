"""From draft to the public and back, and everything that stands in the way."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction

from incidents.actions import citation, publication, record
from incidents.actions.approval import missing_approvals
from incidents.actions.move import MoveRefused
from incidents.actions.permission import NotAllowed
from incidents.actions.transcript import assign_speaker
from incidents.codes import ActorKind, ApprovalKind, PublicationKind, Scheme, State
from incidents.models import (
    Approval,
    Election,
    Incident,
    ListedIncident,
    Publication,
    Term,
    Withdrawal,
)
from incidents.models.publication import ReferenceCounter
from incidents.projection import document
from tests import scenes
from tests.factories import (
    AT,
    ActorFactory,
    ApprovalFactory,
    ElectionFactory,
    ElectionRoundFactory,
    InvolvementFactory,
    JurisdictionFactory,
    PrivateActorFactory,
    TermFactory,
    TranscriptFactory,
    UserFactory,
)
from tests.scenes import Team
from tracker.accounts.models import User
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Team:
    return scenes.team()


@pytest.fixture
def correction_class() -> Term:
    return TermFactory(scheme=Scheme.CORRECTION_CLASS, code="factual")


def edited(incident: Incident, staff: Team, title: str = "Un autre titre") -> Incident:
    """The incident with a new title, saved by its author."""
    fresh = Incident.objects.get(pk=incident.pk)
    fresh.title_fr = title
    record.save(record=fresh, by=staff.author)
    return fresh


def test_the_whole_way_through_four_pairs_of_hands(staff: Team) -> None:
    incident = scenes.exchange(staff).incident

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


def test_one_approval_is_enough_where_nobody_is_named(staff: Team) -> None:
    incident = scenes.simple(staff)

    publication.submit(incident=incident, by=staff.author)
    publication.approve(incident=incident, kind=ApprovalKind.EDITORIAL, by=staff.editor)

    assert incident.state == State.APPROVED


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
    assert (stored.state, stored.review_note) == (State.DRAFT, "La date manque.")


def test_a_rejection_keeps_its_reason(staff: Team) -> None:
    incident = scenes.simple(staff)
    publication.submit(incident=incident, by=staff.author)

    publication.reject(incident=incident, by=staff.editor, reason="Hors sujet.")

    stored = Incident.objects.get(pk=incident.pk)
    assert (stored.state, stored.review_note) == (State.REJECTED, "Hors sujet.")


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


def test_the_legal_approval_is_the_legal_reviewers(staff: Team) -> None:
    incident = scenes.exchange(staff).incident
    publication.submit(incident=incident, by=staff.author)

    with pytest.raises(NotAllowed, match="“approve_legal” is missing"):
        publication.approve(incident=incident, kind=ApprovalKind.LEGAL, by=staff.editor)


def test_what_a_reviewer_asked_for_is_settled_by_the_approval(staff: Team) -> None:
    incident = scenes.simple(staff)
    publication.submit(incident=incident, by=staff.author)
    publication.request_changes(incident=incident, by=staff.editor, reason="La date manque.")
    publication.submit(incident=incident, by=staff.author)
    assert Incident.objects.get(pk=incident.pk).review_note == "La date manque."

    publication.approve(incident=incident, kind=ApprovalKind.EDITORIAL, by=staff.editor)

    stored = Incident.objects.get(pk=incident.pk)
    assert (stored.state, stored.review_note) == (State.APPROVED, "")


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
        ("author", "approver_is_not_the_author"),
        ("last_editor", "approver_is_not_the_last_editor"),
    ],
)
def test_the_database_refuses_it_as_well(staff: Team, side: str, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        Approval.objects.create(
            incident=scenes.simple(staff),
            kind=ApprovalKind.EDITORIAL,
            digest="0" * 64,
            version=1,
            approved_by=staff.editor,
            approved_at=AT,
            **{side: staff.editor},
        )


def test_the_same_content_is_approved_once_per_kind(staff: Team) -> None:
    incident = scenes.exchange(staff).incident
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
    staff: Team, both_roles: User, first: ApprovalKind
) -> None:
    incident = scenes.exchange(staff).incident
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
    staff: Team, both_roles: User
) -> None:
    incident = scenes.exchange(staff).incident
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
    staff: Team,
) -> None:
    """Who edited last may be the one who approved: another version, another approval."""
    incident = scenes.exchange(staff).incident
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
def renamed(staff: Team) -> Incident:
    """Approved; then its party got another name, which edits no incident."""
    scene = scenes.exchange(staff)
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

    stored = Incident.objects.get(pk=renamed.pk)
    assert (stored.state, stored.review_note) == (State.DRAFT, "Le nom a changé.")


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


def test_so_does_a_change_of_what_belongs_to_it(staff: Team) -> None:
    scene = scenes.exchange(staff)
    publication.submit(incident=scene.incident, by=staff.author)
    scenes.approve(scene.incident, staff)

    scenes.said(staff, scene.incident, scene.source, scenes.DENIED, stance="denies")

    assert Incident.objects.get(pk=scene.incident.pk).state == State.DRAFT


def test_an_approval_holds_for_the_content_it_was_given_to(staff: Team) -> None:
    """A register is changed without the incident being touched: the digest tells."""
    scene = scenes.exchange(staff)
    publication.submit(incident=scene.incident, by=staff.author)
    scenes.approve(scene.incident, staff)
    scene.party.refresh_from_db()
    scene.party.name_fr = "Horizon bleu"
    record.save(record=scene.party, by=staff.author)

    with pytest.raises(MoveRefused, match="missing for this content: editorial; legal approval"):
        publication.publish(incident=scene.incident, by=staff.publisher)


def test_publishing_the_same_content_again_is_refused(staff: Team) -> None:
    incident = scenes.simple(staff)
    scenes.publish(incident, staff)

    with pytest.raises(MoveRefused, match="nothing changed since publication 1"):
        publication.publish(
            incident=incident,
            by=staff.publisher,
            kind=PublicationKind.DEVELOPMENT,
            notice_fr="Rien.",
        )

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
        ({"kind": PublicationKind.CORRECTION}, "needs its public notice"),
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
    scenes.approve(incident, staff)

    with pytest.raises(MoveRefused, match=message):
        publication.publish(incident=incident, by=staff.publisher, **how)

    assert Publication.objects.current().get().number == 1


def test_a_next_publication_needs_its_own_approvals(staff: Team) -> None:
    incident = scenes.simple(staff)
    scenes.publish(incident, staff)

    with pytest.raises(MoveRefused, match="missing for this content: editorial approval"):
        publication.publish(
            incident=edited(incident, staff),
            by=staff.publisher,
            kind=PublicationKind.DEVELOPMENT,
            notice_fr="Un fait nouveau.",
        )


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
        incident=incident, by=staff.publisher, reason_class=correction_class, reason="Une erreur."
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
        incident=incident, by=staff.publisher, reason_class=correction_class, reason="Une erreur."
    )

    with pytest.raises(MoveRefused, match="not possible from the state “withdrawn”"):
        publication.publish(incident=incident, by=staff.publisher)


@pytest.fixture
def held(staff: Team) -> Incident:
    """An approved incident of an election whose silence lasts the whole of 14 September."""
    election = ElectionFactory(name_fr="Scrutin d’essai")
    ElectionRoundFactory(
        election=election,
        number=1,
        on=AT.date() + timedelta(days=1),
        silence_from=datetime(2026, 9, 13, 22, tzinfo=UTC),
        silence_to=datetime(2026, 9, 14, 22, tzinfo=UTC),
    )
    incident = scenes.simple(staff, election=election)
    publication.submit(incident=incident, by=staff.author)
    scenes.approve(incident, staff)
    return incident


def test_a_silence_period_holds_publication_and_says_until_when(
    staff: Team, held: Incident
) -> None:
    with pytest.raises(MoveRefused, match=r"held: .*Scrutin d’essai.* until 2026-09-15T00:00"):
        publication.publish(incident=held, by=staff.publisher, at=AT)


def test_a_publisher_overrides_with_a_reason_that_is_kept(staff: Team, held: Incident) -> None:
    made = publication.publish(
        incident=held, by=staff.publisher, at=AT, silence_override="Ordonnance du juge."
    )

    assert Publication.objects.get(pk=made.pk).silence_override == "Ordonnance du juge."


def test_blanks_are_no_reason(staff: Team, held: Incident) -> None:
    with pytest.raises(MoveRefused, match="held"):
        publication.publish(incident=held, by=staff.publisher, at=AT, silence_override="  ")


@pytest.mark.parametrize(
    "at", [datetime(2026, 9, 13, 21, 59, tzinfo=UTC), datetime(2026, 9, 14, 22, tzinfo=UTC)]
)
def test_before_and_from_its_end_on_nothing_is_held(
    staff: Team, held: Incident, at: datetime
) -> None:
    assert publication.publish(incident=held, by=staff.publisher, at=at).published_at == at


def test_the_silence_of_another_election_holds_nothing(staff: Team, held: Incident) -> None:
    incident = scenes.simple(staff, election=ElectionFactory())

    assert scenes.publish(incident, staff, at=AT).number == 1


@pytest.fixture
def silence() -> Election:
    """An election whose silence lasts the whole of 14 September, in the country of the scenes."""
    made: Election = ElectionRoundFactory(
        election__name_fr="Scrutin d’essai",
        on=AT.date() + timedelta(days=1),
        silence_from=datetime(2026, 9, 13, 22, tzinfo=UTC),
        silence_to=datetime(2026, 9, 14, 22, tzinfo=UTC),
    ).election
    return made


@pytest.mark.parametrize("kind", [ActorKind.PARTY, ActorKind.PERSON])
def test_naming_a_party_or_a_person_is_held_by_any_election_of_the_country(
    staff: Team, silence: Election, kind: ActorKind
) -> None:
    incident = scenes.simple(staff)
    InvolvementFactory(incident=incident, actor=ActorFactory(kind=kind))

    with pytest.raises(MoveRefused, match=r"held: .*Scrutin d’essai"):
        scenes.publish(incident, staff, at=AT)

    assert incident.election is None
    assert publication.publish(
        incident=incident, by=staff.publisher, at=datetime(2026, 9, 14, 22, tzinfo=UTC)
    )


def test_naming_one_in_a_claim_alone_is_held_as_well(staff: Team, silence: Election) -> None:
    scene = scenes.exchange(staff)

    with pytest.raises(MoveRefused, match=r"held: .*Scrutin d’essai"):
        scenes.publish(scene.incident, staff, at=AT)


def test_a_private_person_or_a_company_is_not_held(staff: Team, silence: Election) -> None:
    incident = scenes.simple(staff)
    InvolvementFactory(incident=incident, actor=PrivateActorFactory())
    InvolvementFactory(incident=incident, actor=ActorFactory(kind=ActorKind.COMPANY))

    assert scenes.publish(incident, staff, at=AT).number == 1


def test_the_election_of_another_country_holds_nothing(staff: Team, silence: Election) -> None:
    Election.objects.update(jurisdiction=JurisdictionFactory(code="XW"))

    assert scenes.publish(scenes.exchange(staff).incident, staff, at=AT).number == 1


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
    made.approvals.clear()

    with pytest.raises(DatabaseError, match="Cannot delete rows"), transaction.atomic():
        Publication.objects.filter(pk=made.pk).delete()


def test_the_database_refuses_to_change_an_approval(staff: Team) -> None:
    scenes.publish(scenes.simple(staff), staff)

    with pytest.raises(DatabaseError, match="Cannot delete or update rows"), transaction.atomic():
        Approval.objects.update(digest="0" * 64)


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_to_touch_a_tombstone(
    staff: Team, correction_class: Term, verb: str
) -> None:
    incident = scenes.simple(staff)
    scenes.publish(incident, staff)
    publication.withdraw(
        incident=incident, by=staff.publisher, reason_class=correction_class, reason="Une erreur."
    )
    how = {"internal_reason": "Autre."} if verb == "update" else {}

    with pytest.raises(DatabaseError, match="Cannot delete or update"), transaction.atomic():
        getattr(Withdrawal.objects.all(), verb)(**how)


def test_a_published_incident_is_not_deleted(staff: Team) -> None:
    incident = scenes.simple(staff)
    scenes.publish(incident, staff)

    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).delete()
