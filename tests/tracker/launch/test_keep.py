import stat
from pathlib import Path

from tracker.launch import keep


def test_the_secret_is_made_once_and_is_its_owners(tmp_path: Path) -> None:
    first = keep.secret_key(tmp_path)

    assert keep.secret_key(tmp_path) == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "var/secret_key").stat().st_mode) == 0o600


def test_two_folders_have_two_passwords(tmp_path: Path) -> None:
    one = keep.demo_password_file(tmp_path / "one").read_text()
    two = keep.demo_password_file(tmp_path / "two").read_text()

    assert one != two


def test_no_draft_stays_behind(tmp_path: Path) -> None:
    keep.secret_key(tmp_path)

    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret_key"]
