"""The one Django app: records of election-integrity incidents and what is made of them."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from incidents import checks


class IncidentsConfig(AppConfig):
    """Named `incidents` in the database and in permission names."""

    name = "incidents"
    label = "incidents"
    verbose_name = _("Incidents")
    checks = (checks.check_disclosure,)
    """System checks; importing them registers them."""
