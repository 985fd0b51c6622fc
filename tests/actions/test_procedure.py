"""Events are only added; the table decides; a correction supersedes."""

from contextlib import nullcontext
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction

from incidents import models
from incidents.actions.procedure import ProcedureError, add_event
from incidents.codes import ActorKind, LegalStatus, State, Track
from incidents.dates import FactDate
from incidents.procedures import Event, EventKind, status_of
from tests.factories import AT, ActorFactory, IncidentFactory, ProcedureFactory, UserFactory
from tracker.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return UserFactory(roles=["reporter"])


@pytest.fixture
def penal() -> models.Procedure:
    made: models.Procedure = ProcedureFactory(track=Track.PENAL)
    return made


def add(procedure: models.Procedure, kind: str, person: User, **more: Any) -> models.ProcedureEvent:
    given = {"fact_date": FactDate.unknown()} | more
    return add_event(procedure=procedure, kind=EventKind(kind), by=person, **given)


def standing(procedure: models.Procedure) -> list[str]:
    return list(procedure.events.standing().order_by("order", "pk").values_list("kind", flat=True))


def test_events_are_numbered_in_the_order_of_adding(penal: models.Procedure, person: User) -> None:
    made = [add(penal, kind, person) for kind in ("considered", "announced", "complaint")]

    assert [event.order for event in made] == [1, 2, 3]
    assert standing(penal) == ["considered", "announced", "complaint"]


@pytest.mark.parametrize(
    ("on", "is_future"),
    [
        (FactDate.on(AT.date() + timedelta(days=1)), True),
        (FactDate.on(AT.date()), False),
        (FactDate.in_month(2026, 9), False),
        (FactDate.unknown(), False),
    ],
)
def test_an_event_is_recorded_once_it_has_happened(
    penal: models.Procedure, person: User, on: FactDate, is_future: bool
) -> None:
    told = pytest.raises(ProcedureError, match="2026-09-15 is in the future")
    with time_machine.travel(AT, tick=False), told if is_future else nullcontext():
        add(penal, "considered", person, fact_date=on)

    assert standing(penal) == ([] if is_future else ["considered"])


def test_an_event_keeps_its_date_note_and_author(penal: models.Procedure, person: User) -> None:
    made = add(
        penal,
        "complaint",
        person,
        fact_date=FactDate.in_month(2026, 9),
        note_fr="Déposée au parquet.",
        outcome="",
        is_public=False,
    )

    stored = models.ProcedureEvent.objects.get(pk=made.pk)
    assert (stored.earliest, stored.latest) == (date(2026, 9, 1), date(2026, 9, 30))
    assert (stored.precision, stored.note_fr) == ("month", "Déposée au parquet.")
    assert (stored.is_public, stored.created_by) == (False, person)


def test_adding_edits_the_incidents_and_voids_their_approval(person: User) -> None:
    incident = IncidentFactory(state=State.APPROVED)

    add(ProcedureFactory(incidents=[incident]), "considered", person)

    incident.refresh_from_db()
    assert (incident.version, incident.state, incident.updated_by) == (2, State.DRAFT, person)


def test_a_step_outside_the_table_needs_a_reason(penal: models.Procedure, person: User) -> None:
    add(penal, "complaint", person)

    with pytest.raises(
        ProcedureError, match="“convicted” cannot follow “complaint” on track “penal”"
    ):
        add(penal, "convicted", person)

    assert standing(penal) == ["complaint"]


def test_so_does_a_first_step_outside_the_table(penal: models.Procedure, person: User) -> None:
    with pytest.raises(ProcedureError, match="“hearing” cannot follow “–” on track “penal”"):
        add(penal, "hearing", person)


def test_blanks_are_no_reason(penal: models.Procedure, person: User) -> None:
    with pytest.raises(ProcedureError):
        add(penal, "hearing", person, outside_table_reason_fr="  ")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_with_a_reason_it_is_kept_and_the_reason_shown(
    penal: models.Procedure, person: User, language: str
) -> None:
    made = add(penal, "hearing", person, **{f"outside_table_reason_{language}": "Jonction."})

    assert getattr(made, f"outside_table_reason_{language}") == "Jonction."


def test_a_reason_that_was_not_needed_is_not_kept(penal: models.Procedure, person: User) -> None:
    made = add(penal, "complaint", person, outside_table_reason_fr="Par précaution.")

    assert made.outside_table_reason_fr == ""


def test_a_second_person_is_placed_under_formal_investigation(
    penal: models.Procedure, person: User
) -> None:
    one, two = (ActorFactory(kind=ActorKind.PERSON) for _n in range(2))
    for kind in ("complaint", "investigation", "judicial_investigation"):
        add(penal, kind, person)
    add(penal, "formal_investigation", person, respondent=one)
    add(penal, "committed_for_trial", person, respondent=one)

    made = add(penal, "formal_investigation", person, respondent=two)

    assert made.respondent == two


def test_a_correction_takes_the_place_of_what_it_corrects(
    penal: models.Procedure, person: User
) -> None:
    wrong = add(penal, "complaint", person)
    add(penal, "investigation", person)

    right = add(penal, "complaint_against_x", person, supersedes=wrong)

    assert right.order == wrong.order == 1
    assert standing(penal) == ["complaint_against_x", "investigation"]
    assert penal.events.count() == 3


def test_a_correction_is_judged_by_what_came_before_its_place(
    penal: models.Procedure, person: User
) -> None:
    add(penal, "considered", person)
    wrong = add(penal, "announced", person)
    add(penal, "complaint", person)

    with pytest.raises(ProcedureError, match="“hearing” cannot follow “considered”"):
        add(penal, "hearing", person, supersedes=wrong)


def test_a_correction_that_bars_the_next_step_needs_a_reason(
    penal: models.Procedure, person: User
) -> None:
    add(penal, "complaint", person)
    wrong = add(penal, "investigation", person)
    add(penal, "prosecution", person)

    with pytest.raises(
        ProcedureError, match="“prosecution” cannot follow “closed_without_action” on track “penal”"
    ):
        add(penal, "closed_without_action", person, supersedes=wrong)
    made = add(
        penal,
        "closed_without_action",
        person,
        supersedes=wrong,
        outside_table_reason_en="The reopening is not known.",
    )

    assert made.outside_table_reason_en == "The reopening is not known."


def test_a_correction_to_another_person_bars_what_followed_for_the_first(
    penal: models.Procedure, person: User
) -> None:
    one, two = ActorFactory(), ActorFactory()
    for kind in ("complaint", "investigation", "prosecution", "hearing"):
        add(penal, kind, person)
    wrong = add(penal, "convicted", person, respondent=one)
    add(penal, "appeal", person, respondent=one)

    with pytest.raises(ProcedureError, match="“appeal” cannot follow “convicted”"):
        add(penal, "convicted", person, respondent=two, supersedes=wrong)


def test_a_correction_asks_no_reason_for_what_was_outside_the_table_before(
    penal: models.Procedure, person: User
) -> None:
    wrong = add(penal, "complaint", person)
    add(penal, "hearing", person, outside_table_reason_en="Known late.")

    made = add(penal, "complaint_against_x", person, supersedes=wrong)

    assert made.outside_table_reason_en == ""


def test_the_status_follows_the_correction(penal: models.Procedure, person: User) -> None:
    wrong = add(penal, "complaint", person)

    add(penal, "announced", person, supersedes=wrong)

    assert status_of([Event(EventKind(kind)) for kind in standing(penal)]) is LegalStatus.ANNOUNCED


def test_an_event_is_superseded_once(penal: models.Procedure, person: User) -> None:
    wrong = add(penal, "complaint", person)
    add(penal, "complaint_against_x", person, supersedes=wrong)

    with pytest.raises(ProcedureError, match="event 1 is superseded already"):
        add(penal, "report", person, supersedes=wrong)


def test_a_correction_may_be_corrected(penal: models.Procedure, person: User) -> None:
    wrong = add(penal, "complaint", person)
    second = add(penal, "complaint_against_x", person, supersedes=wrong)

    add(penal, "report", person, supersedes=second)

    assert standing(penal) == ["report"]


def test_an_event_of_another_procedure_is_not_superseded(
    penal: models.Procedure, person: User
) -> None:
    elsewhere = add(ProcedureFactory(track=Track.PENAL), "complaint", person)

    with pytest.raises(ProcedureError, match="belongs to another procedure"):
        add(penal, "complaint", person, supersedes=elsewhere)


@pytest.mark.parametrize("change", [{"kind": "announced"}, {"is_public": False}, {"note_fr": "x"}])
def test_the_database_refuses_to_change_an_event(
    penal: models.Procedure, person: User, change: dict[str, Any]
) -> None:
    add(penal, "complaint", person)

    with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
        models.ProcedureEvent.objects.update(**change)
