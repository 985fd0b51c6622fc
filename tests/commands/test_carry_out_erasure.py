"""`carry_out_erasure`: what the desk does, shown first, then done on what was shown."""

import pytest

from incidents.actions import erasure
from incidents.codes import ErasureGround, ErasureState
from incidents.models import ErasureRequest, Tag
from tests.commands.running import run
from tests.factories import ErasureRequestFactory, UserFactory
from tracker.accounts.roles import Role

NAME = "Oriane Vaucelles"

pytestmark = pytest.mark.django_db


@pytest.fixture
def granted() -> ErasureRequest:
    UserFactory(username="publisher", roles=[Role.PUBLISHER])
    asked = ErasureRequestFactory(values=[NAME])
    erasure.decide(
        request=asked,
        state=ErasureState.GRANTED,
        ground=ErasureGround.OBJECTION,
        reasons="Aucun rôle public.",
        by=UserFactory(roles=[Role.LEGAL_REVIEWER]),
    )
    return asked


def test_places_are_shown_and_then_erased(granted: ErasureRequest) -> None:
    tag = Tag.objects.create(name=f"Au sujet de {NAME}")

    shown = run("carry_out_erasure", str(granted.pk), "--by", "publisher")

    assert f"incidents_tag: 1 ({tag.pk})" in shown.out and NAME not in shown.out
    assert "reading incidents_tag" in shown.err
    tag.refresh_from_db()
    assert NAME in tag.name
    seen = shown.out.split("fingerprint ")[1].strip()
    done = run("carry_out_erasure", str(granted.pk), "--by", "publisher", "--seen", seen)

    tag.refresh_from_db()
    granted.refresh_from_db()
    assert "record: 1" in done.out and "others wait" in done.err
    assert NAME not in tag.name and granted.done_at is not None


def test_what_cannot_be_is_said_in_one_line(granted: ErasureRequest) -> None:
    UserFactory(username="editor", roles=[Role.EDITOR])
    Tag.objects.create(name=NAME)
    asked = str(granted.pk)
    for arguments, message in (
        (("99999", "--by", "publisher"), "there is no request for erasure 99999"),
        ((asked, "--by", "nobody"), "no user has the name “nobody”"),
        ((asked, "--by", "editor"), "the permission “carry_out_erasure” is missing"),
        ((asked, "--by", "publisher", "--seen", "x"), "look again"),
    ):
        ran = run("carry_out_erasure", *arguments)
        assert message in ran.err and ran.status == 1
    assert Tag.objects.get().name == NAME
