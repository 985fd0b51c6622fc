"""What a server that was killed leaves behind, and how to tell it from one that lives.

PostgreSQL trusts the process number in its lock files. After a restart of the machine, or of a
container, that number may belong to any other process, and the server would refuse to start.
Processes are therefore recognised by what they call themselves: `cluster_name` shows in each
one's title.
"""

import hashlib
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import psutil

ORPHANS_MAY_TAKE = 10.0  # seconds for the children of a killed server to notice and end


def cluster_name(data: Path) -> str:
    """Return the name by which the processes of this data folder are known."""
    return f"vigie-{hashlib.sha256(os.fsencode(data.resolve())).hexdigest()[:12]}"


def name_option(data: Path) -> str:
    """Return the server setting that puts the name into every process title."""
    return f"cluster_name={cluster_name(data)}"


def clear_leftovers(data: Path, sockets: Path) -> None:
    """Remove the lock files of a server that is gone; wait for its last children first.

    Nothing is removed while the server itself lives, however slow it is to answer.
    """
    pid_file = data / "postmaster.pid"
    if not pid_file.exists():
        return
    deadline = time.monotonic() + ORPHANS_MAY_TAKE
    while processes := _processes(data):
        if any(_is_server(process) for process in processes):
            return
        if time.monotonic() > deadline:
            _kill(processes)
        time.sleep(0.1)
    pid_file.unlink(missing_ok=True)
    for path in sockets.glob(".s.PGSQL.*"):
        path.unlink(missing_ok=True)


def _processes(data: Path) -> list[psutil.Process]:
    """Return the server's processes, by the name in their titles."""
    name = cluster_name(data)
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            words = " ".join(process.cmdline())
            if name in words and "postgres" in words:
                found.append(process)
    return found


def _is_server(process: psutil.Process) -> bool:
    """Say whether it is the server itself: its children show a title, it shows its options."""
    with suppress(psutil.Error):
        return "cluster_name=" in " ".join(process.cmdline())
    return False


def _kill(processes: list[psutil.Process]) -> None:
    for process in processes:
        with suppress(psutil.Error):
            process.send_signal(signal.SIGKILL)
