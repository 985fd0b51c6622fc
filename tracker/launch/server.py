"""The web server as a child of the launcher."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tracker.launch.address import Address
from tracker.launch.errors import LaunchError
from tracker.launch.lifeline import Lifeline

THREADS = 8
STARTS_WITHIN = 60.0  # seconds
STOPS_WITHIN = 20.0  # seconds; longer than a request may take to end, see gunicorn_settings
FREED_WITHIN = 10.0  # seconds for a port that the site before this one still holds


def take_port(address: Address, patient: bool) -> socket.socket:
    """Bind the port now, so that nobody waits through a first run to hear that it is taken.

    It does not listen yet: a visitor who comes early is refused at once and need not wait.

    `patient`: the site before this one was killed and may still be letting go of it.
    """
    deadline = time.monotonic() + (FREED_WITHIN if patient else 0)
    while True:
        taken = socket.socket(address.family, socket.SOCK_STREAM)
        try:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind(address.sockaddr)
        except OSError as error:
            taken.close()
            if error.errno == errno.EADDRINUSE and time.monotonic() < deadline:
                time.sleep(0.2)
                continue
            raise LaunchError(_why_not(address, error)) from None
        return taken


def _why_not(address: Address, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {address.port} on {address.host} is taken by another program. "
            f"Choose another: `make run PORT={address.port % 65535 + 1}`."
        )
    if error.errno == errno.EACCES:
        return f"Port {address.port} needs root. Choose one above 1023: `make run PORT=8000`."
    return f"HOST {address.host!r} cannot be used on this machine: {error.strerror}."


def serve(root: Path, listening: socket.socket, lifeline: Lifeline) -> subprocess.Popen[bytes]:
    """Start gunicorn on the bound socket, in a session of its own: Ctrl-C reaches us alone."""
    workers = str(max(2, min(4, os.cpu_count() or 1)))
    command = [sys.executable, "-m", "gunicorn", "tracker.wsgi:application"]
    command += ["--config", "python:tracker.launch.gunicorn_settings"]
    command += ["--bind", f"fd://{listening.fileno()}", "--chdir", str(root)]
    command += ["--workers", workers, "--threads", str(THREADS)]
    return subprocess.Popen(
        command,
        cwd=root,
        env=os.environ | lifeline.environment,
        pass_fds=[lifeline.fd, listening.fileno()],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def wait_until_ready(server: subprocess.Popen[bytes], address: Address) -> None:
    """Return once the site answers; refuse to go on when it ended or takes too long."""
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise LaunchError(f"The web server ended with status {server.returncode}; see above.")
        try:
            urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
                f"{address.local_url}health/live", timeout=2
            ).close()
        except (OSError, urllib.error.URLError):
            time.sleep(0.1)
        else:
            return
    raise LaunchError(f"The web server does not answer within {STARTS_WITHIN:.0f} s.")


def stop(child: subprocess.Popen[bytes]) -> None:
    """End a child in an orderly way, and within bounded time."""
    if child.poll() is None:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)  # its workers too: the session is its own
            child.wait()
