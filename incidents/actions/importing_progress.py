"""How far an import is, seen from outside while its one transaction runs."""

from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from types import TracebackType
from typing import Self

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from incidents.codes import ImportStage

Progress = Callable[[ImportStage, int, int], None]
"""Told what is being done, how many records of it are done, and of how many (0: not known yet)."""
EVERY_S = 0.5
"""An import that is done sooner never opens the second connection."""

SAVE = """
INSERT INTO incidents_importprogress (batch_key, stage, done, "of", at)
VALUES (%s, %s, %s, %s, clock_timestamp())
ON CONFLICT (batch_key) DO UPDATE SET stage = excluded.stage, done = excluded.done,
    "of" = excluded."of", at = excluded.at
"""
FORGET = "DELETE FROM incidents_importprogress WHERE batch_key = %s"


def silent(_stage: ImportStage, _done: int, _of: int) -> None:
    """Nobody watches."""


class Told:
    """Tells ``progress``, and, now and then, ``ImportProgress`` by a connection of its own. That
    one can fail and the import goes on: it is told of, not part of it."""

    def __init__(self, batch_key: int, progress: Progress) -> None:
        self.batch_key, self.progress = batch_key, progress
        self._own: BaseDatabaseWrapper | None = None
        self._last = monotonic()

    def __enter__(self) -> Self:
        return self

    def __call__(self, stage: ImportStage, done: int, of: int) -> None:
        self.progress(stage, done, of)
        if monotonic() - self._last < EVERY_S:
            return
        self._last = monotonic()
        self._write(SAVE, [self.batch_key, stage.value, done, of])

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._own is not None:
            self._write(FORGET, [self.batch_key])
            self._own.close()

    def _write(self, sql: str, values: list[str | int]) -> None:
        with suppress(DatabaseError):
            if self._own is None:
                self._own = connections.create_connection(DEFAULT_DB_ALIAS)
            with self._own.cursor() as cursor:
                cursor.execute(sql, values)
