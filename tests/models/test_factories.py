"""Every model has a factory, and every factory makes a row that its model accepts as it is."""

from typing import Any

import pytest
from factory.django import DjangoModelFactory

from incidents import models
from tests import factories

FACTORIES: dict[str, Any] = {
    name.removesuffix("Factory"): made
    for name, made in vars(factories).items()
    if isinstance(made, type)
    and issubclass(made, DjangoModelFactory)
    and made is not DjangoModelFactory
}

pytestmark = pytest.mark.django_db


def test_every_model_has_a_factory() -> None:
    records = {name for name in models.__all__ if hasattr(getattr(models, name), "_meta")}

    assert records | {"User"} <= set(FACTORIES)


@pytest.mark.parametrize("name", sorted(FACTORIES))
def test_two_rows_of_each_are_stored_and_valid(name: str) -> None:
    for _time in range(2):
        row = FACTORIES[name]()
        row.refresh_from_db()
        row.clean()
        row.validate_constraints()
        assert str(row)
