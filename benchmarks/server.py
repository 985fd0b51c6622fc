"""Servers on free ports of this machine, as they are measured: each ends with its block."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

HOST = "127.0.0.1"
WORKERS = 2
STARTS_WITHIN = 180.0  # seconds; a busy machine takes a while
SITE, SITE_IS_READY = "tracker.wsgi:application", "/health/ready"


@contextmanager
def serving(
    root: Path,
    log: Path,
    *,
    application: str = SITE,
    ready: str = SITE_IS_READY,
    environment: Mapping[str, str] | None = None,
    workers: int = WORKERS,
) -> Iterator[int]:
    """A WSGI application as the site is served: give the port of gunicorn with two workers.

    ``ready`` is a path that answers 200. Raises RuntimeError with the log's end.
    """
    with listening() as (port, descriptor):
        command = [sys.executable, "-m", "gunicorn", application]
        command += ["--config", "python:tracker.launch.gunicorn_settings"]
        command += ["--bind", f"fd://{descriptor}", "--workers", str(workers), "--threads", "8"]
        with running(command, root, log, environment, [descriptor]) as child:
            wait(child, port, log, ready)
            yield port


@contextmanager
def listening() -> Iterator[tuple[int, int]]:
    """A port of this machine that is ours, and the descriptor by which a child takes it."""
    with socket.socket() as found:
        found.bind((HOST, 0))
        found.listen(64)
        yield found.getsockname()[1], found.fileno()


@contextmanager
def running(
    command: Sequence[str],
    root: Path,
    log: Path,
    environment: Mapping[str, str] | None = None,
    descriptors: Sequence[int] = (),
) -> Iterator[subprocess.Popen[bytes]]:
    """A child whose words go to ``log``; with the block it is asked to end, then made to."""
    with log.open("wb") as stream:
        child = subprocess.Popen(
            command,
            cwd=root,
            env=os.environ | (environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            pass_fds=descriptors,
        )
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(15)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def wait(child: subprocess.Popen[bytes], port: int, log: Path, ready: str) -> None:
    """Until the path answers 200. Raises RuntimeError with the log's end."""
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and child.poll() is None:
        connection = http.client.HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", ready)
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.2)
    raise RuntimeError(f"The server did not answer:\n{log.read_text(errors='replace')[-2000:]}")
