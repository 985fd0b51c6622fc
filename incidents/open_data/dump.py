"""The dated dump: everything that is public at one moment, as one file.

The same content on the same day gives the same bytes: rows go by reference, nothing in the file
says the hour. It is written beside its name and has it when it is whole.
"""

import fcntl
import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from tempfile import mkdtemp

from django.conf import settings
from django.db import connection
from django.utils import timezone
from pyroaring import BitMap

from incidents.facet_sets import one_moment
from incidents.models import ListedIncident
from incidents.open_data import shelf
from incidents.open_data.asked import everything, keys
from incidents.open_data.dump_files import Counts, write_data, write_words
from incidents.open_data.taken_back import held
from incidents.open_data.whole_files import whole_file

SUMS = "SHA256SUMS"
CHUNK = 1 << 20
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Written:
    """What a dump holds."""

    rows: Counts
    keys: BitMap
    redactions: list[int]
    erasures: list[int]
    at: datetime


def make(*, day: date | None = None, tell: Tell = lambda _said: None) -> shelf.Dump:
    """Write the dump of today, keep it, and clear the shelf. Raises OSError."""
    day = day or timezone.localdate()
    shelf.folder().mkdir(parents=True, exist_ok=True)
    with _making() as folder:
        written = _write(folder, day, tell)
        path = shelf.path_of(day)
        sha256 = _zip(folder, path, day, tell)
    made = shelf.Dump(
        day=day,
        made_at=written.at,
        sha256=sha256,
        size=path.stat().st_size,
        licence=settings.DATA_LICENCE,
        incidents=written.rows["incidents"],
        rows=written.rows,
        keys=shelf.packed(written.keys),
        redactions=written.redactions,
        erasures=written.erasures,
    )
    shelf.keep(made)
    for said in shelf.clear():
        tell(said)
    return made


def _write(folder: Path, day: date, tell: Tell) -> Written:
    """Every file of the dump, of one moment."""
    with one_moment():
        at = _moment()
        asked = replace(everything(day), tell=_telling(tell))
        found = BitMap(keys(asked).tolist())
        known = held(at, found)
        rows = write_data(folder, asked)
    write_words(folder, day, rows)
    return Written(rows, found, sorted(known.redactions), sorted(known.erasures), at)


def _moment() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        at: datetime = cursor.fetchone()[0]
    return at


def _telling(tell: Tell) -> Callable[[int], None]:
    """Told some twenty times, however many there are."""
    total = ListedIncident.objects.order_by().count()
    step, told = max(total // 20, 1), 0

    def heard(done: int) -> None:
        nonlocal told
        if done >= told + step or done == total:
            told = done
            tell(f"{done} of {total} incidents")

    return heard


def _zip(folder: Path, path: Path, day: date, tell: Tell) -> str:
    """Pack the folder, each file with its sum; gives the digest of the whole. A file is deleted as
    soon as it is packed: it need not stand there twice."""
    sums = []
    with whole_file(path) as stream, zipfile.ZipFile(stream, "w") as packed:
        for file in sorted(each for each in folder.rglob("*") if each.is_file()):
            name = file.relative_to(folder).as_posix()
            sums.append(f"{_pack(packed, file, name, day)}  {name}\n")
            file.unlink()
            tell(f"packed {name}")
        listed = folder / SUMS
        listed.write_text("".join(sums), encoding="utf-8")
        _pack(packed, listed, SUMS, day)
    return _digest(path)


def _pack(packed: zipfile.ZipFile, file: Path, name: str, day: date) -> str:
    seen = hashlib.sha256()
    entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    with file.open("rb") as source, packed.open(entry, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            seen.update(chunk)
            target.write(chunk)
    return seen.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _making() -> Iterator[Path]:
    """A folder for what is being written, gone with the block; those of processes that were killed
    go first. Whoever writes holds a lock on theirs: numbers of processes say nothing, in another
    container the same one is somebody else's."""
    for left in shelf.folder().glob(".making-*"):
        with suppress(OSError), _locked(left):
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(mkdtemp(prefix=".making-", dir=shelf.folder()))
    try:
        with _locked(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Raises OSError where another process holds it."""
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(held)
