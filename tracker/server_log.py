"""gunicorn's own log in the form of ours: `--logger-class tracker.server_log.ServerLog`.

Left to itself gunicorn writes the address of whoever sends a malformed request, and has an access
log that holds every address asked for. tracker.middleware already writes one line a request.
"""

from __future__ import annotations

from gunicorn.config import Config
from gunicorn.glogging import Logger

from tracker.logs import JsonFormatter


class ServerLog(Logger):
    """One JSON object a line on standard error, without personal data; no access log."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonFormatter())
        for handler in list(self.access_log.handlers):
            self.access_log.removeHandler(handler)
