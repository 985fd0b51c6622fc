"""``manage.py export``: a file of any filter, whole under its name or not there."""

from pathlib import Path

import pytest

from incidents.exports import as_csv
from incidents.open_data import documents
from tests.commands.running import run
from tests.views.published import publish

pytestmark = pytest.mark.django_db


def test_a_file_is_written_with_its_progress(tmp_path: Path) -> None:
    made = publish()
    path = tmp_path / "claims.csv"

    said = run("export", "claims", "--filter", "platform=tiktok&order=claims", "--output", path)

    assert said.status == 0
    assert "1 incidents" in said.err
    assert path.read_text(encoding="utf-8-sig").count(made.reference) == 2
    assert [each.name for each in tmp_path.iterdir()] == ["claims.csv"]


def test_without_a_file_it_goes_to_standard_output() -> None:
    made = publish()

    said = run("export", "incidents", "--format", "ndjson")

    assert said.out.startswith(f'{{"reference":"{made.reference}"')
    assert run("export", "incidents").out.startswith(as_csv.MARK + "reference,")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("claims", "--format", "stix"), "claims has no format “stix”"),
        (("claims", "--filter", "platfrom=x"), "no filter has the name “platfrom”"),
        (("claims", "--filter", "verdict=x"), "verdict: "),
        (("claims", "--filter", "order=newest&order=updated"), "“order” can be given once"),
        (("claims", "--filter", "facts_to=2026&facts_to=2027"), "“facts_to” can be given once"),
        (("claims", "--filter", "order=best"), "no order has the name “best”"),
        (("terms", "--filter", "verdict=x"), "terms belong to no incident"),
        (("claims", "--output", "/nowhere/at/all.csv"), "/nowhere/at/all.csv: No such file"),
    ],
)
def test_what_cannot_be_written_is_said(arguments: tuple[str, ...], part: str) -> None:
    said = run("export", *arguments)

    assert said.status == 1
    assert part in said.err


def test_what_is_killed_half_way_leaves_the_file_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish()
    path = tmp_path / "claims.csv"
    path.write_text("yesterday's")

    def killed(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(documents, "shown_all", killed)
    with pytest.raises(KeyboardInterrupt):
        run("export", "claims", "--output", path)

    assert path.read_text() == "yesterday's"
    assert [each.name for each in tmp_path.iterdir()] == ["claims.csv"]
