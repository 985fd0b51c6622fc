"""Many incidents at once: assigned, tagged, added to an election; and taken back."""

from typing import Any

import pytest

from incidents.actions import assignment
from incidents.actions.permission import NotAllowed
from incidents.actions.record import ChangedMeanwhile
from incidents.codes import State
from incidents.input_error import InputError
from incidents.models import Incident, Tag
from tests.factories import (
    ApprovalFactory,
    ElectionFactory,
    IncidentFactory,
    PublicationFactory,
    TagFactory,
    UserFactory,
)
from tracker.accounts.roles import Role


@pytest.fixture
def editor(db: Any) -> Any:
    return UserFactory(roles=[Role.EDITOR])


@pytest.fixture
def reporter(db: Any) -> Any:
    return UserFactory(roles=[Role.REPORTER])


def stored(incident: Incident) -> Incident:
    return Incident.objects.get(pk=incident.pk)


def test_to_assign_is_no_edit(editor: Any, reporter: Any) -> None:
    incident = IncidentFactory(state=State.APPROVED)
    ApprovalFactory(incident=incident)

    done = assignment.assign(incidents=[incident.pk], to=reporter, by=editor)

    now = stored(incident)
    assert now.assigned_to == reporter
    assert (now.version, now.state, now.updated_at) == (1, State.APPROVED, incident.updated_at)
    assert now.updated_by is None
    assert done == assignment.Assigned({incident.pk: None}, reporter.pk)


def test_to_unassign_restores_each_and_leaves_what_was_given_on(editor: Any) -> None:
    one, two, three = (UserFactory(roles=[Role.REPORTER]) for _each in range(3))
    first, second, third = (IncidentFactory(assigned_to=person) for person in (one, two, None))
    done = assignment.assign(incidents=[first.pk, second.pk, third.pk], to=three, by=editor)
    Incident.objects.filter(pk=second.pk).update(assigned_to=editor)

    result = assignment.unassign(done=done, by=editor)

    assert [stored(row).assigned_to for row in (first, second, third)] == [one, editor, None]
    assert (result.restored, result.changed) == (2, (second,))


def test_who_had_it_and_is_gone_gets_nothing_back(editor: Any) -> None:
    gone = UserFactory()
    incident = IncidentFactory(assigned_to=gone)
    done = assignment.assign(incidents=[incident.pk], to=editor, by=editor)
    gone.delete()

    assert assignment.unassign(done=done, by=editor) == assignment.Undone(0, (incident,))


def test_nobody_is_assigned_what_they_cannot_open(editor: Any) -> None:
    incident = IncidentFactory()
    for person in (UserFactory(roles=[Role.ADMINISTRATOR]), UserFactory(is_active=False)):
        with pytest.raises(NotAllowed, match="cannot open incidents"):
            assignment.assign(incidents=[incident.pk], to=person, by=editor)


def test_a_new_tag_comes_and_goes(editor: Any) -> None:
    incident = IncidentFactory()

    done = assignment.tag(incidents=[incident.pk], name="  gros   dossier ", by=editor)

    assert [tag.name for tag in incident.tags.all()] == ["gros dossier"]
    assert stored(incident).version == 1
    assignment.retag(done=done, by=editor)
    assert not Tag.objects.exists()


def test_a_known_tag_is_found_in_any_case_and_stays_where_it_was(editor: Any) -> None:
    tag = TagFactory(name="Vidéo")
    had, had_not = IncidentFactory(), IncidentFactory()
    had.tags.add(tag)

    done = assignment.tag(incidents=[had.pk, had_not.pk], name="vidéo", by=editor)
    result = assignment.retag(done=done, by=editor)

    assert done.incidents == (had_not.pk,)
    assert result.restored == 1
    assert set(tag.incidents.all()) == {had}


def test_a_tag_taken_off_is_put_back_where_it_was(editor: Any) -> None:
    tag = TagFactory()
    had, had_not = IncidentFactory(), IncidentFactory()
    had.tags.add(tag)

    done = assignment.untag(incidents=[had.pk, had_not.pk], tag=tag, by=editor)
    assert not tag.incidents.exists()
    assignment.retag(done=done, by=editor)

    assert set(tag.incidents.all()) == {had}


def test_a_tag_that_somebody_moved_meanwhile_stays(editor: Any) -> None:
    incident = IncidentFactory()
    done = assignment.tag(incidents=[incident.pk], name="a", by=editor)
    incident.tags.clear()

    result = assignment.retag(done=done, by=editor)

    assert (result.restored, result.changed) == (0, (incident,))


@pytest.mark.parametrize("name", ["", " ", "x" * 61])
def test_a_tag_needs_a_name_of_some_length(name: str, editor: Any) -> None:
    with pytest.raises(InputError):
        assignment.tag(incidents=[IncidentFactory().pk], name=name, by=editor)


def test_an_election_is_an_edit(editor: Any) -> None:
    election = ElectionFactory()
    approved = IncidentFactory(state=State.APPROVED)
    public = PublicationFactory().incident
    there = IncidentFactory(election=election)
    rows = (approved, public, there)

    number = assignment.add_to_election(
        versions={row.pk: row.version for row in rows}, election=election, by=editor
    )

    assert number == 2
    assert {stored(row).election for row in rows} == {election}
    assert [stored(row).version for row in rows] == [2, 2, 1]
    assert [stored(row).state for row in rows] == [State.DRAFT, State.PUBLISHED, State.DRAFT]
    assert stored(approved).updated_by == editor


def test_an_election_for_all_or_for_none(reporter: Any) -> None:
    own = IncidentFactory(created_by=reporter)
    other = IncidentFactory(created_by=UserFactory())
    ended = IncidentFactory(created_by=reporter, state=State.REJECTED)

    for bad in (other, ended):
        with pytest.raises(NotAllowed):
            assignment.add_to_election(
                versions={own.pk: 1, bad.pk: 1}, election=ElectionFactory(), by=reporter
            )

    assert stored(own).election is None


def test_an_election_only_for_what_was_looked_at(editor: Any) -> None:
    first, second = IncidentFactory(), IncidentFactory(title_fr="Celui qui change", version=2)

    with pytest.raises(ChangedMeanwhile, match="Celui qui change"):
        assignment.add_to_election(
            versions={first.pk: 1, second.pk: 1}, election=ElectionFactory(), by=editor
        )
    with pytest.raises(ChangedMeanwhile, match="deleted"):
        assignment.add_to_election(
            versions={first.pk: 1, second.pk + 1: 1}, election=ElectionFactory(), by=editor
        )

    assert stored(first).election is None


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.PUBLISHER, Role.LEGAL_REVIEWER])
def test_who_only_reads_does_nothing(role: Role, db: Any) -> None:
    reader = UserFactory(roles=[role])
    chosen = [IncidentFactory().pk]
    tag = TagFactory()

    for act in (
        lambda: assignment.assign(incidents=chosen, to=None, by=reader),
        lambda: assignment.unassign(done=assignment.Assigned({chosen[0]: None}, None), by=reader),
        lambda: assignment.tag(incidents=chosen, name="a", by=reader),
        lambda: assignment.untag(incidents=chosen, tag=tag, by=reader),
        lambda: assignment.retag(
            done=assignment.Tagged(tag.pk, tuple(chosen), added=True), by=reader
        ),
        lambda: assignment.add_to_election(
            versions={chosen[0]: 1}, election=ElectionFactory(), by=reader
        ),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_five_hundred_at_once_are_enough(editor: Any) -> None:
    with pytest.raises(assignment.TooMany, match="501 incidents are chosen: at most 500"):
        assignment.assign(incidents=range(501), to=None, by=editor)
