"""Every setting that the code reads is in .env.example and explained in docs/operations.md."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

from tests.house.tree import ROOT, python_files

READERS = {"text", "required", "boolean", "integer", "words", "choice", "web_address"}
NOT_OURS = {"PATH", "DJANGO_SETTINGS_MODULE", "PYTHONPATH", "DJANGO_ALLOW_ASYNC_UNSAFE"}
INSIDE = {"VIGIE_LIFELINE"}
"""Passed from one process of ours to another; nobody writes it by hand."""

PLACES = ["manage.py", "tracker", "incidents"]
NAME = re.compile(r"^[A-Z][A-Z0-9_]+$")


def is_environ(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "environ"


def asked(node: ast.AST) -> ast.expr | None:
    """The expression that names the variable, where `node` reads the environment."""
    if isinstance(node, ast.Subscript) and is_environ(node.value):
        return node.slice
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
        return None
    holder, method = node.func.value, node.func.attr
    of_settings = isinstance(holder, ast.Name) and holder.id == "env" and method in READERS
    of_system = is_environ(holder) and method in {"get", "pop", "setdefault"}
    return node.args[0] if of_settings or of_system else None


def settings_read(file: Path) -> set[str]:
    """Names of environment variables that a file reads."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = (asked(node) for node in ast.walk(tree))
    return {
        name.value
        for name in found
        if isinstance(name, ast.Constant) and isinstance(name.value, str) and NAME.match(name.value)
    }


@cache
def all_settings() -> set[str]:
    files = [file for place in PLACES for file in python_files(place)]
    return set().union(*map(settings_read, files)) - NOT_OURS - INSIDE


def test_the_settings_are_found() -> None:
    assert {"SECRET_KEY", "DATABASE_URL", "SITE_URL", "PORT", "PG_BINDIR"} <= all_settings()


def test_every_setting_is_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    listed = set(re.findall(r"^#?([A-Z][A-Z0-9_]+)=", example, re.M))

    assert all_settings() - listed == set()
    assert listed - all_settings() == set()


def test_every_setting_is_explained_to_operators() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `([A-Z][A-Z0-9_]+)`", page, re.M))

    assert all_settings() - explained == set()
    assert explained - all_settings() == set()
