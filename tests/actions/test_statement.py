"""A statement of reasons is put onto the notice it answers: all of it, once, or nothing."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents import models
from incidents.actions.permission import NotAllowed
from incidents.actions.procedure import ProcedureError, add_event
from incidents.actions.statement import (
    OtherPlatform,
    StatementError,
    import_statement,
    would_import,
)
from incidents.codes import Track
from incidents.dates import FactDate
from incidents.imports.statement_of_reasons import UnreadableStatement
from incidents.procedures import EventKind
from incidents.projection import document
from tests.factories import PlatformFactory, ProcedureFactory, UserFactory
from tests.imports.statements import as_json
from tracker.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return UserFactory(roles=["reporter"])


@pytest.fixture
def notice(person: User) -> models.Procedure:
    platform = PlatformFactory(code="clipo", name_fr="Clipo", name_en="Clipo")
    made: models.Procedure = ProcedureFactory(track=Track.PLATFORM, platform=platform)
    add(made, "sent", person, date(2026, 5, 4))
    return made


def add(notice: models.Procedure, kind: str, person: User, day: date) -> models.ProcedureEvent:
    return add_event(procedure=notice, kind=EventKind(kind), by=person, fact_date=FactDate.on(day))


def correct(
    event: models.ProcedureEvent, kind: str, person: User, **more: Any
) -> models.ProcedureEvent:
    return add_event(
        procedure=event.procedure,
        kind=EventKind(kind),
        by=person,
        fact_date=event.fact_date,
        supersedes=event,
        **more,
    )


def other_notice(notice: models.Procedure, person: User) -> models.Procedure:
    made: models.Procedure = ProcedureFactory(track=Track.PLATFORM, platform=notice.platform)
    add(made, "sent", person, date(2026, 5, 4))
    return made


def take_in(notice: models.Procedure, person: User, **more: Any) -> Any:
    given = {"content": as_json()} | more
    return import_statement(notice=notice, by=person, **given)


def nothing_was_added(notice: models.Procedure) -> bool:
    kept = models.StatementOfReasons.objects.exists() or models.SourceMedia.objects.exists()
    return not kept and notice.events.count() <= 1 and not models.StoredFile.objects.exists()


def test_decision_source_and_statement_are_added(notice: models.Procedure, person: User) -> None:
    done = take_in(notice, person)

    event = notice.events.get(kind="decision")
    assert (event.earliest, event.precision) == (date(2026, 5, 9), "day")
    assert event.decisions == [
        "DECISION_VISIBILITY_CONTENT_LABELLED",
        "DECISION_ACCOUNT_SUSPENDED",
    ]
    stored = models.StatementOfReasons.objects.get()
    assert (stored.event, stored.automated_detection) == (event, False)
    assert stored.automated_decision == "AUTOMATED_DECISION_PARTIALLY"
    source = event.citations.get().source
    assert source == done.source
    assert source.kind == "statement_of_reasons"
    assert source.original is not None
    assert bytes(source.original.content) == as_json()
    assert (source.url, source.latest) == ("https://statements.invalid/0042", date(2026, 5, 10))


def test_a_trial_leaves_nothing(notice: models.Procedure, person: User) -> None:
    found = would_import(notice=notice, content=as_json(), by=person)

    assert found.read.puid == "clipo-decision-0042"
    assert nothing_was_added(notice)


def test_it_answers_a_notice_to_a_platform(person: User) -> None:
    penal = ProcedureFactory(track=Track.PENAL)

    with pytest.raises(StatementError, match="not a procedure on track “penal”"):
        take_in(penal, person)

    assert nothing_was_added(penal)


def test_a_notice_that_was_not_sent_has_no_answer(person: User) -> None:
    draft = ProcedureFactory(track=Track.PLATFORM, platform=PlatformFactory(name_fr="Clipo"))

    with pytest.raises(StatementError, match="no notice has been sent yet"):
        take_in(draft, person)


def test_a_decision_before_the_notice_is_refused(notice: models.Procedure, person: User) -> None:
    with pytest.raises(
        ProcedureError, match="“decision” of 2026-05-03 is before the notice of 2026-05-04"
    ):
        take_in(notice, person, content=as_json(application_date="2026-05-03"))

    assert nothing_was_added(notice)


def test_another_platform_is_confirmed_first(notice: models.Procedure, person: User) -> None:
    content = as_json(platform_name="Clipo Shorts")
    with pytest.raises(OtherPlatform, match="of “Clipo Shorts”, the notice went to “Clipo”"):
        take_in(notice, person, content=content)
    assert nothing_was_added(notice)

    assert take_in(notice, person, content=content, same_platform=True)


@pytest.mark.parametrize(
    "again",
    [{"puid": "another"}, {"uuid": None}, {"decision_facts": "Said otherwise."}],
    ids=["same uuid", "same id of the platform", "both, other bytes"],
)
def test_the_same_statement_is_taken_in_once(
    notice: models.Procedure, person: User, again: Any
) -> None:
    take_in(notice, person)

    with pytest.raises(StatementError, match="is recorded already"):
        take_in(notice, person, content=as_json(**again))

    assert models.StatementOfReasons.objects.count() == 1


def shown(notice: models.Procedure) -> list[str | None]:
    """What the public document says of the reasons, event by event."""
    (procedure,) = document(notice.incidents.get())["procedures"]
    reasons = [event["statement_of_reasons"] for event in procedure["events"]]
    return [each and each["uuid"] for each in reasons]


def test_a_decision_that_is_corrected_keeps_its_statement(
    notice: models.Procedure, person: User
) -> None:
    done = take_in(notice, person)
    before = shown(notice)
    event = done.event
    for note in ("First correction.", "Second correction."):
        event = correct(event, "decision", person, note_en=note)

    assert shown(notice) == before == [None, str(done.statement.uuid)]
    assert event.statement == done.statement
    with pytest.raises(StatementError, match="is recorded already"):
        take_in(other_notice(notice, person), person)


def test_what_is_no_decision_any_more_has_none(notice: models.Procedure, person: User) -> None:
    done = take_in(notice, person)

    correct(done.event, "no_action", person)

    assert shown(notice) == [None, None]


def test_a_statement_on_the_wrong_notice_is_taken_in_again_on_the_right_one(
    notice: models.Procedure, person: User
) -> None:
    wrong = take_in(notice, person)
    correct(wrong.event, "no_action", person)
    right = other_notice(notice, person)

    done = take_in(right, person)

    assert (shown(notice), shown(right)) == ([None, None], [None, str(wrong.statement.uuid)])
    assert (done.statement.replaces, done.source) == (wrong.statement, wrong.source)
    with pytest.raises(StatementError, match="is recorded already"):
        take_in(notice, person)


def test_another_statement_takes_the_place_of_the_wrong_one(
    notice: models.Procedure, person: User
) -> None:
    wrong = take_in(notice, person)
    content = as_json(uuid="00000000-0000-4000-8000-000000000043", puid="the-right-one")

    right = take_in(notice, person, content=content, supersedes=wrong.event)

    assert shown(notice) == [None, str(right.statement.uuid)]
    assert take_in(other_notice(notice, person), person).statement.replaces == wrong.statement


def test_many_corrections_cost_what_one_costs(notice: models.Procedure, person: User) -> None:
    event = correct(take_in(notice, person).event, "decision", person)
    once = queries_of(notice)
    for _again in range(3):
        event = correct(event, "decision", person)

    assert queries_of(notice) == once


def queries_of(notice: models.Procedure) -> int:
    shown(notice)
    with CaptureQueriesContext(connection) as asked:
        shown(notice)
    return len(asked)


def test_the_title_of_the_source_has_no_id_of_the_platform(
    notice: models.Procedure, person: User
) -> None:
    with_uuid = take_in(notice, person)
    without = take_in(
        other_notice(notice, person),
        person,
        content=as_json(uuid=None, puid="account-of-somebody"),
    )

    assert with_uuid.source.title.endswith(f"({with_uuid.statement.uuid})")
    assert without.source.title == "DSA, art. 17 – Clipo (2026-05-09)"


def test_a_statement_without_a_decision_is_refused(notice: models.Procedure, person: User) -> None:
    content = as_json(decision_visibility=None, decision_account=None)

    with pytest.raises(UnreadableStatement, match=r"/decision_visibility, .*: missing"):
        take_in(notice, person, content=content)


def test_it_may_take_the_place_of_a_decision_known_before(
    notice: models.Procedure, person: User
) -> None:
    known = add(notice, "decision", person, date(2026, 5, 9))

    done = take_in(notice, person, supersedes=known)

    assert [event.kind for event in notice.events.standing()] == ["sent", "decision"]
    assert done.event.supersedes == known


def test_a_second_decision_is_a_step_outside_the_table(
    notice: models.Procedure, person: User
) -> None:
    add(notice, "decision", person, date(2026, 5, 8))
    with pytest.raises(ProcedureError, match="“decision” cannot follow “decision”"):
        take_in(notice, person)

    assert take_in(notice, person, reason_en="A second decision.").event.order == 3


def test_who_may_not_add_a_source_adds_nothing(notice: models.Procedure) -> None:
    with pytest.raises(NotAllowed):
        take_in(notice, UserFactory(roles=["auditor"]))

    assert nothing_was_added(notice)
