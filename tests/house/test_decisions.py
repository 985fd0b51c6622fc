"""Decision records: short, numbered without gaps, all of the same shape."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT

RECORDS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))


def test_they_are_numbered_without_gaps() -> None:
    assert RECORDS
    assert [int(file.name[:4]) for file in RECORDS] == list(range(1, len(RECORDS) + 1))


@pytest.mark.parametrize("file", RECORDS, ids=lambda f: f.stem)
def test_a_record_has_three_parts_and_at_most_400_words(file: Path) -> None:
    text = file.read_text(encoding="utf-8")

    assert re.findall(r"^## (.+)$", text, re.M) == ["Context", "Decision", "Consequences"]
    assert text.startswith(f"# {file.name[:4]} ")
    assert len(text.split()) <= 400


def test_links_between_our_pages_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]

    assert broken == []
