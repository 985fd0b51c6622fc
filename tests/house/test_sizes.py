"""How long files and functions may be: what passes is asked whether it is two things."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT, python_files

FILE, FUNCTION = 250, 30
"""Lines of a file; of a function, without its signature and its docstring."""

LONG_FILES: dict[str, int] = {}
LONG_FUNCTIONS: dict[str, int] = {}


def sources() -> list[Path]:
    return [*python_files("incidents"), *python_files("tracker")]


def lengths(file: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file, and the lines of its body."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if body:
                last = body[-1].end_lineno or body[-1].lineno
                yield f"{file.relative_to(ROOT)}:{node.name}", last - body[0].lineno + 1


def test_no_file_is_too_long_but_those_that_are_known() -> None:
    found = {
        str(f.relative_to(ROOT)): len(f.read_text(encoding="utf-8").splitlines()) for f in sources()
    }

    assert {name: length for name, length in found.items() if length > FILE} == LONG_FILES


def test_no_function_is_too_long_but_those_that_are_known() -> None:
    found = {name: length for file in sources() for name, length in lengths(file)}

    assert {name: length for name, length in found.items() if length > FUNCTION} == LONG_FUNCTIONS
