"""`python -m tracker.launch.reset`: forget the demo of this folder."""

import fcntl
import shutil
import sys
from pathlib import Path

from tracker import embedded_postgres
from tracker.launch import keep
from tracker.launch.progress import complain, say


def main() -> int:
    """Stop the folder's server and empty `var/`, unless the site runs; return the exit status."""
    var = keep.ROOT / "var"
    if not var.is_dir():
        say("Nothing to forget.")
        return 0
    try:
        with (var / "run.lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            embedded_postgres.reset(keep.ROOT)
            _empty(var)
    except BlockingIOError:
        complain("The site runs: stop it first (Ctrl-C where it was started).")
        return 1
    except PermissionError as error:
        complain(f"{error.filename} belongs to another account: let that account `make reset`.")
        return 1
    except embedded_postgres.EmbeddedPostgresError as error:
        complain(str(error))
        return 1
    say("Forgotten. `make run` begins anew.")
    return 0


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


if __name__ == "__main__":
    sys.exit(main())
