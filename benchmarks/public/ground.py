"""Where the benchmark's data are: a private PostgreSQL and a folder below var/bench, kept between
runs, since the largest size takes a while to make.

A size is made again once anything has changed that decides what is in it: what makes it here, the
migrations, the rules of the listings.
"""

import hashlib
import os
import shutil
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
MAKING = (
    *("cited", "columns", "derived", "document", "fill", "lexicon", "made", "making", "peer_rows"),
    *("registers", "site_rows", "sizes", "words"),
)
DECIDING = (
    *(f"benchmarks/public/{part}.py" for part in MAKING),
    "benchmarks/peers/datasette.py",
    "benchmarks/peers/plain/[lm]*.py",
    "incidents/migrations/*.py",
    "incidents/listing/*.py",
    "incidents/search*",
    "incidents/facets*",
)
"""What decides what the databases hold."""
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

    @property
    def mark(self) -> Path:
        """Says of what the data were made, once they are complete."""
        return self.folder / "made"

    def is_made(self) -> bool:
        """Whether the data are complete and still what would be made."""
        return self.mark.exists() and self.mark.read_text() == fingerprint()


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


def begin(address: str, place: Ground) -> None:
    """Forget what there is of a size, and make its empty databases."""
    shutil.rmtree(place.folder, ignore_errors=True)
    place.files.mkdir(parents=True)
    with psycopg.connect(address, autocommit=True) as connection:
        for database in (place.site, place.plain):
            name = urlsplit(database).path.removeprefix("/")
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}"')


def complete(place: Ground) -> None:
    """The data are all there."""
    place.mark.write_text(fingerprint())


def fingerprint() -> str:
    """SHA-256 over all files that decide what is made."""
    seen = hashlib.sha256()
    for pattern in DECIDING:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                seen.update(path.name.encode() + path.read_bytes())
    return seen.hexdigest()


def _database(address: str, name: str) -> str:
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
