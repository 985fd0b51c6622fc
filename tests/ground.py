"""``python -m tests.ground``: one migrated database that the parts of the suite copy.

``make test`` runs the suite in parts, four at a time, on one throwaway server. Migrating takes
longer than many a part; copying takes a moment. ``tests/conftest.py`` makes each part's database.
"""

import os

import django
from django.core.management import call_command
from django.db import connection

TEMPLATE = "vigie_template"


def main() -> None:
    """Make it anew on the server of DATABASE_URL."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {TEMPLATE}")
        cursor.execute(f"CREATE DATABASE {TEMPLATE}")
    connection.close()
    connection.settings_dict["NAME"] = TEMPLATE
    call_command("migrate", verbosity=0)
    connection.close()


if __name__ == "__main__":
    os.environ["VIGIE_ENV"] = "test"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tracker.settings"
    django.setup()
    main()
