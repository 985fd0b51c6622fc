"""A count is the length of the list that its link opens, for every code."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from incidents import stats
from incidents.codes import LegalStatus, Scheme
from incidents.filters import IncidentFilter
from incidents.models import ListedIncident
from tests.factories import (
    JurisdictionFactory,
    ListedActorFactory,
    ListedIncidentFactory,
    PlatformFactory,
    TermFactory,
    ended,
)
from tests.once import made_once

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
NAMES = {"fr": "Un nom", "en": "A name"}


@pytest.fixture(scope="module", autouse=True)
def rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Six incidents, some with several codes of a kind and some with none."""
    with made_once(django_db_blocker):
        make_rows()
        ended()
        yield


def make_rows() -> None:
    for code in ("tiktok", "x", "telegram"):
        PlatformFactory(code=code)
    for code in ("face_swap", "voice_clone"):
        TermFactory(scheme=Scheme.TECHNIQUE, code=code)
    for slug in ("aurore", "borealis"):
        ListedActorFactory(slug=slug, content={"name": NAMES})
    JurisdictionFactory(code="FR")
    for columns in (
        {"platforms": ["tiktok", "x"], "techniques": ["face_swap"], "parties": ["aurore"]},
        {"platforms": ["tiktok"], "techniques": ["face_swap", "voice_clone"]},
        {"platforms": ["x"], "parties": ["aurore", "borealis"], "propositions": ["impact", "link"]},
        {"legal_statuses": ["announced", "filed"], "review_due_on": TODAY, "verdict": "disputed"},
        {
            "legal_statuses": ["announced"],
            "review_due_on": date(2026, 11, 23),
            "jurisdiction": "FR",
        },
        {"legal_statuses": ["none"], "verdict": "verified_fake"},
    ):
        ListedIncidentFactory(**columns)


def listed(**asked: Any) -> int:
    filtered = IncidentFilter(asked, ListedIncident.objects.all(), today=TODAY)
    assert filtered.is_valid(), filtered.errors
    return len(filtered.qs)


ARRAYS = [
    ("platforms", "platform", 2),
    ("techniques", "technique", 2),
    ("propositions", "proposition", 2),
    ("parties", "party", 2),
]


@pytest.mark.parametrize(("column", "name", "codes"), ARRAYS)
def test_per_code_as_many_as_the_list_has(column: str, name: str, codes: int) -> None:
    counts = stats.by_code(ListedIncident.objects.all(), column)

    assert len(counts.rows) == codes
    assert counts.rows == tuple((code, listed(**{name: [code]})) for code, _number in counts.rows)
    assert counts.distinct == listed() == 6


@pytest.mark.parametrize(
    ("column", "name", "codes"), [("verdict", "verdict", 3), ("jurisdiction", "country", 2)]
)
def test_per_value_as_many_as_the_list_has(column: str, name: str, codes: int) -> None:
    counts = stats.by_value(ListedIncident.objects.all(), column)

    assert len(counts.rows) == codes
    assert sum(number for _value, number in counts.rows) == counts.distinct == 6
    assert counts.rows == tuple(
        (value, listed(**{name: [value]})) for value, _number in counts.rows
    )


def test_per_legal_status_as_of_today() -> None:
    counts = stats.by_legal_status(ListedIncident.objects.all(), TODAY)

    assert counts.rows == (("announced", 2), ("filed", 1), ("none", 1), ("nothing_followed", 1))
    assert counts.rows == tuple((code, listed(status=[code])) for code, _number in counts.rows)


def test_before_any_review_date_nothing_followed_is_no_row() -> None:
    counts = stats.by_legal_status(ListedIncident.objects.all(), date(2026, 11, 21))

    assert LegalStatus.NOTHING_FOLLOWED not in dict(counts.rows)


def test_totals_may_exceed_the_distinct_number() -> None:
    chosen = ListedIncident.objects.filter(platforms__contains=["tiktok"])

    counts = stats.by_code(chosen, "platforms")

    assert counts == stats.Counts((("tiktok", 2), ("x", 1)), 2)


def test_most_first_then_by_code() -> None:
    counts = stats.by_code(ListedIncident.objects.all(), "platforms")

    assert counts.rows == (("tiktok", 2), ("x", 2))


def test_counts_follow_the_filter() -> None:
    filtered = IncidentFilter(
        {"platform": ["x"], "party": ["borealis"]}, ListedIncident.objects.all(), today=TODAY
    )

    assert stats.by_code(filtered.qs, "parties").rows == (("aurore", 1), ("borealis", 1))
    assert stats.by_code(filtered.qs, "techniques") == stats.Counts((), 1)


def test_nothing_listed_counts_nothing() -> None:
    none = ListedIncident.objects.none()

    assert stats.by_code(none, "platforms") == stats.Counts((), 0)
    assert stats.by_value(none, "verdict") == stats.Counts((), 0)
    assert stats.by_legal_status(none, TODAY) == stats.Counts((), 0)


def test_a_count_is_two_queries_however_many_rows(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(2):
        stats.by_code(ListedIncident.objects.all(), "platforms")
