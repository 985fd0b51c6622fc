"""A folder for a private PostgreSQL."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker import embedded_postgres


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of its own that everyone may enter; its server is gone afterwards."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    path = Path(tempfile.mkdtemp(prefix="vigie-place-"))
    path.chmod(0o755)
    yield path
    embedded_postgres.reset(path)
    shutil.rmtree(path)
