"""Files inside a PDF: read back as they are; of a hostile file one documented answer."""

import hashlib
import random

import pytest

from incidents.attachments import Unread, UnreadError
from incidents.attachments.__main__ import Forbidden, _refuse
from incidents.attachments.reading import MOST_FILES, read
from incidents.attachments.told import Told, clean, tell
from tests.attachments.pdfs import SNAPSHOT, bomb, by_hand, encrypted, mutated, pdf, sound

CALLED_ONE = b"<</F(a)/EF<</F 6 0 R>>>>"
STREAM = b"<</Length 2>>stream\nhi\nendstream"


def reason(content: bytes) -> str:
    with pytest.raises(UnreadError) as raised:
        read(content)
    return raised.value.reason


def test_names_and_contents_come_back_as_they_went_in() -> None:
    told = tell(read(sound()))

    assert [each.name for each in told.files] == ["snapshot.json", "table.csv"]
    assert told.files[1].sha256 == hashlib.sha256(b"code\r\na\r\n").hexdigest()
    assert told.snapshot is not None
    assert told.snapshot["period"] == SNAPSHOT["period"]
    assert list(told.incidents or {}) == ["INC-2026-0001"]
    assert Told.from_json(told.as_json()) == told


def test_a_pdf_without_files_has_none() -> None:
    assert tell(read(pdf({}))) == Told(files=())


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Unread.NOT_A_PDF),
        (b"code,title\r\n", Unread.NOT_A_PDF),
        (b"%PDF-1.7\n", Unread.DAMAGED),
        (sound()[: len(sound()) // 2], Unread.DAMAGED),
        (encrypted(), Unread.ENCRYPTED),
        (bomb(65), Unread.TOO_MUCH),
        (by_hand(b"<</Names[(a) 5 0 R]>>", CALLED_ONE), Unread.DAMAGED),
        (by_hand(b"<</Names[" + b"(a) 5 0 R " * 201 + b"]>>", CALLED_ONE, STREAM), Unread.TOO_MUCH),
        (by_hand(b"<</Kids[4 0 R]>>"), Unread.TOO_MUCH),
        (by_hand(b"[" * 100_000), Unread.DAMAGED),
    ],
    ids=[
        *("empty", "text", "header alone", "half", "encrypted", "bomb", "no stream", "too many"),
        *("a tree that bites its tail", "deep"),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, why: Unread) -> None:
    assert reason(content) == why


def test_as_many_files_as_are_allowed_are_read() -> None:
    pairs = b"(a) 5 0 R " * MOST_FILES
    assert len(read(by_hand(b"<</Names[" + pairs + b"]>>", CALLED_ONE, STREAM))) == MOST_FILES


@pytest.mark.parametrize("seed", range(4))
def test_a_mutated_file_is_read_or_refused_and_nothing_else(seed: int) -> None:
    chance = random.Random(seed)
    read_ones = 0
    for _ in range(100):
        try:
            tell(read(mutated(sound(), chance)))
            read_ones += 1
        except UnreadError as error:
            assert error.reason in Unread
    assert 0 < read_ones < 100


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 150))
def test_five_thousand_mutated_files_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(100):
        try:
            tell(read(mutated(sound(), chance)))
        except UnreadError as error:
            assert error.reason in Unread


HOSTILE = [
    b'{"incidents": {"a": 1}, "kind": 7, "edition": true, "audit": [1]}',
    b'{"kind": "\\ud800", "incidents": [1, {"reference": 4}, {"reference": "' + b"x" * 99 + b'"}]}',
    b'{"edition": 1e999}',
    b'{"edition": ' + b"9" * 9000 + b"}",
    b"[" * 100_000,
    b'{"a":' * 500 + b"1" + b"}" * 500,
    b"\xff\xfe",
    b"null",
]


@pytest.mark.parametrize("content", HOSTILE)
def test_a_hostile_snapshot_or_manifest_claims_nothing(content: bytes) -> None:
    told = tell(read(pdf({"snapshot.json": content, "manifest.json": content})))

    assert not told.snapshot or set(told.snapshot) <= {"kind"}
    assert not told.incidents
    assert told.listed == ()


def test_a_name_is_bounded_and_obeyed_by_no_terminal() -> None:
    said = clean("a\x1b[31m\n\N{RIGHT-TO-LEFT OVERRIDE}" + "b" * 1000)

    assert len(said) == 201
    assert said.isprintable()


@pytest.mark.parametrize(
    ("event", "arguments"),
    [("socket.connect", ()), ("subprocess.Popen", ()), ("open", ("x", "wb", 0))],
)
def test_the_process_reaches_nobody_and_writes_nothing(
    event: str, arguments: tuple[object, ...]
) -> None:
    with pytest.raises(Forbidden):
        _refuse(event, arguments)
    _refuse("open", ("x", "rb", 0))
