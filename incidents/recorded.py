"""Who does it, by what, and why: told to the database, whose triggers write it into the audit.

``context`` says so for all that is written inside it; ``recorded`` makes a function an action: one
transaction, with its person and reason. The
settings travel in front of each writing statement, in the same round trip, so that they can
outlive neither the transaction nor the connection's stay with this request. So does the question
whether anything may be written now (``vigie_may_write``): what an action, a command or a job writes
is refused in read-only mode, whether its table is audited or not.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction
from psycopg.pq import TransactionStatus
from psycopg.sql import quote

from incidents.models.base import Person

P = ParamSpec("P")
T = TypeVar("T")

WRITES = re.compile(
    r"\s*(?:SELECT set_config\([^;]*;\s*)*"
    r"(?:(?:INSERT|UPDATE|DELETE|MERGE|WITH)\b|SELECT\b.*\bvigie_audit_(?:read|erase)\b)",
    re.I | re.S,
)
READS = re.compile(r"\bvigie_audit_read\b")
PAGE = "page "


@dataclass(frozen=True)
class Told:
    """What the audit is told of everything written now: the person, the door they came in by (a
    page, a command, a job), the action, and the reason. ``in_every_mode``: it is written in
    read-only mode too."""

    by: int | None = None
    door: str = ""
    act: str = ""
    why: str = ""
    in_every_mode: bool = False

    def within(self, inner: "Told") -> "Told":
        """Both: of doors and actions the outermost, of persons and reasons the innermost."""
        return Told(
            inner.by or self.by,
            self.door or inner.door,
            self.act or inner.act,
            inner.why or self.why,
            inner.in_every_mode or self.in_every_mode,
        )

    def asks(self) -> bool:
        """Whether it depends on the mode. What a page writes beside its actions is no record (its
        session), or is asked as its entry is written."""
        is_of_a_page = not self.door or self.door.startswith(PAGE)
        return not self.in_every_mode and (bool(self.act) or not is_of_a_page)

    def statement(self, *, asking: bool = False) -> str:
        """The settings, for the transaction only; ``asking`` whether it may be written at all."""
        way = " > ".join(filter(None, (self.door, self.act)))
        values = {"by": str(self.by or ""), "way": way, "why": self.why}
        settings = (f"set_config('vigie.{k}', {quote(v)}, true)" for k, v in values.items())
        asked = ", vigie_may_write()" if asking and self.asks() else ""
        return f"SELECT {', '.join(settings)}{asked};"


_told: ContextVar[Told | None] = ContextVar("told", default=None)


def context(
    *, by: Person = None, door: str = "", why: str = "", in_every_mode: bool = False
) -> AbstractContextManager[None]:
    """What is written inside is this person's doing, came in by this door, for this reason."""
    return _within(Told(getattr(by, "pk", None), door, "", why.replace("\0", ""), in_every_mode))


def recorded(action: Callable[P, T]) -> Callable[P, T]:
    """An action: all of it or nothing, in the name of its ``by`` and for its ``reason``."""
    name = f"{action.__module__.removeprefix('incidents.actions.')}.{action.__name__}"

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        by: Any = kwargs.get("by")
        why = str(kwargs.get("reason") or "").replace("\0", "")
        with _within(Told(getattr(by, "pk", None), "", name, why)), transaction.atomic():
            return action(*args, **kwargs)

    return run


@contextmanager
def _within(inner: Told) -> Iterator[None]:
    outer = _told.get()
    token = _told.set(outer.within(inner) if outer else inner)
    try:
        # A thread that was started inside has the words, and a connection of its own.
        if _tell not in connection.execute_wrappers:
            try:
                with connection.execute_wrapper(_tell):
                    yield
            finally:
                _forget()
        else:
            yield
    finally:
        _told.reset(token)


def _forget() -> None:
    """A transaction that goes on outside is nobody's doing again, even after an error in here that
    was caught out there."""
    if not connection.in_atomic_block or connection.needs_rollback:
        return
    if connection.connection.info.transaction_status == TransactionStatus.INTRANS:
        with connection.cursor() as cursor:
            cursor.cursor.execute(Told().statement())


def check_may_write() -> None:
    """Ask before what can't be taken back (a mail) is done and then written down: the mode of the
    site cannot change from here to the end of the transaction. Raises DatabaseError."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT vigie_may_write()")


def _tell(execute: Callable[..., Any], sql: Any, params: Any, many: bool, place: Any) -> Any:
    told = _told.get()
    if told is None or not isinstance(sql, str) or not WRITES.match(sql):
        return execute(sql, params, many, place)
    settings = told.statement(asking=not READS.search(sql))
    if many:
        place["cursor"].cursor.execute(settings)
        return execute(sql, params, many, place)
    if params is not None:
        settings = settings.replace("%", "%%")
    done = execute(settings + sql, params, many, place)
    while place["cursor"].cursor.nextset():
        pass
    return done
