"""Reading in a process of its own. Whatever becomes of that process is one of the documented
reasons, and nothing of it is left behind."""

import json
import os
import signal
import sys
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import BoundedSemaphore, Timer
from typing import IO

from incidents.attachments.told import Told
from incidents.attachments.unread import Unread, UnreadError

ROOT = Path(__file__).resolve().parents[2]
WALL_S = 30
"""It may wait for a processor; what it uses of one is bounded by itself."""
AT_ONCE = BoundedSemaphore(2)
"""So many of one server process: each may take half a gigabyte."""
IN_LINE = BoundedSemaphore(4)
"""So many have one read or wait for it: threads that wait answer nobody else."""
LARGEST_ANSWER = 4 * 1024 * 1024
BARE = {"LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
"""Its environment: no secret, no address of a database, no proxy."""


def read_apart(file: IO[bytes], *, wall_s: float = WALL_S) -> Told:
    """What is told of the attachments of an open file on the disk, from its first byte on; it is
    not to be read any more afterwards. Raises UnreadError.
    """
    if not IN_LINE.acquire(blocking=False):
        raise UnreadError(Unread.BUSY)
    try:
        if not AT_ONCE.acquire(timeout=wall_s):
            raise UnreadError(Unread.TOO_LONG)
        try:
            return _answer(*_asked(file.fileno(), wall_s))
        finally:
            AT_ONCE.release()
    finally:
        IN_LINE.release()


def _asked(number: int, wall_s: float) -> tuple[bytes, int]:
    """What the process said of the file under this descriptor, and how it ended."""
    os.lseek(number, 0, os.SEEK_SET)
    with Popen(
        [sys.executable, "-E", "-s", "-m", "incidents.attachments"],
        stdin=number,
        stdout=PIPE,
        stderr=DEVNULL,
        cwd=ROOT,
        env=BARE,
        close_fds=True,
    ) as process:
        late = Timer(wall_s, process.kill)
        late.start()
        try:
            assert process.stdout is not None
            answer = process.stdout.read(LARGEST_ANSWER + 1)
            if len(answer) > LARGEST_ANSWER:
                process.kill()
            process.wait()
        finally:
            late.cancel()
    return answer, process.returncode


def _answer(answer: bytes, status: int) -> Told:
    if len(answer) > LARGEST_ANSWER:
        raise UnreadError(Unread.TOO_MUCH)
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        raise UnreadError(Unread.TOO_LONG)
    if status:
        raise UnreadError(Unread.FAILED)
    found = json.loads(answer)
    if "unread" in found:
        raise UnreadError(Unread(found["unread"]))
    return Told.from_json(found["told"])
