"""Bad events are refused with place and value: before the facts, before the notice, wrong codes."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from incidents import models
from incidents.actions.procedure import ProcedureError, add_event
from incidents.admin.record_form import say
from incidents.codes import ActorKind, Track
from incidents.dates import FactDate
from incidents.procedures import EventKind
from tests.factories import (
    ActorFactory,
    IncidentFactory,
    PlatformFactory,
    ProcedureFactory,
    UserFactory,
)
from tracker.accounts.models import User

pytestmark = pytest.mark.django_db

ON = FactDate.on
MAY = {day: ON(date(2026, 5, day)) for day in range(1, 32)}


@pytest.fixture
def person() -> User:
    return UserFactory(roles=["reporter"])


@pytest.fixture
def notice() -> models.Procedure:
    made: models.Procedure = ProcedureFactory(track=Track.PLATFORM, platform=PlatformFactory())
    return made


@pytest.fixture
def penal() -> models.Procedure:
    made: models.Procedure = ProcedureFactory(track=Track.PENAL)
    return made


def add(procedure: models.Procedure, kind: str, person: User, **more: Any) -> models.ProcedureEvent:
    given = {"fact_date": FactDate.unknown()} | more
    return add_event(procedure=procedure, kind=EventKind(kind), by=person, **given)


def facts(*days: FactDate) -> list[models.Incident]:
    return [
        IncidentFactory(earliest=d.earliest, latest=d.latest, precision=d.precision) for d in days
    ]


def test_an_event_before_the_facts_is_refused(person: User) -> None:
    incidents = facts(MAY[9], FactDate.between(date(2026, 5, 5), date(2026, 5, 7)))
    procedure = ProcedureFactory(track=Track.PENAL, incidents=incidents)

    with pytest.raises(
        ProcedureError, match=r"“complaint” of 2026-05-04 is before the facts .*2026-05-05/"
    ):
        add(procedure, "complaint", person, fact_date=MAY[4])

    assert not procedure.events.exists()


@pytest.mark.parametrize("day", [MAY[5], FactDate.in_month(2026, 5), FactDate.unknown()])
def test_one_that_may_have_followed_is_not(person: User, day: FactDate) -> None:
    procedure = ProcedureFactory(track=Track.PENAL, incidents=facts(MAY[9], MAY[5]))

    assert add(procedure, "complaint", person, fact_date=day)


def test_facts_of_unknown_day_are_held_against_nothing(person: User) -> None:
    incidents = facts(MAY[9], FactDate.unknown())

    assert add(ProcedureFactory(incidents=incidents), "considered", person, fact_date=MAY[1])


def test_an_inquiry_may_have_begun_before_the_facts(person: User) -> None:
    procedure = ProcedureFactory(track=Track.REGULATOR, incidents=facts(MAY[9]))
    add(procedure, "referral", person)

    assert add(procedure, "inquiry", person, fact_date=MAY[1])


@pytest.mark.parametrize("kind", ["receipt", "decision", "no_action"])
def test_what_answers_a_notice_is_not_before_it(
    notice: models.Procedure, person: User, kind: str
) -> None:
    add(notice, "sent", person, fact_date=MAY[5])

    with pytest.raises(
        ProcedureError, match=f"“{kind}” of 2026-05-03 is before the notice of 2026-05-05"
    ):
        add(notice, kind, person, fact_date=MAY[3])


def test_a_reason_does_not_turn_the_days_of_a_notice(
    notice: models.Procedure, person: User
) -> None:
    add(notice, "sent", person, fact_date=MAY[5])
    add(notice, "decision", person, fact_date=MAY[9])

    with pytest.raises(ProcedureError, match="before “decision” of 2026-05-09, which it follows"):
        add(
            notice,
            "internal_complaint",
            person,
            fact_date=MAY[8],
            outside_table_reason_en="Known late.",
        )


def test_days_are_said_in_the_words_of_the_reader(notice: models.Procedure, person: User) -> None:
    add(notice, "sent", person, fact_date=MAY[5])

    with pytest.raises(ProcedureError) as refused:
        add(notice, "decision", person, fact_date=MAY[3])

    with translation.override("en"):
        assert say(refused.value) == "“decision” of 3 May 2026 is before the notice of 5 May 2026"


def test_a_correction_may_not_move_a_notice_past_its_answer(
    notice: models.Procedure, person: User
) -> None:
    sent = add(notice, "sent", person, fact_date=MAY[5])
    add(notice, "decision", person, fact_date=MAY[9])

    with pytest.raises(ProcedureError, match="2026-05-09 is before the notice of 2026-05-10"):
        add(notice, "sent", person, fact_date=MAY[10], supersedes=sent)


@pytest.mark.parametrize("answer", ["receipt", "decision", "no_action"])
def test_a_correction_may_not_take_the_notice_from_under_its_answer(
    notice: models.Procedure, person: User, answer: str
) -> None:
    sent = add(notice, "sent", person)
    add(notice, answer, person)

    with pytest.raises(ProcedureError, match=f"of “sent”: “{answer}” answers that notice"):
        add(notice, "drafted", person, supersedes=sent, outside_table_reason_en="So it was.")

    assert add(notice, "sent", person, supersedes=sent, channel="email")


def test_a_notice_that_was_sent_twice_keeps_one_sending(
    notice: models.Procedure, person: User
) -> None:
    sent = add(notice, "sent", person)
    add(notice, "sent", person, outside_table_reason_en="Sent again.")
    add(notice, "decision", person)

    assert add(notice, "drafted", person, supersedes=sent)


def test_on_another_track_an_event_known_late_needs_a_reason(
    penal: models.Procedure, person: User
) -> None:
    add(penal, "complaint", person, fact_date=MAY[9])

    with pytest.raises(ProcedureError, match="“investigation” of 2026-05-03 runs against"):
        add(penal, "investigation", person, fact_date=MAY[3])
    made = add(
        penal, "investigation", person, fact_date=MAY[3], outside_table_reason_en="Known late."
    )

    assert made.outside_table_reason_en == "Known late."


def test_the_days_of_another_person_do_not_count(penal: models.Procedure, person: User) -> None:
    one, two = (ActorFactory(kind=ActorKind.PERSON) for _each in range(2))
    for kind in ("complaint", "investigation", "judicial_investigation"):
        add(penal, kind, person, fact_date=MAY[1])
    add(penal, "formal_investigation", person, fact_date=MAY[20], respondent=one)

    made = add(penal, "formal_investigation", person, fact_date=MAY[10], respondent=two)

    assert made.outside_table_reason_en == ""


def test_a_notice_that_is_sent_has_a_platform(person: User) -> None:
    procedure = ProcedureFactory(track=Track.PLATFORM)
    add(procedure, "drafted", person)

    with pytest.raises(ProcedureError, match="“sent” needs the platform"):
        add(procedure, "sent", person)


def test_only_a_sent_notice_has_a_channel(notice: models.Procedure, person: User) -> None:
    add(notice, "sent", person, channel="article_16")

    with pytest.raises(ProcedureError, match="“email”: only a notice sent to a platform"):
        add(notice, "receipt", person, channel="email")


def test_a_channel_is_one_that_is_known(notice: models.Procedure, person: User) -> None:
    with pytest.raises(ProcedureError, match="“pigeon” is no way to send"):
        add(notice, "sent", person, channel="pigeon")


def test_only_a_decision_of_a_platform_has_decision_codes(person: User) -> None:
    procedure = ProcedureFactory(track=Track.ELECTORAL)
    add(procedure, "challenge_filed", person)

    with pytest.raises(ProcedureError, match="“DECISION_ACCOUNT_SUSPENDED”: only a decision of"):
        add(procedure, "decision", person, decisions=["DECISION_ACCOUNT_SUSPENDED"])


def test_nor_does_any_other_event_of_a_notice(notice: models.Procedure, person: User) -> None:
    with pytest.raises(ProcedureError, match="not “sent” on track “platform”"):
        add(notice, "sent", person, decisions=["DECISION_ACCOUNT_SUSPENDED"])


def test_a_decision_code_is_one_that_is_known(notice: models.Procedure, person: User) -> None:
    add(notice, "sent", person)

    with pytest.raises(ProcedureError, match="“DECISION_MAGIC” is no decision code"):
        add(notice, "decision", person, decisions=["DECISION_MAGIC"])


def test_a_code_given_twice_is_kept_once(notice: models.Procedure, person: User) -> None:
    add(notice, "sent", person)

    made = add(notice, "decision", person, decisions=["DECISION_ACCOUNT_SUSPENDED"] * 2)

    assert made.decisions == ["DECISION_ACCOUNT_SUSPENDED"]


def test_an_outcome_belongs_to_its_kind(penal: models.Procedure, person: User) -> None:
    with pytest.raises(ProcedureError, match="“fine” is no outcome of “complaint”"):
        add(penal, "complaint", person, outcome="fine")


def test_a_reason_for_closing_may_be_in_free_words(penal: models.Procedure, person: User) -> None:
    add(penal, "complaint", person)

    made = add(penal, "closed_without_action", person, outcome="opportunité des poursuites")

    assert made.outcome == "opportunité des poursuites"


def test_whom_an_event_names_becomes_a_respondent(penal: models.Procedure, person: User) -> None:
    suspect = ActorFactory(kind=ActorKind.PERSON)
    version = penal.version

    add(penal, "complaint", person, respondent=suspect)
    add(penal, "investigation", person, respondent=suspect)

    penal.refresh_from_db()
    assert list(penal.respondents.all()) == [suspect]
    assert penal.version == version + 1
