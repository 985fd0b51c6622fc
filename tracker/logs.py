"""Logs: one JSON object a line, without personal data.

What may be written is an allow-list. From a web request: its id, method, route (the pattern, such
as `fr/incidents/<reference>/`, never the address asked for), status and duration. From an
exception: its type and the places in the code, never its message, which may quote a value.
Addresses of visitors, user names, query strings, headers and bodies are not known to this module.
"""

from __future__ import annotations

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")

FIELDS = (
    "event",
    "method",
    "route",
    "status",
    "duration_ms",
    "command",
    "count",
    "reference",
)
"""Keys that code of ours may pass in `extra=`; any other key is left out."""


def places(trace: TracebackType | None) -> list[str]:
    """`file:line function` of each frame, outermost first; no source lines, no values."""
    return [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]


VISITORS = {"Invalid request from": "invalid request", "Error handling request": "failed request"}
"""How gunicorn's messages about one visitor's request begin, and what is written instead."""


def message_of(record: logging.LogRecord) -> str:
    """The text of a record, save where a server would write an address or a header in it."""
    if record.name.startswith("django.security"):
        return f"refused: {record.name.rpartition('.')[2]}"
    if record.name.startswith(("django.request", "django.server")):
        return f"{record.name}: {record.levelname.lower()}"
    if record.name.startswith("gunicorn"):
        for beginning, instead in VISITORS.items():
            if str(record.msg).startswith(beginning):
                return instead
    return record.getMessage()


class JsonFormatter(logging.Formatter):
    """Writes the allowed facts of a record as one line of JSON, times in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message_of(record),
        }
        if identifier := request_id.get():
            line["request_id"] = identifier
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0] is not None:
            kind, _value, trace = record.exc_info
            line |= {"exception": kind.__qualname__, "places": places(trace)}
        return json.dumps(line, default=str)


def configuration(level: str) -> dict[str, Any]:
    """The `LOGGING` setting at `level`; SQL stays quiet, since it carries the values of rows."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonFormatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.db.backends": {"level": "WARNING"},
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
            "fido2": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
            "procrastinate": {"level": "WARNING"},
            "weasyprint": {"level": "WARNING"},
        },
    }
