"""The process that reads: it answers, is stopped, leaves nothing behind."""

import io
import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from incidents.attachments import Unread, UnreadError, read_apart
from incidents.attachments.apart import AT_ONCE, IN_LINE, _answer
from tests.attachments.pdfs import bomb, by_hand, encrypted, mutated, sound


@contextmanager
def on_disk(content: bytes) -> Iterator[IO[bytes]]:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        yield file


def reason(content: bytes, wall_s: float = 30) -> str:
    with on_disk(content) as file, pytest.raises(UnreadError) as raised:
        read_apart(file, wall_s=wall_s)
    return raised.value.reason


def test_it_tells_what_is_inside_from_the_first_byte() -> None:
    with on_disk(sound()) as file:
        file.seek(100)
        told = read_apart(file)

    assert [each.name for each in told.files] == ["snapshot.json", "table.csv"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (encrypted(), Unread.ENCRYPTED),
        (sound()[:400], Unread.DAMAGED),
        (bomb(70), Unread.TOO_MUCH),
        (by_hand(b"<</Kids[" + b"[" * 50_000), Unread.DAMAGED),
    ],
    ids=["encrypted", "truncated", "bomb", "deep"],
)
def test_a_hostile_file_has_its_reason_and_leaves_nothing_behind(
    content: bytes, why: Unread, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = open_files()

    assert reason(content) == why

    assert list(tmp_path.iterdir()) == []
    assert open_files() == before


def test_what_takes_too_long_is_ended() -> None:
    assert reason(sound(), wall_s=0.01) == Unread.TOO_LONG


def test_no_more_are_read_at_once_than_the_machine_carries() -> None:
    with AT_ONCE, AT_ONCE:
        assert reason(sound(), wall_s=0.01) == Unread.TOO_LONG


def test_who_would_wait_behind_many_is_told_at_once() -> None:
    with AT_ONCE, AT_ONCE, IN_LINE, IN_LINE, IN_LINE, IN_LINE:
        assert reason(sound()) == Unread.BUSY
    assert reason(b"no pdf") == Unread.NOT_A_PDF


@pytest.mark.parametrize(
    ("answer", "status", "why"),
    [
        (b"", 1, Unread.FAILED),
        (b"", -11, Unread.FAILED),
        (b"", -24, Unread.TOO_LONG),
        (b'{"unread": "damaged"}', 0, Unread.DAMAGED),
        (b"x" * (4 * 1024 * 1024 + 1), -9, Unread.TOO_MUCH),
    ],
)
def test_every_end_of_it_is_a_documented_reason(answer: bytes, status: int, why: Unread) -> None:
    with pytest.raises(UnreadError) as raised:
        _answer(answer, status)
    assert raised.value.reason == why


def open_files() -> int:
    return len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0


def test_a_file_that_is_not_on_the_disk_is_not_taken() -> None:
    with pytest.raises(io.UnsupportedOperation):
        read_apart(io.BytesIO(sound()))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(40))
def test_mutated_files_are_read_or_refused_by_the_process_too(seed: int) -> None:
    with on_disk(mutated(sound(), random.Random(1000 + seed))) as file:
        try:
            read_apart(file)
        except UnreadError as error:
            assert error.reason is not Unread.FAILED
