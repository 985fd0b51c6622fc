"""What no file of the project may hold."""

from __future__ import annotations

import re

import pytest

from tests.house.tree import ROOT, project_files, text_of

# Written in pieces, so that this file does not hold them either.
REGISTRIES = ["pypi" + ".org", "python" + "hosted", "registry." + "npmjs", "--index" + "-url"]
MACHINE = re.compile(r"(?<![\w./-])/(?:" + "work|root|home" + r")/[\w.-]+")
FORBIDDEN_MODULES = {"utils", "common", "helpers", "misc"}


def contents() -> list[tuple[str, str]]:
    pairs = ((str(file.relative_to(ROOT)), text_of(file)) for file in project_files())
    return [(name, text) for name, text in pairs if text is not None]


@pytest.mark.parametrize("word", REGISTRIES)
def test_no_file_names_a_package_registry(word: str) -> None:
    assert [name for name, text in contents() if word in text] == []


def test_no_file_holds_a_path_of_somebodys_machine() -> None:
    found = [(name, match.group()) for name, text in contents() for match in MACHINE.finditer(text)]

    assert found == []


def test_the_locks_have_hashes_and_no_addresses() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        pinned = [line for line in lines if re.match(r"^[A-Za-z0-9]", line)]
        assert len(pinned) > 10
        assert all("==" in line and line.endswith("\\") for line in pinned)
        assert not any("://" in line for line in lines)


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    modules = [file for file in project_files() if file.suffix == ".py"]

    assert [str(file) for file in modules if file.stem in FORBIDDEN_MODULES] == []


def test_nothing_that_is_made_is_kept() -> None:
    names = [str(file.relative_to(ROOT)) for file in project_files()]

    assert [name for name in names if name.endswith((".mo", ".pyc", ".env"))] == []
    assert [name for name in names if name.startswith(("var/", ".venv/"))] == []


def test_what_a_newcomer_looks_for_is_there() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "LICENSE"):
        assert (ROOT / name).stat().st_size > 200
