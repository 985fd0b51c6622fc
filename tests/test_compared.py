"""Two documents side by side: records by their public id, one record field by field."""

from incidents.compared import in_fields, paired
from incidents.documents import Document


def test_records_are_paired_by_their_id_and_those_that_went_come_last() -> None:
    was: list[Document] = [{"id": "x", "n": 1}, {"id": "gone", "n": 2}]
    now: list[Document] = [{"id": "new"}, {"id": "x", "n": 3}]

    assert list(paired(was, now)) == [
        (None, {"id": "new"}),
        ({"id": "x", "n": 1}, {"id": "x", "n": 3}),
        ({"id": "gone", "n": 2}, None),
    ]


def test_fields_that_differ_in_the_order_asked_each_language_by_itself() -> None:
    was: Document = {"a": 1, "gone": 2, "title": {"fr": "Avant", "en": "Same"}}
    now: Document = {"a": 1, "new": 3, "title": {"fr": "Après", "en": "Same"}}

    found = in_fields("claims", ("title", "new", "a", "gone"), was, now)

    assert [(each.field, each.language, each.old, each.new) for each in found] == [
        ("title", "fr", "Avant", "Après"),
        ("new", "", None, 3),
        ("gone", "", 2, None),
    ]
