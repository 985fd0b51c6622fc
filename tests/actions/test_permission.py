"""Whose incident is whose: asked for every record that belongs to one, whoever asks."""

from collections.abc import Callable

import pytest

from incidents import models
from incidents.actions import citation, claim, procedure, record
from incidents.actions.permission import NotAllowed
from incidents.codes import State
from incidents.dates import FactDate
from incidents.procedures import EventKind
from tests import scenes
from tests.factories import (
    AppearanceFactory,
    ClaimFactory,
    IncidentFactory,
    PlatformFactory,
    ProcedureFactory,
    SourceMediaFactory,
    UserFactory,
)
from tracker.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter() -> User:
    return UserFactory(roles=["reporter"])


def an_appearance(incident: models.Incident, by: User) -> None:
    made = models.Appearance(incident=incident, platform=PlatformFactory(), kind="video")
    record.save(record=made, by=by)


def a_moved_appearance(incident: models.Incident, by: User) -> None:
    made = AppearanceFactory(incident__created_by=by)
    made.incident = incident
    record.save(record=made, by=by)


def a_citation(incident: models.Incident, by: User) -> None:
    citation.cite(owner=incident, source=SourceMediaFactory(), supports="what", by=by)


def a_claim(incident: models.Incident, by: User) -> None:
    said = ClaimFactory.build()
    claim.create(claim=said, incidents=[incident], by=by)


def an_event(incident: models.Incident, by: User) -> None:
    procedure.add_event(
        procedure=ProcedureFactory(incidents=[incident]),
        kind=EventKind.CONSIDERED,
        by=by,
        fact_date=FactDate.unknown(),
    )


def its_title(incident: models.Incident, by: User) -> None:
    incident.title_fr = "Un autre titre"
    record.save(record=incident, by=by)


EDITS = [an_appearance, a_moved_appearance, a_citation, a_claim, an_event, its_title]
Edit = Callable[[models.Incident, User], None]


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("state", [State.DRAFT, State.APPROVED])
def test_a_reporter_does_not_edit_what_another_reporter_wrote(
    reporter: User, edit: Edit, state: State
) -> None:
    incident = IncidentFactory(created_by=UserFactory(roles=["reporter"]), state=state)

    with pytest.raises(NotAllowed, match="may not edit"):
        edit(incident, reporter)

    stored = models.Incident.objects.get(pk=incident.pk)
    assert (stored.version, stored.state, stored.updated_by) == (1, state, None)


@pytest.mark.parametrize("edit", EDITS)
def test_a_reporter_edits_their_own_and_an_editor_anybodys(reporter: User, edit: Edit) -> None:
    for by in (reporter, UserFactory(roles=["editor"])):
        incident = IncidentFactory(created_by=reporter)

        edit(incident, by)

        assert models.Incident.objects.get(pk=incident.pk).updated_by == by


@pytest.mark.parametrize("edit", EDITS)
def test_nobody_edits_what_was_rejected(edit: Edit) -> None:
    staff = scenes.team()
    made = IncidentFactory(created_by=staff.author, state=State.REJECTED)

    for by in (staff.author, staff.editor):
        incident = models.Incident.objects.get(pk=made.pk)
        with pytest.raises(NotAllowed, match="rejected"):
            edit(incident, by)
