"""The worker of the jobs as a second child of the launcher."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.launch import server
from tracker.launch.lifeline import Lifeline
from tracker.launch.progress import complain

PAUSE = 5.0  # seconds before a worker that ended is started again


@contextmanager
def running(root: Path, lifeline: Lifeline) -> Iterator[Callable[[], None]]:
    """A worker, until the end. Call what is given now and then: it starts the worker again when it
    has ended."""
    worker = _Worker(root, lifeline)
    worker.start()
    try:
        yield worker.tend
    finally:
        server.stop(worker.process)


class _Worker:
    """Its process; one that ends by itself waits a little before the next."""

    def __init__(self, root: Path, lifeline: Lifeline) -> None:
        self.root = root
        self.lifeline = lifeline
        self.again_at = 0.0

    def start(self) -> None:
        """In a session of its own: Ctrl-C reaches the launcher alone. The folder is named so that
        a list of processes says whose worker it is."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tracker.launch.worker", "--chdir", str(self.root), "jobs"],
            cwd=self.root,
            env=os.environ | self.lifeline.environment,
            pass_fds=[self.lifeline.fd],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def tend(self) -> None:
        if self.process.poll() is None:
            self.again_at = 0.0
        elif not self.again_at:
            complain(f"The worker ended with status {self.process.returncode}; it starts again.")
            self.again_at = time.monotonic() + PAUSE
        elif time.monotonic() >= self.again_at:
            self.again_at = 0.0
            self.start()
