"""Whether the demo has been loaded, per database: two marks in `var/`, no Django."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

OWN = "own"  # the key of this folder's own server, wherever its socket is


def key_of(given: str | None) -> str:
    """Return the key of a DATABASE_URL that was given, or of our own server (None)."""
    return hashlib.sha256(given.encode()).hexdigest()[:12] if given else OWN


@dataclass(frozen=True)
class FirstRun:
    """The first run on one database."""

    root: Path
    key: str

    def _mark(self, name: str) -> Path:
        return self.root / f"var/demo-{self.key}.{name}"

    def is_done(self) -> bool:
        """Say whether the demo is complete in this database."""
        return self._mark("done").exists()

    def has_begun(self) -> bool:
        """Say whether the demo is there in part: its loading was cut off."""
        return self._mark("begun").exists()

    def begin(self) -> None:
        """Note that the demo is being loaded."""
        self._mark("begun").touch()

    def finish(self) -> None:
        """Note that the demo is complete."""
        self._mark("done").touch()
