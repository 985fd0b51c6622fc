"""How gunicorn runs under the launcher."""

import os
import signal

from gunicorn.arbiter import Arbiter

from tracker.launch import lifeline
from tracker.server_log import ServerLog

worker_class = "gthread"
graceful_timeout = 10
timeout = 120  # a report of many pages takes a while
accesslog = None  # tracker.middleware writes one line per request, without personal data
logger_class = ServerLog
loglevel = "warning"
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def on_starting(server: Arbiter) -> None:
    """End with the launcher, even when it is killed."""
    lifeline.watch(lambda: os.kill(os.getpid(), signal.SIGTERM))
