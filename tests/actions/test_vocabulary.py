"""Loading the shipped vocabularies into the database."""

from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from incidents.actions import vocabulary
from incidents.codes import ActorKind, Scheme
from incidents.models import Actor, Jurisdiction, LegalBasis, Platform, Term
from incidents.vocabulary.reader import read_vocabularies
from tracker.accounts.models import User

SHIPPED = read_vocabularies()
TABLES = ["jurisdictions", "terms", "platforms", "legal bases", "authorities"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return User.objects.create_user(username="loader")


def test_first_load_creates_every_row() -> None:
    counts = vocabulary.load(vocabularies=SHIPPED, by=None)

    assert [table.table for table in counts] == TABLES
    assert [table.created for table in counts] == [
        len(SHIPPED.jurisdictions),
        len(SHIPPED.terms),
        len(SHIPPED.platforms),
        len(SHIPPED.legal_bases),
        len(SHIPPED.authorities),
    ]
    assert {(table.updated, table.unchanged) for table in counts} == {(0, 0)}
    assert Jurisdiction.objects.count() == len(SHIPPED.jurisdictions)
    assert Term.objects.count() == len(SHIPPED.terms)
    assert Platform.objects.count() == len(SHIPPED.platforms)
    assert LegalBasis.objects.count() == len(SHIPPED.legal_bases)
    assert Actor.objects.filter(kind=ActorKind.AUTHORITY).count() == len(SHIPPED.authorities)


def test_rows_say_what_the_files_say() -> None:
    vocabulary.load(vocabularies=SHIPPED, by=None)

    basis = LegalBasis.objects.get(code="CP-226-8@1994-03-01")
    assert (str(basis.in_force_to), basis.jurisdiction_id, basis.tracks) == (
        "2024-05-22",
        "FR",
        ["penal"],
    )
    term = Term.objects.get(scheme=Scheme.TECHNIQUE, code="lip_sync")
    assert (term.label_en, term.position, term.replaced_by) == ("Lip sync", 2, None)
    assert str(Platform.objects.get(code="x").vlop_since) == "2023-04-25"
    assert Jurisdiction.objects.get(is_fictional=True).code == "XV"
    arcom = Actor.objects.get(slug="arcom")
    assert (arcom.short_name, arcom.country_id, arcom.is_private) == ("Arcom", "FR", False)


def test_every_shipped_row_passes_its_own_validation() -> None:
    vocabulary.load(vocabularies=SHIPPED, by=None)

    for model in (Jurisdiction, Term, Platform, LegalBasis, Actor):
        for row in model._default_manager.all():
            row.full_clean(validate_unique=False, validate_constraints=False)


def test_second_load_changes_nothing() -> None:
    vocabulary.load(vocabularies=SHIPPED, by=None)
    before = list(Term.objects.values()), list(LegalBasis.objects.values())

    counts = vocabulary.load(vocabularies=SHIPPED, by=None)

    assert {(table.created, table.updated) for table in counts} == {(0, 0)}
    assert [table.unchanged for table in counts][1] == len(SHIPPED.terms)
    assert (list(Term.objects.values()), list(LegalBasis.objects.values())) == before


def test_second_load_only_reads(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """A savepoint and its release, the lock, and one query for each of the five tables."""
    vocabulary.load(vocabularies=SHIPPED, by=None)

    with django_assert_num_queries(8):
        vocabulary.load(vocabularies=SHIPPED, by=None)


def test_files_win_over_a_changed_shipped_row(person: User) -> None:
    vocabulary.load(vocabularies=SHIPPED, by=None)
    Term.objects.filter(scheme=Scheme.PERSONA, code="parody").update(label_fr="Autre")

    counts = vocabulary.load(vocabularies=SHIPPED, by=person)

    term = Term.objects.get(scheme=Scheme.PERSONA, code="parody")
    assert (term.label_fr, term.version, term.updated_by) == ("Identité parodique", 2, person)
    assert [table.updated for table in counts] == [0, 1, 0, 0, 0]


def test_rows_that_the_files_do_not_name_are_left_alone() -> None:
    vocabulary.load(vocabularies=SHIPPED, by=None)
    added = Term.objects.create(
        scheme=Scheme.PERSONA,
        code="own",
        label_fr="Propre",
        label_en="Own",
        definition_fr="Ajouté ici.",
        definition_en="Added here.",
        source="Test",
    )

    vocabulary.load(vocabularies=replace(SHIPPED, platforms=SHIPPED.platforms[1:]), by=None)

    added.refresh_from_db()
    assert (added.label_fr, added.version) == ("Propre", 1)
    assert Platform.objects.filter(code=SHIPPED.platforms[0].code).exists()


def test_a_replaced_term_points_to_its_successor_wherever_it_stands() -> None:
    old, new = SHIPPED.terms[0], SHIPPED.terms[1]
    terms = (replace(old, replaced_by=new.code), *SHIPPED.terms[1:])

    first = vocabulary.load(vocabularies=replace(SHIPPED, terms=terms), by=None)
    replaced = Term.objects.get(scheme=old.scheme, code=old.code)
    second = vocabulary.load(vocabularies=SHIPPED, by=None)

    assert replaced.replaced_by == Term.objects.get(scheme=new.scheme, code=new.code)
    assert (first[1].created, first[1].updated) == (len(terms), 0)
    assert (second[1].updated, second[1].unchanged) == (1, len(terms) - 1)
    assert Term.objects.get(pk=replaced.pk).replaced_by is None


def test_one_load_is_one_version_even_when_a_term_also_gets_a_successor() -> None:
    vocabulary.load(vocabularies=SHIPPED, by=None)
    old, new = SHIPPED.terms[0], SHIPPED.terms[1]
    changed = replace(old, source="Other", replaced_by=new.code)

    vocabulary.load(vocabularies=replace(SHIPPED, terms=(changed, *SHIPPED.terms[1:])), by=None)

    term = Term.objects.get(scheme=old.scheme, code=old.code)
    assert (term.version, term.source, term.replaced_by is None) == (2, "Other", False)


def test_refuses_an_authority_whose_slug_is_taken_and_saves_nothing() -> None:
    Actor.objects.create(kind=ActorKind.COMPANY, slug="arcom", name_fr="Arcom et fils")

    with pytest.raises(vocabulary.SlugTakenError, match="arcom: an actor of kind company"):
        vocabulary.load(vocabularies=SHIPPED, by=None)

    assert Term.objects.count() == 0


def test_records_who_loaded(person: User) -> None:
    vocabulary.load(vocabularies=SHIPPED, by=person)

    assert set(Term.objects.values_list("created_by", "updated_by")) == {(person.pk, person.pk)}
