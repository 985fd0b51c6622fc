import pytest

from tracker.launch.commands import needs_database


@pytest.mark.parametrize(
    "line",
    [
        "",
        "--help",
        "help report",
        "--version",
        "check",
        "check --deploy",
        "parse_transcript page.txt --json",
        "import_source --help",
        "migrate -h",
        "makemessages --locale fr",
    ],
)
def test_what_needs_no_database(line: str) -> None:
    assert not needs_database(line.split())


@pytest.mark.parametrize(
    "line",
    ["migrate", "import_source page.txt", "report build 2026-10", "check --database default"],
)
def test_what_needs_one(line: str) -> None:
    assert needs_database(line.split())
