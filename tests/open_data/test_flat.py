"""Lines that PostgreSQL writes: the same cells as ``as_csv``, whatever the texts are."""

import csv
import json
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.exports import as_csv
from incidents.models import ListedDetail, ListedIncident
from incidents.open_data import flat
from incidents.tables import INCIDENTS

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 26)
NASTY = [
    *("", "'", "=1+1", "'=1", "''+1", " @x", "\t-2", "\r", "a\nb", 'a"b', "a;b", "\\", "; ", "-"),
    *("<script>alert(1)</script>", "\N{RIGHT-TO-LEFT OVERRIDE}x", "\x01\x02", "＝1", "1,5", "é"),
    *("  =", "\\;", "NULL", "\\N", "\\.", "x" * 110),
]
texts = st.one_of(
    st.sampled_from(NASTY),
    st.text("=+-@ aé,;'\"\\\t\r\n＝＋", max_size=8),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6),
)


def written(listed: list[dict[str, Any]], detail: list[dict[str, Any]]) -> tuple[bytes, bytes]:
    """The lines and the objects of rows that stand in no table."""
    given = flat.given_for([row["publication_id"] for row in listed], DAY)
    given |= {"listed": json.dumps(listed, default=str), "detail": json.dumps(detail, default=str)}
    lines, number = flat.copied(flat.in_lines(flat.AS_IT_WAS), given)
    assert number == len(listed)
    return lines, flat.copied(flat.in_objects(flat.AS_IT_WAS), given)[0]


def row(key: int, words: list[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    at = datetime(2026, 10, 1, 12, 30, tzinfo=UTC)
    listed = ListedIncident(
        publication_id=key,
        reference=f"INC-2026-{key:04d}",
        published_at=at,
        first_published_at=at,
        title_fr=words[0],
        summary_en=words[1],
        goals=words[2:4],
    )
    detail = ListedDetail(
        listed_id=key, number=1, involved_fr=words, verdict_basis_fr=words[4] * 40, media=words[:1]
    )
    return flat._columns(listed), flat._columns(detail)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.lists(texts, min_size=5, max_size=5), min_size=20, max_size=20))
def test_the_database_writes_what_as_csv_writes(several: list[list[str]]) -> None:
    pairs = [row(key, words) for key, words in enumerate([*_nasty(), *several], 1)]

    lines, objects = written([one for one, _two in pairs], [two for _one, two in pairs])

    records = [json.loads(each) for each in objects.decode().split("\n")[:-1]]
    expected = "".join(as_csv.lines(INCIDENTS.names, records)).partition("\n")[2]
    assert lines.decode() == expected


def _nasty() -> list[list[str]]:
    return [[NASTY[(start + n) % len(NASTY)] for n in range(5)] for start in range(len(NASTY))]


def test_every_column_has_its_value_and_its_place() -> None:
    made, more = row(7, ["Titre", "Résumé", "a", "b", "Parce que"])

    lines, _objects = written([made | {"review_due_on": "2026-11-26"}], [more])

    (read,) = csv.DictReader(StringIO(lines.decode(), newline=""), fieldnames=INCIDENTS.names)
    assert read["address_fr"].endswith(f"/fr/incidents/{made['reference']}/")
    assert (read["title_fr"], read["goals"]) == ("Titre", "a; b")
    assert read["first_published_at"] == "2026-10-01T12:30:00Z"
    assert (read["translation_outdated"], read["spread"]) == ("false", "")
    assert "nothing_followed" in read["legal_statuses"]


def test_a_row_needs_columns_of_both_tables_and_no_other() -> None:
    known = {f.attname for m in (ListedIncident, ListedDetail) for f in m._meta.concrete_fields}

    assert {c.name for c in INCIDENTS.columns} - known - flat.FROM.keys() == set()
