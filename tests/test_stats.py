"""A count is the length of the list that its link opens, for every code."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from incidents import stats
from incidents.codes import LegalStatus, Scheme
from incidents.facets import Selection, select
from incidents.filters import IncidentFilter
from incidents.listing import facets
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
        facets.fill()
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


def selected(today: date = TODAY, **asked: Any) -> Selection:
    return select(IncidentFilter(asked, ListedIncident.objects.all(), today=today))


@pytest.mark.parametrize(
    ("facet", "codes"),
    [
        *(("platform", 2), ("technique", 2), ("proposition", 2), ("party", 2)),
        *(("verdict", 3), ("country", 2)),
    ],
)
def test_per_value_as_many_as_the_list_has(facet: str, codes: int) -> None:
    counts = stats.by_facet(selected(), facet)

    assert len(counts.rows) == codes
    assert counts.rows == tuple((code, listed(**{facet: [code]})) for code, _number in counts.rows)
    assert counts.distinct == listed() == 6


def test_per_legal_status_as_of_today() -> None:
    counts = stats.by_facet(selected(), "status")

    assert counts.rows == (("announced", 2), ("filed", 1), ("none", 1), ("nothing_followed", 1))
    assert counts.rows == tuple((code, listed(status=[code])) for code, _number in counts.rows)


def test_before_any_review_date_nothing_followed_is_no_row() -> None:
    counts = stats.by_facet(selected(date(2026, 11, 21)), "status")

    assert LegalStatus.NOTHING_FOLLOWED not in dict(counts.rows)


def test_totals_may_exceed_the_distinct_number() -> None:
    counts = stats.by_facet(selected(platform=["tiktok"]), "platform")

    assert counts == stats.Counts((("tiktok", 2), ("x", 1)), 2)


def test_most_first_then_by_code() -> None:
    assert stats.by_facet(selected(), "platform").rows == (("tiktok", 2), ("x", 2))


def test_counts_follow_the_filter() -> None:
    found = selected(platform=["x"], party=["borealis"])

    assert stats.by_facet(found, "party").rows == (("aurore", 1), ("borealis", 1))
    assert stats.by_facet(found, "technique") == stats.Counts((), 1)


def test_where_nothing_is_found_nothing_is_counted() -> None:
    found = selected(platform=["tiktok"], party=["borealis"])

    assert found.total == 0
    assert stats.by_facet(found, "platform") == stats.Counts((), 0)
