"""``write_docs`` writes the pages that are generated, and says which are not current."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from incidents.management.commands import write_docs


def test_write_docs_writes_what_is_not_current(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_docs, "FOLDER", tmp_path)

    with pytest.raises(CommandError, match=r"data-model\.md, state-diagrams\.md"):
        call_command("write_docs", "--check")
    call_command("write_docs", stdout=StringIO())

    said = StringIO()
    call_command("write_docs", "--check", stdout=said)
    assert said.getvalue() == "all current\n"
    assert "## Incident\n" in (tmp_path / "data-model.md").read_text("utf-8")
