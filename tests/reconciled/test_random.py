"""Whatever stands in the documents of a period: report, lists and files count it alike."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest

from incidents.actions.report import build
from incidents.coverage import of_month
from incidents.dates import Month
from incidents.reconciled import reconcile
from tests.factories import JurisdictionFactory
from tests.reconciled.register import any_document, published

pytestmark = pytest.mark.django_db
SEPTEMBER = of_month(Month(2026, 9))
AT = datetime(2026, 9, 14, 10, tzinfo=UTC)
AFTER = datetime(2026, 10, 2, 12, tzinfo=UTC)


def agree(seed: int, size: int) -> None:
    random, shared = Random(seed), list[dict[str, object]]()
    JurisdictionFactory(code="XV")
    published([any_document(random, place, shared) for place in range(size)], at=AT)
    made = reconcile(build(SEPTEMBER, at=AFTER))
    assert (made.incidents, made.recounted) == (size, ())
    assert made.numbers > 60
    election = replace(SEPTEMBER, election="municipales-2026")
    for part in (replace(SEPTEMBER, jurisdiction="XV"), election):
        frozen = build(part, at=AFTER)
        assert reconcile(frozen).incidents == len(frozen["incidents"]) < size


@pytest.mark.parametrize("seed", range(2))
def test_no_disagreement(seed: int) -> None:
    agree(seed, 8)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 160))
def test_no_disagreement_in_many(seed: int) -> None:
    agree(seed, 25)
