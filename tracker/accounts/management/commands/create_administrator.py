"""``manage.py create_administrator``: the account from which all others come."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import translation

from incidents.management.base import RecordedCommand
from tracker.accounts.models import User
from tracker.accounts.roles import Role


class Command(RecordedCommand):
    """No superuser: this one gives roles and sees no record."""

    help = "Make an account with the role administrator, or make a superuser into one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="user name")
        parser.add_argument(
            "--demote", action="store_true", help="the account is there: end its superuser status"
        )
        parser.add_argument(
            "--password-file",
            type=Path,
            help="file with the password; without it, one is asked for",
        )

    def handle(
        self, *, name: str, demote: bool, password_file: Path | None, **options: object
    ) -> None:
        group = Group.objects.filter(name=Role.ADMINISTRATOR.value).first()
        if group is None:
            raise CommandError("There are no roles yet: run manage.py sync_roles first.")
        with translation.override("en"), transaction.atomic():
            user = self._demoted(name) if demote else self._made(name, password_file)
            user.groups.add(group)
        self.stdout.write(f"{name} is administrator and no superuser.")

    def _demoted(self, name: str) -> User:
        user = User.objects.select_for_update().filter(username=name).first()
        if user is None:
            raise CommandError(f"{name}: there is no such account.")
        user.is_superuser = False
        user.save(update_fields=["is_superuser"])
        return user

    def _made(self, name: str, password_file: Path | None) -> User:
        if User.objects.filter(username=name).exists():
            raise CommandError(f"{name}: this name is taken. --demote makes it an administrator.")
        user = User(username=name, is_staff=True)
        password = self._password(password_file)
        try:
            user.clean_fields(exclude=["password"])
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(f"{name}: {' '.join(error.messages)}") from error
        user.set_password(password)
        user.save()
        return user

    def _password(self, file: Path | None) -> str:
        if file is not None:
            try:
                return file.read_text("utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise CommandError(f"{file}: {error}") from error
        if not sys.stdin.isatty():
            raise CommandError("No terminal to ask for a password: use --password-file.")
        first = getpass.getpass("Password (at least 12 characters): ")
        if first != getpass.getpass("Once more: "):
            raise CommandError("The two differ. Nothing was made.")
        return first
