"""Where the server's files live: in `var/`, or in a shelter when its account cannot get there.

A checkout below a folder that is closed to others (mode 0700) is out of reach for the account
that root must use. The cluster then lives in a folder of its own, and `var/elsewhere` leads to it.
A copy of the checkout has a copy of that link: the folder therefore says whose it is.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tracker.postgres.account import Account, can_reach
from tracker.postgres.errors import EmbeddedPostgresError
from tracker.postgres.programs import Programs

LINK = "elsewhere"
OWNER = "owner"  # the file in a shelter that says which `var` it belongs to
LONGEST_FOLDER = 60  # bytes; a socket path is limited to about 107, its name takes 40 of them


def cluster_home(var: Path, account: Account) -> Path:
    """Return the folder that holds the cluster of `var`, made where it does not exist yet."""
    var.mkdir(parents=True, exist_ok=True)
    if found := shelter(var):
        return found
    if not account.switch:
        return var
    var.chmod(var.stat().st_mode | 0o011)
    if can_reach(account, var):
        return var
    link = var / LINK
    if link.is_dir():
        print(
            f"{link} leads to {link.resolve()}, which belongs to another checkout: that database "
            "is left alone, and a new one is made.",
            file=sys.stderr,
        )
    link.unlink(missing_ok=True)
    made = _new_shelter(account)
    (made / OWNER).write_bytes(_identity(var))
    link.symlink_to(made)
    return made


def shelter(var: Path) -> Path | None:
    """Return the folder that `var/elsewhere` leads to, where it was made for this very `var`.

    A copied checkout has the same link. It must neither serve nor delete the other's database.
    """
    link = var / LINK
    if link.is_dir() and not link.is_symlink():
        return link  # the data themselves, put there by hand
    try:
        owner = (link / OWNER).read_bytes()
    except OSError:
        return None
    return link.resolve() if owner == _identity(var) else None


def _identity(var: Path) -> bytes:
    """Path and number of the folder: a copy differs in one of them, wherever it is moved."""
    return os.fsencode(var.resolve()) + b"\n%d\n" % var.stat().st_ino


def temporary_folder(account: Account) -> Path:
    """Return the system's temporary folder: short enough for sockets and within reach."""
    for path in dict.fromkeys([Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")]):
        short = len(os.fsencode(path)) <= LONGEST_FOLDER
        if short and path.is_dir() and (not account.switch or can_reach(account, path)):
            return path
    raise EmbeddedPostgresError(
        "No temporary folder can hold the server's socket: TMPDIR, /tmp and /var/tmp are "
        f"missing, out of reach for user {account.uid}, or longer than {LONGEST_FOLDER} bytes."
    )


def within_reach(programs: Programs, home: Path, account: Account) -> Programs:
    """Return the programs, or a copy of them in `home` where the account needs one.

    The copy stays ours: the server's account can read its own programs but not change them.
    """
    if not account.switch or can_reach(account, programs.folder):
        return programs
    if not programs.trees:
        raise EmbeddedPostgresError(
            f"The PostgreSQL programs in {programs.folder} are out of reach for user "
            f"{account.uid}, and root cannot run them. Unset PG_BINDIR, or start as an "
            "ordinary user."
        )
    copy = home / f"programs-{programs.version}"
    if not copy.is_dir():
        _copy_all(programs.trees, copy)
    tree = next(path for path in programs.trees if programs.folder.is_relative_to(path))
    return replace(programs, folder=copy / tree.name / programs.folder.relative_to(tree))


def _copy_all(folders: tuple[Path, ...], target: Path) -> None:
    """Copy the folders into `target`, which appears only when it is complete."""
    half = target.with_name(f"{target.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    for folder in folders:
        ignored = shutil.ignore_patterns("include", "__pycache__")
        shutil.copytree(folder, half / folder.name, ignore=ignored)
    for path in _walk(half):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o055 if mode & 0o100 else 0o044))
    half.rename(target)


def _walk(folder: Path) -> Iterator[Path]:
    yield folder
    yield from folder.rglob("*")


def _new_shelter(account: Account) -> Path:
    """Make a folder that outlives a restart where possible, with a name nobody can guess."""
    for parent in (Path("/var/lib"), temporary_folder(account)):
        if parent.is_dir() and os.access(parent, os.W_OK) and can_reach(account, parent):
            made = Path(tempfile.mkdtemp(prefix="vigie-", dir=parent))
            made.chmod(0o711)
            return made
    raise EmbeddedPostgresError("Neither /var/lib nor the temporary folder can hold the database.")
