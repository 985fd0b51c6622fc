from pathlib import Path

from tracker.launch.first_run import FirstRun, key_of


def test_each_database_has_a_first_run_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    own = FirstRun(tmp_path, key_of(None))
    other = FirstRun(tmp_path, key_of("postgresql://db.example.org/vigie"))

    own.begin()
    assert own.has_begun()
    assert not own.is_done()
    own.finish()

    assert own.is_done()
    assert not other.is_done()
    assert not other.has_begun()


def test_the_address_is_not_legible_in_the_key() -> None:
    assert "secret" not in key_of("postgresql://vigie:secret@db.example.org/vigie")
