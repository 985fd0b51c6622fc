"""Names of what the database shows."""

import pytest
from django.db import connection

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


@pytest.mark.django_db
def test_on_a_standby_there_is_none() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA standby")
        cursor.execute(
            "CREATE FUNCTION standby.pg_is_in_recovery() RETURNS boolean RETURN true;"
            "SET LOCAL search_path = standby, pg_catalog"
        )
        cursor.execute(snapshots.SNAPSHOT)

        assert cursor.fetchone() == (None,)
