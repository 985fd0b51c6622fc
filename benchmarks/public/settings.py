"""The site's settings for the benchmark: the demo's, on the database in DATABASE_URL."""

import os
import secrets

import django


def environment(address: str, static: str) -> dict[str, str]:
    """What a process of the site needs; statics are looked for in ``static``."""
    return {
        "VIGIE_ENV": "demo",
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "DATABASE_URL": address,
        "DATABASE_POOL": "true",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "STATIC_ROOT": static,
        "LOG_LEVEL": "ERROR",
    }


def configure() -> None:
    """Settings for this process, from its environment."""
    os.environ.setdefault("VIGIE_ENV", "demo")
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    os.environ.pop("DATABASE_POOL", None)
    django.setup()
