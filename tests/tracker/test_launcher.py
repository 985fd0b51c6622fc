"""`make run` and `manage.py` as a person meets them: real processes in a folder of their own."""

import os
import pwd
import re
import signal
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from tests.tracker.launched import Place, as_user, place
from tests.tracker.processes import server_processes, web_processes, worker_processes

COUNT = "from django.contrib.auth import get_user_model as m; print('n =', m().objects.count())"
MAKE = "from django.contrib.auth import get_user_model as m; m().objects.create(username='kept')"
ORDINARY = "daemon"  # an account that every system has; not the one that root's server uses
NAMELESS = 54321  # a user id without an account

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


@pytest.fixture(scope="module")
def site() -> Iterator[Place]:
    """One folder for all tests of this file: each leaves it as it found it, stopped."""
    with place() as found:
        yield found


def wait_for(what: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not what() and time.monotonic() < deadline:
        time.sleep(0.05)
    return what()


def left_over(site: Place) -> list[str]:
    """What still runs a few seconds after the end: nothing, where all is well."""
    found = list[str]()
    for _ in range(50):
        found = server_processes(site.folder) + web_processes(site.folder)
        if not found:
            break
        time.sleep(0.1)
    return found


def test_it_serves_says_how_to_sign_in_and_stops_all_it_started(site: Place) -> None:
    with site.up() as process:
        assert site.status("health/ready") == 200
        assert wait_for(lambda: len(worker_processes(site.folder)) == 1)
        assert wait_for(lambda: site.answer("health/jobs") == (200, "running\n"))
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0

    assert left_over(site) == []
    assert "procrastinate" not in site.said()  # warnings and errors of the worker
    password = (site.folder / "var/demo_password").read_text().strip()
    assert re.search(rf"Password +{re.escape(password)}\n", site.said())
    assert site.url in site.said()
    assert len(password) >= 12


def refused_a_second_one(site: Place, pid: int) -> None:
    """It is told which one runs, and disturbs nothing."""
    second = site.run("-m", "tracker.launch")
    assert site.status("health/ready") == 200
    assert second.returncode == 1
    assert f"process {pid}" in second.stderr
    assert site.url in second.stderr


@pytest.mark.long
def test_one_that_is_stopping_is_waited_for(site: Place) -> None:
    with site.up() as first:
        first.send_signal(signal.SIGINT)
        wait_for(lambda: "Stopping" in site.said())
        with site.up() as second:
            assert site.status("health/ready") == 200
            assert first.poll() == 0
            assert second.poll() is None


@pytest.mark.long
def test_a_worker_that_is_killed_is_started_again_and_ends_with_a_launcher_that_is_killed(
    site: Place,
) -> None:
    with site.up() as process:
        assert wait_for(lambda: len(worker_processes(site.folder)) == 1)
        (killed,) = worker_processes(site.folder)
        os.kill(killed, signal.SIGKILL)
        assert wait_for(lambda: worker_processes(site.folder) not in ([], [killed]))
        assert site.status("health/ready") == 200
        process.kill()

    assert wait_for(lambda: worker_processes(site.folder) == [])
    assert "The worker ended with status -9; it starts again." in site.said()


@pytest.mark.long
def test_killed_and_started_again_it_keeps_its_data(site: Place) -> None:
    with site.up() as process:
        assert site.run("manage.py", "shell", "-c", MAKE).returncode == 0
        process.kill()

    with site.up():
        counted = site.run("manage.py", "shell", "-c", COUNT)
        assert site.status("health/ready") == 200

    assert "n = 1" in counted.stdout
    assert left_over(site) == []


@pytest.mark.long
def test_everything_killed_at_once_it_starts_again(site: Place) -> None:
    with site.up() as process:
        pid_file = site.folder / "var/postgres/postmaster.pid"
        process.kill()
        os.kill(int(pid_file.read_text().split()[0]), signal.SIGKILL)

    with site.up():
        assert site.status("health/ready") == 200

    assert left_over(site) == []


@pytest.mark.long
def test_it_stops_when_the_make_that_started_it_is_killed(site: Place) -> None:
    command = 'cd "$1" && "$2" -m tracker.launch --with-parent >first.log 2>&1; true'
    shell = subprocess.Popen(
        ["sh", "-c", command, "sh", str(site.folder), sys.executable], env=site.environment()
    )
    first = site.folder / "first.log"  # a log of its own: what it says is not the second's
    assert wait_for(lambda: first.exists() and "Vigie is ready" in first.read_text(), 60)

    shell.kill()
    shell.wait()

    with site.up():  # at once: it waits for the one that is leaving
        assert site.status("health/ready") == 200
    assert left_over(site) == []


def test_commands_work_with_the_site_down_and_leave_no_server(site: Place) -> None:
    done = site.run("manage.py", "shell", "-c", COUNT)

    assert done.returncode == 0, done.stderr
    assert "n = " in done.stdout
    assert left_over(site) == []


@pytest.fixture(scope="module")
def unused() -> Iterator[Place]:
    """Where nothing was started: each test leaves it so."""
    with place() as found:
        yield found


@pytest.mark.parametrize("arguments", [["check"], ["--help"], ["help", "migrate"], ["version"]])
def test_commands_that_need_nothing_start_nothing(arguments: list[str], unused: Place) -> None:
    before = sorted((unused.folder / "var").iterdir())

    done = unused.run("manage.py", *arguments)

    assert done.returncode == 0, done.stderr
    assert sorted((unused.folder / "var").iterdir()) == before


def test_a_port_that_is_taken_is_named_before_anything_starts(site: Place) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        elsewhere = Place(site.folder, taken.getsockname()[1])
        done = elsewhere.run("-m", "tracker.launch")

    assert done.returncode == 1
    assert f"Port {elsewhere.port} on 127.0.0.1 is taken" in done.stderr
    assert "PostgreSQL" not in done.stdout


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("PORT", "abc", "PORT 'abc' is not a port"),
        ("PORT", "70000", "PORT '70000' is not a port"),
        ("HOST", "no such host", "HOST 'no such host' is unknown here"),
        ("VIGIE_ENV", "production", "`make run` is the demo"),
    ],
)
def test_a_setting_that_will_not_do_is_named(
    site: Place, name: str, value: str, message: str
) -> None:
    done = Place(site.folder, site.port, extra={name: value}).run("-m", "tracker.launch")

    assert done.returncode == 1
    assert done.stderr.startswith(message)
    assert "Traceback" not in done.stderr


@pytest.mark.long
def test_reset_waits_for_nobody_and_forgets(site: Place) -> None:
    with site.up():
        refused = site.run("-m", "tracker.launch.reset")
        assert site.status("health/ready") == 200
    with place() as elsewhere:
        elsewhere.run("manage.py", "migrate", "--verbosity", "0")
        done = elsewhere.run("-m", "tracker.launch.reset")
        assert list((elsewhere.folder / "var").iterdir()) == []

    assert refused.returncode == 1
    assert "stop it first" in refused.stderr
    assert done.returncode == 0


@pytest.mark.long
@only_root
def test_an_ordinary_user_can_do_all_of_it() -> None:
    account = pwd.getpwnam(ORDINARY)
    with place() as theirs:
        give(theirs, account.pw_uid)
        with theirs.up():
            assert theirs.status("health/ready") == 200
            assert "n = " in theirs.run("manage.py", "shell", "-c", COUNT).stdout
        assert left_over(theirs) == []
        assert (theirs.folder / "var/postgres").stat().st_uid == account.pw_uid


@only_root
def test_a_user_without_a_name_is_told_what_to_do() -> None:
    with place() as theirs:
        give(theirs, NAMELESS)
        done = theirs.run("-m", "tracker.launch")

    assert done.returncode == 1
    assert f"user {NAMELESS} has none on this system" in done.stderr


def give(site: Place, uid: int) -> None:
    """Make the folder the user's, closed to others, and act as that user from here on."""
    for path in (site.folder, *site.folder.rglob("*")):
        os.chown(path, uid, uid)
    site.folder.chmod(0o700)
    site.user, site.python = uid, _python_for(uid)
    site.extra = {"PYTHONPATH": sysconfig.get_path("purelib"), "HOME": str(site.folder)}


def _python_for(uid: int) -> str:
    """A Python of this version that the other user may run; the packages are for this version."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    environment = {"PYTHONPATH": sysconfig.get_path("purelib")}
    for path in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        probe = [path, "-c", "import psycopg, django"]
        with suppress(OSError):
            done = subprocess.run(probe, env=environment, capture_output=True, **as_user(uid))
            if done.returncode == 0:
                return path
    pytest.skip(f"no {version} with readable packages for an ordinary user")


@pytest.mark.long
def test_a_first_run_that_was_cut_off_is_finished_by_the_next_one() -> None:
    with place(demo=True) as new:
        process = new.start()
        assert wait_for(lambda: "Loading the demo" in new.said(), 60)
        time.sleep(3)
        process.kill()
        process.wait()
        assert not (new.folder / "var/demo-own.done").exists()

        with new.up():
            assert new.status("fr/incidents/") == 200

        count = "from incidents.models import Report; print('reports =', Report.objects.count())"
        assert "reports = 1" in new.run("manage.py", "shell", "-c", count).stdout
