"""The processes that a folder's site and server consist of, as the system lists them."""

from contextlib import suppress
from pathlib import Path

import psutil

from tracker.postgres.home import LINK
from tracker.postgres.leftovers import cluster_name


def server_processes(folder: Path) -> list[str]:
    """The command lines of the folder's PostgreSQL."""
    homes = {folder / "var", (folder / "var" / LINK).resolve()}
    names = {cluster_name(home / "postgres") for home in homes}
    return [line for line in _command_lines() if any(name in line for name in names)]


def web_processes(folder: Path) -> list[str]:
    """The command lines of the folder's web server and worker."""
    return [line for line in _command_lines() if f"--chdir {folder} " in line]


def worker_processes(folder: Path) -> list[int]:
    """The folder's workers of jobs."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            line = " ".join(process.cmdline())
            if "tracker.launch.worker" in line and f"--chdir {folder} " in line:
                found.append(process.pid)
    return found


def _command_lines() -> list[str]:
    lines = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            lines.append(" ".join(process.cmdline()))
    return lines
