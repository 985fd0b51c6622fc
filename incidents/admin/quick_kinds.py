"""The quick forms that an incident has, in the order of the work."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from incidents.actions.permission import may_edit
from incidents.admin.quick_claim import ClaimForm
from incidents.admin.quick_forms import AppearanceForm, InvolvementForm, QuickForm
from incidents.admin.quick_procedure import ProcedureForm
from incidents.models import Incident


@dataclass(frozen=True)
class Kind:
    """One quick form: its key on the keyboard, its permission, what a button calls it."""

    form: type[QuickForm]
    accesskey: str
    codename: str
    title: Any
    again: Any


KINDS: dict[str, Kind] = {
    "appearance": Kind(AppearanceForm, "a", "add_appearance", _("Appearance"), _("an appearance")),
    "involvement": Kind(
        InvolvementForm, "p", "add_involvement", _("Person or party"), _("a person or party")
    ),
    "claim": Kind(ClaimForm, "c", "add_claim", _("Claim"), _("a claim")),
    "procedure": Kind(ProcedureForm, "r", "add_procedure", _("Procedure"), _("a procedure")),
}


def quick_address(incident: Incident, kind: str) -> str:
    return reverse("admin:incidents_incident_quick", args=[incident.pk, kind])


def may_add(user: Any, kind: str) -> bool:
    return bool(user.has_perm(f"incidents.{KINDS[kind].codename}"))


def quick_kinds(incident: Incident, user: Any) -> list[dict[str, Any]]:
    """Those that this person may fill in, with their addresses."""
    if not may_edit(user, incident):
        return []
    return [
        {"url": quick_address(incident, kind), "title": known.title, "accesskey": known.accesskey}
        for kind, known in KINDS.items()
        if may_add(user, kind)
    ]
