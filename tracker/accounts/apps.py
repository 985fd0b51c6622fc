"""Accounts of staff: who they are and which roles they hold."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Label `accounts`, as in AUTH_USER_MODEL."""

    name = "tracker.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """The checks of deployment read models, which are there only now."""
        import_module("tracker.accounts.checks")
        import_module("tracker.checks")
