"""What may be there already is found by likeness, and hostile input finds nothing and breaks
nothing."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.actions import likely
from tests.factories import (
    ActorAliasFactory,
    ActorFactory,
    AppearanceFactory,
    IncidentFactory,
    PlatformFactory,
    PrivateActorFactory,
    PrivateIdentityFactory,
)

pytestmark = pytest.mark.django_db

TITLE = "Des profils anonymes font parler une candidate"


def test_a_similar_title_is_found_without_its_accents_and_case() -> None:
    same = IncidentFactory(title_fr=TITLE)
    IncidentFactory(title_fr="Une affiche arrachée au port")

    found = likely.incidents(titles=["DES PROFILS ANONYMES FONT PARLER UN CANDIDAT"])

    assert [(one.record, one.why) for one in found] == [(same, "title")]


def test_on_close_days_a_less_similar_title_is_enough() -> None:
    same = IncidentFactory(
        title_fr=TITLE, earliest=date(2026, 9, 7), latest=date(2026, 9, 9), precision="between"
    )
    less = "La candidate piégée par des profils"

    near = likely.incidents(titles=[less], earliest=date(2026, 9, 12))
    far = likely.incidents(titles=[less], earliest=date(2026, 1, 12))

    assert [one.record for one in near] == [same]
    assert far == []


def test_days_at_the_ends_of_the_calendar_are_days_like_others() -> None:
    IncidentFactory(title_fr=TITLE)

    assert likely.incidents(titles=[TITLE], earliest=date.min, latest=date.max)


def test_the_same_account_on_the_same_platform_and_the_same_address_are_found() -> None:
    platform = PlatformFactory()
    account = AppearanceFactory(platform=platform, account="@Phare")
    address = AppearanceFactory(url="https://v.example/1")
    AppearanceFactory(account="@phare")  # On another platform.

    by_account = likely.appearances(platform=platform.pk, account=" @phare ")
    by_address = likely.appearances(url="https://v.example/1")
    own = likely.appearances(url="https://v.example/1", excluding=address.incident_id)

    assert [(one.record, one.why) for one in by_account] == [(account.incident, "account")]
    assert [(one.record, one.why) for one in by_address] == [(address.incident, "address")]
    assert own == []


@pytest.mark.parametrize("asked", ["cercle des digue", "CDD", "Les amis des digues"])
def test_an_actor_is_found_by_name_short_name_or_alias(asked: str) -> None:
    actor = ActorFactory(name_fr="Cercle des digues", short_name="CDD")
    ActorAliasFactory(actor=actor, name="Amis des digues")
    ActorFactory(name_fr="Front du large")

    assert [one.record for one in likely.actors(names=[asked])] == [actor]


def test_an_actor_is_found_once_by_an_id_in_another_register() -> None:
    actor = ActorFactory(name_fr="Cercle des digues", wikidata_id="Q12")

    found = likely.actors(names=["Cercle des digues"], ids={"wikidata_id": "Q12"})

    assert [(one.record, one.why) for one in found] == [(actor, "id")]


def test_a_private_identity_is_never_compared() -> None:
    actor = PrivateActorFactory(public_label_fr="une jeune femme")
    PrivateIdentityFactory(actor=actor, name="Blanche Tarrigo", aliases=["Tarri"])

    assert likely.actors(names=["Blanche Tarrigo", "Tarri"]) == []


@pytest.mark.parametrize("hostile", ["%", "___", "a\0b%_", "x" * 70_000, "' OR 1=1 --", "\\"])
def test_hostile_text_finds_nothing_and_breaks_nothing(hostile: str) -> None:
    IncidentFactory(title_fr=TITLE)
    ActorFactory(name_fr="Cercle des digues")
    AppearanceFactory(account="@phare")

    assert likely.incidents(titles=[hostile]) == []
    assert likely.actors(names=[hostile], ids={"wikidata_id": hostile}) == []
    assert likely.appearances(platform=1, account=hostile, url=hostile) == []


def test_the_number_of_queries_and_of_answers_is_bounded() -> None:
    def ask() -> tuple[int, Any]:
        with CaptureQueriesContext(connection) as captured:
            found = likely.incidents(titles=[TITLE]), likely.actors(names=["Cercle des digues"])
        return len(captured), found

    IncidentFactory(title_fr=TITLE)
    one, _found = ask()
    for number in range(9):
        IncidentFactory(title_fr=f"{TITLE} {number}")
        ActorFactory(name_fr=f"Cercle des digues {number}")
    many, (incidents, actors) = ask()

    assert many == one == 2
    assert len(incidents) == len(actors) == likely.MOST
