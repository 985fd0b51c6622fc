"""What our pages name exists: pages, files, commands, targets. Decision records keep a shape."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from incidents.transcripts import formats
from tests.house.tree import ROOT

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
RECORDS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
FILE = re.compile(r"`((?:incidents|tracker|tests|docs|demo|cases|benchmarks|locale)/[\w./-]*)`")


def page_id(file: Path) -> str:
    return str(file.relative_to(ROOT))


def test_decisions_are_numbered_without_gaps() -> None:
    assert RECORDS
    assert [int(file.name[:4]) for file in RECORDS] == list(range(1, len(RECORDS) + 1))


@pytest.mark.parametrize("file", RECORDS, ids=page_id)
def test_a_decision_has_three_parts_and_at_most_400_words(file: Path) -> None:
    text = file.read_text(encoding="utf-8")

    assert re.findall(r"^## (.+)$", text, re.M) == ["Context", "Decision", "Consequences"]
    assert text.startswith(f"# {file.name[:4]} ")
    assert len(text.split()) <= 400


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_a_link_to_another_page_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text(encoding="utf-8"))

    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_a_file_that_a_page_names_exists(page: Path) -> None:
    named = FILE.findall(page.read_text(encoding="utf-8"))

    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_a_command_that_a_page_names_exists(page: Path) -> None:
    named = set(re.findall(r"manage\.py ([a-z_]+)", page.read_text(encoding="utf-8")))

    assert named - set(get_commands()) == set()


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_a_target_that_a_page_names_exists(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z0-9-]+):", makefile, re.M))
    named = set(re.findall(r"(?:`|^    )make ([a-z0-9-]+)", page.read_text("utf-8"), re.M))

    assert named - targets == set()


def test_the_page_on_transcripts_names_every_format() -> None:
    page = (ROOT / "docs" / "transcripts.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    assert set(re.findall(r"`([\w-]+)`", " ".join(rows))) == set(formats.names())
