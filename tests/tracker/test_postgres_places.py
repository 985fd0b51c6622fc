"""Where a private PostgreSQL lives: copies of a checkout, odd names, folders of others."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.tracker.private_server import ask, keep_a_row
from tracker import embedded_postgres

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root changes account")


@pytest.mark.long
@as_root
def test_a_copied_checkout_neither_serves_nor_deletes_the_others_database(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    original, copy = folder / "original", folder / "copy"
    original.mkdir(mode=0o700)
    with embedded_postgres.in_use(original) as address:
        keep_a_row(address)
        data = Path(ask(address, "SHOW data_directory"))
    shutil.copytree(original, copy, symlinks=True)
    copy.chmod(0o700)
    try:
        embedded_postgres.reset(copy)
        shutil.copytree(original, copy, symlinks=True, dirs_exist_ok=True)
        assert capsys.readouterr().err.count("belongs to another checkout") == 1
        with embedded_postgres.in_use(copy) as address:
            assert "belongs to another checkout" in capsys.readouterr().err
            assert ask(address, "SELECT to_regclass('kept') IS NULL") == "True"
            assert Path(ask(address, "SHOW data_directory")) != data
        with embedded_postgres.in_use(original) as address:
            assert ask(address, "SELECT number FROM kept") == "42"
    finally:
        embedded_postgres.reset(copy)
        embedded_postgres.reset(original)
    assert not data.parent.exists()


@pytest.mark.long
@as_root
def test_a_copy_that_takes_the_originals_place_is_still_a_copy(folder: Path) -> None:
    place, moved = folder / "place", folder / "moved"
    place.mkdir(mode=0o700)
    with embedded_postgres.in_use(place) as address:
        keep_a_row(address)
    place.rename(moved)
    shutil.copytree(moved, place, symlinks=True)
    place.chmod(0o700)

    embedded_postgres.reset(place)

    assert (moved / "var/elsewhere/postgres/PG_VERSION").is_file()
    shutil.rmtree(place)
    moved.rename(place)
    try:
        with embedded_postgres.in_use(place) as address:
            assert ask(address, "SELECT number FROM kept") == "42"
    finally:
        embedded_postgres.reset(place)


@pytest.mark.long
@as_root
def test_a_backup_that_followed_the_link_is_served_from_an_open_checkout(folder: Path) -> None:
    closed, opened, backup = folder / "closed", folder / "opened", folder / "backup"
    closed.mkdir(mode=0o700)
    (opened / "var").mkdir(parents=True)
    with embedded_postgres.in_use(closed) as address:
        keep_a_row(address)
    subprocess.run(["cp", "-aL", str(closed / "var"), str(backup)], check=True)
    embedded_postgres.reset(closed)

    source, target = backup / "elsewhere/postgres", opened / "var/postgres"
    subprocess.run(["cp", "-a", str(source), str(target)], check=True)

    try:
        with embedded_postgres.in_use(opened) as address:
            assert ask(address, "SELECT number FROM kept") == "42"
    finally:
        embedded_postgres.reset(opened)


@pytest.mark.parametrize("name", [pytest.param("a b", marks=pytest.mark.long), "a $HOME 'b;c"])
def test_the_socket_is_held_by_a_temporary_folder_of_any_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    spaced = folder / name
    spaced.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spaced))

    with embedded_postgres.in_use(folder) as address:
        assert ask(address, "SELECT 1") == "1"
        assert Path(ask(address, "SHOW unix_socket_directories")).parent == spaced


def test_a_throwaway_lives_in_a_temporary_folder_with_a_space(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spaced = folder / "a b"
    spaced.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spaced))

    with embedded_postgres.throwaway() as address:
        assert ask(address, "SHOW fsync") == "off"


def test_a_link_that_looks_like_an_abandoned_throwaway_is_not_followed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, precious = folder / "t", folder / "precious"
    for path in (place, precious, place / f"{embedded_postgres.TEST_PREFIX}inside"):
        path.mkdir()
    (precious / "alive").touch()
    (precious / "kept").touch()
    (place / f"{embedded_postgres.TEST_PREFIX}link").symlink_to(precious)
    (place / f"{embedded_postgres.TEST_PREFIX}inside/alive").symlink_to(precious / "alive")
    monkeypatch.setattr(tempfile, "tempdir", str(place))

    with embedded_postgres.throwaway() as address:
        assert ask(address, "SELECT 1") == "1"

    assert (precious / "kept").exists()
    assert sorted(path.name for path in place.iterdir()) == ["vigie-test-inside", "vigie-test-link"]


@as_root
def test_a_throwaway_of_another_account_is_left_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = folder / f"{embedded_postgres.TEST_PREFIX}another"
    base.mkdir()
    (base / "alive").touch()
    os.chown(base, 65534, 65534)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))

    with embedded_postgres.throwaway():
        assert (base / "alive").exists()
