"""Who may do it: asked by the action itself, so that page, command and API cannot differ."""

from incidents.input_error import InputError, gettext_noop
from incidents.models.base import Person


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
