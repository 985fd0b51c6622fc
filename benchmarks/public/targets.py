"""Who is asked: over HTTP by one kept connection, or the database directly. Loopback only."""

import http.client
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import psycopg

from benchmarks.public.limit import Statement
from benchmarks.server import HOST

PATIENCE = 120.0  # seconds for one answer

RESTS = 1.0  # seconds; gunicorn keeps a connection for two

SITE, ANEW, SQL = "Vigie", "Vigie made anew", "raw SQL"
PLAIN, ADMIN, DATASETTE = "plain Django", "admin", "Datasette"
NAMES = (SITE, ANEW, SQL, PLAIN, ADMIN, DATASETTE)
Request = str | Sequence[Statement]


@dataclass(frozen=True)
class Answer:
    """How long it took, and what came: ``problem`` is empty where it is as it should be."""

    ms: float
    size: int
    problem: str = ""


class Target(Protocol):
    """Somebody who can be asked."""

    def ask(self, request: Any) -> Answer:
        """Ask, and read the whole answer."""

    def renew(self) -> None:
        """Let the next question come by a new connection, where there are several processes."""


class Server:
    """A server on this machine. A connection that has rested is made anew before the clock runs:
    the server may have closed it while others were asked."""

    def __init__(self, port: int, headers: Mapping[str, str] | None = None) -> None:
        self.headers = dict(headers or {})
        self.connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
        self.used = float("-inf")

    def ask(self, request: str) -> Answer:
        """A GET."""
        self._connect()
        begun = time.perf_counter()
        try:
            status, body = self._get(request)
        except (OSError, http.client.HTTPException) as error:
            self.renew()
            return Answer(_since(begun), 0, type(error).__name__)
        self.used = time.perf_counter()
        return Answer(_since(begun), len(body), "" if status == 200 else f"HTTP {status}")

    def renew(self) -> None:
        """The next connection may be another process's."""
        self.used = float("-inf")

    def references(self, path: str, pattern: re.Pattern[str]) -> list[str]:
        """What a pattern finds in an answer, each once, in its order."""
        self.renew()
        self._connect()
        _status, body = self._get(path)
        return list(dict.fromkeys(pattern.findall(body.decode())))

    def _connect(self) -> None:
        if time.perf_counter() - self.used > RESTS:
            self.connection.close()
            self.connection.connect()

    def _get(self, path: str) -> tuple[int, bytes]:
        self.connection.request("GET", path, headers=self.headers)
        response = self.connection.getresponse()
        return response.status, response.read()


class Database:
    """The site's database without the site."""

    def __init__(self, address: str) -> None:
        self.connection = psycopg.connect(address, autocommit=True, prepare_threshold=None)
        self.connection.execute(f"SET statement_timeout = {int(PATIENCE * 1000)}")
        self.connection.execute("SET work_mem = '64MB'")  # as the site's functions have

    def ask(self, request: Sequence[Statement]) -> Answer:
        """The statements one after the other; the size is the number of rows."""
        begun, rows = time.perf_counter(), 0
        try:
            for statement, given in request:
                rows += len(self.connection.execute(statement, given).fetchall())
        except psycopg.Error as error:
            return Answer(_since(begun), 0, type(error).__name__)
        return Answer(_since(begun), rows)

    def renew(self) -> None:
        """There is one connection only."""


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000
