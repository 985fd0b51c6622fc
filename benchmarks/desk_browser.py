"""Chromium with the session of one of the demo's accounts."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import sync_playwright

from benchmarks.desk_person import Person
from tracker.accounts import demo_accounts

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext


def prepare(accounts: Path, password: str) -> None:
    """Tables, vocabularies, roles and the demo's accounts; no incidents."""
    unheard = StringIO()
    call_command("migrate", verbosity=0)
    call_command("load_vocabularies", stdout=unheard)
    call_command("sync_roles", stdout=unheard)
    demo_accounts.create(accounts, password)


@contextmanager
def signed_in(username: str, address: str, args: list[str]) -> "Iterator[BrowserContext]":
    """A browser in which this account is signed in already: signing in is not measured."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if found is None:
        raise RuntimeError("no Chromium: apt-get install chromium")
    client = Client()
    client.force_login(get_user_model().objects.get(username=username))
    value = client.cookies["sessionid"].value
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=args)
        context = browser.new_context(
            base_url=address, viewport={"width": 1280, "height": 900}, locale="fr-FR"
        )
        context.add_cookies([{"name": "sessionid", "value": value, "url": address}])
        yield context
        browser.close()


def check_ready(person: Person) -> None:
    """Nothing but approvals stands against publication. Raises RuntimeError with what does."""
    page = person.page
    if page.locator(".checklist__yes", has_text="rien ne s’y oppose").count():
        return
    raise RuntimeError("\n".join(page.locator(".checklist__no").all_inner_texts()))
