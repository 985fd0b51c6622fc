"""The dumps that are kept: a folder with a file of data and a note about it for each day.

A dump is there once its note is, which is written last. What may not be given any more leaves its
note, without keys: date, digest, and that it is gone.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from pyroaring import BitMap

from incidents.open_data.taken_back import Held, is_taken_back
from incidents.open_data.whole_files import whole_file

NOTE = re.compile(r"vigie-(\d{4}-\d{2}-\d{2})\.json", re.ASCII)
NOTES_KEPT = 400
"""So many notes of dumps that are gone."""


@dataclass(frozen=True)
class Dump:
    """One dump, as its note tells. ``rows`` are numbers of rows by table; ``taken_back``: it holds
    what the site took back since, and is given no more."""

    day: date
    made_at: datetime
    sha256: str
    size: int
    licence: str
    incidents: int
    rows: dict[str, int] = field(default_factory=dict)
    keys: str = ""
    redactions: list[int] = field(default_factory=list)
    erasures: list[int] = field(default_factory=list)
    taken_back: bool = False

    @property
    def path(self) -> Path:
        """Its file."""
        return path_of(self.day)

    @property
    def held(self) -> Held:
        """What it holds."""
        keys = BitMap.deserialize(base64.b64decode(self.keys)) if self.keys else BitMap()
        return Held(self.made_at, keys, frozenset(self.redactions), frozenset(self.erasures))

    @property
    def is_given(self) -> bool:
        """Whether it may be given, asked now."""
        return not self.taken_back and self.path.exists() and not is_taken_back(self.held)


def folder() -> Path:
    """Where dumps are kept."""
    return Path(settings.DUMPS_DIR)


def path_of(day: date) -> Path:
    """The file of a day."""
    return folder() / f"vigie-{day.isoformat()}.zip"


def dumps() -> list[Dump]:
    """All of which there is a note, the newest first; none where there is no folder."""
    if not settings.DUMPS_DIR or not folder().is_dir():
        return []
    found = [_read(path) for path in folder().iterdir() if NOTE.fullmatch(path.name)]
    return sorted(found, key=lambda dump: dump.day, reverse=True)


def dump_of(day: date) -> Dump | None:
    """That of a day."""
    path = _note(day)
    return _read(path) if settings.DUMPS_DIR and path.is_file() else None


def keep(dump: Dump) -> None:
    """Write its note: from now on it is there."""
    values = asdict(dump) | {"day": dump.day.isoformat(), "made_at": dump.made_at.isoformat()}
    with whole_file(_note(dump.day)) as file:
        file.write(json.dumps(values, ensure_ascii=False, indent=1).encode())


def clear() -> Iterator[str]:
    """Delete what may not be given any more, and all but the newest; tells what it did."""
    given = 0
    for number, dump in enumerate(dumps()):
        if dump.taken_back:
            if number >= NOTES_KEPT:
                _note(dump.day).unlink(missing_ok=True)
        elif is_taken_back(dump.held):
            keep(replace(dump, taken_back=True, keys="", redactions=[], erasures=[]))
            dump.path.unlink(missing_ok=True)
            yield f"{dump.path.name} holds what was taken back since: deleted"
        elif given >= settings.DUMPS_KEPT:
            _note(dump.day).unlink(missing_ok=True)
            dump.path.unlink(missing_ok=True)
            yield f"{dump.path.name} is one of the oldest: deleted"
        else:
            given += 1


def packed(keys: BitMap) -> str:
    """Keys as a note holds them."""
    keys.run_optimize()
    return base64.b64encode(keys.serialize()).decode()


def _note(day: date) -> Path:
    return path_of(day).with_suffix(".json")


def _read(path: Path) -> Dump:
    values: dict[str, Any] = json.loads(path.read_bytes())
    at = datetime.fromisoformat(values["made_at"]).astimezone(UTC)
    return Dump(**values | {"day": date.fromisoformat(values["day"]), "made_at": at})
