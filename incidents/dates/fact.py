"""When something happened, as far as it is known."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

from incidents.codes import Precision as DatePrecision
from incidents.input_error import InputError, gettext_noop


class DateError(InputError):
    """A date that does not exist, contradicts itself, or is not understood."""


@dataclass(frozen=True, slots=True)
class FactDate:
    """A date of a fact: the first and the last day on which it can have been.

    * day: the same day twice;
    * month, year: the first and the last day of one month, of one year;
    * between: two days, the first before the last, both possible;
    * unknown: no days.

    Anything else is refused with `DateError`.
    """

    earliest: date | None
    latest: date | None
    precision: DatePrecision

    def __post_init__(self) -> None:
        if self.precision is DatePrecision.UNKNOWN:
            if self.earliest is not None or self.latest is not None:
                raise DateError(gettext_noop("an unknown date has neither earliest nor latest day"))
            return
        if self.earliest is None or self.latest is None:
            raise DateError(
                gettext_noop(
                    "a date of precision %(precision)s needs an earliest and a latest day"
                ),
                precision=self.precision,
            )
        if self.earliest > self.latest:
            raise DateError(
                gettext_noop("the earliest day %(earliest)s is after the latest %(latest)s"),
                earliest=self.earliest,
                latest=self.latest,
            )
        if not _fits(self.earliest, self.latest, self.precision):
            raise DateError(
                gettext_noop("%(earliest)s to %(latest)s is not of precision %(precision)s"),
                earliest=self.earliest,
                latest=self.latest,
                precision=self.precision,
            )

    def __str__(self) -> str:
        """In ISO form, for logs and commands; what readers see is ``dates.wording``."""
        if self.earliest is None or self.latest is None:
            return "unknown"
        first, last = self.earliest.isoformat(), self.latest.isoformat()
        return first if first == last else f"{first}/{last}"

    @classmethod
    def unknown(cls) -> Self:
        return cls(None, None, DatePrecision.UNKNOWN)

    @classmethod
    def on(cls, day: date) -> Self:
        return cls(day, day, DatePrecision.DAY)

    @classmethod
    def in_month(cls, year: int, month: int) -> Self:
        last = _day(year, month, monthrange(year, month)[1] if 1 <= month <= 12 else 1)
        return cls(last.replace(day=1), last, DatePrecision.MONTH)

    @classmethod
    def in_year(cls, year: int) -> Self:
        return cls(_day(year, 1, 1), _day(year, 12, 31), DatePrecision.YEAR)

    @classmethod
    def between(cls, earliest: date, latest: date) -> Self:
        """Two days and all between them; one day twice is that day."""
        if earliest == latest:
            return cls.on(earliest)
        return cls(earliest, latest, DatePrecision.BETWEEN)

    def overlaps(self, first: date | None, last: date | None) -> bool:
        """Can it have been on a day from `first` to `last`, both included? None leaves a side open.

        An unknown date overlaps nothing: it cannot be said to lie in a period.
        """
        if self.earliest is None or self.latest is None:
            return False
        return (last is None or self.earliest <= last) and (first is None or self.latest >= first)

    def is_before(self, other: "FactDate") -> bool:
        """Certainly before: the last possible day lies before the first of the other. An unknown
        date is before nothing, and nothing is before it."""
        return (
            self.latest is not None and other.earliest is not None and self.latest < other.earliest
        )


def _fits(earliest: date, latest: date, precision: DatePrecision) -> bool:
    match precision:
        case DatePrecision.DAY:
            return earliest == latest
        case DatePrecision.MONTH:
            length = monthrange(earliest.year, earliest.month)[1]
            return earliest.day == 1 and latest == earliest.replace(day=length)
        case DatePrecision.YEAR:
            year = earliest.year
            return earliest == date(year, 1, 1) and latest == date(year, 12, 31)
        case _:
            return earliest < latest


def _day(year: int, month: int, day: int) -> date:
    """A day of the calendar, or `DateError` naming what was asked for."""
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError(
            gettext_noop("%(value)s is not a day of the calendar"),
            value=f"{year:04}-{month:02}-{day:02}",
        ) from None
