"""Names of what the database shows."""

import pytest
from django.db import OperationalError

from incidents import snapshots
from tests.factories import UserFactory


@pytest.mark.django_db
def test_inside_a_transaction_there_is_none() -> None:
    assert snapshots.now() is None


@pytest.mark.django_db(transaction=True)
def test_what_is_written_gives_another() -> None:
    before = snapshots.now()
    UserFactory()

    assert before is not None
    assert snapshots.now() != before


def test_nor_where_the_database_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent:
        in_atomic_block = False

        def cursor(self) -> None:
            raise OperationalError("the connection is closed")

    monkeypatch.setattr(snapshots, "connection", Silent())

    assert snapshots.now() is None
