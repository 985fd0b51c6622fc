"""Affiliations propose involvements, and add none."""

from datetime import date

import pytest

from incidents.actions.affiliation import proposed
from incidents.models import Involvement
from tests.factories import ActorFactory, AffiliationFactory, IncidentFactory, InvolvementFactory

pytestmark = pytest.mark.django_db

FACTS = {"earliest": date(2026, 9, 7), "latest": date(2026, 9, 9), "precision": "between"}


def test_only_the_affiliations_of_those_days_are_proposed() -> None:
    incident = IncidentFactory(**FACTS)
    person = InvolvementFactory(incident=incident).actor
    holds = AffiliationFactory(member=person, from_on=date(2026, 9, 9), to_on=None)
    open_ended = AffiliationFactory(member=person, from_on=None, to_on=None)
    AffiliationFactory(member=person, from_on=date(2026, 9, 10), to_on=None)
    AffiliationFactory(member=person, from_on=None, to_on=date(2026, 9, 6))
    AffiliationFactory()

    assert proposed(incident) == [holds, open_ended]
    assert Involvement.objects.count() == 1


def test_of_facts_of_unknown_date_every_affiliation_is_proposed() -> None:
    incident = IncidentFactory(earliest=None, latest=None, precision="unknown")
    person = InvolvementFactory(incident=incident).actor
    ended = AffiliationFactory(member=person, to_on=date(2001, 1, 1), from_on=None)

    assert proposed(incident) == [ended]


def test_a_body_that_is_involved_or_merged_is_not_proposed() -> None:
    incident = IncidentFactory(**FACTS)
    person = InvolvementFactory(incident=incident).actor
    there = AffiliationFactory(member=person, from_on=None, to_on=None)
    InvolvementFactory(incident=incident, actor=there.body, role="promoted")
    gone = AffiliationFactory(member=person, from_on=None, to_on=None)
    gone.body.merged_into = ActorFactory()
    gone.body.save()

    assert proposed(incident) == []
