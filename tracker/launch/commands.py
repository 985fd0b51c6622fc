"""What a management command needs before Django reads its settings."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from tracker.embedded_postgres import EmbeddedPostgresError, in_use
from tracker.launch import keep

# These neither read nor write the database; everything else may.
WITHOUT_DATABASE = frozenset(
    {
        "check",
        "collectstatic",
        "compilemessages",
        "diffsettings",
        "findstatic",
        "help",
        "makemessages",
        "parse_transcript",
        "startapp",
        "startproject",
        "version",
    }
)


def needs_database(arguments: list[str]) -> bool:
    """Say whether the command line (without the program's name) asks for the database."""
    if not arguments or {"--help", "-h", "--version"} & set(arguments):
        return False
    if arguments[0] == "check":
        return "--database" in arguments
    return arguments[0] not in WITHOUT_DATABASE


@contextmanager
def environment(arguments: list[str]) -> Iterator[None]:
    """Hold ready what the command needs; a server started for it ends with its last user.

    Only the demo on this machine is looked after: in production and in tests the environment
    says everything.
    """
    if os.environ.get("VIGIE_ENV", "demo") != "demo" or not needs_database(arguments):
        yield
        return
    os.environ.setdefault("SECRET_KEY", keep.secret_key(keep.ROOT))
    signal.signal(signal.SIGTERM, _end)
    try:
        with in_use(keep.ROOT) as address:
            os.environ["DATABASE_URL"] = address
            yield
    except EmbeddedPostgresError as error:
        sys.exit(str(error))


def _end(number: int, frame: FrameType | None) -> None:
    """Turn a request to stop into an orderly end, so that the server is let go."""
    sys.exit(128 + number)
