"""``manage.py forget_second_factor``: for whoever lost telephone, keys and recovery codes."""

from __future__ import annotations

from argparse import ArgumentParser

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.management.base import CommandError
from django.db import transaction

from incidents.management.base import RecordedCommand
from tracker.accounts.models import User


class Command(RecordedCommand):
    """Only from the machine: with a button for it, an administrator could become anybody."""

    help = "Remove an account's second factor; they set up another at their next sign-in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="user name")

    def handle(self, *, name: str, **options: object) -> None:
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"{name}: there is no such account.")
        with transaction.atomic():
            _total, removed = Authenticator.objects.filter(user=user).delete()
            ended = self._end_sessions(str(user.pk))
        number = removed.get("mfa.Authenticator", 0)
        self.stdout.write(f"{name}: {number} removed, {ended} sessions ended.")

    @staticmethod
    def _end_sessions(key: str) -> int:
        theirs = [
            session.pk
            for session in Session.objects.iterator()
            if session.get_decoded().get("_auth_user_id") == key
        ]
        Session.objects.filter(pk__in=theirs).delete()
        return len(theirs)
