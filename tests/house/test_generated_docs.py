"""The generated pages of docs/ say what the code says now."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from incidents.management.commands import write_docs


def test_generated_pages_are_current() -> None:
    call_command("write_docs", "--check")


def test_a_page_that_is_not_current_is_found_and_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_docs, "FOLDER", tmp_path)

    with pytest.raises(CommandError, match=r"data-model\.md"):
        call_command("write_docs", "--check")
    call_command("write_docs")

    call_command("write_docs", "--check")
    assert "## Incident\n" in (tmp_path / "data-model.md").read_text("utf-8")
