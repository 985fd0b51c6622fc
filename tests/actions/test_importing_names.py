"""Names that no actor bears: proposed once, matched or dismissed by people, never made actors."""

from collections.abc import Iterator
from typing import Any

import pytest

from incidents import codes, models
from incidents.actions import importing, importing_names
from incidents.actions.importing_refused import ImportRefused
from incidents.actions.importing_register import Names, key_of
from incidents.actions.permission import NotAllowed
from incidents.imports.mapping import Mapping
from tests import factories as make
from tests.factories import ended
from tests.imports.files import MAPPING, carry_out, stage, table
from tests.once import made_once
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db

HEADING = "id,title_fr,summary_fr,facts_on,jurisdiction,auteur"
NAMED = Mapping.from_data(
    MAPPING.as_data()
    | {
        "address": "https://sextant.example.org/{id}",
        "columns": [
            *MAPPING.as_data()["columns"],
            {"header": "auteur", "to": "involved.alleged_author"},
        ],
    }
)


@pytest.fixture(scope="module", autouse=True)
def registers(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with made_once(django_db_blocker):
        make.JurisdictionFactory(code="XV")
        ended()
        yield


def named(*names: str) -> bytes:
    given = (f"{number},Titre,,,XV,{name}" for number, name in enumerate(names, 1))
    return table(*given, heading=HEADING)


@pytest.mark.parametrize("name", ["horizon-vert", "HORIZON  VERT", "HV", "Les Verts d'horizon"])
def test_an_actor_is_found_by_slug_name_short_name_and_alias(name: str) -> None:
    actor = make.ActorFactory(slug="horizon-vert", name_fr="Horizon vert", short_name="HV")
    make.ActorAliasFactory(actor=actor, name="Les Verts d’Horizon")

    carry_out(named(name), NAMED)

    made = models.Involvement.objects.get()
    assert (made.actor, made.role) == (actor, codes.Role.ALLEGED_AUTHOR)
    assert made.citations.get().source.url == "https://sextant.example.org/1"
    assert not models.ProposedActor.objects.exists()


def test_lines_that_make_nothing_keep_no_name() -> None:
    """They stay when the import is carried out: what staff decide to forget would stay there."""
    carry_out(named("Clément Mérou"), NAMED)
    repeated = named("Claire Fontaine", "Jean Raie").split(b"\n")[2] + b"\n"
    again = named("Claire Fontaine", "Jean Raie") + repeated

    batch = stage(again, NAMED)

    kept = {line.outcome: bool(line.values) for line in batch.lines.all()}
    assert kept == {"changed": False, "create": True, "skipped": False}


def test_an_import_that_failed_forgets_the_names_that_waited() -> None:
    batch = stage(named("Clément Mérou"), NAMED)

    failed = importing.fail(batch=batch, by=None, failure="Le registre a changé.")

    assert not failed.lines.exists()


def test_nobody_is_of_another_kind_by_their_name() -> None:
    party = make.ActorFactory(name_fr="Horizon", slug="horizon-parti", kind=codes.ActorKind.PARTY)
    found = Names()

    assert found.find("horizon", kind=codes.ActorKind.MEDIA) is None
    assert found.find("horizon", kind=codes.ActorKind.PARTY) == party.pk
    assert found.find("?", slug="horizon-parti", kind=codes.ActorKind.MEDIA) == party.pk


def test_an_actor_that_was_merged_stands_for_the_one_it_is_now() -> None:
    winner = make.ActorFactory()
    make.ActorFactory(slug="ancien", name_fr="Ancien nom", merged_into=winner)

    carry_out(named("Ancien nom"), NAMED)

    assert models.Involvement.objects.get().actor == winner


def test_a_private_person_is_found_by_no_name() -> None:
    make.PrivateIdentityFactory(name="Claire Fontaine")

    carry_out(named("Claire Fontaine"), NAMED)

    assert not models.Involvement.objects.exists()


def test_a_name_that_two_bear_is_proposed() -> None:
    for slug in ("un", "deux"):
        make.ActorFactory(slug=slug, name_fr="Sextant")

    batch = stage(named("Sextant"), NAMED)

    assert batch.counts["proposed"] == 1
    assert "several actors" in batch.lines.get().warnings[0]["template"]


def test_a_name_is_proposed_once_however_it_is_spelt_and_no_actor_is_made() -> None:
    actors = models.Actor.objects.count()

    carry_out(named("Clément Mérou", "CLEMENT MEROU"), NAMED)
    carry_out(named("clement merou"), NAMED.but(dataset="autre"))

    proposal = models.ProposedActor.objects.get()
    assert (proposal.name, proposal.uses.count()) == ("Clément Mérou", 3)
    assert models.Actor.objects.count() == actors


def test_a_match_makes_the_involvements_with_their_citations() -> None:
    carry_out(named("Clément Mérou", "clement merou"), NAMED)
    actor = make.ActorFactory()

    count = importing_names.match(proposal=models.ProposedActor.objects.get(), actor=actor, by=None)

    assert count == 2
    assert {i.citations.get().source.url[-2:] for i in actor.involvements.all()} == {"/1", "/2"}
    assert not models.ProposedInvolvement.objects.exists()
    carry_out(named("Clément Mérou"), NAMED.but(dataset="autre"))
    assert actor.involvements.count() == 3


def test_a_draft_that_names_the_actor_already_keeps_one() -> None:
    actor = make.ActorFactory(slug="merou", name_fr="Clément Mérou")
    carry_out(named("merou; Le Poisson"), NAMED)

    importing_names.match(proposal=models.ProposedActor.objects.get(), actor=actor, by=None)

    assert actor.involvements.count() == 1


def test_a_name_matched_between_check_and_import_is_an_involvement_at_once() -> None:
    carry_out(named("Clément Mérou"), NAMED)
    waiting = stage(named("Clément Mérou"), NAMED.but(dataset="autre"))
    actor = make.ActorFactory()
    importing_names.match(proposal=models.ProposedActor.objects.get(), actor=actor, by=None)

    importing.carry_out(batch=waiting, by=None)

    assert actor.involvements.count() == 2


def test_a_dismissed_name_is_forgotten_and_never_proposed_again() -> None:
    carry_out(named("Claire Fontaine"), NAMED)

    importing_names.dismiss(proposal=models.ProposedActor.objects.get(), by=None)

    carry_out(named("claire fontaine"), NAMED.but(dataset="autre"))
    proposal = models.ProposedActor.objects.get()
    assert (proposal.name, proposal.key) == ("", key_of("Claire Fontaine"))
    assert not models.ProposedInvolvement.objects.exists()
    ended()
    payloads = models.AuditPayload.objects.filter(header__table="incidents_proposedactor")
    assert payloads.exists()
    assert not payloads.filter(payload__contains="Fontaine").exists()


def test_a_name_is_decided_once_and_by_who_may() -> None:
    carry_out(named("Claire Fontaine"), NAMED)
    proposal = models.ProposedActor.objects.get()
    with pytest.raises(NotAllowed):
        importing_names.dismiss(proposal=proposal, by=make.UserFactory(roles=[Role.REPORTER]))
    importing_names.dismiss(proposal=proposal, by=make.UserFactory(roles=[Role.LEGAL_REVIEWER]))

    with pytest.raises(ImportRefused, match="decided already"):
        importing_names.match(proposal=proposal, actor=make.ActorFactory(), by=None)
