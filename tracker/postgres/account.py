"""Whom the server runs as: ourselves, or an unprivileged account when we are root.

PostgreSQL refuses to run as root. Only the server's own processes change account; folders on
the way to them are never opened to others, so a path may be out of reach for that account.
"""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tracker.postgres.errors import EmbeddedPostgresError

UNPRIVILEGED = "nobody"


@dataclass(frozen=True)
class Account:
    """An account of the system; `switch` says whether we must change to it."""

    uid: int
    gid: int
    switch: bool


def server_account(data: Path) -> Account:
    """Return the account for the cluster in `data`: its owner where it exists and we are root."""
    if os.geteuid() != 0:
        return Account(_named(os.geteuid()), os.getegid(), switch=False)
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(_named(owner.st_uid), owner.st_gid, switch=True)
    try:
        entry = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        raise EmbeddedPostgresError(
            f"PostgreSQL does not run as root, and this system has no account {UNPRIVILEGED!r}. "
            "Start as an ordinary user, or give DATABASE_URL."
        ) from None
    return Account(entry.pw_uid, entry.pw_gid, switch=True)


def _named(uid: int) -> int:
    """Return the user id; PostgreSQL refuses one that the system has no name for."""
    try:
        pwd.getpwuid(uid)
    except KeyError:
        raise EmbeddedPostgresError(
            f"PostgreSQL needs an account with a name, and user {uid} has none on this system. "
            "Start as another user, or give DATABASE_URL."
        ) from None
    return uid


def run_as(account: Account, command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a program of the server as that account; its output comes back as text.

    The environment is a small one: `PG*` variables and locales of the caller must not leak in.
    """
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    try:
        return subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            cwd="/",
            env=environment,
            user=account.uid if account.switch else None,
            group=account.gid if account.switch else None,
            extra_groups=[] if account.switch else None,
        )
    except PermissionError as error:
        raise EmbeddedPostgresError(
            f"{command[0]} cannot be run as user {account.uid}: {error.strerror}."
        ) from None


def can_reach(account: Account, path: Path) -> bool:
    """Say whether the account can enter the folder `path`. Asked of the system, not computed."""
    return run_as(account, ["/bin/sh", "-c", 'cd "$1"', "sh", str(path)]).returncode == 0


def make_folder(path: Path, account: Account) -> Path:
    """Make the folder, for that account alone; refuse one that is another's, or a link.

    The name of a folder below the system's temporary one can be guessed: whoever took it
    first must not be able to read what the server writes.
    """
    try:
        path.mkdir(mode=0o700)
        os.chown(path, account.uid, account.gid)
    except FileExistsError:
        found = path.lstat()
        if path.is_symlink() or not path.is_dir() or found.st_uid != account.uid:
            raise EmbeddedPostgresError(
                f"{path} is in the way: it must be a folder of user {account.uid}. Remove it."
            ) from None
        path.chmod(0o700)
    return path
