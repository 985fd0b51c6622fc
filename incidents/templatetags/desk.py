"""What the staff pages show around the records: the menu in groups, and the first page."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.admin.desk import FirstPage, first_page
from incidents.admin.incident_desk import when
from incidents.admin.incident_work import status_words

register = template.Library()

GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (_("Cases"), ("Incident", "Claim", "Procedure", "Appearance", "Tag", "Submission")),
    (_("Sources"), ("SourceMedia", "Transcript", "Import")),
    (
        _("Outputs"),
        (
            *("Publication", "PlannedPublication", "Reply", "Withdrawal", "Merger"),
            *("Report", "PlannedReport", "ReportRun"),
        ),
    ),
    (
        _("Registers"),
        (
            "Actor",
            "ProposedActor",
            "Affiliation",
            "Election",
            "Platform",
            "LegalBasis",
            "Term",
            "Jurisdiction",
        ),
    ),
    (
        _("Restricted"),
        (
            *("PrivateIdentity", "ErasureRequest", "User", "Partner", "ApiKey"),
            *("AuditEntry", "AuditHead"),
        ),
    ),
)
"""The menu, in the order of work. A model that is in no group comes last, in a group of its own."""


@register.simple_tag
def staff_menu(apps: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The models that this person may see, in groups; empty groups are left out."""
    models = {model["object_name"]: model for app in apps for model in app["models"]}
    groups = [
        {"name": name, "models": [models.pop(key) for key in keys if key in models]}
        for name, keys in GROUPS
    ]
    groups.append({"name": _("Other"), "models": list(models.values())})
    return [group for group in groups if group["models"]]


@register.simple_tag
def staff_first_page(user: Any) -> FirstPage:
    """What waits for this person, what is overdue, what changed."""
    return first_page(user)


register.filter("when", when)
register.filter("standing", status_words)
