"""What is approved includes its notice: one writes it, others approve it, another publishes."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from incidents.actions import notice, publication
from incidents.actions.move import MoveRefused
from incidents.actions.permission import NotAllowed
from incidents.actions.record import ChangedMeanwhile
from incidents.codes import ApprovalKind, PublicationKind
from incidents.models import Incident, Notice, Publication
from tests import scenes
from tests.factories import PublicationFactory, ended
from tests.once import fresh, made_once
from tests.scenes import Team

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def first_edited(first_team: Team, django_db_blocker: Any) -> Iterator[Incident]:
    with made_once(django_db_blocker):
        staff = fresh(first_team)
        incident = scenes.simple(staff)
        scenes.publish(incident, staff)
        made = scenes.edited(incident, staff)
        ended()
        yield made


@pytest.fixture
def public(first_edited: Incident, db: None) -> Incident:
    """Public, and edited since."""
    return fresh(first_edited)


def write(incident: Incident, by: object, words: str = "Un fait nouveau.", **how: Any) -> Notice:
    kind = PublicationKind.DEVELOPMENT
    return notice.propose(incident=incident, by=by, kind=kind, notice_fr=words, **how)


def test_nothing_is_approved_before_its_notice_is_written(staff: Team, public: Incident) -> None:
    with pytest.raises(MoveRefused, match="needs its public notice, approved with it"):
        publication.approve(incident=public, kind=ApprovalKind.EDITORIAL, by=staff.editor)


def test_the_notice_becomes_part_of_the_publication(staff: Team, public: Incident) -> None:
    write(public, staff.author)
    scenes.approve(public, staff)

    made = publication.publish(incident=public, by=staff.publisher)

    assert (made.notice_fr, made.notice_by, made.kind) == (
        "Un fait nouveau.",
        staff.author,
        "development",
    )
    assert not Notice.objects.exists()
    assert made.approvals.get().notice_digest


def test_writing_it_anew_voids_the_approval(staff: Team, public: Incident) -> None:
    write(public, staff.author)
    scenes.approve(public, staff)
    write(public, staff.author, "Un autre fait.")

    with pytest.raises(MoveRefused, match="missing for this content: editorial approval"):
        publication.publish(incident=public, by=staff.publisher)


def test_words_changed_behind_the_actions_void_it_too(staff: Team, public: Incident) -> None:
    write(public, staff.author)
    scenes.approve(public, staff)
    Notice.objects.update(notice_fr="Ce que personne n’a lu.")

    with pytest.raises(MoveRefused, match="missing for this content"):
        publication.publish(incident=public, by=staff.publisher)


def test_who_wrote_it_neither_approves_nor_publishes(staff: Team, public: Incident) -> None:
    write(public, staff.editor)
    scenes.edited(public, staff, "Encore un titre")
    with pytest.raises(MoveRefused, match="whoever wrote the notice cannot approve it"):
        publication.approve(incident=public, kind=ApprovalKind.EDITORIAL, by=staff.editor)
    with pytest.raises(NotAllowed):
        write(public, staff.publisher)


def test_the_database_refuses_one_person_for_both(staff: Team) -> None:
    first = PublicationFactory()
    with pytest.raises(IntegrityError, match="published_by_another"), transaction.atomic():
        Publication.objects.filter(pk=first.pk).update(ended_at=first.published_at)
        PublicationFactory(
            incident=first.incident,
            number=2,
            kind="development",
            notice_fr="Un fait.",
            published_by=staff.publisher,
            notice_by=staff.publisher,
        )


def test_the_second_of_two_writers_is_told(staff: Team, public: Incident) -> None:
    write(public, staff.author, seen=0)

    with pytest.raises(ChangedMeanwhile):
        write(public, staff.editor, "Autre chose.", seen=0)

    assert Notice.objects.get().notice_fr == "Un fait nouveau."


def test_only_what_is_public_has_a_notice(staff: Team) -> None:
    with pytest.raises(MoveRefused, match="only what is public"):
        write(scenes.simple(staff), staff.author)
