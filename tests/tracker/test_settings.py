"""The settings module as a process meets it: each test starts one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PRODUCTION = {
    "VIGIE_ENV": "production",
    "SECRET_KEY": "a-secret-of-fifty-characters-0123456789-abcdefghijklmnop",
    "DATABASE_URL": "postgresql://vigie@/vigie?host=/nowhere",
    "ALLOWED_HOSTS": "vigie.example.org",
    "SITE_URL": "https://vigie.example.org",
}
"""The least that a production process needs."""


def run(code: list[str], **settings: str) -> subprocess.CompletedProcess[str]:
    """Python with `code` as arguments and only `settings` in its environment."""
    environment = {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
    }
    return subprocess.run(
        [sys.executable, *code],
        cwd=ROOT,
        env=environment | settings,
        capture_output=True,
        text=True,
        timeout=120,
    )


def show(expression: str, **settings: str) -> str:
    """What an expression over `settings` prints."""
    code = f"from django.conf import settings; print(({expression}))"
    done = run(["-c", code], **settings)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS", "SITE_URL"])
def test_production_stops_in_one_line_when_a_setting_is_missing(name: str) -> None:
    done = run(["-m", "django", "check"], **{k: v for k, v in PRODUCTION.items() if k != name})

    assert done.returncode == 1
    assert done.stderr.startswith(f"{name}: not set. ")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_server_process_without_its_secret_says_so_and_is_not_started_again() -> None:
    done = run(["-c", "import tracker.wsgi"], VIGIE_ENV="production")

    assert done.returncode == 3
    assert done.stderr.startswith("SECRET_KEY: not set. ")
    assert len(done.stderr.strip().splitlines()) == 1


def test_production_settings_pass_the_deployment_checks() -> None:
    names = "OPERATOR_NAME OPERATOR_ADDRESS PUBLICATION_DIRECTOR HOSTING_PROVIDER CONTACT_EMAIL"
    operator = dict.fromkeys(names.split(), "filled in")
    check = ["-m", "django", "check", "--deploy", "--fail-level", "INFO"]
    done = run(check, **PRODUCTION, **operator)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout + done.stderr


def test_production_is_never_debugged() -> None:
    assert show("settings.DEBUG", **PRODUCTION, DEBUG="1") == "False"


def test_production_demands_a_second_factor_whatever_is_set() -> None:
    asked = "settings.SECOND_FACTOR_REQUIRED, settings.SIGN_IN_AGAIN_S, settings.SESSION_IDLE_S"

    assert show(asked, **PRODUCTION, SECOND_FACTOR="0") == "(True, 900, 1800)"
    assert show("settings.SECOND_FACTOR_REQUIRED") == "False"


def test_the_demo_needs_nothing_and_hides_its_errors() -> None:
    assert show("settings.DEMO, settings.DEBUG, settings.SITE_URL") == (
        "(True, False, 'http://127.0.0.1:8000')"
    )


def test_a_developer_may_debug_the_demo() -> None:
    assert show("settings.DEBUG", DEBUG="1") == "True"


def test_the_demo_keeps_the_secret_it_is_given_and_otherwise_makes_one_up() -> None:
    assert show("settings.SECRET_KEY", SECRET_KEY="kept") == "kept"
    assert show("settings.SECRET_KEY") != show("settings.SECRET_KEY")


def test_the_demo_answers_to_this_machine_only_unless_it_listens_everywhere() -> None:
    assert "*" not in show("settings.ALLOWED_HOSTS")
    assert show("settings.ALLOWED_HOSTS", HOST="0.0.0.0") == "['*']"
    assert show("settings.SITE_URL", HOST="0.0.0.0", PORT="9000") == "http://127.0.0.1:9000"


def test_a_served_process_has_a_pool_and_a_command_has_none() -> None:
    pool = "settings.DATABASES['default']['OPTIONS'].get('pool')"
    assert show(pool) == "None"
    assert "'max_size': 3" in show(pool, DATABASE_POOL="1", DATABASE_POOL_SIZE="3")
    assert show(f"__import__('tracker.wsgi') and {pool}") != "None"


def test_without_a_database_pages_say_so_in_plain_words() -> None:
    code = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "client = Client(raise_request_exception=False)\n"
        "for path in ['/health/live', '/health/ready', '/admin/login/', '/fr/']:\n"
        "    client.cookies['sessionid'] = 'a' * 32\n"
        "    answer = client.get(path, HTTP_HOST='localhost')\n"
        "    print(path, answer.status_code, 'Traceback' in answer.text)\n"
    )

    done = run(["-c", code], VIGIE_ENV="test")

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "/health/live 200 False",
        "/health/ready 503 False",
        "/admin/login/ 503 False",
        "/fr/ 503 False",
    ]
