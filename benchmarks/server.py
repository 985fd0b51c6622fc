"""The site as it is served: gunicorn with two workers on a free port of this machine."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOST = "127.0.0.1"
WORKERS = 2
STARTS_WITHIN = 60.0  # seconds


@contextmanager
def serving(root: Path, log: Path) -> Iterator[int]:
    """Give the port; the server ends with the block. Raises RuntimeError with the log's end."""
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        listening.listen(64)
        port = listening.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "tracker.wsgi:application"]
        command += ["--config", "python:tracker.launch.gunicorn_settings"]
        command += ["--bind", f"fd://{listening.fileno()}", "--workers", str(WORKERS)]
        command += ["--threads", "8"]
        with log.open("wb") as stream:
            child = subprocess.Popen(
                command,
                cwd=root,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                pass_fds=[listening.fileno()],
            )
    try:
        _wait(child, port, log)
        yield port
    finally:
        child.terminate()
        try:
            child.wait(15)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait(child: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and child.poll() is None:
        connection = http.client.HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", "/health/ready")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.2)
    raise RuntimeError(f"The server did not answer:\n{log.read_text(errors='replace')[-2000:]}")
