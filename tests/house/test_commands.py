"""Every command is tested, and explains itself without a database or a secret."""

from __future__ import annotations

import ast
import os
from functools import cache
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.commands import forked
from tests.house.tree import python_files

PLACES = ("incidents/management/commands", "tracker/accounts/management/commands")

OWED = {
    "import_source",
    "import_statement",
    "parse_transcript",
    "carry_out_erasure",
    "dump",
    "export",
    "publish_due",
    "report",
    "mode",
    "rebuild_listing",
    "run_jobs",
    "load_case",
    "load_demo",
    "load_vocabularies",
    "sync_roles",
    "verify_audit",
    "verify_report",
    "anchor_audit",
}
"""The commands that the product promises today."""


def commands() -> list[str]:
    files = [file for place in PLACES for file in python_files(place)]
    return sorted(file.stem for file in files if not file.stem.startswith("_"))


@cache
def words_in_tests() -> frozenset[str]:
    """Every string that stands in the test suite, this folder left out."""
    found: set[str] = set()
    for file in python_files("tests"):
        if file.parent != Path(__file__).parent:
            tree = ast.parse(file.read_text(encoding="utf-8"))
            nodes = (n for n in ast.walk(tree) if isinstance(n, ast.Constant))
            found |= {node.value for node in nodes if isinstance(node.value, str)}
    return frozenset(found)


def test_the_promised_commands_are_there() -> None:
    assert OWED - set(commands()) == set()


@pytest.mark.parametrize("name", commands())
def test_a_command_is_called_by_a_test(name: str) -> None:
    assert name in words_in_tests()


@pytest.fixture(scope="module")
def explained() -> dict[str, CompletedProcess[str]]:
    """What each command says of itself where the environment says nothing."""
    bare = {"PATH": os.defpath, "LANG": "C.UTF-8"}
    done = forked.ran([(name, "--help") for name in commands()], bare)
    return dict(zip(commands(), done, strict=True))


@pytest.mark.parametrize("name", commands())
def test_a_command_explains_itself_without_database_or_secret(
    name: str, explained: dict[str, CompletedProcess[str]]
) -> None:
    done = explained[name]

    assert done.returncode == 0, done.stderr
    described = done.stdout.partition("\n\n")[2]
    assert described.strip()
    assert not described.startswith(("options:", "positional"))
