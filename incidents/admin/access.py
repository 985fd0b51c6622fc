"""Which incidents a member of staff may edit, beyond what the role says."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from incidents.codes import State
from incidents.models import Incident

ENDED = frozenset({State.REJECTED, State.WITHDRAWN, State.MERGED})


def may_edit(user: Any, incident: Incident) -> bool:
    """An ended incident is nobody's to edit; a reporter, who cannot approve, edits their own."""
    if not user.has_perm("incidents.change_incident") or incident.state in ENDED:
        return False
    return incident.created_by_id == user.pk or user.has_perm("incidents.approve_editorial")


def may_edit_part(user: Any, incidents: Iterable[Incident], created_by: int | None) -> bool:
    """A part of several incidents: whoever made it, and whoever may edit one of them."""
    known = list(incidents)
    if created_by == user.pk:
        return not known or any(incident.state not in ENDED for incident in known)
    return not known or any(may_edit(user, incident) for incident in known)


class PartAccess:
    """For the admin of a record that is part of incidents (``incidents_of``)."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)  # type: ignore[misc]
        if not allowed or obj is None:
            return allowed
        made_by = getattr(obj, "created_by_id", None)
        return may_edit_part(request.user, self.incidents_of(obj), made_by)  # type: ignore[attr-defined]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for changing it. What was public stays in its Publications."""
        allowed = super().has_delete_permission(request, obj)  # type: ignore[misc]
        if not allowed or obj is None:
            return allowed
        incidents = list(self.incidents_of(obj))  # type: ignore[attr-defined]
        return may_edit_part(request.user, incidents, getattr(obj, "created_by_id", None))
