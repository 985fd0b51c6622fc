"""`python -m tracker.launch`: serve the demo of this folder."""

import argparse
import sys

from tracker.embedded_postgres import EmbeddedPostgresError
from tracker.launch import keep
from tracker.launch.errors import LaunchError
from tracker.launch.progress import complain
from tracker.launch.site import run


def main() -> int:
    """Serve until stopped; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tracker.launch", description=__doc__)
    parser.add_argument(
        "--with-parent", action="store_true", help="stop when the process that started this ends"
    )
    try:
        run(keep.ROOT, parser.parse_args().with_parent)
    except (EmbeddedPostgresError, LaunchError) as error:
        complain(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
