"""The private PostgreSQL: real servers, started, killed and started again."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.tracker.private_server import ask, keep_a_row
from tests.tracker.processes import server_processes
from tracker import embedded_postgres
from tracker.embedded_postgres import EmbeddedPostgresError
from tracker.postgres.account import server_account
from tracker.postgres.home import within_reach

ROOT = Path(__file__).resolve().parents[2]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root changes account")


def server_pid(folder: Path) -> int:
    home = folder / "var/elsewhere" if (folder / "var/elsewhere").exists() else folder / "var"
    return int((home / "postgres/postmaster.pid").read_text().split()[0])


def test_a_given_address_is_returned_and_nothing_is_started(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example.org/vigie")

    assert embedded_postgres.ensure_running(folder) == "postgresql://db.example.org/vigie"
    with embedded_postgres.in_use(folder) as address:
        assert address == "postgresql://db.example.org/vigie"
    assert list(folder.iterdir()) == []


def test_programs_that_are_not_there_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BINDIR", "/nowhere/bin")

    with pytest.raises(EmbeddedPostgresError, match="PG_BINDIR is '/nowhere/bin'"):
        embedded_postgres.find_programs()


def test_the_packaged_programs_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PG_BINDIR", raising=False)

    programs = embedded_postgres.find_programs()

    assert "embedded_postgres" in str(programs.folder)
    assert programs.major >= 18


def test_a_throwaway_trades_durability_for_speed_and_leaves_nothing() -> None:
    with embedded_postgres.throwaway() as address:
        settings = ("fsync", "synchronous_commit", "full_page_writes", "listen_addresses")
        found = [ask(address, f"SHOW {name}") for name in settings]
        base = Path(re.search(r"host=([^&]+)/s", address).group(1))  # type: ignore[union-attr]
        assert base.is_dir()

    assert found == ["off", "off", "off", ""]
    assert not base.exists()


def test_an_abandoned_throwaway_is_removed_by_the_next_one() -> None:
    code = (
        "import os, sys; from tracker.embedded_postgres import throwaway\n"
        "with throwaway() as address: print(address, flush=True); os.kill(os.getpid(), 9)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    killed = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    base = Path(killed.stdout.partition("host=")[2].partition("/s&")[0])
    assert base.is_dir()

    with embedded_postgres.throwaway():
        assert not base.exists()


def test_the_last_one_to_leave_stops_the_server(folder: Path) -> None:
    with embedded_postgres.in_use(folder) as first:
        with embedded_postgres.in_use(folder) as second:
            assert first == second
        assert ask(first, "SELECT 1") == "1"
        assert server_processes(folder)

    assert server_processes(folder) == []


def test_the_socket_is_closed_to_others_and_its_path_is_short(folder: Path) -> None:
    deep = folder / ("long" * 30) / ("longer" * 20)
    deep.mkdir(parents=True)
    try:
        with embedded_postgres.in_use(deep) as address:
            sockets = Path(ask(address, "SHOW unix_socket_directories"))
            assert len(str(sockets / ".s.PGSQL.5432.lock")) < 107
            assert sockets.stat().st_mode & 0o777 == 0o700
    finally:
        embedded_postgres.reset(deep)


@pytest.mark.long
def test_several_first_starts_at_once_make_one_server(folder: Path) -> None:
    code = (
        "import sys, time, psycopg; from pathlib import Path\n"
        "from tracker.embedded_postgres import in_use\n"
        "with in_use(Path(sys.argv[1])) as address:\n"
        "    print(psycopg.connect(address).execute('SELECT pg_postmaster_start_time()::text')"
        ".fetchone()[0]); time.sleep(2)"
    )
    command = [sys.executable, "-c", code, str(folder)]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    started = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = {process.communicate(timeout=60)[0] for process in started}

    assert [process.returncode for process in started] == [0, 0, 0, 0]
    assert len(said) == 1
    assert server_processes(folder) == []


def test_what_was_committed_survives_a_kill(folder: Path) -> None:
    keep_a_row(embedded_postgres.ensure_running(folder))
    os.kill(server_pid(folder), signal.SIGKILL)

    address = embedded_postgres.ensure_running(folder)

    assert ask(address, "SELECT number FROM kept") == "42"


def test_a_process_number_that_went_to_another_process_is_no_obstacle(folder: Path) -> None:
    keep_a_row(embedded_postgres.ensure_running(folder))
    pid_file = (folder / "var/postgres/postmaster.pid").resolve()
    os.kill(server_pid(folder), signal.SIGKILL)
    deadline = time.monotonic() + 10
    while server_processes(folder) and time.monotonic() < deadline:
        time.sleep(0.05)
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getppid()), *lines[1:]]) + "\n")

    address = embedded_postgres.ensure_running(folder)

    assert ask(address, "SELECT number FROM kept") == "42"


def test_a_first_start_that_was_cut_off_begins_again(folder: Path) -> None:
    half = folder / "var/postgres.half"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")

    with embedded_postgres.in_use(folder) as address:
        assert ask(address, "SELECT 1") == "1"

    assert not half.exists()


def test_a_cluster_of_another_version_is_left_alone(folder: Path) -> None:
    with embedded_postgres.in_use(folder):
        pass
    version = folder / "var/postgres/PG_VERSION"
    version.write_text("9\n")

    with pytest.raises(EmbeddedPostgresError, match="was made by PostgreSQL 9, but"):
        embedded_postgres.ensure_running(folder)

    assert version.read_text() == "9\n"


def test_someone_elses_socket_folder_is_refused(folder: Path) -> None:
    with embedded_postgres.in_use(folder) as address:
        sockets = Path(ask(address, "SHOW unix_socket_directories"))
    shutil.rmtree(sockets, ignore_errors=True)
    sockets.symlink_to(folder)
    try:
        with pytest.raises(EmbeddedPostgresError, match="is in the way"):
            embedded_postgres.ensure_running(folder)
    finally:
        sockets.unlink()


@as_root
def test_root_serves_from_a_folder_that_is_closed_to_others(folder: Path) -> None:
    folder.chmod(0o700)

    with embedded_postgres.in_use(folder) as address:
        keep_a_row(address)
        data = Path(ask(address, "SHOW data_directory"))
        assert data.stat().st_uid != 0
        assert not data.is_relative_to(folder)
    with embedded_postgres.in_use(folder) as address:
        assert ask(address, "SELECT number FROM kept") == "42"
    embedded_postgres.reset(folder)

    assert folder.stat().st_mode & 0o777 == 0o700
    assert not data.parent.exists()


@pytest.mark.long
@as_root
def test_programs_out_of_reach_are_copied_and_stay_roots(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PG_BINDIR", raising=False)
    closed = folder / "closed"
    programs = embedded_postgres.find_programs()
    for tree in programs.trees:
        shutil.copytree(tree, closed / tree.name)
    closed.chmod(0o700)
    monkeypatch.syspath_prepend(closed)
    account = server_account(folder / "none")

    copied = within_reach(embedded_postgres.find_programs(), folder, account)

    assert copied.folder.is_relative_to(folder / f"programs-{programs.version}")
    assert (copied.folder / "postgres").stat().st_uid == 0
    with embedded_postgres.in_use(folder) as address:
        assert ask(address, "SELECT 1") == "1"
