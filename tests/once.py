"""A scene that all tests of a module share: made once, given up after the last of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any, TypeVar

from django.db import transaction

T = TypeVar("T")


@contextmanager
def made_once(django_db_blocker: Any) -> Iterator[None]:
    """A transaction around a module's tests, for a fixture of that scope that also asks for
    ``django_db_setup``. Each test is a savepoint in it and leaves the scene as it found it.

    Call ``factories.ended`` once the scene is made: what waits for the end of the transaction would
    be done, and undone, as each test ends.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def fresh(made: T) -> T:
    """The objects of a shared scene as one test has them: what it sets on them no other test sees.
    Ask for ``db`` in the fixture that gives them out."""
    return deepcopy(made)
