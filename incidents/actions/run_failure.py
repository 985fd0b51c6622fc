"""What the machine could not do while a period was closed, in words for whoever asked."""

import errno

import psycopg
from django.db import DatabaseError

from incidents.input_error import InputError, gettext_noop
from incidents.read_only import SENTENCE, is_read_only
from incidents.reports.pdf import ReportUnavailable

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def failure(error: BaseException) -> InputError:
    """The sentence for an error that is not about the content. Each ends the same way: nothing was
    issued."""
    if isinstance(error, ReportUnavailable):
        return InputError(
            gettext_noop("This machine cannot lay out the report: %(why)s"), why=str(error)
        )
    if isinstance(error, DatabaseError):
        return _of_database(error)
    if isinstance(error, OSError):
        return _of_files(error)
    if isinstance(error, MemoryError):
        return InputError(
            gettext_noop("The machine has too little memory for this report. Nothing was issued.")
        )
    return InputError(
        gettext_noop(
            "It ended with an error that nobody foresaw (%(kind)s); nothing was issued. Tell "
            "whoever runs the server: the log says more."
        ),
        kind=type(error).__name__,
    )


def _of_database(error: DatabaseError) -> InputError:
    if is_read_only(error):
        return InputError(SENTENCE)
    if isinstance(error.__cause__, psycopg.errors.DiskFull):
        return InputError(
            gettext_noop(
                "The database has no room left on its disk: nothing was issued. Make room there, "
                "then ask again."
            )
        )
    return InputError(
        gettext_noop(
            "The database went away before the report was kept: nothing was issued. Ask again."
        )
    )


def _of_files(error: OSError) -> InputError:
    if error.errno in NO_ROOM:
        return InputError(
            gettext_noop(
                "No room was left for files on the worker’s disk (%(why)s): nothing was issued. "
                "Make room there, then ask again."
            ),
            why=error.strerror,
        )
    return InputError(
        gettext_noop(
            "A file could not be read or written (%(why)s): nothing was issued. Tell whoever runs "
            "the server, then ask again."
        ),
        why=str(error),
    )
