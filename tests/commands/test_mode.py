"""``manage.py mode``: says which, sets it, and every command that writes says why it did not."""

import pytest
from django.core.management import CommandError, call_command

from incidents.models import AuditEntry, Mode, Term
from tests.factories import ended

pytestmark = pytest.mark.django_db


def said(*words: str, capsys: pytest.CaptureFixture[str]) -> str:
    call_command("mode", *words)
    return capsys.readouterr().out


def test_it_says_and_sets_the_mode(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys=capsys) == "normal\n"

    on = said("read_only", "--reason", "Mise à jour.", "--reason-en", "Upgrade.", capsys=capsys)

    assert on.startswith("read_only since ") and on.endswith("Mise à jour. / Upgrade.\n")
    assert Mode.objects.read_only() is not None
    assert said("normal", capsys=capsys) == "normal\n"
    ended()
    way = AuditEntry.objects.filter(table_name="incidents_mode").values_list("way", flat=True)
    assert set(way) == {"manage.py mode > mode.set_read_only", "manage.py mode > mode.set_normal"}


def test_without_a_reason_nothing_is_set() -> None:
    with pytest.raises(CommandError, match="reason"):
        call_command("mode", "read_only")
    assert Mode.objects.read_only() is None


@pytest.mark.parametrize(
    "command",
    [
        ["load_vocabularies"],
        ["rebuild_listing"],
        ["create_administrator", "nadia", "--password-file", "/dev/null"],
    ],
    ids=lambda words: words[0],
)
def test_a_command_that_writes_says_why_it_did_not(
    command: list[str], tmp_path: pytest.TempPathFactory
) -> None:
    password = f"{tmp_path}/password"
    with open(password, "w", encoding="utf-8") as file:
        file.write("un mot de passe assez long 7")
    call_command("mode", "read_only", "--reason", "Reprise d’une sauvegarde.")
    words = [password if word == "/dev/null" else word for word in command]

    with pytest.raises(CommandError, match="Reprise d’une sauvegarde"):
        call_command(*words)

    assert not Term.objects.exists()
