"""How long files and functions may be: what passes is asked whether it is two things."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT, python_files

FILE, FUNCTION = 250, 30
"""Lines of a file; of a function, without its signature and its docstring."""

LONG_FILES = {
    "incidents/admin/review_compare.py",
    "incidents/jobs.py",
    "incidents/labels/records.py",
    "incidents/models/incident.py",
    "incidents/models/publication.py",
    "incidents/templatetags/wording.py",
    "incidents/transcripts/json_reader.py",
    "tracker/settings.py",
}
LONG_FUNCTIONS = {
    "incidents/actions/source.py:import_source",
    "incidents/admin/event_source.py:view",
    "incidents/admin/incident_desk.py:desk",
    "incidents/admin/incident_moves.py:_view",
    "incidents/admin/merging.py:_view",
    "incidents/admin/merging.py:merge",
    "incidents/listing/rows.py:row_of",
    "incidents/projection/appearances.py:appearance",
    "incidents/projection/incident.py:_parts",
    "incidents/views/election.py:election",
    "incidents/views/matrices.py:steps",
}
"""Known to be longer. Nothing joins them without a reason; what has become shorter leaves them."""


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
    found = ((file, len(file.read_text(encoding="utf-8").splitlines())) for file in sources())

    assert {str(f.relative_to(ROOT)) for f, length in found if length > FILE} == LONG_FILES


def test_no_function_is_too_long_but_those_that_are_known() -> None:
    found = (each for file in sources() for each in lengths(file))

    assert {name for name, length in found if length > FUNCTION} == LONG_FUNCTIONS
