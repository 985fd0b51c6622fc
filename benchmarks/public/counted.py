"""The site for gunicorn with one header more: how many queries an answer took. Never while times
are measured."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

from benchmarks.public.queries import HEADER
from tracker.wsgi import application as site


class Counter:
    """Counts the statements that go through it."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
    ) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The site's own answer."""
    counter = Counter()

    def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        return start_response(status, [*headers, (HEADER, str(counter.count))], *more)

    with connection.execute_wrapper(counter):
        return site(environ, start)
