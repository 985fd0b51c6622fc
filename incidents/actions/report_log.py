"""How far the closing of a period is, and what was done when: told to whoever watches."""

from contextlib import suppress
from time import monotonic
from typing import Any, Protocol

from django.db import DatabaseError, connection
from django.utils import timezone

from incidents.codes import RunState, RunStep
from incidents.models import ReportRun

EVERY_S = 0.5
QUIET_S = 10.0
"""So long nothing is written after the database could not be reached."""
LONGEST_LOG = 300
FIRST_LINES = 20
"""Of a longer log the first lines stay, and the last ones."""
LONGEST_LINE = 300


class Progress(Protocol):
    """Told the step, the percentage of the whole that is done, and what is done now: an English
    template and its values. Never told inside a transaction."""

    def __call__(self, step: RunStep, done: int, said: str, /, **values: str) -> None: ...


def silent(_step: RunStep, _done: int, _said: str, /, **_values: str) -> None:
    """Nobody watches."""


class Log:
    """Keeps what it is told in the row of a run, now and then and at each step. That the database
    is away does not end what is watched: it is told of, not part of it."""

    def __init__(self, run: ReportRun) -> None:
        self.run, self.lines = run, list(run.log)
        self._next, self._step = 0.0, ""

    def __call__(self, step: RunStep, done: int, said: str, /, **values: str) -> None:
        self.say(said, **values)
        if step == self._step and monotonic() < self._next:
            return
        self._step = step
        self._next = monotonic() + (EVERY_S if self._write(step, done) else QUIET_S)

    def say(self, said: str, /, **values: str) -> None:
        """A line more, not written yet. What is said twice in a row stands once."""
        line: dict[str, Any] = {"said": said[:LONGEST_LINE]}
        if values:
            line["with"] = {name: value[:LONGEST_LINE] for name, value in values.items()}
        if self.lines and self.lines[-1] | {"at": ""} == line | {"at": ""}:
            return
        self.lines.append(line | {"at": timezone.now().isoformat(timespec="seconds")})
        if len(self.lines) > LONGEST_LOG:
            del self.lines[FIRST_LINES]

    def _write(self, step: RunStep, done: int) -> bool:
        found = ReportRun.objects.filter(pk=self.run.pk, state=RunState.RUNNING)
        try:
            found.update(step=step, done=min(max(done, 0), 100), log=self.lines)
        except DatabaseError:
            let_go()
            return False
        return True


def let_go() -> None:
    """Give up a connection that may be broken, or that nobody needs for minutes: the next question
    opens another. Inside a transaction nothing."""
    if not connection.in_atomic_block:
        with suppress(DatabaseError):
            connection.close()
