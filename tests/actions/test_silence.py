"""Before a vote publication is held, unless a publisher says why not."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from incidents.actions import publication
from incidents.actions.move import MoveRefused
from incidents.actions.readiness import in_silence
from incidents.codes import ActorKind
from incidents.models import (
    Election,
    Incident,
    Publication,
)
from incidents.projection import document
from tests import scenes
from tests.factories import (
    AT,
    ActorFactory,
    ElectionFactory,
    ElectionRoundFactory,
    InvolvementFactory,
    JurisdictionFactory,
    PrivateActorFactory,
    ended,
)
from tests.once import fresh, made_once
from tests.scenes import Scene, Team

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def first_held(first_team: Team, django_db_blocker: Any) -> Iterator[Incident]:
    with made_once(django_db_blocker):
        made = approved_before_a_vote(fresh(first_team))
        ended()
        yield made


@pytest.fixture
def held(first_held: Incident, db: None) -> Incident:
    """An approved incident of an election whose silence lasts the whole of 14 September."""
    return fresh(first_held)


def approved_before_a_vote(staff: Team) -> Incident:
    election = ElectionFactory(name_fr="Scrutin d’essai")
    ElectionRoundFactory(
        election=election,
        number=1,
        on=AT.date() + timedelta(days=1),
        silence_from=datetime(2026, 9, 13, 22, tzinfo=UTC),
        silence_to=datetime(2026, 9, 14, 22, tzinfo=UTC),
    )
    incident = scenes.simple(staff, election=election)
    publication.submit(incident=incident, by=staff.author)
    scenes.approve(incident, staff)
    return incident


def test_a_silence_period_holds_publication_and_says_until_when(
    staff: Team, held: Incident
) -> None:
    with pytest.raises(MoveRefused, match=r"held: .*Scrutin d’essai.* until 2026-09-15T00:00"):
        publication.publish(incident=held, by=staff.publisher, at=AT)


def test_a_publisher_overrides_with_a_reason_that_is_kept(staff: Team, held: Incident) -> None:
    made = publication.publish(
        incident=held, by=staff.publisher, at=AT, silence_override="Ordonnance du juge."
    )

    assert Publication.objects.get(pk=made.pk).silence_override == "Ordonnance du juge."


def test_blanks_are_no_reason(staff: Team, held: Incident) -> None:
    with pytest.raises(MoveRefused, match="held"):
        publication.publish(incident=held, by=staff.publisher, at=AT, silence_override="  ")


@pytest.mark.parametrize(
    "at", [datetime(2026, 9, 13, 21, 59, tzinfo=UTC), datetime(2026, 9, 14, 22, tzinfo=UTC)]
)
def test_before_and_from_its_end_on_nothing_is_held(
    staff: Team, held: Incident, at: datetime
) -> None:
    assert publication.publish(incident=held, by=staff.publisher, at=at).published_at == at


SINCE, UNTIL = datetime(2026, 9, 13, 22, tzinfo=UTC), datetime(2026, 9, 14, 22, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("at", "is_held"),
    [
        (SINCE - INSTANT, False),
        (SINCE, True),
        (SINCE + INSTANT, True),
        (UNTIL - INSTANT, True),
        (UNTIL, False),
    ],
)
def test_the_first_instant_holds_and_the_last_one_does_not(
    held: Incident, at: datetime, is_held: bool
) -> None:
    assert (in_silence(held, document(held), at) is not None) is is_held


@pytest.mark.parametrize(
    ("hours", "until"),
    [
        (0, 6),  # the first round alone
        (4, 10),  # both: the one that ends last
        (6, 10),  # the second alone
        (10, None),
        (20, 30),
    ],
)
def test_of_several_rounds_the_one_that_ends_last_holds(
    staff: Team, hours: int, until: int | None
) -> None:
    election = ElectionFactory()
    for number, (begins, ends) in enumerate(((0, 6), (4, 10), (20, 30)), 1):
        ElectionRoundFactory(
            election=election,
            number=number,
            on=AT.date(),
            silence_from=AT + timedelta(hours=begins),
            silence_to=AT + timedelta(hours=ends),
        )
    incident = scenes.simple(staff, election=election)

    found = in_silence(incident, document(incident), AT + timedelta(hours=hours))

    ends_at = found.silence_to if found else None
    assert ends_at == (None if until is None else AT + timedelta(hours=until))


def test_the_silence_of_another_election_holds_nothing(staff: Team, held: Incident) -> None:
    incident = scenes.simple(staff, election=ElectionFactory())

    assert scenes.publish(incident, staff, at=AT).number == 1


@pytest.fixture
def silence() -> Election:
    """An election whose silence lasts the whole of 14 September, in the country of the scenes."""
    made: Election = ElectionRoundFactory(
        election__name_fr="Scrutin d’essai",
        on=AT.date() + timedelta(days=1),
        silence_from=datetime(2026, 9, 13, 22, tzinfo=UTC),
        silence_to=datetime(2026, 9, 14, 22, tzinfo=UTC),
    ).election
    return made


@pytest.mark.parametrize("kind", [ActorKind.PARTY, ActorKind.PERSON])
def test_naming_a_party_or_a_person_is_held_by_any_election_of_the_country(
    staff: Team, silence: Election, kind: ActorKind
) -> None:
    incident = scenes.simple(staff)
    InvolvementFactory(incident=incident, actor=ActorFactory(kind=kind))

    with pytest.raises(MoveRefused, match=r"held: .*Scrutin d’essai"):
        scenes.publish(incident, staff, at=AT)

    assert incident.election is None
    assert publication.publish(
        incident=incident, by=staff.publisher, at=datetime(2026, 9, 14, 22, tzinfo=UTC)
    )


def test_naming_one_in_a_claim_alone_is_held_as_well(
    staff: Team, silence: Election, scene: Scene
) -> None:
    with pytest.raises(MoveRefused, match=r"held: .*Scrutin d’essai"):
        scenes.publish(scene.incident, staff, at=AT)


def test_a_private_person_or_a_company_is_not_held(staff: Team, silence: Election) -> None:
    incident = scenes.simple(staff)
    InvolvementFactory(incident=incident, actor=PrivateActorFactory())
    InvolvementFactory(incident=incident, actor=ActorFactory(kind=ActorKind.COMPANY))

    assert scenes.publish(incident, staff, at=AT).number == 1


def test_the_election_of_another_country_holds_nothing(
    staff: Team, silence: Election, scene: Scene
) -> None:
    Election.objects.update(jurisdiction=JurisdictionFactory(code="XW"))

    assert scenes.publish(scene.incident, staff, at=AT).number == 1
