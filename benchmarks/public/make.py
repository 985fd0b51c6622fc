"""`python -m benchmarks.public.make N FOLDER`: migrate the database and fill it.

The database is that in DATABASE_URL.
"""

import sys
from pathlib import Path

from django.core.management import call_command

from benchmarks.public.settings import configure
from benchmarks.public.sizes import size_of


def main(incidents: int, folder: Path) -> None:
    """A process of its own for each size, because Django knows one database."""
    configure()
    # What follows imports models, which need the settings.
    from benchmarks.public.fill import fill

    call_command("migrate", verbosity=0)
    fill(size_of(incidents), folder)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
