"""Room for what calls deeply.

CPython keeps the frames of Python's own functions in pieces of memory of 16 kB, and gives a piece
back as soon as the last frame in it ends. A call that happens to come at the end of a piece takes
one from the system and gives it back each time: of a page that a test asks for, beneath the frames
of pytest, of all middleware and of nested templates, that was a seventh of the time.
"""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
SLOTS = 70_000
"""Eight bytes each: the piece in which such a frame finds room is 1 MB, and half of it is free."""


def in_one_piece(call: Callable[[], T]) -> T:
    """Its result; the frames of what it calls stand in the piece that this one needs."""
    return call()


in_one_piece.__code__ = in_one_piece.__code__.replace(co_stacksize=SLOTS)
