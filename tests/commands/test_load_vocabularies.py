"""`manage.py load_vocabularies`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from incidents.codes import ActorKind
from incidents.models import Actor, Jurisdiction, LegalBasis, Term

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    output = StringIO()
    call_command("load_vocabularies", *arguments, stdout=output)
    return output.getvalue()


def test_prints_what_it_did() -> None:
    assert run() == (
        "jurisdictions: 252 created, 0 updated, 0 unchanged\n"
        "terms: 75 created, 0 updated, 0 unchanged\n"
        "platforms: 24 created, 0 updated, 0 unchanged\n"
        "legal bases: 34 created, 0 updated, 0 unchanged\n"
        "authorities: 11 created, 0 updated, 0 unchanged\n"
    )


def test_second_run_finds_everything_in_place() -> None:
    run()
    assert "terms: 0 created, 0 updated, 75 unchanged\n" in run()


def test_is_silent_when_asked() -> None:
    assert run("--verbosity=0") == ""
    assert Term.objects.count() == 75


def test_can_leave_the_demonstration_country_out() -> None:
    run("--no-fictional")
    assert not Jurisdiction.objects.filter(is_fictional=True).exists()
    assert not LegalBasis.objects.filter(code__startswith="XV-").exists()


def test_a_refusal_is_one_sentence() -> None:
    Actor.objects.create(kind=ActorKind.COMPANY, slug="cnil", name_fr="Cnil et fils")
    with pytest.raises(CommandError, match="cnil: an actor of kind company has this slug"):
        run()
