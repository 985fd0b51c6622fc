from datetime import UTC, datetime

import pytest
import time_machine

from tests.factories import IncidentFactory, PublicationFactory, ReportFactory
from tracker.launch.demo_data import is_empty, month_to_close

pytestmark = pytest.mark.django_db


def published(year: int, month: int, day: int, hour: int = 12) -> None:
    moment = datetime(year, month, day, hour, tzinfo=UTC)
    PublicationFactory(published_at=moment, first_published_at=moment)


def test_records_of_anyones_own_are_seen() -> None:
    assert is_empty()
    IncidentFactory()
    assert not is_empty()


def test_nothing_published_nothing_to_close() -> None:
    assert month_to_close() is None


@time_machine.travel(datetime(2031, 5, 20, tzinfo=UTC), tick=False)
def test_the_last_finished_month_is_closed_once() -> None:
    published(2031, 3, 9)
    published(2031, 5, 2)
    assert month_to_close() == "2031-03"

    ReportFactory(period="2031-03")
    assert month_to_close() is None


@time_machine.travel(datetime(2031, 5, 20, tzinfo=UTC), tick=False)
def test_months_are_those_of_paris() -> None:
    published(2031, 3, 31, hour=23)

    assert month_to_close() == "2031-04"
