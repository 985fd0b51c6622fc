"""What one set of PostgreSQL programs is."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Programs:
    """The folder with `initdb`, `pg_ctl` and `postgres`, and the version they report.

    `trees` are the folders to copy when the programs must live elsewhere; empty where they
    cannot be moved.
    """

    folder: Path
    version: str
    trees: tuple[Path, ...] = ()

    @property
    def major(self) -> int:
        """The number that a cluster must share with its server."""
        return int(self.version.split(".")[0])
