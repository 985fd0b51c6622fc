"""Serves the demo of this folder until it is told to stop: what `make run` does."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

import psutil

from tracker.embedded_postgres import in_use
from tracker.launch import address, catalogues, jobs, keep, server
from tracker.launch.address import Address
from tracker.launch.errors import LaunchError
from tracker.launch.first_run import FirstRun, key_of
from tracker.launch.lifeline import Lifeline
from tracker.launch.progress import say, step

LETS_GO_WITHIN = 40.0  # seconds for a site that is on its way out
ROLE_ACCOUNTS = ("reporter", "editor", "legal", "publisher", "auditor", "administrator")
"""Names in demo/accounts.toml."""
NOTE = Path("var/site.json")  # who serves this folder, for whoever comes second


class Stopped(BaseException):
    """Ctrl-C, a request to end, or the end of the `make` that started us."""


def run(root: Path, with_parent: bool) -> None:
    """Serve until stopped. Raises LaunchError or EmbeddedPostgresError when it cannot."""
    if os.environ.get("VIGIE_ENV", "demo") != "demo":
        raise LaunchError(
            "`make run` is the demo on this machine; VIGIE_ENV says otherwise. "
            "docs/operations.md tells how to serve in production."
        )
    where = address.from_environment()
    parent = psutil.Process(os.getppid()) if with_parent else None
    with _only_one(root, where, parent) as killed, _signals(root / NOTE):
        try:
            _serve(root, where, parent, patient=killed)
        except Stopped:
            say("Stopped.")


def _serve(root: Path, where: Address, parent: psutil.Process | None, patient: bool) -> None:
    lifeline = Lifeline()
    first = FirstRun(root, key_of(os.environ.get("DATABASE_URL")))
    listening = server.take_port(where, patient)
    os.environ["SECRET_KEY"] = os.environ.get("SECRET_KEY") or keep.secret_key(root)
    with step("Starting PostgreSQL"):
        database = in_use(root)
        os.environ["DATABASE_URL"] = database.__enter__()
    try:
        with step("Compiling the languages"):
            catalogues.compile_all(root)
        _finish(_prepare(first, lifeline), parent)
        with step("Starting the web server"):
            child = server.serve(root, listening, lifeline)
            listening.close()
        try:
            server.wait_until_ready(child, where)
            say(_welcome(first, where))
            with jobs.running(root, lifeline) as tend:
                _wait(child, parent, tend)
            raise LaunchError(f"The web server ended with status {child.returncode}; see above.")
        finally:
            server.stop(child)
    finally:
        _ignore_signals()
        database.__exit__(None, None, None)


def _prepare(first: FirstRun, lifeline: Lifeline) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tracker.launch.prepare", first.key],
        cwd=first.root,
        env=os.environ | lifeline.environment,
        pass_fds=[lifeline.fd],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def _finish(child: subprocess.Popen[bytes], parent: psutil.Process | None) -> None:
    """Wait for the preparation; it is stopped when we are."""
    try:
        _wait(child, parent)
    finally:
        server.stop(child)
    if child.returncode != 0:
        raise LaunchError("The site was not started; what went wrong is said above.")


def _wait(
    child: subprocess.Popen[bytes],
    parent: psutil.Process | None,
    meanwhile: Callable[[], None] = lambda: None,
) -> None:
    """Wait for the child's end; stop when the `make` that started us is gone."""
    while child.poll() is None:
        meanwhile()
        if parent is not None and not parent.is_running():
            raise Stopped
        with suppress(subprocess.TimeoutExpired):
            child.wait(0.5)


@contextmanager
def _only_one(root: Path, where: Address, parent: psutil.Process | None) -> Iterator[bool]:
    """Hold the folder's run lock; say whether the site before this one was killed."""
    var = root / "var"
    var.mkdir(exist_ok=True)
    note = root / NOTE
    try:
        stream = (var / "run.lock").open("ab")
    except PermissionError:
        raise LaunchError(
            f"{var} belongs to another account. Start as that account, or let it `make reset`."
        ) from None
    with stream:
        _take(stream.fileno(), note)
        killed = note.exists()
        facts = {"pid": os.getpid(), "url": where.local_url}
        if parent is not None:
            facts |= {"parent": parent.pid, "parent_began": parent.create_time()}
        note.write_text(json.dumps(facts))
        try:
            yield killed
        finally:
            note.unlink(missing_ok=True)


def _take(lock: int, note: Path) -> None:
    """Take the lock; wait only for a site that is already on its way out."""
    deadline = time.monotonic() + LETS_GO_WITHIN
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            facts = _read(note)
            if not _is_leaving(facts) or time.monotonic() > deadline:
                raise LaunchError(
                    f"Vigie already runs from this folder: process {facts.get('pid', '?')}, "
                    f"{facts.get('url', 'still starting')}. Stop it with Ctrl-C where it was "
                    f"started, or with `kill {facts.get('pid', '?')}`."
                ) from None
            time.sleep(0.2)
        else:
            return


def _read(note: Path) -> dict[str, object]:
    with suppress(OSError, ValueError):
        return dict(json.loads(note.read_text()))
    return {}


def _is_leaving(facts: dict[str, object]) -> bool:
    """Say whether the running site stops, or will because the `make` that started it is gone."""
    if facts.get("leaving") or "parent" not in facts:
        return bool(facts.get("leaving"))
    try:
        return psutil.Process(int(str(facts["parent"]))).create_time() != facts["parent_began"]
    except psutil.NoSuchProcess:
        return True


@contextmanager
def _signals(note: Path) -> Iterator[None]:
    """Turn the signals that mean "stop" into `Stopped`, and note that we are leaving."""

    def stop(number: int, frame: FrameType | None) -> None:
        _ignore_signals()
        os.write(sys.stdout.fileno(), b"\nStopping...\n")  # print may be in use right now
        note.write_text(json.dumps(_read(note) | {"leaving": True}))
        raise Stopped

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    yield


def _ignore_signals() -> None:
    """Let nothing interrupt the way out; each part of it takes bounded time."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def _welcome(first: FirstRun, where: Address) -> str:
    """Say where the site is and how to sign in; the demo's password is shown at every start."""
    lines = ["", "Vigie is ready.", "", f"    Site      {where.local_url}"]
    lines += [f"    Staff     {where.local_url}admin/"]
    if first.is_done():
        password = keep.demo_password_file(first.root)
        lines += ["    Name      demo", f"    Password  {password.read_text().strip()}"]
        lines += [
            f"              (made at the first run, kept in {password.relative_to(first.root)})",
            f"    Roles     {', '.join(ROLE_ACCOUNTS)}: same password",
            "              (no second factor is demanded here; in production it always is)",
            "",
        ]
        lines += ["The demo is made up. Ctrl-C stops it; `make run` starts it again with its"]
        lines += ["data; `make reset` forgets them.", ""]
    else:
        lines += ["", "The database had records of its own: no demo was loaded into it.", ""]
    return "\n".join(lines)
