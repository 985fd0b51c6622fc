"""Who may do it: asked by the action itself, so that page, command and API cannot differ."""

from collections.abc import Iterable

from incidents.codes import State
from incidents.input_error import InputError, gettext_noop
from incidents.models import Incident
from incidents.models.base import Person

ENDED = frozenset({State.REJECTED, State.WITHDRAWN, State.MERGED})


class NotAllowed(InputError):
    """The person's roles do not include this."""


def check_may(by: Person, codename: str) -> None:
    """Raise NotAllowed unless ``by`` holds ``incidents.<codename>``."""
    if not by.has_perm(f"incidents.{codename}"):
        raise NotAllowed(
            gettext_noop("%(person)s may not do this: the permission “%(permission)s” is missing"),
            person=by.get_username(),
            permission=codename,
        )


def may_edit(by: Person, incident: Incident) -> bool:
    """An ended incident is nobody's to edit; a reporter, who cannot approve, edits their own and
    what a command made for nobody."""
    if incident.state in ENDED or not by.has_perm("incidents.change_incident"):
        return False
    return incident.created_by_id in (None, by.pk) or by.has_perm("incidents.approve_editorial")


def check_may_edit(by: Person, incidents: Iterable[Incident]) -> None:
    """Raise NotAllowed, naming the first incident that this person may not edit."""
    for incident in incidents:
        if not may_edit(by, incident):
            raise NotAllowed(
                gettext_noop("%(person)s may not edit “%(incident)s” (%(state)s)"),
                person=by.get_username(),
                incident=str(incident),
                state=State(incident.state),
            )
