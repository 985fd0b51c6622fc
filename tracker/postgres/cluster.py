"""One cluster: made, started, asked and stopped. It listens on a socket file, never on TCP."""

import os
import shlex
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from tracker.postgres.account import Account, make_folder, run_as
from tracker.postgres.errors import EmbeddedPostgresError
from tracker.postgres.leftovers import clear_leftovers, name_option
from tracker.postgres.programs import Programs

DATABASE = "vigie"
PORT = 5432  # only part of the socket's file name
PATIENCE = 60.0  # seconds for a start; crash recovery of a large database takes a while
THROWAWAY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
BUILTIN_LOCALES_SINCE = 17


@dataclass(frozen=True)
class Cluster:
    """A data folder, the folder of its socket, and what serves them."""

    programs: Programs
    data: Path
    sockets: Path
    account: Account
    settings: tuple[str, ...] = ()

    def program(self, name: str) -> str:
        """Return the path of one of the server's programs."""
        return str(self.programs.folder / name)


def create(cluster: Cluster) -> None:
    """Make the data folder unless it is there. A start that was cut off leaves no half of it."""
    if (cluster.data / "PG_VERSION").is_file():
        return
    half = cluster.data.with_name(f"{cluster.data.name}.half")
    for leftover in (half, cluster.data):
        shutil.rmtree(leftover, ignore_errors=True)
    make_folder(half, cluster.account)
    done = run_as(cluster.account, [cluster.program("initdb"), "-D", str(half), *_locale(cluster)])
    if done.returncode != 0:
        raise EmbeddedPostgresError(f"PostgreSQL could not make its folder {half}:\n{done.stdout}")
    half.rename(cluster.data)


def _locale(cluster: Cluster) -> list[str]:
    """Return the options of initdb: text is UTF-8 and sorts by code point, the same everywhere."""
    common = ["-U", "postgres", "--auth=trust", "--encoding=UTF8"]
    common += ["--data-checksums", "--no-instructions"]
    if "fsync=off" in cluster.settings:
        common.append("--no-sync")
    if cluster.programs.major < BUILTIN_LOCALES_SINCE:
        return [*common, "--locale=C.UTF-8"]
    return [*common, "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]


def start(cluster: Cluster) -> None:
    """Start the server and wait until it answers; clear away what a killed one left behind."""
    check_version(cluster)
    make_folder(cluster.sockets, cluster.account)
    deadline = time.monotonic() + PATIENCE
    while True:
        clear_leftovers(cluster.data, cluster.sockets)
        said = "" if answers(cluster) else _try_to_start(cluster)
        if answers(cluster):
            return
        if time.monotonic() > deadline or not _may_pass(said):
            raise EmbeddedPostgresError(f"PostgreSQL does not start in {cluster.data}:\n{said}")
        time.sleep(0.2)


def _try_to_start(cluster: Cluster) -> str:
    """Ask pg_ctl once; return what it and the server said. It hands `-o` to a shell."""
    log = cluster.data / "server.log"
    read = log.stat().st_size if log.exists() else 0
    settings = ["listen_addresses=", name_option(cluster.data), *cluster.settings]
    options = [word for setting in settings for word in ("-c", setting)]
    options += ["-k", str(cluster.sockets)]
    command = [cluster.program("pg_ctl"), "-D", str(cluster.data), "-l", str(log), "-w"]
    command += ["-t", str(int(PATIENCE)), "-o", shlex.join(options), "start"]
    done = run_as(cluster.account, command)
    with log.open("rb") if log.exists() else open(os.devnull, "rb") as stream:
        stream.seek(read)
        return done.stdout + stream.read()[-4000:].decode("utf-8", "replace")


def _may_pass(said: str) -> bool:
    """Say whether waiting may help: the processes of a killed server need a moment to go."""
    signs = ("shared memory", "lock file", "already in use", "Address already", "another server")
    return any(sign in said for sign in signs)


def stop(cluster: Cluster, mode: str = "fast") -> None:
    """Stop the server if it runs; its clients are cut off, what they committed is kept."""
    if not (cluster.data / "postmaster.pid").exists():
        return
    command = [cluster.program("pg_ctl"), "-D", str(cluster.data), "-w", "-t", "30", "-m", mode]
    done = run_as(cluster.account, [*command, "stop"])
    if done.returncode != 0 and answers(cluster):
        raise EmbeddedPostgresError(f"PostgreSQL does not stop in {cluster.data}:\n{done.stdout}")
    with suppress(OSError):
        cluster.sockets.rmdir()


def check_version(cluster: Cluster) -> None:
    """Refuse to serve a cluster of another major version than the programs have."""
    path = cluster.data / "PG_VERSION"
    try:
        found = path.read_text().strip()
    except PermissionError:
        raise EmbeddedPostgresError(
            f"{cluster.data} belongs to another account: it was made by root. "
            "Start as root again, or let root run `make reset`."
        ) from None
    if found != str(cluster.programs.major):
        raise EmbeddedPostgresError(
            f"{cluster.data} was made by PostgreSQL {found}, but the programs in "
            f"{cluster.programs.folder} are version {cluster.programs.version}. Use PG_BINDIR to "
            f"name programs of version {found}, or `make reset` to begin anew."
        )


def answers(cluster: Cluster) -> bool:
    """Say whether the server takes connections."""
    try:
        psycopg.connect(url(cluster, "postgres"), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def url(cluster: Cluster, database: str = DATABASE) -> str:
    """Return the address of a database of the running server.

    A running server tells its socket folder itself: TMPDIR may differ between two shells.
    """
    sockets = str(cluster.sockets)
    try:
        lines = (cluster.data / "postmaster.pid").read_text().splitlines()
        sockets = lines[4] or sockets
    except (OSError, IndexError):
        pass
    return f"postgresql://postgres@/{database}?host={quote(sockets)}&port={PORT}"


def ensure_database(cluster: Cluster) -> None:
    """Make the product's database in a running server unless it is there."""
    with psycopg.connect(url(cluster, "postgres"), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if known.fetchone() is None:
            connection.execute(f"CREATE DATABASE {DATABASE}")
