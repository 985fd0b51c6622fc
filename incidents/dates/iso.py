"""Days and fact dates as documents write them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from incidents.codes import Precision
from incidents.dates.fact import FactDate


def read_day(text: str | None) -> date | None:
    """A day, or None where it is not known. Raises ValueError for what is no day."""
    return date.fromisoformat(text) if text else None


def read_fact(fact: Mapping[str, Any]) -> FactDate:
    """A date as far as it is known."""
    return FactDate(
        read_day(fact["earliest"]), read_day(fact["latest"]), Precision(fact["precision"])
    )
