"""Which pages of the staff ask for a fresh sign-in, and on which a form does not wait for one.
They only say so; ``tracker.accounts`` asks."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])

MOVES = frozenset(
    {
        *("publish", "republish", "plan", "unplan"),
        *("withdraw", "propose_withdrawal", "confirm_withdrawal"),
    }
)
"""Moves that change what everybody can read."""

NOT_KEPT = (
    "admin:incidents_privateidentity_",
    "admin:incidents_erasurerequest_",
    "admin:incidents_report_reissue",
    "admin:accounts_user_",
    "admin:incidents_apikey_",
    "admin:auth_user_password_change",
    "admin:password_change",
)
"""How the names of the pages begin whose forms hold a private person's name or a password, or set
up an account: of them nothing lies in a session, where it could be read. They are typed again."""


def may_wait(page: str) -> bool:
    """Whether a form sent to the page of this name may wait until its author signed in again."""
    return not page.startswith(NOT_KEPT)


def signs_in_again(view: View) -> View:
    """Whoever signed in longer ago than SIGN_IN_AGAIN_MINUTES does so again before this page."""
    view.sign_in_again = True  # type: ignore[attr-defined]
    return view
