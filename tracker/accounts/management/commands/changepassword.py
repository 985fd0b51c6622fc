"""``manage.py changepassword``: Django's own, whose writing the audit knows by its name."""

from django.contrib.auth.management.commands import changepassword

from incidents.management.base import RecordedCommand


class Command(RecordedCommand, changepassword.Command):
    """Give an account a new password."""
