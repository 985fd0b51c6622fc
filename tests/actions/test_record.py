"""Saving without losing anybody's work, and knowing when a translation is out of date."""

import pytest

from incidents.actions import publication, record
from incidents.actions.permission import NotAllowed
from incidents.actions.record import ChangedMeanwhile
from incidents.codes import State
from incidents.models import Actor, Incident, PrivateIdentity
from incidents.projection import translation_is_outdated
from tests import scenes
from tests.factories import (
    ActorFactory,
    JurisdictionFactory,
    PrivateIdentityFactory,
    UserFactory,
)
from tests.scenes import Team
from tracker.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return UserFactory(roles=["reporter"])


def incident(person: User, **fields: str) -> Incident:
    given = {"title_fr": "Titre", "summary_fr": "Résumé"}
    made = Incident(jurisdiction=JurisdictionFactory(), **(given | fields))
    record.save(record=made, by=person)
    return made


def test_a_new_record_knows_who_made_it(person: User) -> None:
    made = Actor(kind="party", slug="aurore", name_fr="Aurore")

    record.save(record=made, by=person)

    stored = Actor.objects.get(slug="aurore")
    assert (stored.version, stored.created_by, stored.updated_by) == (1, person, person)


def test_the_next_version_knows_who_edited_it(person: User) -> None:
    actor = ActorFactory(name_fr="Avant")
    actor.name_fr = "Après"

    record.save(record=actor, by=person)

    stored = Actor.objects.get(pk=actor.pk)
    assert (stored.version, actor.version, stored.name_fr) == (2, 2, "Après")
    assert (stored.created_by, stored.updated_by) == (None, person)


@pytest.mark.parametrize("role", ["legal_reviewer", "publisher", "auditor", "administrator"])
@pytest.mark.parametrize("is_new", [True, False])
def test_a_role_that_does_not_write_saves_nothing(role: str, is_new: bool) -> None:
    actor = ActorFactory.build() if is_new else ActorFactory(name_fr="Avant")
    actor.name_fr = "Après"

    with pytest.raises(NotAllowed, match=f"“{'add' if is_new else 'change'}_actor” is missing"):
        record.save(record=actor, by=UserFactory(roles=[role]))

    assert not Actor.objects.filter(name_fr="Après").exists()
    assert set(Actor.objects.values_list("version", "updated_by")) == (
        set() if is_new else {(1, None)}
    )


def test_a_private_identity_is_the_legal_reviewers(staff: Team) -> None:
    identity = PrivateIdentityFactory()

    with pytest.raises(NotAllowed, match="“change_privateidentity” is missing"):
        record.save(record=identity, by=staff.editor)
    record.save(record=identity, by=staff.legal)

    assert PrivateIdentity.objects.get().updated_by == staff.legal


def test_a_command_of_the_machines_owner_has_nobody_to_ask() -> None:
    actor = ActorFactory(name_fr="Avant")

    record.save(record=actor, by=None)

    assert Actor.objects.get().version == 2


def test_two_saves_in_a_row_by_one_person_are_two_versions(person: User) -> None:
    actor = ActorFactory()

    record.save(record=actor, by=person)
    record.save(record=actor, by=person)

    assert Actor.objects.get(pk=actor.pk).version == 3


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(person: User) -> None:
    actor = ActorFactory(name_fr="Avant")
    one, two = Actor.objects.get(pk=actor.pk), Actor.objects.get(pk=actor.pk)
    one.name_fr = "Ce que le premier écrit"
    two.short_name = "Ce que le second écrit"
    record.save(record=one, by=person)

    with pytest.raises(ChangedMeanwhile, match="version 1 of this record is no longer"):
        record.save(record=two, by=person)

    stored = Actor.objects.get(pk=actor.pk)
    assert (stored.name_fr, stored.short_name) == ("Ce que le premier écrit", "")
    assert (stored.version, two.version) == (2, 1)


def test_a_deleted_record_is_not_brought_back(person: User) -> None:
    actor = ActorFactory()
    Actor.objects.filter(pk=actor.pk).delete()

    with pytest.raises(ChangedMeanwhile):
        record.save(record=actor, by=person)

    assert not Actor.objects.filter(pk=actor.pk).exists()


def test_touching_counts_as_an_edit_by_that_person(staff: Team) -> None:
    made = incident(staff.author)

    record.touch(incidents=[made], by=staff.editor)

    stored = Incident.objects.get(pk=made.pk)
    assert (stored.version, stored.updated_by) == (2, staff.editor)
    assert stored.updated_at > made.updated_at


def test_touching_leaves_the_others_alone(person: User) -> None:
    made, other = incident(person), incident(person)

    record.touch(incidents=[made], by=person)

    assert Incident.objects.get(pk=other.pk).version == 1


def test_an_edit_read_before_the_approval_voids_it(staff: Team) -> None:
    made = scenes.simple(staff)
    publication.submit(incident=made, by=staff.author)
    read_before = Incident.objects.get(pk=made.pk)
    scenes.approve(made, staff)
    read_before.title_fr = "Un autre titre"

    record.save(record=read_before, by=staff.author)

    assert Incident.objects.get(pk=made.pk).state == State.DRAFT


def test_an_edit_read_before_publication_does_not_unpublish(staff: Team) -> None:
    """A move is no new version: state and reference are the stored ones, never the reader's."""
    made = scenes.simple(staff)
    publication.submit(incident=made, by=staff.author)
    scenes.approve(made, staff)
    read_before = Incident.objects.get(pk=made.pk)
    publication.publish(incident=made, by=staff.publisher)
    read_before.title_fr = "Un autre titre"

    record.save(record=read_before, by=staff.author)

    stored = Incident.objects.get(pk=made.pk)
    assert (stored.state, stored.reference) == (State.PUBLISHED, made.reference)
    assert (read_before.state, read_before.reference) == (State.PUBLISHED, made.reference)
    assert stored.title_fr == "Un autre titre"


def test_a_translation_made_with_the_original_is_up_to_date(person: User) -> None:
    made = incident(person, title_en="Title")

    assert not translation_is_outdated(made)


def test_without_a_translation_nothing_is_out_of_date(person: User) -> None:
    assert not translation_is_outdated(incident(person))


def test_a_change_of_the_original_leaves_the_translation_behind(person: User) -> None:
    made = incident(person, title_en="Title")
    made.summary_fr = "Un autre résumé"

    record.save(record=made, by=person)

    assert translation_is_outdated(Incident.objects.get(pk=made.pk))


def test_a_change_of_the_translation_brings_it_up_to_date(person: User) -> None:
    made = incident(person, title_en="Title")
    made.title_fr = "Un autre titre"
    record.save(record=made, by=person)
    made.title_en = "Another title"

    record.save(record=made, by=person)

    assert not translation_is_outdated(Incident.objects.get(pk=made.pk))


def test_a_change_of_something_else_leaves_it_as_it_was(person: User) -> None:
    made = incident(person, title_en="Title")
    made.internal_note = "Une note."

    record.save(record=made, by=person)

    assert not translation_is_outdated(Incident.objects.get(pk=made.pk))


def test_the_original_may_be_english(person: User) -> None:
    made = incident(person, original_language="en", title_en="Title", summary_en="Summary")
    made.title_en = "Another title"

    record.save(record=made, by=person)

    assert translation_is_outdated(Incident.objects.get(pk=made.pk))
