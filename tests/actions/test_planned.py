"""Publishing at a moment: planned, cancelled, voided, held, refused, and done once."""

import threading
import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from incidents.actions import clock, planned, publication, record
from incidents.actions.move import MoveRefused
from incidents.actions.permission import NotAllowed
from incidents.codes import PlanState, PublicationKind, Scheme, State
from incidents.models import (
    AuditEntry,
    Election,
    Incident,
    ListedIncident,
    PlannedPublication,
    Publication,
)
from incidents.recorded import context
from tests import scenes
from tests.factories import (
    AT,
    ElectionFactory,
    ElectionRoundFactory,
    PlannedPublicationFactory,
    PrivateIdentityFactory,
    TermFactory,
)
from tests.scenes import Team

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def staff() -> Team:
    return scenes.team()


@pytest.fixture
def approved(staff: Team) -> Incident:
    return make_approved(staff)


def make_approved(staff: Team, **fields: Any) -> Incident:
    incident = scenes.simple(staff, **fields)
    publication.submit(incident=incident, by=staff.author)
    scenes.approve(incident, staff)
    return incident


def plan(incident: Incident, staff: Team, **how: Any) -> PlannedPublication:
    given: dict[str, Any] = {"at": clock.now() + HOUR, "by": staff.publisher}
    return planned.plan(incident=incident, **(given | how))


def due(incident: Incident, staff: Team, **how: Any) -> PlannedPublication:
    """A plan whose moment has come: as if it had been made two hours ago."""
    made = plan(incident, staff, **how)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE incidents_plannedpublication"
            " SET at = at - interval '2 hours', planned_at = planned_at - interval '3 hours'"
            " WHERE id = %s",
            [made.pk],
        )
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    return made


def silent(election: Election, since: datetime, until: datetime, number: int = 1) -> None:
    ElectionRoundFactory(
        election=election,
        number=number,
        on=until.date(),
        silence_from=since,
        silence_to=until,
    )


def state(made: PlannedPublication) -> str:
    made.refresh_from_db()
    return made.state


def test_what_is_due_is_published_in_the_name_of_who_planned_it(
    staff: Team, approved: Incident
) -> None:
    made = due(approved, staff)

    (tried,) = planned.publish_due()

    (public,) = Publication.objects.all()
    assert (tried.pk, state(made), made.publication) == (made.pk, PlanState.PUBLISHED, public)
    assert (public.published_by, public.number) == (staff.publisher, 1)
    assert (public.digest, public.approvals.count()) == (made.digest, 1)
    assert made.at <= public.published_at <= clock.now()
    assert ListedIncident.objects.get().publication == public
    assert Incident.objects.get(pk=approved.pk).state == State.PUBLISHED
    assert list(planned.publish_due()) == []


def test_the_audit_names_the_publisher_and_whoever_opened_the_door(
    staff: Team, approved: Incident
) -> None:
    due(approved, staff)
    with context(door="job publish_due"):
        list(planned.publish_due())

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    entry = AuditEntry.objects.filter(table_name="incidents_publication").get()
    assert (entry.person, entry.way) == (staff.publisher.pk, "job publish_due")


def test_what_is_not_due_waits(staff: Team, approved: Incident) -> None:
    made = plan(approved, staff)

    assert list(planned.publish_due()) == []
    assert (state(made), Publication.objects.count()) == (PlanState.WAITING, 0)


@pytest.mark.parametrize(
    ("ahead", "message"),
    [
        (timedelta(0), "is past"),
        (-HOUR, "is past"),
        (timedelta(days=366, minutes=1), "more than a year ahead"),
    ],
)
def test_a_moment_is_to_come_and_within_a_year(
    staff: Team, approved: Incident, ahead: timedelta, message: str
) -> None:
    with pytest.raises(MoveRefused, match=message):
        plan(approved, staff, at=clock.now() + ahead)


@pytest.mark.parametrize("at", [AT, AT - HOUR, AT + timedelta(days=366, seconds=1)])
def test_the_database_says_the_same(at: datetime) -> None:
    with pytest.raises(IntegrityError, match="publication_is_planned"), transaction.atomic():
        PlannedPublicationFactory(planned_at=AT, at=at)


def test_what_cannot_be_published_cannot_be_planned(staff: Team) -> None:
    incident = scenes.simple(staff)

    with pytest.raises(MoveRefused, match="not possible from the state “draft”"):
        plan(incident, staff)


@pytest.mark.parametrize("who", ["author", "editor", "legal"])
def test_nor_by_who_may_not_publish(staff: Team, approved: Incident, who: str) -> None:
    with pytest.raises(NotAllowed, match="publish_incident"):
        plan(approved, staff, by=getattr(staff, who))


def test_one_plan_at_a_time(staff: Team, approved: Incident) -> None:
    plan(approved, staff)

    with pytest.raises(MoveRefused, match="planned already"):
        plan(approved, staff)


def test_a_cancelled_plan_does_not_happen_and_another_may_be_made(
    staff: Team, approved: Incident
) -> None:
    made = due(approved, staff)

    planned.cancel(incident=approved, by=staff.publisher)

    assert list(planned.publish_due()) == []
    assert (state(made), made.ended_by) == (PlanState.CANCELLED, staff.publisher)
    assert Incident.objects.get(pk=approved.pk).state == State.APPROVED
    assert plan(approved, staff).state == PlanState.WAITING


def test_nothing_planned_nothing_cancelled(staff: Team, approved: Incident) -> None:
    with pytest.raises(MoveRefused, match="no publication of it is planned"):
        planned.cancel(incident=approved, by=staff.publisher)


def edit(staff: Team, incident: Incident) -> None:
    scenes.edited(incident, staff)


def edit_a_part(staff: Team, incident: Incident) -> None:
    record.touch(incidents=[incident], by=staff.author)


def send_back(staff: Team, incident: Incident) -> None:
    publication.request_changes(incident=incident, by=staff.editor, reason="La date manque.")


def by_hand(staff: Team, incident: Incident) -> None:
    Incident.objects.filter(pk=incident.pk).update(state=State.DRAFT, version=99)


@pytest.mark.parametrize("change", [edit, edit_a_part, send_back, by_hand])
def test_whatever_voids_the_approval_ends_the_plan(
    staff: Team, approved: Incident, change: Any
) -> None:
    made = due(approved, staff)

    change(staff, approved)

    assert list(planned.publish_due()) == []
    assert (state(made), Publication.objects.count()) == (PlanState.VOIDED, 0)
    assert (made.ended_by is None) == (change is by_hand)


def announced(staff: Team, **how: Any) -> Incident:
    """Something public that was edited, with its notice, approved again."""
    incident = scenes.simple(staff)
    scenes.publish(incident, staff)
    changed = scenes.edited(incident, staff)
    scenes.announce(changed, staff, **how)
    scenes.approve(changed, staff)
    return changed


@pytest.mark.parametrize("what", ["content", "notice"])
def test_an_edit_of_something_public_ends_the_plan_of_its_correction(
    staff: Team, what: str
) -> None:
    changed = announced(staff)
    made = due(changed, staff)

    if what == "content":
        scenes.edited(changed, staff, "Encore un autre")
    else:
        scenes.announce(changed, staff, notice_fr="Autre chose.")

    assert (state(made), changed.state) == (PlanState.VOIDED, State.PUBLISHED)


def test_the_next_publication_is_planned_with_its_approved_notice(staff: Team) -> None:
    factual = TermFactory(scheme=Scheme.CORRECTION_CLASS)
    how = {"kind": PublicationKind.CORRECTION, "correction_class": factual}
    due(announced(staff, **how, notice_fr="Le titre était inexact."), staff)

    list(planned.publish_due())

    second = Publication.objects.current().get()
    assert (second.number, second.kind, second.correction_class) == (2, "correction", factual)
    assert second.notice_fr == "Le titre était inexact."


def test_published_by_hand_before_its_moment_the_plan_is_done(
    staff: Team, approved: Incident
) -> None:
    made = plan(approved, staff)

    public = publication.publish(incident=approved, by=staff.publisher)

    assert (state(made), made.publication) == (PlanState.PUBLISHED, public)


def test_an_obstacle_that_appeared_ends_it_with_the_reason_in_both_languages(
    staff: Team, approved: Incident
) -> None:
    made = due(approved, staff)
    PrivateIdentityFactory(name="Faux Direct")

    list(planned.publish_due())

    assert (state(made), Publication.objects.count()) == (PlanState.REFUSED, 0)
    assert made.reason_en.startswith("not ready: ")
    assert made.reason_fr != made.reason_en
    assert list(planned.publish_due()) == []


def test_another_content_than_the_one_planned_is_refused(staff: Team, approved: Incident) -> None:
    made = due(approved, staff)
    approved.citations.get().delete()  # without an edit being noted

    list(planned.publish_due())

    assert (state(made), Publication.objects.count()) == (PlanState.REFUSED, 0)
    assert "not the one that was planned" in made.reason_en


def test_a_publisher_who_lost_the_role_publishes_nothing(staff: Team, approved: Incident) -> None:
    made = due(approved, staff)
    staff.publisher.groups.clear()

    list(planned.publish_due())

    assert state(made) == PlanState.REFUSED
    assert "publish_incident" in made.reason_fr


def test_one_refused_keeps_no_other(staff: Team) -> None:
    first, second = make_approved(staff), make_approved(staff)
    refused, fine = due(first, staff), due(second, staff)
    first.citations.get().delete()

    tried = list(planned.publish_due())

    assert [each.pk for each in tried] == [refused.pk, fine.pk]
    assert (state(refused), state(fine)) == (PlanState.REFUSED, PlanState.PUBLISHED)


def test_what_fails_for_no_fault_of_the_content_stays_due_and_keeps_no_other(
    staff: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = make_approved(staff), make_approved(staff)
    broken, fine = due(first, staff), due(second, staff)
    make_public = publication.make_public

    def once(incident: Incident, *rest: Any) -> Publication:
        made = make_public(incident, *rest)
        if incident == first:
            raise OSError("the disk is full")
        return made

    monkeypatch.setattr(planned, "make_public", once)
    assert [each.pk for each in planned.publish_due()] == [fine.pk]
    assert (state(broken), Publication.objects.count()) == (PlanState.WAITING, 1)
    assert Incident.objects.get(pk=first.pk).state == State.APPROVED

    monkeypatch.setattr(planned, "make_public", make_public)
    assert [each.pk for each in planned.publish_due()] == [broken.pk]


@pytest.fixture
def election() -> Election:
    made: Election = ElectionFactory(name_fr="Scrutin d’essai")
    return made


def test_a_moment_in_a_silence_period_is_told_held_and_published_when_it_ends(
    staff: Team, election: Election
) -> None:
    now = clock.now()
    end = now + timedelta(seconds=3)
    silent(election, now - 3 * HOUR, end)
    incident = make_approved(staff, election=election)
    made = due(incident, staff, at=now + timedelta(seconds=2))
    assert made.held_until == end

    list(planned.publish_due())
    assert (state(made), Publication.objects.count()) == (PlanState.HELD, 0)

    held = made.held_until
    list(planned.publish_due())
    assert (state(made), made.held_until) == (PlanState.HELD, held)

    # The database's clock says when: the calendar is part of what was approved.
    time.sleep(max(0, (end - clock.now()).total_seconds()))
    list(planned.publish_due())
    assert (state(made), Publication.objects.count()) == (PlanState.PUBLISHED, 1)


def test_one_that_is_held_and_edited_is_not_published_when_the_silence_ends(
    staff: Team, election: Election
) -> None:
    now = clock.now()
    silent(election, now - HOUR, now + 2 * HOUR)
    incident = make_approved(staff, election=election)
    made = due(incident, staff, at=now + HOUR)
    list(planned.publish_due())

    scenes.edited(incident, staff)
    election.rounds.update(silence_to=now - timedelta(minutes=1))
    list(planned.publish_due())

    assert (state(made), Publication.objects.count()) == (PlanState.VOIDED, 0)


def test_an_override_with_its_reason_is_kept_and_publishes_in_the_silence(
    staff: Team, election: Election
) -> None:
    now = clock.now()
    silent(election, now - HOUR, now + 2 * HOUR)
    incident = make_approved(staff, election=election)
    made = due(incident, staff, at=now + HOUR, silence_override="Ordonnance du juge.")
    assert made.held_until is None

    list(planned.publish_due())

    assert state(made) == PlanState.PUBLISHED
    assert Publication.objects.get().silence_override == "Ordonnance du juge."


def test_of_two_rounds_that_are_silent_the_one_that_ends_last_holds(
    staff: Team, election: Election
) -> None:
    now = clock.now()
    silent(election, now - HOUR, now + 2 * HOUR, number=1)
    silent(election, now - HOUR, now + 5 * HOUR, number=2)
    silent(election, now + 8 * HOUR, now + 9 * HOUR, number=3)
    incident = make_approved(staff, election=election)

    assert plan(incident, staff).held_until == now + 5 * HOUR
    planned.cancel(incident=incident, by=staff.publisher)
    assert plan(incident, staff, at=now + 6 * HOUR).held_until is None
    planned.cancel(incident=incident, by=staff.publisher)
    assert plan(incident, staff, at=now + 8 * HOUR).held_until == now + 9 * HOUR


@pytest.mark.parametrize(
    "change", [{"at": AT + 2 * HOUR}, {"digest": "1" * 64}, {"silence_override": "Autre."}]
)
def test_a_plan_is_not_rewritten(change: dict[str, Any]) -> None:
    made = PlannedPublicationFactory()

    with pytest.raises(DatabaseError), transaction.atomic():
        PlannedPublication.objects.filter(pk=made.pk).update(**change)


def test_a_plan_ends_once_and_is_never_deleted() -> None:
    made = PlannedPublicationFactory(state=PlanState.CANCELLED, ended_at=AT)
    rows = PlannedPublication.objects.filter(pk=made.pk)

    with pytest.raises(DatabaseError, match="ends once"), transaction.atomic():
        rows.update(state=PlanState.WAITING, ended_at=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()


def test_the_database_keeps_one_open_plan_and_a_reason_for_a_refusal() -> None:
    made = PlannedPublicationFactory()

    with pytest.raises(IntegrityError, match="one_planned"), transaction.atomic():
        PlannedPublicationFactory(incident=made.incident)
    with pytest.raises(IntegrityError, match="has_its_reason"), transaction.atomic():
        PlannedPublication.objects.filter(pk=made.pk).update(state=PlanState.REFUSED, ended_at=AT)
    with pytest.raises(IntegrityError, match="is_named"), transaction.atomic():
        PlannedPublication.objects.filter(pk=made.pk).update(state=PlanState.PUBLISHED, ended_at=AT)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_publish_once(staff: Team) -> None:
    incident = make_approved(staff)
    with transaction.atomic():
        made = due(incident, staff)
    ready = threading.Barrier(2)
    found: list[int] = []

    def work() -> None:
        try:
            ready.wait()
            found.extend(each.pk for each in planned.publish_due())
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _each in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert found == [made.pk]
    assert Publication.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_in_between_leaves_nothing_half(
    staff: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident = make_approved(staff)
    with transaction.atomic():
        made = due(incident, staff)
    make_public = publication.make_public

    def killed(*given: Any) -> Publication:
        public = make_public(*given)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return public

    monkeypatch.setattr(planned, "make_public", killed)
    entries = AuditEntry.objects.count()
    assert list(planned.publish_due()) == []
    connection.close()

    assert (state(made), Publication.objects.count()) == (PlanState.WAITING, 0)
    assert AuditEntry.objects.count() == entries
    monkeypatch.setattr(planned, "make_public", make_public)
    assert [each.pk for each in planned.publish_due()] == [made.pk]
    assert Publication.objects.get().reference.endswith("-0001")
