"""A column is what Django says that it is (``tests/columns.py``)."""

import pytest
from django.db.models import Field
from django.db.models.expressions import Col, Expression

from incidents.models import Claim, Incident

ID, TITLE = (Incident._meta.get_field(name) for name in ("id", "title_fr"))


@pytest.mark.parametrize(
    "column",
    [
        Col("incidents_incident", ID),
        Col("T3", TITLE),
        Col("T3", TITLE, ID),
        Col(alias="T3", target=TITLE, output_field=None),
        Col(None, TITLE, output_field=ID),
        Col("T3", Field()),
    ],
)
def test_a_column_is_told_as_django_tells_it(column: Col) -> None:
    assert "identity" in vars(Col)
    assert column.identity == Expression.identity.func(column)
    assert hash(column) == hash(Expression.identity.func(column))


def test_columns_are_the_same_where_table_and_field_are() -> None:
    assert Col("T3", ID) == Col("T3", ID)
    assert Col("T3", ID) != Col("T4", ID)
    assert Col("T3", ID) != Col("T3", TITLE)
    assert Col("T3", ID) != Col("T3", Claim._meta.get_field("id"))
