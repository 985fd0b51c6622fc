"""``manage.py createsuperuser``: Django's own, whose writing the audit knows by its name."""

from django.contrib.auth.management.commands import createsuperuser

from incidents.management.base import RecordedCommand


class Command(RecordedCommand, createsuperuser.Command):
    """Make the first account."""
