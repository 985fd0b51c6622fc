"""Withdrawing takes two: a publisher and a legal reviewer; one alone only to protect a person."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from incidents.actions import publication, withdrawal
from incidents.actions.move import MoveRefused
from incidents.actions.permission import NotAllowed
from incidents.codes import Scheme, State
from incidents.models import (
    AuditEntry,
    Incident,
    IncidentMove,
    ProposedWithdrawal,
    Term,
    Withdrawal,
)
from tests import scenes
from tests.factories import TermFactory, WithdrawalFactory, ended
from tests.once import fresh, made_once
from tests.scenes import Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def factual() -> Term:
    return TermFactory(scheme=Scheme.CORRECTION_CLASS, code="factual")


@pytest.fixture(scope="module")
def first_simple(first_team: Team, django_db_blocker: Any) -> Iterator[Incident]:
    with made_once(django_db_blocker):
        staff = fresh(first_team)
        made = scenes.simple(staff)
        scenes.publish(made, staff)
        ended()
        yield made


@pytest.fixture
def public(first_simple: Incident, db: None) -> Incident:
    return fresh(first_simple)


def propose(incident: Incident, by: object, why: Term) -> ProposedWithdrawal:
    return withdrawal.propose(incident=incident, by=by, reason_class=why, reason="Une erreur.")


def named(incident: Incident) -> tuple[object, str, object]:
    """Who withdrew it, by what action: as its audit entry says, and as its move does."""
    ended()
    key = str(Withdrawal.objects.get(incident=incident).pk)
    entry = AuditEntry.objects.get(
        table_name=Withdrawal._meta.db_table, row_key=key, operation="insert"
    )
    move = IncidentMove.objects.get(incident=incident, to_state=State.WITHDRAWN)
    return entry.person, entry.way.partition(" > ")[0], move.moved_by


@pytest.mark.parametrize(("first", "second"), [("publisher", "legal"), ("legal", "publisher")])
def test_one_proposes_and_the_other_confirms(
    staff: Team, public: Incident, factual: Term, client: Client, first: str, second: str
) -> None:
    propose(public, getattr(staff, first), factual)
    assert client.get(f"/fr/incidents/{public.reference}/").status_code == 200

    withdrawal.confirm(incident=public, by=getattr(staff, second))

    made = Withdrawal.objects.get()
    assert (made.withdrawn_by, made.confirmed_by) == (staff.publisher, staff.legal)
    assert not ProposedWithdrawal.objects.exists()
    assert Incident.objects.get().state == State.WITHDRAWN
    assert named(public) == (
        getattr(staff, second).pk,
        "withdrawal.confirm",
        getattr(staff, second),
    )
    assert client.get(f"/fr/incidents/{public.reference}/").status_code == 410
    assert client.get(f"/api/v1/incidents/{public.reference}/changes/").status_code == 410


@pytest.mark.parametrize("second", ["publisher", "author", "editor"])
def test_nobody_else_is_the_second(
    staff: Team, public: Incident, factual: Term, second: str
) -> None:
    propose(public, staff.publisher, factual)

    with pytest.raises(NotAllowed):
        withdrawal.confirm(incident=public, by=getattr(staff, second))

    assert not Withdrawal.objects.exists()


def test_nobody_withdraws_in_the_name_of_two_others(
    staff: Team, public: Incident, factual: Term
) -> None:
    with pytest.raises(NotAllowed, match="one of the two"):
        publication.withdraw(
            incident=public,
            by=staff.editor,
            withdrawn_by=staff.publisher,
            confirmed_by=staff.legal,
            reason_class=factual,
            reason="Une erreur.",
        )

    assert not Withdrawal.objects.exists()


def test_declined_it_stays_public(staff: Team, public: Incident, factual: Term) -> None:
    propose(public, staff.publisher, factual)
    with pytest.raises(MoveRefused, match="proposed already"):
        propose(public, staff.legal, factual)

    withdrawal.decline(incident=public, by=staff.legal, reason="Rien ne l’exige.")

    assert not ProposedWithdrawal.objects.exists()
    assert Incident.objects.get().state == State.PUBLISHED
    with pytest.raises(MoveRefused, match="no withdrawal waits"):
        withdrawal.confirm(incident=public, by=staff.legal)


def test_alone_only_to_protect_a_person_and_confirmed_afterwards(
    staff: Team, public: Incident, factual: Term
) -> None:
    privacy = TermFactory(scheme=Scheme.CORRECTION_CLASS, code="privacy")
    with pytest.raises(MoveRefused, match="needs a legal reviewer"):
        publication.withdraw(
            incident=public, by=staff.publisher, reason_class=factual, reason="Une erreur."
        )

    asked: dict[str, Any] = {"incident": public, "by": staff.publisher, "reason": "Une demande."}
    assert isinstance(withdrawal.ask(**asked, reason_class=privacy), Withdrawal)
    assert withdrawal.may_confirm(public, staff.legal)
    with pytest.raises(NotAllowed):
        withdrawal.confirm(incident=public, by=staff.publisher)
    withdrawal.confirm(incident=public, by=staff.legal)

    assert Withdrawal.objects.get().confirmed_by == staff.legal
    with pytest.raises(MoveRefused, match="no withdrawal waits"):
        withdrawal.confirm(incident=public, by=staff.legal)


def test_the_database_keeps_the_rule(factual: Term) -> None:
    alone = WithdrawalFactory()

    def refused(**change: object) -> None:
        with pytest.raises(DatabaseError), transaction.atomic():
            Withdrawal.objects.filter(pk=alone.pk).update(**change)

    with (
        pytest.raises(DatabaseError, match="is for privacy, not for factual"),
        transaction.atomic(),
    ):
        WithdrawalFactory(reason_class=factual)
    refused(confirmed_by=alone.withdrawn_by, confirmed_at=alone.withdrawn_at)
    refused(internal_reason="Autre.")
    second = scenes.team().legal
    Withdrawal.objects.filter(pk=alone.pk).update(
        confirmed_by=second, confirmed_at=alone.withdrawn_at
    )
    refused(confirmed_by=None, confirmed_at=None)
