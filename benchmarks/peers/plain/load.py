"""`python -m benchmarks.peers.plain.load FOLDER SESSION`: tables, rows by COPY, and a session of
somebody who may read the admin, in the database of PLAIN_DATABASE_URL."""

import sys
from datetime import timedelta
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from benchmarks.public.columns import COLUMNS, files_of

CHUNK = 1 << 20  # bytes


def main(folder: Path, session: str) -> None:
    """Make the tables and fill them."""
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # the keys are known to be right
        for table, columns in COLUMNS.items():
            name = f"plain_{table.replace('_', '')}"
            for path in files_of(folder, table):
                statement = f"COPY {name} ({', '.join(columns)}) FROM STDIN (FORMAT csv, NULL '-')"
                with path.open("rb") as file, cursor.copy(statement) as copied:
                    while chunk := file.read(CHUNK):
                        copied.write(chunk)
            print(f"  plain: {table}", flush=True)
        cursor.execute("RESET session_replication_role")
        cursor.execute("VACUUM (ANALYZE)")
    _sign_in(session)


def _sign_in(key: str) -> None:
    # These are models, which need the settings.
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.models import Session

    user = User.objects.create(username="benchmark", is_staff=True, is_superuser=True)
    signed_in = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }
    Session.objects.save(key, signed_in, timezone.now() + timedelta(days=300))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
