"""`python -m tracker.launch.with_database COMMAND...`: run it on a new, empty database.

The database is gone afterwards. A DATABASE_URL that is set already is used instead, so that the
same line serves on a server of one's own.
"""

import os
import subprocess
import sys

from tracker.embedded_postgres import EmbeddedPostgresError, throwaway
from tracker.launch.progress import complain


def main(command: list[str]) -> int:
    """Run the command; return its exit status."""
    if not command:
        complain("Name the command to run.")
        return 2
    if os.environ.get("DATABASE_URL"):
        return subprocess.run(command, check=False).returncode
    try:
        with throwaway() as address:
            environment = os.environ | {"DATABASE_URL": address}
            return subprocess.run(command, check=False, env=environment).returncode
    except EmbeddedPostgresError as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
