"""``import_statement`` puts a decision onto its notice, and says what is wrong line by line."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from incidents.models import Procedure, StatementOfReasons
from tests.factories import PlatformFactory, ProcedureEventFactory, ProcedureFactory
from tests.imports.statements import as_json

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice() -> Procedure:
    platform = PlatformFactory(code="clipo", name_fr="Clipo", name_en="Clipo")
    made: Procedure = ProcedureFactory(track="platform", platform=platform)
    ProcedureEventFactory(procedure=made, kind="sent")
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "statement.json"
    path.write_bytes(as_json())
    return path


def run(file: Path, notice: Procedure, *more: Any) -> list[str]:
    said = StringIO()
    call_command("import_statement", str(file), "--procedure", notice.public_id, *more, stdout=said)
    return said.getvalue().splitlines()


def test_the_decision_is_added(file: Path, notice: Procedure) -> None:
    said = run(file, notice)

    assert said[0] == (
        "decision of 2026-05-09 added as event 2: DECISION_VISIBILITY_CONTENT_LABELLED, "
        "DECISION_ACCOUNT_SUSPENDED"
    )
    assert said[2] == "not kept beside the original: incompatible_content_ground"
    assert StatementOfReasons.objects.get().event.procedure == notice


def test_a_dry_run_adds_nothing(file: Path, notice: Procedure) -> None:
    assert "would be added" in run(file, notice, "--dry-run")[0]
    assert not StatementOfReasons.objects.exists()


def test_each_fault_has_a_line(file: Path, notice: Procedure) -> None:
    file.write_bytes(as_json(uuid="x", category="y"))

    with pytest.raises(CommandError) as refused:
        run(file, notice)

    assert str(refused.value).splitlines() == [
        "statement.json: /uuid: “x” is no UUID",
        "statement.json: /category: “y” is no code that belongs here",
    ]


def test_another_platform_is_confirmed_by_an_option(file: Path, notice: Procedure) -> None:
    file.write_bytes(as_json(platform_name="Clipo Shorts"))
    with pytest.raises(CommandError, match=r"\(--same-platform\)"):
        run(file, notice)

    assert run(file, notice, "--same-platform")


def test_it_takes_the_place_of_a_decision(file: Path, notice: Procedure) -> None:
    ProcedureEventFactory(procedure=notice, kind="decision")

    run(file, notice, "--replaces", "2")

    assert [event.kind for event in notice.events.standing()] == ["sent", "decision"]
    with pytest.raises(CommandError, match="--replaces 9: the procedure has no standing event 9"):
        run(file, notice, "--replaces", "9")


def test_what_is_not_there_is_said(file: Path, notice: Procedure) -> None:
    with pytest.raises(CommandError, match="No such file"):
        run(file.with_name("none.json"), notice)
    with pytest.raises(CommandError, match="no procedure has the public id “nobody”"):
        call_command("import_statement", str(file), "--procedure", "nobody")
