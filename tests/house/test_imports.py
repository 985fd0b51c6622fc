"""Who may import whom: the published contract, and the doors that layers alone cannot close."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, python_files, templates

PUBLIC = [
    *("incidents/views", "incidents/api", "incidents/feeds", "incidents/followed.py"),
    *("incidents/sitemaps.py", "incidents/listing", "incidents/filters", "incidents/search"),
    *("incidents/facets.py", "incidents/facet_sets.py", "incidents/keyset.py"),
    *("incidents/record_lists.py", "incidents/key_pages.py"),
    *("incidents/stats", "incidents/balance.py"),
    *("incidents/funnel.py", "incidents/exports", "incidents/templatetags"),
    *("incidents/open_data", "incidents/stix", "incidents/tables", "incidents/verified"),
]
"""Code whose output a visitor reads."""

READABLE = {
    "AuditHead",
    "AuditStamp",
    "Publication",
    "Withdrawal",
    "ReportWithdrawal",
    "ListedIncident",
    "ListedActor",
    "ListedAppearance",
    "ListedClaim",
    "ListedDetail",
    "ListedTally",
    "ListedElection",
    "ListedFacet",
    "ListedFollowUp",
    "ListedProcedure",
    "ListedProcedureQuerySet",
    "Merger",
    "ListedSource",
    "ListedSourceUse",
    "ListedSegment",
    "ListedText",
    "ListedWord",
    "Report",
    "ReportFile",
    "Term",
    "Platform",
    "Jurisdiction",
    "in_active_language",
}
"""What public code may read: what was published, what is derived from it, and vocabularies."""

MORE = {
    "sources.py": {"Segment", "Transcript"},
    "lines.py": {"Segment"},
    "taken_back.py": {"Redaction", "ErasureRequest"},
}
"""Transcripts never change, so a Publication names them by digest; listing looks them up. That
there was a redaction, or an erasure, takes a dump back."""

PARTNERS = {"keys.py", "strict.py", "submissions.py", "submission_body.py"}
"""What answers to who has a key: a partner reads its own submissions, and sends drafts."""

STAFF = {"desk.py"}
"""Template tags of the staff pages; no public template may load them."""


def imported_names(file: Path) -> Iterator[tuple[str, str, int]]:
    """(module, name, line) of each import; name is "" for `import module`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "", node.lineno) for alias in node.names)


def live_reads(file: Path) -> list[str]:
    """Where `file` opens a door to the staff's rows."""
    found = []
    readable = READABLE | MORE.get(file.name, set())
    for module, name, line in imported_names(file):
        whole = f"{module}.{name}"
        if module.startswith("incidents.models") and name not in readable:
            found.append(f"{file.name}:{line} reads the model {name or module}")
        if whole in {"incidents.models", "incidents.projection", "incidents.actions"}:
            found.append(f"{file.name}:{line} imports {whole}")
        if module in {"incidents.projection", "django.apps"} or module.startswith(
            ("incidents.actions", "incidents.admin")
        ):
            found.append(f"{file.name}:{line} imports {module}")
    return found


def test_the_import_contract_is_kept() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 kept" not in done.stdout


@pytest.mark.parametrize("place", PUBLIC)
def test_public_code_reads_only_what_was_published(place: str) -> None:
    files = [file for file in python_files(place) if file.name not in STAFF | PARTNERS]

    assert files  # a place that moved would be passed over
    assert [door for file in files for door in live_reads(file)] == []


def test_who_has_a_key_calls_few_actions_and_reads_what_it_sent() -> None:
    called, read = set(), set()
    for file in (ROOT / "incidents/api" / name for name in PARTNERS):
        for module, name, _line in imported_names(file):
            if module.startswith("incidents.actions"):
                called.add(f"{module}.{name}".removeprefix("incidents.actions."))
            if module.startswith("incidents.models"):
                read.add(name)

    checks = {"address.MAX_LENGTH", "address.check_web_address", "submission_check.check"}
    assert called == checks | {"api_key", "submission", "permission.NotAllowed"}
    assert read == {"ApiKey", "Incident", "Partner", "Submission"}


DOORS = {
    "incidents.actions.subscription",
    "incidents.actions.letter",
    "incidents.actions.letter.Letter",
    "incidents.actions.reply",
}
"""What a visitor may do; nothing else of the actions is called from a public page."""


def test_a_visitors_page_calls_few_actions_and_reads_only_what_was_published() -> None:
    called, read = set(), set()
    for file in python_files("incidents/visitors"):
        for module, name, _line in imported_names(file):
            if module.startswith("incidents.actions"):
                called.add(f"{module}.{name}")
            if module.startswith("incidents.models"):
                read.add(name)

    assert called == DOORS
    assert read - READABLE == {"Reply", "LANGUAGES"}  # the row that was made, and its type


def test_no_public_template_loads_the_tags_of_the_staff_pages() -> None:
    names = "|".join(Path(name).stem for name in STAFF)
    loads = re.compile(rf"{{%\s*load\b[^%]*\b({names})\b")
    public = [file for file in templates() if "admin" not in file.parts]

    assert public
    assert [str(file) for file in public if loads.search(file.read_text(encoding="utf-8"))] == []


def test_there_is_public_code_to_look_at() -> None:
    assert python_files("incidents/views")
    assert python_files("incidents/api")


def test_a_door_is_seen(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text(
        "from incidents.models import Publication, Incident\n"
        "from incidents import models\n"
        "from incidents.actions.incident import edit\n"
        "import incidents.models.claim\n"
        "from django.apps import apps\n",
        encoding="utf-8",
    )

    assert live_reads(sample) == [
        "sample.py:1 reads the model Incident",
        "sample.py:2 imports incidents.models",
        "sample.py:3 imports incidents.actions.incident",
        "sample.py:4 reads the model incidents.models.claim",
        "sample.py:5 imports django.apps",
    ]


def test_no_import_of_ours_hides_in_a_function() -> None:
    # tracker/launch is left out: what it runs can be imported only once it has set Django up.
    hidden = []
    for place in ("incidents", "tracker/accounts", "tracker/postgres"):
        for file in python_files(place):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            functions = (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))
            for function in functions:
                for node in ast.walk(function):
                    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                        ("incidents", "tracker")
                    ):
                        hidden.append(f"{file.relative_to(ROOT)}:{node.lineno}")

    assert hidden == []


def test_there_are_no_signals() -> None:
    users = [
        f"{file.relative_to(ROOT)}:{line}"
        for place in ("incidents", "tracker")
        for file in python_files(place)
        for module, name, line in imported_names(file)
        if module.endswith(".signals") or module == "django.dispatch"
    ]

    assert users == []
