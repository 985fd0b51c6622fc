"""The ground every test stands on: a throwaway PostgreSQL, a browser where there is one.

The database must be named before Django reads its settings, and other conftest files may import
models: so this one starts it as it is read. DATABASE_URL or PG_BINDIR, when set, are respected.
"""

import atexit
import gc
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
import pytest
from django.db import connection
from django.utils import translation

from tests.ground import TEMPLATE
from tests.roomy import in_one_piece
from tracker.embedded_postgres import throwaway
from tracker.launch import catalogues

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer

    from incidents.models import Publication

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
ASIDE, BACK = "SET session_replication_role = replica", "RESET session_replication_role"
KEPT = {"auth_group", "auth_group_permissions", "auth_permission", "django_content_type"}
"""What the code itself puts into the database: no test that commits changes it."""
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

_held = ExitStack()
atexit.register(_held.close)
os.environ["VIGIE_ENV"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "tracker.settings"
# The browser's driver keeps an event loop in this thread; the tests' queries are not inside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
catalogues.compile_all(ROOT)
if not os.environ.get("DATABASE_URL"):
    os.environ["DATABASE_URL"] = _held.enter_context(throwaway())
django.setup()
from incidents import facet_sets  # noqa: E402 - once Django is ready
from tests import factories, scenes  # noqa: E402 - once Django is ready
from tests.once import fresh, made_once  # noqa: E402 - once Django is ready
from tests.views.published import publish  # noqa: E402 - once Django is ready
from tracker.accounts.grants import grant  # noqa: E402 - once Django is ready


def pytest_collection_finish() -> None:
    """What is there before the first test stays: the collector of cycles, which would read all of
    it again and again, is told so and looks less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> object:
    """The loop over all tests, as pytest has it, in a place where deep calls cost less."""
    main: Any = session.config.pluginmanager.get_plugin("main")
    return in_one_piece(lambda: main.pytest_runtestloop(session))


def pytest_unconfigure() -> None:
    """Stop the throwaway server."""
    _held.close()


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Under ``make test`` several parts share a server: each copies the database that is migrated
    already (``tests/ground.py``) into one of its own."""
    if os.environ.get("TEST_GROUND"):
        mine = connection.settings_dict["TEST"]
        mine["TEMPLATE"], mine["NAME"] = TEMPLATE, f"test_{os.getpid()}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The groups of all roles are there, as after ``sync_roles``, and no entry of the audit tells
    of it: made in each test that signs somebody in, they would be a quarter of its statements."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(ASIDE)
        grant()
        cursor.execute(BACK)


@pytest.fixture
def nothing_unrecorded() -> None:
    """For tests of the audit, which tells of every row there is: those groups are not in the
    database. Ask for it where the test has a database already (``usefixtures``)."""
    with connection.cursor() as cursor:
        cursor.execute(f"{ASIDE}; DELETE FROM auth_group_permissions; DELETE FROM auth_group")
        cursor.execute(BACK)


@pytest.fixture(scope="session", autouse=True)
def emptied_between_tests() -> Iterator[None]:
    """Records are never deleted: only the suite, which owns its server, empties its database.
    Row by row: making the files of every table and index anew takes longer than the rows."""
    operations = type(connection.ops)
    empty = operations.execute_sql_flush

    def deleting(self: Any, _style: Any, tables: list[str], **_options: bool) -> list[str]:
        return [f"DELETE FROM {self.quote_name(table)}" for table in set(tables) - KEPT]

    def flush(self: Any, sql_list: list[str]) -> None:
        empty(self, [ASIDE, "; ".join(sql_list), BACK])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "sql_flush", deleting)
        patch.setattr(operations, "execute_sql_flush", flush)
        yield


@pytest.fixture(autouse=True)
def site_language() -> Iterator[None]:
    """A request leaves its language active in the thread; the next test begins without one."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def no_sets_kept() -> Iterator[None]:
    """A process keeps the sets of facets; the next test begins with another database."""
    yield
    facet_sets.forget()


def scenes_shared(item: pytest.Item) -> int:
    """How many fixtures of its module a test stands on."""
    known: dict[str, Any] = item._fixtureinfo.name2fixturedefs  # type: ignore[attr-defined]
    return sum(found[-1].scope == "module" for found in known.values())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Within a module, first the tests that stand on no shared scene (``tests/once.py``): they meet
    an empty database. Skip the browser tests where no Chromium is installed."""
    modules = groupby(items, key=lambda item: item.path)
    items[:] = [item for _path, each in modules for item in sorted(each, key=scenes_shared)]
    if CHROMIUM is None:
        skip = pytest.mark.skip(reason="no Chromium: apt-get install chromium")
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(skip)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly which checks did not happen."""
    skipped = terminalreporter.stats.get("skipped", [])
    browser = sum("no Chromium" in str(report.longrepr) for report in skipped)
    if browser:
        terminalreporter.write_line(
            f"BROWSER TESTS SKIPPED: {browser}, because Chromium is not installed "
            "(apt-get install chromium).",
            red=True,
            bold=True,
        )


@pytest.fixture(scope="module")
def first_team(django_db_setup: None, django_db_blocker: Any) -> Iterator[scenes.Team]:
    """Not for a module of which a test commits: its rows are in a transaction of the module's."""
    with made_once(django_db_blocker):
        made = scenes.team()
        factories.ended()
        yield made


@pytest.fixture
def staff(first_team: scenes.Team, db: None) -> scenes.Team:
    """One person per step."""
    return fresh(first_team)


@pytest.fixture(scope="module")
def first_exchange(first_team: scenes.Team, django_db_blocker: Any) -> Iterator[scenes.Scene]:
    with made_once(django_db_blocker):
        made = scenes.exchange(fresh(first_team))
        factories.ended()
        yield made


@pytest.fixture
def scene(first_exchange: scenes.Scene, db: None) -> scenes.Scene:
    """A draft of ``staff``'s: accusation, denial, counter-accusation, announced lawsuit."""
    return fresh(first_exchange)


@pytest.fixture(scope="module")
def first_public(
    first_team: scenes.Team, first_exchange: scenes.Scene, django_db_blocker: Any
) -> Iterator[scenes.Scene]:
    with made_once(django_db_blocker):
        made = fresh(first_exchange)
        scenes.publish(made.incident, fresh(first_team))
        factories.ended()
        yield made


@pytest.fixture
def public_scene(first_public: scenes.Scene, db: None) -> scenes.Scene:
    """``scene``, published."""
    return fresh(first_public)


@pytest.fixture(scope="module")
def first_published(django_db_setup: None, django_db_blocker: Any) -> "Iterator[Publication]":
    with made_once(django_db_blocker):
        made = publish()
        factories.ended()
        yield made


@pytest.fixture
def published(first_published: "Publication", db: None) -> "Publication":
    """One incident with every kind of record, published."""
    return fresh(first_published)


@pytest.fixture(scope="session")
def shared_samples() -> Path:
    """The folder of real pages beside a checkout; a test that needs it is skipped elsewhere."""
    folder = ROOT.parent / "shared/samples"
    if not folder.is_dir():
        pytest.skip("no ../shared/samples beside this checkout")
    return folder


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """The system's Chromium, started once. Mark the test `browser`."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def live_server(live_server: "LiveServer") -> "Iterator[LiveServer]":
    """The server that the browser's pages ask. What a closed page had still asked is answered
    first: emptying the database under such a request is a deadlock, and a failed test."""
    yield live_server
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=30)
            assert not thread.is_alive(), "a request is still being answered"
