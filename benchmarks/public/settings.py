"""The site's settings for the benchmark: the demo's, on the database in DATABASE_URL."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]


def environment(address: str, static: str, *, keeps: bool = True) -> dict[str, str]:
    """What a process of the site needs; statics are looked for in ``static``. ``keeps``: pages are
    given again, as they are by default."""
    kept = {} if keeps else {"PAGES_KEPT_S": "0"}
    return kept | {
        "VIGIE_ENV": "demo",
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "DATABASE_URL": address,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "STATIC_ROOT": static,
        "LOG_LEVEL": "ERROR",
        "COSTLY_A_MINUTE": "0",
    }


def collect_static(folder: Path) -> None:
    """Put the site's static files where its servers look for them."""
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    given = environment("postgres:///none", str(folder))
    subprocess.run(command, cwd=ROOT, env=os.environ | given, check=True)


def configure() -> None:
    """Settings for this process, from its environment."""
    os.environ.setdefault("VIGIE_ENV", "demo")
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    os.environ.pop("DATABASE_POOL", None)
    django.setup()
