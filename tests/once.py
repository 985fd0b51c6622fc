"""A scene that all tests of a module share: made once, given up after the last of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


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
