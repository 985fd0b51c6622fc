"""A command as a person meets it: exit status, what it printed, what it complained about."""

import io
from typing import NamedTuple

from django.core.management import CommandError, call_command


class Ran(NamedTuple):
    """`err` holds the message of a failure, which manage.py prints before it exits."""

    status: int
    out: str
    err: str


def run(name: str, *arguments: object) -> Ran:
    """Run a command in this process, inside the test's transaction."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(name, *map(str, arguments), stdout=out, stderr=err, no_color=True)
    except CommandError as error:
        return Ran(error.returncode, out.getvalue(), err.getvalue() + str(error))
    return Ran(0, out.getvalue(), err.getvalue())
