"""Which pages of the staff ask for a fresh sign-in. They only say so; ``tracker.accounts`` asks."""

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


def signs_in_again(view: View) -> View:
    """Whoever signed in longer ago than SIGN_IN_AGAIN_MINUTES does so again before this page."""
    view.sign_in_again = True  # type: ignore[attr-defined]
    return view
