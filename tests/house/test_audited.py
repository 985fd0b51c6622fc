"""Every table of records is audited, or stands here with the reason why not."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import ModuleType

import pytest
from django.apps import apps
from django.core.management import get_commands, load_command_class
from django.db import connection, models

from incidents import actions
from incidents.admin.history_values import SECRET
from incidents.admin.history_ways import ACTIONS
from incidents.management.base import RecordedCommand
from incidents.recorded import recorded
from incidents.stored_guards import expected, missing

APPS = ("incidents", "accounts", "auth")

AUDIT = "the audit itself, which only grows"
NOT_AUDITED = {
    "incidents_auditpayload": AUDIT,
    "incidents_auditentry": AUDIT,
    "incidents_audithead": AUDIT,
    "incidents_auditstamp": AUDIT,
    "accounts_signincount": "failures to sign in, counted for a quarter of an hour; no record",
    "incidents_importline": "records of files under way: what is made of them is audited",
    "incidents_importprogress": "how far an import is, overwritten twice a second",
    "incidents_reportrun": "how far a closing is, overwritten; the edition is audited",
    "incidents_importedrow": "the import's own entry holds the SHA-256 over all of them "
    "(Import.provenance): one entry, not one for each row",
    "incidents_importedsource": "which sources are an import's: the sources are audited",
    "incidents_proposedinvolvement": "a question to staff; the answer, an involvement, is audited",
    "incidents_subscription": "addresses that are deleted with one click, for good: an audit never "
    "forgets (docs/adr/0020)",
    "incidents_apikeyuse": "when a key was last used, to the minute; no record",
    "auth_permission": "made by migrate from the code; no person gives or takes one",
}
DERIVED_TABLES = "incidents_listed"
"""What listing derives from Publications, and rebuilds from them."""


def tables() -> list[str]:
    """Every table of the three apps, many-to-many ones among them."""
    found: set[str] = set()
    for label in APPS:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy:
                found.add(model._meta.db_table)
    return sorted(found)


@pytest.mark.parametrize("table", tables())
def test_a_table_of_records_is_audited(table: str) -> None:
    if table not in NOT_AUDITED and not table.startswith(DERIVED_TABLES):
        assert table in expected().tables()


def test_an_exception_is_a_table_that_is_not_audited() -> None:
    assert NOT_AUDITED.keys() - set(tables()) == set()
    assert NOT_AUDITED.keys() & expected().tables() == set()


def test_what_is_called_derived_is_written_by_listing() -> None:
    derived = {
        model.__name__
        for model in apps.get_app_config("incidents").get_models()
        if issubclass(model, models.Model) and model._meta.db_table.startswith(DERIVED_TABLES)
    }

    assert derived
    assert all(name.startswith("Listed") for name in derived)
    assert [t for t in expected().tables() if t.startswith(DERIVED_TABLES)] == []


@pytest.mark.django_db
@pytest.mark.usefixtures("nothing_unrecorded")
def test_the_database_has_every_trigger_and_function_that_the_migrations_made() -> None:
    assert list(missing()) == []
    assert expected().tables() <= set(connection.introspection.table_names())


OURS = [name for name, app in get_commands().items() if app in {"incidents", "tracker.accounts"}]
OURS.remove("run_jobs")  # each of its jobs tells its own name


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_command_tells_the_audit_its_name(name: str) -> None:
    assert isinstance(load_command_class(get_commands()[name], name), RecordedCommand)


LEAVE_NO_ENTRY = {
    *("audit._kept", "audit.keep_stamp"),
    *("report_run.begin", "report_run.forget_words", "report_run.settle"),
}
"""Heads and stamps are the audit itself; a run is how far a closing is."""
RECORDED = recorded(print).__code__  # of whatever is @recorded


def recorded_actions() -> set[str]:
    """Every action, by the name under which the audit knows it."""
    names = (f"{actions.__name__}.{found.name}" for found in pkgutil.iter_modules(actions.__path__))
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in map(import_module, names)
        for name, act in vars(module).items()
        if _is_recorded_in(module, act)
    }


def _is_recorded_in(module: ModuleType, act: object) -> bool:
    here = getattr(act, "__module__", "") == module.__name__
    return here and getattr(act, "__code__", None) is RECORDED


def test_every_action_has_words_in_the_history_and_no_words_are_of_none() -> None:
    assert recorded_actions() - LEAVE_NO_ENTRY == ACTIONS.keys()


def test_no_column_that_the_audit_digests_for_an_account_is_shown() -> None:
    digested = {
        (table, column)
        for (table, name), trigger in expected().triggers.items()
        if name == "vigie_audit" and not table.startswith("incidents_")
        for column in trigger.split("'")[3].split(",")
        if column
    }

    assert ("mfa_authenticator", "data") in digested
    assert {column for _table, column in digested} <= SECRET
