"""Details of listed incidents: the migration fills for old rows what is derived for new ones."""

from importlib import import_module
from typing import Any

import pytest
from django.db import connection

from incidents import listing
from incidents.models import Incident, ListedDetail
from tests.views.published import correct, listed, publish
from tests.whole_incident import whole_incident

pytestmark = pytest.mark.django_db


def rows() -> list[tuple[Any, ...]]:
    return list(ListedDetail.objects.order_by("pk").values_list())


def test_the_migration_writes_what_the_listing_derives() -> None:
    fill = import_module("incidents.migrations.0028_details_of_listed_incidents").FILL
    publish(presented_as="authentic", sensitivity=[], spread=3, verdict_basis_en="=Because; \\")
    correct(publish(), notice="Un.")
    incident = whole_incident()
    Incident.objects.filter(pk=incident.pk).update(reference="INC-2026-0009")
    incident.refresh_from_db()
    listed(incident)
    derived = rows()
    ListedDetail.objects.all().delete()

    with connection.cursor() as cursor:
        cursor.execute(fill)

    assert rows() == derived
    assert len(derived) == 3
    assert any("depicted: " in each for row in derived for each in row[-1])


def test_they_are_kept_step_by_step_as_a_rebuild_makes_them() -> None:
    correct(publish(), notice="Un.")
    kept = rows()

    listing.rebuild()

    assert rows() == kept
