"""Calendar months written ``YYYY-MM``: the periods of reports."""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from typing import Self

from incidents.input_error import InputError, gettext_noop

_WRITTEN = re.compile(r"([0-9]{4})-([0-9]{2})\Z")
_ONE_DIGIT = re.compile(r"([0-9]{4})-([0-9])\Z")


class MonthError(InputError):
    """A text that is not a month, or a month without a first day of the next."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month, as the half-open interval from its first day to the first day of the next.

    December 9999 is refused: it has no next day in the calendar, so its end cannot be said.
    """

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12:
            raise MonthError(
                gettext_noop("month %(value)s: %(month)02d is not a month (01 to 12)"),
                value=str(self),
                month=self.month,
            )
        if self.year < 1:
            raise MonthError(
                gettext_noop("month %(value)s: there is no year 0000"), value=str(self)
            )
        if (self.year, self.month) >= (MAXYEAR, 12):
            raise MonthError(
                gettext_noop("month %(value)s has no next month: the calendar ends with 9999"),
                value=str(self),
            )

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2026-10``; `MonthError` says what is wrong with anything else."""
        match = _WRITTEN.match(text)
        if match:
            return cls(int(match[1]), int(match[2]))
        if one_digit := _ONE_DIGIT.match(text):
            raise MonthError(
                gettext_noop("month %(value)s: write the month with two digits, %(better)s"),
                value=text,
                better=f"{one_digit[1]}-0{one_digit[2]}",
            )
        raise MonthError(
            gettext_noop("month %(value)s is not written as YYYY-MM, for example 2026-10"),
            value=text if len(text) <= 40 else text[:39] + "…",
        )

    @classmethod
    def containing(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def first_day_of_next(self) -> date:
        if self.month == 12:
            return date(self.year + 1, 1, 1)
        return date(self.year, self.month + 1, 1)

    @property
    def last_day(self) -> date:
        return self.first_day_of_next - timedelta(days=1)

    def next(self) -> "Month":
        return Month.containing(self.first_day_of_next)

    def previous(self) -> "Month":
        """The month before; January of year 1 has none."""
        if self.month > 1:
            return Month(self.year, self.month - 1)
        return Month(self.year - 1, 12)

    def has_begun(self, on: date) -> bool:
        """False for a month still in the future on that day."""
        return self.first_day <= on

    def has_ended(self, on: date) -> bool:
        """True from the first day of the next month on."""
        return self.first_day_of_next <= on
