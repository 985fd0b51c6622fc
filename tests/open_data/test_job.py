"""The dump of each night: once a day, cleared each hour, and why it failed where it did."""

from pathlib import Path

import pytest
from pytest_django import Settings

from incidents import jobs
from incidents.open_data import dump, shelf
from tests.views.published import publish

pytestmark = pytest.mark.django_db


def test_the_job_makes_one_dump_a_day(settings: Settings, tmp_path: Path) -> None:
    settings.DUMPS_DIR = str(tmp_path)
    publish()

    jobs.dump(timestamp=0)
    (made,) = shelf.dumps()
    jobs.dump(timestamp=0)

    assert [each.made_at for each in shelf.dumps()] == [made.made_at]


def test_without_a_folder_nothing_is_made(settings: Settings) -> None:
    settings.DUMPS_DIR = ""

    jobs.dump(timestamp=0)

    assert shelf.dumps() == []


def test_what_cannot_be_written_is_told(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings.DUMPS_DIR = str(tmp_path / "file" / "folder")

    with pytest.raises(jobs.NotDumped, match="folder"):
        jobs.dump(timestamp=0)


def test_a_job_that_was_killed_is_made_up_for(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DUMPS_DIR = str(tmp_path)

    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device", "somewhere")

    with monkeypatch.context() as patched:
        patched.setattr(dump, "_pack", full)
        with pytest.raises(jobs.NotDumped, match="No space left"):
            jobs.dump(timestamp=0)
    assert list(tmp_path.iterdir()) == []

    jobs.dump(timestamp=0)

    assert len(shelf.dumps()) == 1
