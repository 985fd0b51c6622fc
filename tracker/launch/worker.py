"""`python -m tracker.launch.worker`: the worker of the jobs, under the launcher.

In production `manage.py run_jobs` is the same without a launcher to end with.
"""

import os
import signal
import sys
import threading

import django
from django.core.management import call_command

from tracker.launch import lifeline

ENDS_WITHIN = 15.0  # seconds for a job that is running when the launcher is gone


def main() -> int:
    """Take up jobs until told to stop, or until the launcher is gone."""
    lifeline.watch(_end)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    call_command("run_jobs")
    return 0


def _end() -> None:
    """In an orderly way, and within bounded time: the database may be gone as well."""
    threading.Timer(ENDS_WITHIN, lambda: os._exit(1)).start()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
