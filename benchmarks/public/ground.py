"""Where the benchmark's data are: a private PostgreSQL and a folder below var/bench, kept between
runs, since the largest size takes a while to make.

The site's database, the plain one and Datasette's file of a size are made again, each for itself,
once anything has changed that decides what is in them: what makes the incidents, a migration, the
rules of the listings, how a peer loads them.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from benchmarks.public.sizes import Size
from tracker.embedded_postgres import in_use

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "var/bench"
INCIDENTS = tuple(
    f"benchmarks/public/{module}.py"
    for module in (
        *("cited", "columns", "document", "fill", "lexicon", "made", "making", "peer_rows"),
        *("registers", "sizes", "words"),
    )
)
DECIDING = {
    "site": (
        *INCIDENTS,
        *("benchmarks/public/derived.py", "benchmarks/public/site_rows.py"),
        *("incidents/migrations/*.py", "incidents/listing/*.py"),
        *("incidents/search/**/*.py", "incidents/facet*.py"),
    ),
    "plain": (*INCIDENTS, "benchmarks/peers/plain/models.py", "benchmarks/peers/plain/load.py"),
    "datasette": (*INCIDENTS, "benchmarks/peers/datasette.py"),
}
"""What decides what each of the three holds."""
SERVER = {"max_wal_size": "8GB", "checkpoint_timeout": "30min"}
"""Fewer checkpoints while the data are loaded; everything else as PostgreSQL is shipped."""


@dataclass(frozen=True)
class Ground:
    """The data of one size: two databases, a folder with the peers' files."""

    size: Size
    site: str
    plain: str
    folder: Path

    @property
    def files(self) -> Path:
        """The peers' CSV files."""
        return self.folder / "csv"

    @property
    def sqlite(self) -> Path:
        """Datasette's database."""
        return self.folder / "vigie.db"

    @property
    def metadata(self) -> Path:
        """What Datasette offers."""
        return self.folder / "metadata.json"

    def is_made(self, part: str) -> bool:
        """Whether the data of one of the three are complete and still what would be made."""
        mark = self._mark(part)
        return mark.exists() and mark.read_text() == fingerprint(part)

    def begin(self, part: str) -> None:
        """From now on its data are not complete."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._mark(part).unlink(missing_ok=True)

    def complete(self, part: str) -> None:
        """Its data are all there."""
        self._mark(part).write_text(fingerprint(part))

    def _mark(self, part: str) -> Path:
        return self.folder / f"made-{part}"


@contextmanager
def server() -> Iterator[str]:
    """Give the address of the benchmark's own server for as long as the block lasts."""
    os.environ.pop("DATABASE_URL", None)
    HOME.mkdir(parents=True, exist_ok=True)
    with in_use(HOME) as address:
        with psycopg.connect(address, autocommit=True) as connection:
            for name, value in SERVER.items():
                connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
            connection.execute("SELECT pg_reload_conf()")
        yield address


def ground(address: str, size: Size) -> Ground:
    """Where the data of a size are, made or not."""
    return Ground(
        size,
        _database(address, f"site_{size.name}"),
        _database(address, f"plain_{size.name}"),
        HOME / size.name,
    )


def new_database(address: str, database: str) -> None:
    """An empty one, whatever there was under its name."""
    name = urlsplit(database).path.removeprefix("/")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')


def fingerprint(part: str) -> str:
    """SHA-256 over all files that decide what is made."""
    seen = hashlib.sha256()
    for pattern in DECIDING[part]:
        for path in sorted(ROOT.glob(pattern)):
            seen.update(path.name.encode() + path.read_bytes())
    return seen.hexdigest()


def _database(address: str, name: str) -> str:
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
