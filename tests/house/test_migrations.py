"""Migrations are named by hand, and can be undone."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration

from incidents.grouped_migration import grouped

OURS = {"incidents", "accounts"}
GIVEN_BY_THE_MACHINE = re.compile(r"^\d{4}_(initial$|auto_|.*_and_more$)")


def ours() -> list[Migration]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    found = (m for (app, _name), m in loader.disk_migrations.items() if app in OURS)
    return sorted(found, key=str)


def test_both_apps_have_migrations() -> None:
    assert {migration.app_label for migration in ours()} == OURS


@pytest.mark.parametrize("migration", ours(), ids=str)
def test_a_migration_has_a_name_given_by_hand(migration: Migration) -> None:
    assert not GIVEN_BY_THE_MACHINE.match(migration.name)


@pytest.mark.parametrize("migration", ours(), ids=str)
def test_a_migration_can_be_undone(migration: Migration) -> None:
    assert [op.describe() for op in migration.operations if not op.reversible] == []


@pytest.mark.parametrize("migration", ours(), ids=str)
def test_a_migration_that_adds_several_things_is_a_grouped_one(migration: Migration) -> None:
    """`class Migration(GroupedMigration)`: a first start takes four times as long without."""
    assert grouped(migration.operations) == migration.operations


@pytest.mark.django_db
def test_the_models_have_no_change_without_a_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
